package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.SqliteStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills crawls again and again, at named points and at random, and asks the site's log and the database whether each page
 * was visited and stored once. The fast tier halts a crawl at three points of a page's life in each database, together at
 * all six, and kills it once at random. The soak tier halts at all six in each and kills more often; a script kills a
 * hundred times.
 */
@Tag("fast")
class KillsTest {
    private static final int FEW_PAGES = 70;
    private static final int MANY_PAGES = Integer.getInteger("gannet.pages", 150);
    private static final long SEED = Long.getLong("gannet.seed", 20261123L);
    private static final int MANY_KILLS = Integer.getInteger("gannet.kills", 4);
    private static final List<String> POINTS =
            List.of("before:page", "after:page", "before:claim", "after:claim", "before:pace", "after:pace");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private int pages = FEW_PAGES;
    private LocalSite site;

    /** Pages that lead to others as a heap does, so that links are found all along. */
    @BeforeEach
    void open() {
        site = LocalSite.open().on("/p/*", slow(Duration.ofMillis(15), (request, wire) -> {
            int n = Integer.parseInt(request.path().substring("/p/".length()));
            String links = IntStream.of(3 * n + 1, 3 * n + 2, 3 * n + 3)
                    .filter(next -> next < pages)
                    .mapToObj(next -> "<a class=item href=/p/" + next + ">" + next + "</a>")
                    .collect(Collectors.joining());
            html("<h1>" + n + "</h1><p class=row>a</p><p class=row>b</p>" + links)
                    .give(request, wire);
        }));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String database) throws IOException {
        String store = database.equals("sqlite")
                ? SqliteStores.freshStore(folder.resolve("kills.db"))
                : PostgresServer.freshStore();
        return new JobOnDisk(folder, "kills", """
                start: %s
                crawl: {follow: a.item}
                items:
                  page: {key: [number], fields: {number: {select: h1, type: int, required: true}}}
                  row: {each: .row, fields: {text: {type: text}}}
                politeness: {delay: 1ms, parallel: 4, robots: ignore}
                ladder: static
                store: %s
                """.formatted(site.url("/p/0"), store), store);
    }

    private static final String[] RUN = {"run", "kills.yaml", "--no-progress", "--sessions", "4"};

    private Program start() throws IOException {
        return Program.in(folder).start(RUN);
    }

    @ParameterizedTest
    @CsvSource({"sqlite, before:page after:claim before:pace", "postgresql, after:page before:claim after:pace"})
    void R15_R16_aCrawlThatIsHaltedAtACommitAndKilledAnywhereKeepsEachPageWholeAndOnce(String database, String points)
            throws Exception {
        JobOnDisk job = job(database);
        for (String point : points.split(" ")) {
            halt(job, point);
        }
        kill(2 + random.nextInt(pages / 5), "the kill");
        complete(job);
    }

    /** Halts first: each of their crawls then has few pages to go through before its point. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    @Tag("soak")
    void R15_R16_haltedAtEveryCommitAndKilledAgainAndAgainACrawlKeepsEachPageWholeAndOnce(String database)
            throws Exception {
        pages = MANY_PAGES;
        JobOnDisk job = job(database);
        for (String point : POINTS) {
            halt(job, point);
        }
        int left = pages - site.heard().size();
        for (int i = 0; i < MANY_KILLS; i++) {
            kill(1 + random.nextInt(Math.max(1, left / (MANY_KILLS + 2))), "kill " + i);
        }
        complete(job);
    }

    private void halt(JobOnDisk job, String where) throws Exception {
        String point = where + ":" + (3 + random.nextInt(6));
        try (Program halting = Program.in(folder).main(HaltingRun.class, point).start(RUN)) {
            assertThat(halting.end())
                    .as("seed %d, %s, which printed %s", SEED, point, halting.said())
                    .isEqualTo(HaltingRun.HALTED);
        }
        String done = job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'");
        assertThat(job.value("SELECT COUNT(*) FROM page")).as(point).isEqualTo(done);
        assertThat(job.value("SELECT COUNT(*) / 2 FROM row")).as(point).isEqualTo(done);
    }

    /** Waits for so many more requests, and a moment, which is before, in or after some commit. */
    private void kill(int requests, String what) throws Exception {
        int until = site.heard().size() + requests;
        try (Program process = start()) {
            while (site.heard().size() < until && process.runs()) {
                new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
            }
            new CountDownLatch(1).await(random.nextInt(30), TimeUnit.MILLISECONDS);
            assertThat(process.runs())
                    .as("%s falls into the crawl, seed %d", what, SEED)
                    .isTrue();
            process.close();
            process.endsWith(137);
        }
    }

    private void complete(JobOnDisk job) throws Exception {
        assertThat(job.value("SELECT COUNT(*) FROM gannet_run WHERE state = 'running'"))
                .as("every kill fell into the one crawl")
                .isEqualTo("1");
        assertThat(job.sessions(4).run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT url, state, kind, lost FROM gannet_page WHERE state <> 'done'"))
                .as("taken for what killed the crawl, or left behind")
                .isEmpty();
        Set<String> missing =
                IntStream.range(0, pages).mapToObj(n -> "/p/" + n).collect(Collectors.toCollection(TreeSet::new));
        site.heard().forEach(one -> missing.remove(one.path()));
        assertThat(missing).as("reachable, never asked for").isEmpty();
        assertThat(job.rows("SELECT state, COUNT(*), COUNT(DISTINCT url) FROM gannet_page GROUP BY state"))
                .containsExactly("done|" + pages + "|" + pages);
        assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT number), MIN(number), MAX(number) FROM page"))
                .isEqualTo(pages + "|" + pages + "|0|" + (pages - 1));
        assertThat(job.value("SELECT COUNT(*) FROM row")).isEqualTo(String.valueOf(2 * pages));
        assertThat(job.value("SELECT COUNT(*) FROM (SELECT DISTINCT _page, _pos FROM row) r"))
                .isEqualTo(String.valueOf(2 * pages));
        assertThat(job.value("SELECT COUNT(*) FROM gannet_attempt WHERE outcome = 'done'"))
                .isEqualTo(String.valueOf(pages));
        assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
    }
}
