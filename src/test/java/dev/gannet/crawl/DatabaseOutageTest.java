package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.TcpProxy;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** PostgreSQL goes away in the middle of a run, and comes back. */
@Timeout(300)
@Tag("fast")
class DatabaseOutageTest {
    private static final int PAGES = 100;
    /** A script makes it longer; a statement waits two seconds here, which users wait thirty for. */
    private static final int BLACK_SECONDS = Integer.getInteger("gannet.outage.seconds", 3);

    private static final String TWO_SECONDS = "?socketTimeout=2";

    @TempDir
    Path folder;

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setDataDirectory(folder.resolve("pg"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private JobOnDisk job(LocalSite site, String store) throws IOException {
        return new JobOnDisk(folder, "outage", """
                start: %s
                crawl: {follow: a.item}
                items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s, parallel: 4, robots: ignore}
                ladder: static
                """.formatted(site.url("/list")), store + TWO_SECONDS);
    }

    private static String store(int port, String database) {
        return "postgresql://postgres@localhost:" + port + "/" + database;
    }

    /** @return the URL by which the proxy reaches a database of the shared server */
    private static String through(TcpProxy network, URI shared) {
        return store(network.port(), shared.getPath().substring(1));
    }

    private static URI shared() {
        return URI.create(PostgresServer.freshStore());
    }

    private static LocalSite site() {
        StringBuilder list = new StringBuilder("<h1>List</h1>");
        for (int i = 0; i < PAGES; i++) {
            list.append("<a class=item href=/p/")
                    .append(i)
                    .append(">")
                    .append(i)
                    .append("</a>");
        }
        return LocalSite.open()
                .on("/list", html(list.toString()))
                .on("/p/*", slow(Duration.ofMillis(50), html("<h1>page</h1>")));
    }

    private static void awaitRequests(LocalSite site, int count, CompletableFuture<RunSummary> run) throws Exception {
        while (site.heard().size() < count && !run.isDone()) {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(run)
                .as("the run is still under way after " + count + " pages")
                .isNotDone();
    }

    @Test
    void R22_aRestartAndThenABlackHoleAreWaitedOutAndNothingIsLostOrDoubled() throws Exception {
        EmbeddedPostgres server = start(0);
        int port = server.getPort();
        try (LocalSite site = site();
                TcpProxy network = TcpProxy.to(port)) {
            JobOnDisk job = job(site, store(network.port(), "postgres"));
            CompletableFuture<RunSummary> run =
                    CompletableFuture.supplyAsync(() -> job.sessions(4).run());

            awaitRequests(site, 20, run);
            server.close();
            server = start(port);
            int afterRestart = site.heard().size();
            awaitRequests(site, afterRestart + 20, run);
            network.swallow();
            new CountDownLatch(1).await(BLACK_SECONDS, TimeUnit.SECONDS);
            int inTheDark = site.heard().size();
            network.restore();

            RunSummary summary = run.get(4, TimeUnit.MINUTES);
            assertThat(inTheDark).as("left for the time after").isLessThan(PAGES);
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT _url) FROM page"))
                    .isEqualTo(PAGES + "|" + PAGES);
            assertThat(job.rows("SELECT state, COUNT(*) FROM gannet_page GROUP BY state"))
                    .containsExactly("done|" + (PAGES + 1));
            assertThat(job.value("SELECT COUNT(*) FROM gannet_attempt WHERE outcome = 'done'"))
                    .isEqualTo(String.valueOf(PAGES + 1));
            Set<String> asked = new HashSet<>();
            site.heard().forEach(one -> asked.add(one.path()));
            assertThat(asked).hasSize(PAGES + 1);
            assertThat(site.heard().size())
                    .as("only what was under way is asked for again")
                    .isLessThan(PAGES + 30);
        } finally {
            server.close();
        }
    }

    /** The server does not notice that the network is down, and would hold the lock for hours. */
    @Test
    void R22_whatAConnectionInTheDarkHadLockedIsLetGo() throws Exception {
        URI shared = shared();
        try (TcpProxy network = TcpProxy.to(shared.getPort());
                Database db = Database.open(through(network, shared) + TWO_SECONDS, Duration.ofMinutes(2))) {
            db.write(tx -> tx.update("CREATE TABLE lock (id INT)") + tx.update("INSERT INTO lock VALUES (1)"));
            AtomicInteger tries = new AtomicInteger();

            db.write(tx -> {
                int held = tx.update("UPDATE lock SET id = id + 1");
                if (tries.incrementAndGet() == 1) {
                    // Five seconds for users: PostgresDatabaseTest. The next try comes before this one's lock is let
                    // go.
                    tx.update("SET LOCAL idle_in_transaction_session_timeout = '3s'");
                    network.swallow();
                    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(network::restore);
                }
                return held + tx.update("UPDATE lock SET id = id + 1");
            });

            assertThat(tries.get()).isGreaterThan(1);
            assertThat(db.<Long>read(tx -> tx.number("SELECT id FROM lock"))).isEqualTo(3);
        }
    }

    /** Workers wait for a connection, and so does the end of the run, when the second stop comes. */
    @Test
    void R22_aStopEndsTheWaitForADatabaseThatStaysAway() throws Exception {
        URI shared = shared();
        try (LocalSite site = site();
                TcpProxy network = TcpProxy.to(shared.getPort())) {
            JobOnDisk job = job(site, through(network, shared));
            CountDownLatch away = new CountDownLatch(1);
            site.on("/p/50", (request, wire) -> {
                while (away.getCount() > 0) {
                    wire.rest(Duration.ofMillis(10));
                }
                html("<h1>page</h1>").give(request, wire);
            });
            Crawl crawl = job.sessions(4).crawl(false);
            CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(crawl::run);
            awaitRequests(site, 20, run);

            network.close();
            away.countDown();
            crawl.stop(false);
            crawl.stop(true);

            // What is waited for after the second stop is a third of this at most.
            Throwable failure = catchThrowableOfType(ExecutionException.class, () -> run.get(25, TimeUnit.SECONDS))
                    .getCause();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DATABASE));
        }
    }
}
