package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.Leaks;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.SqliteStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.hang;
import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** The program is told to stop while one page hangs for good: what it leaves is what the next run goes on with. */
@Timeout(300)
@Tag("fast")
class StoppedRunTest {
    private static final int PAGES = 100;
    /** The program answers a first signal by this. */
    private static final String STOPPING = "Stopping: pages under way are finished first";

    @TempDir
    Path folder;

    /** Where the program's browsers live. */
    @TempDir
    Path temporary;

    private final List<Program> started = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LocalSite site = LocalSite.open();
    private int sessions = 4;

    /** A page that never answers, one that answers when the program is already stopping, and more than can be done. */
    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        StringBuilder list =
                new StringBuilder("<h1>List</h1><a class=item href=/hang>h</a><a class=item href=/late>l</a>");
        for (int i = 1; i <= PAGES; i++) {
            list.append("<a class=item href=/p/").append(i).append(">p</a> ");
        }
        Answer late = html("<h1>late</h1>");
        site.on("/list", html(list.toString()))
                .on("/hang", hang())
                .on("/late", (request, wire) -> {
                    await(() -> stopping.getCount() == 0);
                    late.give(request, wire);
                })
                .on("/p/*", slow(Duration.ofMillis(20), html("<h1>page</h1>")));
    }

    @AfterEach
    void endWhatAFailedTestLeft() throws Exception {
        stopping.countDown();
        for (Program program : started) {
            program.close();
        }
        site.close();
    }

    @Test
    void R25_aSignalLetsPagesFinishWithinTheGraceAndGivesTheOthersBack() throws Exception {
        finishesWithinTheGrace("postgresql", "INT", 130, "--grace", "3");
    }

    @Test
    @Tag("soak")
    void R25_aSignalLetsPagesFinishWithinTheUsualGrace() throws Exception {
        finishesWithinTheGrace("sqlite", "TERM", 143);
    }

    private void finishesWithinTheGrace(String database, String signal, int exit, String... options) throws Exception {
        JobOnDisk job = job(database, "static");
        Program program = start(options);
        awaitPages(job, 5);

        program.signal(signal);
        await(() -> program.said().contains(STOPPING));
        int heard = site.heard().size();
        stopping.countDown();

        program.endsWith(exit);
        assertThat(site.heard().size() - heard).as("requests after the signal").isLessThan(PAGES / 3);
        assertThat(job.value("SELECT state FROM gannet_page WHERE url LIKE '%/late'"))
                .isEqualTo("done");
        everythingIsGivenBack(job, "/hang");
        goesOnAndAsksAgainForNothingElse(job, List.of("/hang"));
    }

    @Test
    void R25_aSecondSignalEndsAtOnceAndGivesEverythingBack() throws Exception {
        endsAtTheSecondSignal("sqlite", "TERM", 143);
    }

    @Test
    @Tag("soak")
    void R25_aSecondSignalEndsAtOnceAndGivesEverythingBackToPostgres() throws Exception {
        endsAtTheSecondSignal("postgresql", "INT", 130);
    }

    private void endsAtTheSecondSignal(String database, String signal, int exit) throws Exception {
        JobOnDisk job = job(database, "static");
        Program program = start();
        awaitPages(job, 5);

        program.signal(signal);
        await(() -> program.said().contains(STOPPING));
        program.signal(signal);

        program.endsWith(exit);
        everythingIsGivenBack(job, "/hang", "/late");
        stopping.countDown();
        goesOnAndAsksAgainForNothingElse(job, List.of("/hang", "/late"));
    }

    @Test
    void R25_aBrowserUnderAPageThatHangsIsGoneWhenTheGraceIsOver() throws Exception {
        // A browser for each of the two pages that wait.
        sessions = 2;
        JobOnDisk job = job("sqlite", "render");
        Program program = start("--grace", "3");
        awaitPages(job, 1);
        assertThat(Leaks.processes(temporary)).as("browsers").isNotEmpty();

        program.signal("TERM");
        await(() -> program.said().contains(STOPPING));
        stopping.countDown();

        program.endsWith(143);
        assertThat(Leaks.processes(temporary)).as("processes left").isEmpty();
        assertThat(job.value("SELECT state FROM gannet_page WHERE url LIKE '%/late'"))
                .isEqualTo("done");
        everythingIsGivenBack(job, "/hang");
    }

    private JobOnDisk job(String database, String ladder) throws IOException {
        String store = database.equals("sqlite")
                ? SqliteStores.freshStore(folder.resolve("stop.db"))
                : PostgresServer.freshStore();
        return new JobOnDisk(folder, "stop", """
                start: %s
                crawl: {follow: a.item}
                items: {page: {at: "**", fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s, parallel: 4, robots: ignore}
                ladder: %s
                store: %s
                """.formatted(site.url("/list"), ladder, store), store);
    }

    /** The database is as if the pages in flight had never been asked for, so that anybody may take them at once. */
    private static void everythingIsGivenBack(JobOnDisk job, String... paths) throws Exception {
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE state NOT IN ('done', 'pending')"))
                .as("neither done nor waiting")
                .isEqualTo("0");
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE lease_owner IS NOT NULL OR lost > 0"))
                .isEqualTo("0");
        for (String path : paths) {
            assertThat(job.rows("SELECT state, attempts, not_before FROM gannet_page WHERE url LIKE '%" + path + "'"))
                    .as(path)
                    .containsExactly("pending|0|0");
        }
        assertThat(job.value("SELECT COUNT(*) FROM page"))
                .isEqualTo(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'"));
        assertThat(job.value("SELECT COUNT(*) FROM gannet_process")).isEqualTo("0");
        assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("stopped");
    }

    private void goesOnAndAsksAgainForNothingElse(JobOnDisk job, List<String> twice) throws Exception {
        site.on("/hang", html("<h1>at last</h1>"));

        assertThat(job.sessions(4).run().end()).isEqualTo(RunSummary.End.COMPLETE);

        Map<String, Long> asked =
                site.heard().stream().collect(Collectors.groupingBy(Heard::path, Collectors.counting()));
        assertThat(asked).hasSize(PAGES + 3);
        for (String path : twice) {
            assertThat(asked.remove(path)).as(path).isEqualTo(2);
        }
        // A page may just have been asked for when the second signal came.
        assertThat(asked.values().stream().filter(times -> times > 1).count())
                .isLessThanOrEqualTo(twice.size() * 2L - 2);
        assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT _url) FROM page"))
                .isEqualTo((PAGES + 3) + "|" + (PAGES + 3));
        assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
    }

    private void awaitPages(JobOnDisk job, int count) throws Exception {
        await(() -> !site.heard("/hang").isEmpty() && !site.heard("/late").isEmpty());
        await(() -> Integer.parseInt(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'")) >= count);
    }

    private Program start(String... options) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("run", "stop.yaml", "--sessions", String.valueOf(sessions), "--no-progress"));
        words.addAll(List.of(options));
        Program program = Program.in(folder)
                // A shell's background job ignores SIGINT, and so would everything below it.
                .below("env", "--default-signal=INT")
                .java("-Djava.io.tmpdir=" + temporary)
                .start(words.toArray(String[]::new));
        started.add(program);
        return program;
    }

    private static void await(Callable<Boolean> fact) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try {
            while (!fact.call() && System.nanoTime() < end) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            assertThat(fact.call()).isTrue();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
