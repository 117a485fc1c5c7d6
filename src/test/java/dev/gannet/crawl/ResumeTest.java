package dev.gannet.crawl;

import dev.gannet.frontier.RunConflictException;
import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs that are stopped, gone on with, repeated and given up. */
@Tag("fast")
class ResumeTest {
    private static final int PAGES = 8;
    private static final Runnable NOTHING = () -> {};

    @TempDir
    Path folder;

    @Test
    void aStoppedRunGoesOnWhereItWasAndALaterOneTellsWhatChanged() throws Exception {
        AtomicReference<Runnable> whenSixthIsAsked = new AtomicReference<>(NOTHING);
        try (LocalSite site = shop(whenSixthIsAsked, ResumeTest::drawn)) {
            JobOnDisk job = job(site, "auto");

            Crawl first = job.crawl(false);
            whenSixthIsAsked.set(() -> first.stop(false));
            RunSummary stopped = first.run();
            whenSixthIsAsked.set(NOTHING);
            assertThat(stopped.end()).isEqualTo(RunSummary.End.STOPPED);
            assertThat(stopped.queued()).isPositive();

            assertThatThrownBy(() -> job.run("start=" + site.url("/p/1")))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessageContaining("put them back")
                    .hasMessageContaining("--fresh");

            RunSummary resumed = job.run();
            assertThat(resumed.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(resumed.run()).isEqualTo(stopped.run());
            assertThat(resumed.done()).isEqualTo(PAGES + 1);
            assertThat(job.rows("SELECT number, price FROM product ORDER BY number"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, PAGES)
                            .mapToObj(number -> number + "|" + 10 * number)
                            .toList());
            assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'"))
                    .isEqualTo(String.valueOf(PAGES + 1));
            everyPageWasAskedFor(site, 1);

            String seen = "SELECT number, _first_seen FROM product ORDER BY number";
            List<String> firstSeen = job.rows(seen);
            site.on("/p/5", drawn(5, 51));
            RunSummary again = job.run();
            RunSummary.Kind rows = again.kinds().get(0);
            assertThat(again.run()).isGreaterThan(resumed.run());
            assertThat(List.of(rows.added(), rows.changed(), rows.unchanged(), rows.removed()))
                    .containsExactly(0L, 1L, PAGES - 1L, 0L);
            assertThat(job.value("SELECT price FROM product WHERE number = 5")).isEqualTo("51");
            assertThat(job.rows(seen)).isEqualTo(firstSeen);
            everyPageWasAskedFor(site, 2);
        }
    }

    /** Every claim waits for the database while the run is told to stop; what is claimed after that is not asked for. */
    @Test
    void aPageThatIsClaimedWhileTheRunIsToldToStopIsNotAskedFor() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            JobOnDisk job = new JobOnDisk(folder, "two", """
                    start: ["%1$s/p/1", "%1$s/p/2"]
                    items: {product: {fields: {number: b}}}
                    politeness: {delay: 1500ms, parallel: 2, robots: ignore}
                    ladder: static
                    """.formatted(site.base()));
            Crawl crawl = job.crawl(false);
            site.on("/p/2", html("<b>2</b>")).on("/p/1", (request, wire) -> {
                try (Connection other = DriverManager.getConnection("jdbc:" + job.store());
                        Statement statement = other.createStatement()) {
                    statement.execute("BEGIN IMMEDIATE");
                    // The second page's turn comes, and workers want to claim it: real time, for the pace is the
                    // database's.
                    new CountDownLatch(1).await(2, TimeUnit.SECONDS);
                    crawl.stop(false);
                    statement.execute("ROLLBACK");
                } catch (SQLException | InterruptedException e) {
                    throw new IOException(e);
                }
                html("<b>1</b>").give(request, wire);
            });

            assertThat(crawl.run().end()).isEqualTo(RunSummary.End.STOPPED);

            assertThat(site.heard()).extracting(Heard::path).containsExactly("/p/1");
            assertThat(job.rows("SELECT state, attempts, lease_owner FROM gannet_page ORDER BY url"))
                    .containsExactly("done|1|", "pending|0|");
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(site.heard()).extracting(Heard::path).containsExactly("/p/1", "/p/2");
        }
    }

    @Test
    void freshGivesAnUnfinishedRunUpAndStartsOver() throws Exception {
        AtomicReference<Runnable> whenSixthIsAsked = new AtomicReference<>(NOTHING);
        try (LocalSite site = shop(whenSixthIsAsked, ResumeTest::plain)) {
            JobOnDisk job = job(site, "static");
            Crawl first = job.crawl(false);
            whenSixthIsAsked.set(() -> first.stop(false));
            first.run();
            whenSixthIsAsked.set(NOTHING);

            RunSummary fresh = job.crawl(true).run();

            assertThat(fresh.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(fresh.done()).isEqualTo(PAGES + 1);
            assertThat(site.heard("/p/1")).hasSize(2);
            assertThat(job.rows("SELECT state FROM gannet_run ORDER BY id")).containsExactly("abandoned", "finished");
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT number) FROM product"))
                    .isEqualTo(PAGES + "|" + PAGES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aRunThatAnOlderVersionLeftUnfinishedGoesOnInItsOwnTables(String database) throws Exception {
        AtomicReference<Runnable> whenSixthIsAsked = new AtomicReference<>(NOTHING);
        String store = database.equals("sqlite") ? "sqlite:" + folder.resolve("shop.db") : PostgresServer.freshStore();
        try (LocalSite site = shop(whenSixthIsAsked, ResumeTest::plain)) {
            JobOnDisk job = job(site, "static", store);
            Crawl first = job.crawl(false);
            whenSixthIsAsked.set(() -> first.stop(false));
            RunSummary stopped = first.run();
            whenSixthIsAsked.set(NOTHING);
            backToTheFirstVersion(job);

            RunSummary resumed = job.run();

            assertThat(resumed.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(resumed.run()).isEqualTo(stopped.run());
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT number) FROM product"))
                    .isEqualTo(PAGES + "|" + PAGES);
            everyPageWasAskedFor(site, 1);
            // What the older version did not write down is unknown, not zero.
            assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done' AND length IS NULL"))
                    .isEqualTo(String.valueOf(stopped.done()));
            assertThat(job.value("SELECT COUNT(*) FROM gannet_schema_history WHERE version = '6' AND success"))
                    .isEqualTo("1");
        }
    }

    /** Takes back what later versions of the tables added. */
    private static void backToTheFirstVersion(JobOnDisk job) throws Exception {
        job.execute("ALTER TABLE gannet_run DROP COLUMN forgotten");
        job.execute("ALTER TABLE product DROP COLUMN _removed_at");
        job.execute("DROP TABLE gannet_notice");
        job.execute("DROP VIEW gannet_history");
        job.execute("DROP TABLE gannet_change");
        job.execute("DROP TABLE gannet_tick");
        job.execute("DROP TABLE gannet_schedule");
        job.execute("DROP TABLE gannet_capture");
        job.execute("DROP TABLE gannet_lost_file");
        job.execute("ALTER TABLE gannet_table DROP COLUMN outer_table");
        for (String table : List.of("gannet_quiet", "gannet_run_kind", "gannet_breach")) {
            job.execute("DROP TABLE " + table);
        }
        for (String column : List.of("verdict", "waited_ms", "pending")) {
            job.execute("ALTER TABLE gannet_page DROP COLUMN " + column);
        }
        job.execute("ALTER TABLE gannet_run DROP COLUMN verdict");
        job.execute("DROP TABLE gannet_file");
        for (String column : List.of("truncated", "length", "links", "links_left_out", "canonical", "told")) {
            job.execute("ALTER TABLE gannet_page DROP COLUMN " + column);
        }
        job.execute("DROP TABLE gannet_page_item");
        for (String column : List.of("role", "etag", "last_modified", "recipe", "link_list")) {
            job.execute("ALTER TABLE gannet_page DROP COLUMN " + column);
        }
        job.execute("DROP TABLE gannet_path");
        job.execute("ALTER TABLE gannet_run DROP COLUMN terms");
        job.execute("DROP INDEX gannet_page_lost");
        job.execute("DROP INDEX gannet_page_moved");
        job.execute("DROP INDEX gannet_page_starts");
        job.execute("DROP INDEX gannet_page_next");
        job.execute("CREATE INDEX gannet_page_next ON gannet_page (run, host, depth, id) WHERE state = 'pending'");
        job.execute("DROP INDEX gannet_run_host_opening");
        job.execute("ALTER TABLE gannet_run_host DROP COLUMN opens_at");
        job.execute("ALTER TABLE gannet_run DROP COLUMN pages_taken");
        job.execute("ALTER TABLE gannet_run DROP COLUMN sitemaps_taken");
        job.execute("DELETE FROM gannet_schema_history WHERE version <> '1'");
    }

    private static void everyPageWasAskedFor(LocalSite site, int times) {
        for (int i = 1; i <= PAGES; i++) {
            assertThat(site.heard("/p/" + i)).as("requests for page " + i).hasSize(times);
        }
    }

    private JobOnDisk job(LocalSite site, String ladder) throws Exception {
        return job(site, ladder, "sqlite:" + folder.resolve("shop.db"));
    }

    private JobOnDisk job(LocalSite site, String ladder, String store) throws Exception {
        return new JobOnDisk(folder, "shop", """
                start: %s/list
                crawl: {follow: [a.item]}
                items:
                  product:
                    at: "**/p/*"
                    key: [number]
                    fields: {number: {select: .number, type: int}, price: {select: .price, type: decimal}}
                politeness: {delay: 0s, parallel: 2}
                ladder: %s
                """.formatted(site.base(), ladder), store);
    }

    private interface Product {
        Answer of(int number, int price);
    }

    private static LocalSite shop(AtomicReference<Runnable> whenSixthIsAsked, Product product) {
        StringBuilder list = new StringBuilder();
        LocalSite site = LocalSite.open();
        for (int i = 1; i <= PAGES; i++) {
            list.append("<a class=item href=/p/").append(i).append(">p</a> ");
            site.on("/p/" + i, product.of(i, 10 * i));
        }
        Answer sixth = product.of(6, 60);
        site.on("/p/6", (request, wire) -> {
            whenSixthIsAsked.get().run();
            sixth.give(request, wire);
        });
        return site.on("/list", html(list.toString()));
    }

    private static Answer plain(int number, int price) {
        return html("<b class=number>" + number + "</b><i class=price>" + price + "</i>");
    }

    /** Drawn by script, so that a browser is needed. */
    private static Answer drawn(int number, int price) {
        return html("<div id=app></div><script>setTimeout(() => document.getElementById('app').innerHTML ="
                + " '<b class=number>" + number + "</b><i class=price>" + price + "</i>', 30)</script>");
    }
}
