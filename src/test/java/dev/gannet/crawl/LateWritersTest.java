package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.web.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.inTurn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A page's rows are those of the one visit that the frontier holds to be its end, whatever others found or find late. */
@Tag("fast")
class LateWritersTest {
    private static final String ROWS = "SELECT text FROM row ORDER BY _page, _pos";

    @TempDir
    Path folder;

    private static Answer rows(String... texts) {
        return html(
                Stream.of(texts).map(text -> "<p class=row>" + text + "</p>").collect(Collectors.joining())
                        + "<h1>title</h1><a class=item href=/p/" + texts[0] + ">next</a>");
    }

    private JobOnDisk job(LocalSite site, String database, String ladder) throws IOException {
        String store = database.equals("sqlite") ? "sqlite:" + folder.resolve("late.db") : PostgresServer.freshStore();
        return new JobOnDisk(folder, "late", """
                start: %s
                crawl: {follow: a.item}
                items:
                  row: {at: "**/list", each: .row, fields: {text: {type: text}}}
                  title: {at: "**/list", fields: {title: h1}}
                politeness: {delay: 0s, parallel: 4, robots: ignore}
                limits: {page: 30s}
                ladder: %s
                store: %s
                """.formatted(site.url("/list"), ladder, store), store);
    }

    /** The rows of the first kind are written before those of the second are refused. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void R17_ofAVisitThatFailsAfterItsFirstRowsNothingIsKept(String database) throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/list", inTurn(rows("a", "b"), rows("a", "b"), rows("c", "d"), rows("e", "f", "g")))
                .on("/p/*", html("<h1>page</h1>"))) {
            JobOnDisk job = job(site, database, "static");
            job.run();
            job.execute("DELETE FROM row");
            job.execute("UPDATE title SET _page = 'another'");
            job.execute("CREATE UNIQUE INDEX one_title ON title (title)");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> job.crawl(true).run()).hasMessageContaining("title");
                assertThat(job.rows(ROWS)).isEmpty();
            }
            job.execute("DROP INDEX one_title");

            job.run();

            assertThat(job.rows(ROWS)).containsExactly("e", "f", "g");
        }
    }

    @Test
    void R17_aPageThatIsVisitedOnceMoreHasTheRowsOfThatVisitAlone() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/list",
                        inTurn(
                                rows("a", "b", "c", "d"),
                                html("<p class=row>e</p><p class=row>f</p><h1>title</h1><i class=end>.</i>")))
                .on("/p/*", html("<h1>page</h1>"))) {
            JobOnDisk job = job(site, "sqlite", "render");

            RunSummary summary = job.run("limits.page=4s", "page=[{at: '**/list', ready: .end}]");

            assertThat(site.heard("/list")).hasSize(2);
            assertThat(job.rows("SELECT text, _ready FROM row ORDER BY _pos")).containsExactly("e|1", "f|1");
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** A process that is stopped in the midst of a write keeps all others from writing: it is let go on a little. */
    private static void stopPastItsLease(Program process, JobOnDisk job) throws Exception {
        for (int tries = 1; ; tries++) {
            process.signal("STOP");
            try {
                job.execute("UPDATE gannet_page SET lease_until = 0");
                return;
            } catch (SQLException locked) {
                if (tries == 5) {
                    throw locked;
                }
                process.signal("CONT");
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** The process that has the page is stopped until its lease is over and another process has visited the page. */
    @Test
    void R18_R19_whatAVisitFoundThatLastedLongerThanItsLeaseIsDropped() throws Exception {
        dropsWhatComesAfterTheLease("postgresql");
    }

    @Test
    @Tag("soak")
    void R18_R19_whatAVisitFoundThatLastedLongerThanItsLeaseIsDroppedInSqlite() throws Exception {
        dropsWhatComesAfterTheLease("sqlite");
    }

    private void dropsWhatComesAfterTheLease(String database) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (LocalSite site = LocalSite.open()
                .on(
                        "/list",
                        inTurn(
                                (request, wire) -> {
                                    await(over);
                                    rows("late", "later", "latest").give(request, wire);
                                },
                                rows("own")))
                .on("/p/*", html("<h1>page</h1>"))) {
            JobOnDisk job = job(site, database, "static");
            try (Program first = Program.in(folder).start("run", "late.yaml", "--no-progress")) {
                Deadline deadline = Deadline.in(Duration.ofMinutes(1));
                while (site.heard("/list").isEmpty() && !deadline.passed()) {
                    new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                }
                stopPastItsLease(first, job);

                RunSummary second = job.run();

                assertThat(second.end()).isEqualTo(RunSummary.End.COMPLETE);
                assertThat(site.heard("/list")).hasSize(2);
                over.countDown();
                first.signal("CONT");
                first.endsWith(0);
            }
            assertThat(job.rows(ROWS)).containsExactly("own");
            assertThat(job.rows("SELECT state, attempts, url FROM gannet_page ORDER BY id"))
                    .containsExactly("done|1|" + site.url("/list"), "done|1|" + site.url("/p/own"));
            assertThat(site.heard("/p/late")).isEmpty();
            assertThat(job.value("SELECT COUNT(*) FROM gannet_attempt WHERE outcome = 'done'"))
                    .isEqualTo("2");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
