package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.SqliteStores;
import dev.gannet.web.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Where a start led is home for every process of a run, whichever of them visited it. */
@Tag("fast")
class MovedStartsTest {
    @TempDir
    Path folder;

    /** A process visits the start while this JVM has joined its run already, and is then stopped. */
    @Test
    void aProcessThatJoinedBeforeTheStartMovedFollowsLinksOfItsNewHome() throws Exception {
        followsLinksOfTheNewHome("sqlite");
    }

    @Test
    @Tag("soak")
    void aProcessThatJoinedBeforeTheStartMovedFollowsLinksOfItsNewHomeInPostgres() throws Exception {
        followsLinksOfTheNewHome("postgresql");
    }

    private void followsLinksOfTheNewHome(String database) throws Exception {
        String store = database.equals("sqlite")
                ? SqliteStores.freshStore(folder.resolve("moved.db"))
                : PostgresServer.freshStore();
        CountDownLatch joined = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (LocalSite home = LocalSite.open();
                LocalSite old = LocalSite.open()) {
            String moved = "http://localhost:" + home.port();
            old.on("/", (request, wire) -> {
                await(joined);
                wire.send(302, "", "Location: " + moved + "/list");
            });
            home.on("/list", html("<a class=item href=/p/1>1</a>"))
                    .on("/p/1", (request, wire) -> {
                        await(stopped);
                        html("<h1>1</h1><a class=item href=/p/2>2</a>").give(request, wire);
                    })
                    .on("/p/2", html("<h1>2</h1><a class=item href=/p/3>3</a>"))
                    .on("/p/3", html("<h1>3</h1>"));
            JobOnDisk job = new JobOnDisk(folder, "moved", """
                    start: %s
                    crawl: {follow: a.item}
                    items: {page: {at: "**/p/*", fields: {title: h1}}}
                    politeness: {delay: 0s, parallel: 1, robots: ignore}
                    ladder: static
                    store: %s
                    """.formatted(old.url("/"), store), store);
            try (Program first = Program.in(folder).start("run", "moved.yaml", "--no-progress", "--sessions", "1")) {
                until(() -> !old.heard().isEmpty());
                CompletableFuture<RunSummary> second =
                        CompletableFuture.supplyAsync(() -> job.sessions(1).run());
                until(() -> job.value("SELECT COUNT(*) FROM gannet_process").equals("2"));
                joined.countDown();
                until(() -> !home.heard("/p/1").isEmpty());
                // A process that is stopped inside a transaction of SQLite would keep everybody else from writing.
                until(() -> {
                    first.signal("STOP");
                    try {
                        job.execute("UPDATE gannet_page SET lease_until = 0 WHERE state = 'leased'");
                        return true;
                    } catch (SQLException locked) {
                        first.signal("CONT");
                        return false;
                    }
                });
                stopped.countDown();
                assertThat(second.get(1, TimeUnit.MINUTES).end()).isEqualTo(RunSummary.End.COMPLETE);
                first.signal("CONT");
                first.endsWith(0);
            }
            assertThat(job.rows("SELECT title FROM page ORDER BY title")).containsExactly("1", "2", "3");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void until(Callable<Boolean> fact) throws Exception {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        while (!fact.call() && !deadline.passed()) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(fact.call()).isTrue();
    }
}
