package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages are fetched by more workers than there are connections to the database. The site answers none before all workers
 * have asked, so a worker that held a connection meanwhile would keep the others from asking at all.
 */
@Tag("fast")
class ConnectionsTest {
    private static final int WORKERS = 32;
    private static final int PAGES = 2 * WORKERS;
    private static final String JOB = """
            start: %s
            crawl: {follow: all}
            items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
            politeness: {delay: 0s, parallel: 32}
            ladder: static
            """;

    @TempDir
    Path folder;

    private final CountDownLatch allAsked = new CountDownLatch(WORKERS);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicReference<Optional<SQLException>> seen = new AtomicReference<>();

    @Test
    void noWorkerHoldsTheOneWriterOfSqliteWhileItFetches_R24() throws Exception {
        String file = folder.resolve("connections.db").toString();
        crawl("sqlite:" + file, "jdbc:sqlite:" + file + "?busy_timeout=10000", "BEGIN IMMEDIATE; ROLLBACK");
    }

    @Test
    void noWorkerHoldsOneOfTheFewConnectionsToPostgresWhileItFetches_R24() throws Exception {
        String store = PostgresServer.freshStore();
        // The lock waits for every transaction that has touched the table, and no longer than so.
        crawl(
                store,
                "jdbc:" + store.replace("postgres@", "") + "?user=postgres",
                "BEGIN; SET LOCAL lock_timeout = '10s'; LOCK TABLE gannet_page; ROLLBACK");
    }

    private void crawl(String store, String jdbc, String probe) throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on(
                            "/",
                            html(IntStream.range(0, PAGES)
                                    .mapToObj(i -> "<a href=/p/" + i + ">" + i + "</a>")
                                    .collect(Collectors.joining())))
                    .on("/p/*", slowly(jdbc, probe));
            JobOnDisk job = new JobOnDisk(folder, "connections", JOB.formatted(site.url("/")), store).sessions(WORKERS);

            RunSummary summary = job.run();

            assertThat(allAsked.getCount()).as("workers that never asked").isZero();
            assertThat(seen.get()).as("a transaction of somebody else's").isEmpty();
            assertThat(most.get()).as("in flight at once").isGreaterThanOrEqualTo(WORKERS);
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT COUNT(*), COUNT(DISTINCT title) FROM page"))
                    .containsExactly(PAGES + "|" + PAGES);
        }
    }

    private Answer slowly(String jdbc, String probe) {
        return (request, wire) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            allAsked.countDown();
            try {
                allAsked.await(40, TimeUnit.SECONDS);
                synchronized (allAsked) {
                    if (seen.get() == null) {
                        seen.set(tried(jdbc, probe));
                    }
                }
                Answer.slow(Duration.ofMillis(300), html("<h1>" + request.path() + "</h1>"))
                        .give(request, wire);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                inFlight.decrementAndGet();
            }
        };
    }

    private static Optional<SQLException> tried(String jdbc, String probe) {
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement()) {
            for (String one : probe.split(";")) {
                statement.execute(one);
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }
}
