package dev.gannet.crawl;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.kit.LocalGrid;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.NumberedPages;
import dev.gannet.kit.PostgresServer;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whole runs over a Grid of two nodes, with one worker and with several, some of which are killed, as nodes and hub are. */
@Timeout(1800)
@Tag("fast")
class GridRunTest {
    /** Pages of the long run; a script asks for more. */
    private static final int PAGES = Integer.getInteger("gannet.pages", 120);

    private static final Duration SESSION = Duration.ofSeconds(12);
    private static final Map<String, String> TABLES = Map.of(
            "product",
            "sku, title, price, price_currency, stock, specs, reviews, _url, _ready",
            "orders",
            "number, date, total, total_currency, _ready");

    private static LocalGrid grid;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        grid = LocalGrid.open(LocalGrid.Settings.USUAL.session(SESSION));
    }

    @AfterAll
    static void close() {
        grid.close();
    }

    @Test
    void theShopGivesTheSameRowsFromTheBrowsersOfBothNodes() throws Exception {
        DemoSettings settings = new DemoSettings(8, 4, Duration.ofMillis(10), Duration.ofMillis(50));
        try (DemoShop shop = DemoShop.start(0, settings)) {
            JobOnDisk local = new JobOnDisk(folder, "local", shop.job());
            // More than one node has.
            JobOnDisk remote = new JobOnDisk(folder, "remote", shop.job()).sessions(3);

            RunSummary here = local.run("browser.grid=null");
            RunSummary there = remote.run(onGrid());

            assertThat(here.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(there.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(local.value("SELECT COUNT(*) FROM product")).isEqualTo("8");
            for (Map.Entry<String, String> table : new TreeMap<>(TABLES).entrySet()) {
                String rows = "SELECT " + table.getValue() + " FROM " + table.getKey() + " ORDER BY 1";
                assertThat(remote.rows(rows)).as(table.getKey()).isEqualTo(local.rows(rows));
            }
            assertThat(grid.usedNodes()).as("nodes that had sessions").isEqualTo(2);
        }
        grid.awaitFree();
    }

    @Test
    void R51_aGridThatIsAwayEndsARunWithOneErrorAndTheNextGoesOn() throws Exception {
        try (LocalSite site = LocalSite.open().on("/p/0", html("<h1 class=no>0</h1>"))) {
            JobOnDisk job = job(site.url("/p/0"), "sqlite:" + folder.resolve("grid.db"));

            assertThatThrownBy(() -> job.browsers(ImpatientGrid::launcher).run("browser.grid=http://127.0.0.1:1"))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH))
                    .hasMessageContaining("the Grid at 127.0.0.1:1 does not answer");

            assertThat(site.heard("/p/0")).isEmpty();
            assertThat(job.rows("SELECT state, attempts FROM gannet_page")).containsExactly("pending|0");

            assertThat(job.browsers(Launchers::installed).run(onGrid()).end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT state, attempts FROM gannet_page")).containsExactly("done|1");
            assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
        }
        grid.awaitFree();
    }

    /** @return the setting by which a job of this folder uses the Grid */
    private String onGrid() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.setPosixFilePermissions(
                Files.writeString(secrets.resolve("grid"), grid.password()),
                PosixFilePermissions.fromString("rw-------"));
        return "browser.grid={url: '" + grid.url() + "', user: '" + grid.user() + "', password: '${secret:grid}'}";
    }

    @Test
    void R51_workersANodeAndTheHubAreKilledAndEveryPageIsThereOnce() throws Exception {
        killed(40);
    }

    @Test
    @Tag("soak")
    void R51_workersANodeAndTheHubAreKilledDuringALongRunAndEveryPageIsThereOnce() throws Exception {
        killed(PAGES);
    }

    private void killed(int pages) throws Exception {
        try (LocalSite site = NumberedPages.open(pages)) {
            JobOnDisk job = job(site.url("/"), PostgresServer.freshStore());
            List<Long> moments = new ArrayList<>(List.of(System.nanoTime()));
            try (Program one = start(grid.urlWithPassword());
                    Program two = start(grid.urlWithPassword())) {
                until(job, pages, pages / 4, one, two);
                moments.add(System.nanoTime());
                one.close();
                one.endsWith(137);
                try (Program three = start(grid.urlWithPassword())) {
                    until(job, pages, pages / 2, two, three);
                    moments.add(System.nanoTime());
                    grid.killNode(0);
                    grid.startNode(0);
                    until(job, pages, 3 * pages / 4, two, three);
                    moments.add(System.nanoTime());
                    grid.killHub();
                    grid.startHub();
                    assertThat(two.end(25)).as(two.said()).isZero();
                    assertThat(three.end(25)).as(three.said()).isZero();
                    assertThat(three.said()).doesNotContain(grid.password());
                }
            }
            moments.add(System.nanoTime());

            assertThat(job.rows("SELECT state, COUNT(*), COUNT(DISTINCT url_key) FROM gannet_page GROUP BY state"))
                    .containsExactly("done|" + (pages + 1) + "|" + (pages + 1));
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT number), MIN(number), MAX(number) FROM page"))
                    .isEqualTo(pages + "|" + pages + "|0|" + (pages - 1));
            assertThat(job.value("SELECT COUNT(*) FROM gannet_attempt WHERE outcome = 'done'"))
                    .isEqualTo(String.valueOf(pages + 1));
            List<String> others = job.rows(
                    "SELECT outcome, kind, COUNT(*) FROM gannet_attempt WHERE outcome <> 'done' GROUP BY outcome, kind");
            assertThat(others).as("what node and hub took with them").anyMatch(row -> row.contains("|session-lost|"));
            assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
            System.out.printf(
                    Locale.ROOT,
                    "%d pages in %s s until a worker, a node, the hub were killed, and the end; asked for %d times; %s%n",
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

    private static void until(JobOnDisk job, int all, int pages, Program... crawls) throws Exception {
        Deadline deadline = Deadline.in(Duration.ofMinutes(20));
        while (!deadline.passed() && List.of(crawls).stream().allMatch(Program::runs) && done(job) < pages) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        int done = done(job);
        assertThat(List.of(crawls))
                .as(() -> done + " pages of " + all + "; they said: "
                        + List.of(crawls).stream().map(Program::said).toList() + grid.logs())
                .allMatch(Program::runs);
        assertThat(done).isBetween(pages, all);
    }

    private static int done(JobOnDisk job) throws Exception {
        // The tables may still be on their way.
        return job.value("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'gannet_page'")
                        .equals("0")
                ? 0
                : Integer.parseInt(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'"));
    }

    private JobOnDisk job(String start, String store) throws IOException {
        return new JobOnDisk(folder, "grid", """
                start: %s
                crawl: {follow: a.item, pages: 100000}
                items: {page: {key: [number], at: "**/p/*", fields: {number: {select: h1.no, type: int, required: true}}}}
                politeness: {delay: 0s, parallel: 16, robots: ignore}
                store: %s
                """.formatted(start, store), store);
    }

    private Program start(String url) throws IOException {
        return Program.in(folder)
                .below("env", "GANNET_GRID=" + url)
                .start("run", "grid.yaml", "--no-progress", "--sessions", "2");
    }
}
