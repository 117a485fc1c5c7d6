package dev.gannet.crawl;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.kit.LocalGrid;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.NumberedPages;
import dev.gannet.kit.PostgresServer;
import dev.gannet.session.GridSessions;
import dev.gannet.session.ImpatientGrid;
import dev.gannet.session.Launchers;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Whole runs over a Grid of two nodes, with one worker and with several, some of which are killed, as nodes and hub are; and
 * the sessions of one pool, whose tests share the Grid.
 */
@Timeout(1800)
@Tag("fast")
@TestMethodOrder(OrderAnnotation.class)
class GridRunTest extends GridSessions {
    /** Pages of the long run; a script asks for more. */
    private static final int PAGES = Integer.getInteger("gannet.pages", 60);

    private static final Duration SESSION = Duration.ofSeconds(12);
    private static final Map<String, String> TABLES = Map.of(
            "product",
            "sku, title, price, price_currency, stock, specs, reviews, _url, _ready",
            "orders",
            "number, date, total, total_currency, _ready");

    @TempDir
    Path folder;

    @Test
    void theShopGivesTheSameRowsFromTheBrowsersOfBothNodes() throws Exception {
        DemoSettings settings = new DemoSettings(8, 4, Duration.ofMillis(10), Duration.ofMillis(50));
        try (DemoShop shop = DemoShop.start(0, settings)) {
            JobOnDisk local = new JobOnDisk(folder, "local", shop.job());
            // More than one node has.
            JobOnDisk remote = new JobOnDisk(folder, "remote", shop.job()).sessions(2);
            LocalGrid grid = grid();

            RunSummary here = local.run("browser.grid=null");
            RunSummary there = remote.run(on(grid));

            assertThat(here.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(there.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(local.value("SELECT COUNT(*) FROM product")).isEqualTo("8");
            for (Map.Entry<String, String> table : new TreeMap<>(TABLES).entrySet()) {
                String rows = "SELECT " + table.getValue() + " FROM " + table.getKey() + " ORDER BY 1";
                assertThat(remote.rows(rows)).as(table.getKey()).isEqualTo(local.rows(rows));
            }
            assertThat(grid.usedNodes()).as("nodes that had sessions").isEqualTo(2);
            grid.awaitFree();
        }
    }

    @Test
    void R51_aGridThatIsAwayEndsARunWithOneErrorAndTheNextGoesOn() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/p/0", html("<h1 class=no>0</h1><a class=item href=/p/0>itself</a>"))) {
            JobOnDisk job = job(site.url("/p/0"), "sqlite:" + folder.resolve("grid.db"), Duration.ZERO);

            assertThatThrownBy(() -> job.browsers(ImpatientGrid::launcher).run("browser.grid=http://127.0.0.1:1"))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH))
                    .hasMessageContaining("the Grid at 127.0.0.1:1 does not answer");

            assertThat(site.heard("/p/0")).isEmpty();
            assertThat(job.rows("SELECT state, attempts FROM gannet_page")).containsExactly("pending|0");

            LocalGrid grid = grid();
            assertThat(job.browsers(Launchers::installed).run(on(grid)).end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT state, attempts FROM gannet_page")).containsExactly("done|1");
            assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
            grid.awaitFree();
        }
    }

    /** @return the setting by which a job of this folder uses the Grid */
    private String on(LocalGrid grid) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.setPosixFilePermissions(
                Files.writeString(secrets.resolve("grid"), grid.password()),
                PosixFilePermissions.fromString("rw-------"));
        return "browser.grid={url: '" + grid.url() + "', user: '" + grid.user() + "', password: '${secret:grid}'}";
    }

    /** The last of all, for its node stays dead. It dies while each node has a session of the run. */
    @Test
    @Order(Integer.MAX_VALUE)
    void R51_aNodeIsKilledUnderARunAndEveryPageIsThereOnce() throws Exception {
        int pages = 12;
        LocalGrid grid = grid();
        Meeting meeting = new Meeting(2);
        AtomicInteger asked = new AtomicInteger();
        try (LocalSite site = NumberedPages.open(pages, () -> {
            meeting.join();
            if (asked.incrementAndGet() == pages / 2) {
                grid.killNode(0);
            }
        })) {
            JobOnDisk job = job(site.url("/"), "sqlite:" + folder.resolve("grid.db"), Duration.ZERO)
                    .sessions(2);

            assertThat(job.run(on(grid)).end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(meeting.held()).as("both nodes had a session").isTrue();
            everyPageIsThereOnce(job, pages);
        }
        grid.awaitFree();
    }

    @Test
    @Tag("soak")
    void R51_workersANodeAndTheHubAreKilledAndEveryPageIsThereOnce() throws Exception {
        try (LocalGrid grid = LocalGrid.open(LocalGrid.Settings.USUAL.session(SESSION))) {
            killed(grid, PAGES);
        }
    }

    /** Kills a node while each has two sessions of a live worker, then a worker, then the hub; what died is replaced. */
    private void killed(LocalGrid grid, int pages) throws Exception {
        Meeting meeting = new Meeting(4);
        try (LocalSite site = NumberedPages.open(pages, meeting::join)) {
            JobOnDisk job = job(site.url("/"), PostgresServer.freshStore(), Duration.ZERO);
            Progress progress = new Progress(grid, site, meeting, job, pages);
            List<Long> moments = new ArrayList<>(List.of(System.nanoTime()));
            try (Program one = start(grid.urlWithPassword());
                    Program two = start(grid.urlWithPassword())) {
                progress.until(pages / 4, one, two);
                moments.add(System.nanoTime());
                grid.killNode(0);
                grid.startNode(0);
                progress.until(pages / 2, one, two);
                moments.add(System.nanoTime());
                one.close();
                one.endsWith(137);
                try (Program three = start(grid.urlWithPassword())) {
                    progress.until(3 * pages / 4, two, three);
                    moments.add(System.nanoTime());
                    grid.killHub();
                    grid.startHub();
                    assertThat(two.end(25)).as(two.said()).isZero();
                    assertThat(three.end(25)).as(three.said()).isZero();
                    assertThat(three.said()).doesNotContain(grid.password());
                }
            }
            moments.add(System.nanoTime());

            List<String> others = everyPageIsThereOnce(job, pages);
            System.out.printf(
                    Locale.ROOT,
                    "%d pages in %s s until a node, a worker, the hub were killed, and the end; asked for %d times; %s%n",
                    pages,
                    IntStream.range(1, moments.size())
                            .mapToObj(i ->
                                    String.format(Locale.ROOT, "%.1f", (moments.get(i) - moments.get(i - 1)) / 1e9))
                            .toList(),
                    site.heard().stream()
                            .filter(heard -> heard.path().startsWith("/p/"))
                            .count(),
                    others);
        }
        grid.awaitFree();
    }

    /** @return the attempts that did not succeed, by outcome and kind; some were lost with their sessions */
    private static List<String> everyPageIsThereOnce(JobOnDisk job, int pages) throws Exception {
        assertThat(job.rows("SELECT state, COUNT(*), COUNT(DISTINCT url_key) FROM gannet_page GROUP BY state"))
                .containsExactly("done|" + (pages + 1) + "|" + (pages + 1));
        assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT number), MIN(number), MAX(number) FROM page"))
                .isEqualTo(pages + "|" + pages + "|0|" + (pages - 1));
        assertThat(job.value("SELECT COUNT(*) FROM gannet_attempt WHERE outcome = 'done'"))
                .isEqualTo(String.valueOf(pages + 1));
        assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
        List<String> others = job.rows(
                "SELECT outcome, kind, COUNT(*) FROM gannet_attempt WHERE outcome <> 'done' GROUP BY outcome, kind");
        assertThat(others).as("attempts that ended with their session").anyMatch(row -> row.contains("|session-lost|"));
        return others;
    }

    /**
     * Holds pages back until so many browsers ask for one at the same time: all workers are up then. A page waits for ten
     * seconds at most, less than a node lets a session wait, so that a worker that comes late still finds pages.
     */
    private static final class Meeting {
        private static final Duration MOST = Duration.ofSeconds(10);
        private final int browsers;
        private int waiting;
        private boolean held;

        Meeting(int browsers) {
            this.browsers = browsers;
        }

        synchronized boolean held() {
            return held;
        }

        synchronized void join() {
            Deadline deadline = Deadline.in(MOST);
            waiting++;
            held |= waiting >= browsers;
            notifyAll();
            try {
                while (!held && !deadline.passed()) {
                    wait(MOST.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the site closes
            }
            waiting--;
        }
    }

    /** How far the workers have come: the site's log says when to ask the database, which costs more. */
    private record Progress(LocalGrid grid, LocalSite site, Meeting meeting, JobOnDisk job, int all) {
        void until(int pages, Program... crawls) throws Exception {
            Deadline deadline = Deadline.in(Duration.ofMinutes(20));
            while (!deadline.passed() && List.of(crawls).stream().allMatch(Program::runs) && !reached(pages)) {
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }
            int done = done();
            assertThat(List.of(crawls))
                    .as(() -> done + " pages of " + all + "; they said: "
                            + List.of(crawls).stream().map(Program::said).toList() + grid.logs())
                    .allMatch(Program::runs);
            assertThat(done).isBetween(pages, all);
        }

        private boolean reached(int pages) throws Exception {
            return meeting.held() && site.heard().size() > pages && done() >= pages;
        }

        private int done() throws Exception {
            // The tables may still be on their way.
            return job.value("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'gannet_page'")
                            .equals("0")
                    ? 0
                    : Integer.parseInt(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'"));
        }
    }

    private JobOnDisk job(String start, String store, Duration delay) throws IOException {
        return new JobOnDisk(folder, "grid", """
                start: %s
                crawl: {follow: a.item, pages: 100000}
                items: {page: {key: [number], at: "**/p/*", fields: {number: {select: h1.no, type: int, required: true}}}}
                politeness: {delay: %dms, parallel: 16, robots: ignore}
                store: %s
                """.formatted(start, delay.toMillis(), store), store);
    }

    private Program start(String url) throws IOException {
        return Program.in(folder)
                .below("env", "GANNET_GRID=" + url)
                .start("run", "grid.yaml", "--no-progress", "--sessions", "2");
    }
}
