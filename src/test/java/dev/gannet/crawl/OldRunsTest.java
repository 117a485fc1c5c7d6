package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** A job that runs for months remembers its last runs, and what they found for good. */
@Tag("fast")
class OldRunsTest {
    private static final int RUNS = 12;

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private void page(int number) {
        site.on("/list", html("<p class=i id=a" + number + ">" + number + "</p><a href=/other>x</a>"))
                .on("/other", html("<p class=i id=b>" + number + "</p>"));
    }

    private JobOnDisk job(String more, String store) throws Exception {
        String text = """
                start: %s/list
                crawl: {follow: all}
                items: {thing: {each: .i, key: [id], fields: {id: "@id", text: {select: .i, of: page}}}}
                politeness: {delay: 0s}
                limits: {runs: 10}
                ladder: static
                """.formatted(site.base()) + more;
        return store.equals("sqlite")
                ? new JobOnDisk(folder, "shop", text)
                : new JobOnDisk(folder, "shop", text, PostgresServer.freshStore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theLastRunsAreRememberedAndWhatAllOfThemFound(String store) throws Exception {
        JobOnDisk job = job("", store);
        for (int run = 1; run <= RUNS; run++) {
            page(run);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        }
        assertThat(job.value("SELECT COUNT(*), MIN(id) FROM gannet_run")).isEqualTo("10|3");
        assertThat(job.value("SELECT COUNT(*), MIN(run) FROM gannet_page")).isEqualTo("20|3");
        for (String table : new String[] {"gannet_attempt", "gannet_page_item"}) {
            assertThat(job.value("SELECT COUNT(*) FROM " + table + " WHERE page NOT IN (SELECT id FROM gannet_page)"))
                    .isEqualTo("0");
        }
        assertThat(job.value("SELECT COUNT(*) FROM thing")).isEqualTo(String.valueOf(RUNS + 1));
        assertThat(job.value("SELECT COUNT(*) FROM gannet_change WHERE what = 'removed'"))
                .isEqualTo(String.valueOf(RUNS - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatAForgottenRunWasTheLastToSeeIsStillFoundToBeGone(String store) throws Exception {
        JobOnDisk job = job("", store);
        site.on("/list", html("<p class=i id=a>1</p><a href=/other>x</a>")).on("/other", html("<p class=i id=b>1</p>"));
        job.run();
        site.on("/other", status(404, ""));
        site.on("/list", html("<p class=i id=a>1</p><a href=/other>x</a><a href=/broken>y</a>"))
                .on("/broken", status(403, ""));
        for (int run = 2; run < RUNS; run++) {
            job.run("limits.failed=90%");
        }
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE run = 1")).isEqualTo("0");
        assertThat(job.value("SELECT COUNT(*) FROM thing WHERE _removed_at IS NULL"))
                .isEqualTo("2");
        site.on("/broken", html("<h1>nothing</h1>"));
        job.run("limits.failed=90%");
        assertThat(job.rows("SELECT id FROM thing WHERE _removed_at IS NULL")).containsExactly("a");
        job.run("limits.failed=90%");
        assertThat(job.value("SELECT COUNT(*) FROM gannet_change WHERE what = 'removed'"))
                .isEqualTo("1");
    }

    @Test
    void whatIsCapturedKeepsItsRun() throws Exception {
        JobOnDisk job = job("capture: {html: true, at: '**/list', keep: 11}", "sqlite");
        for (int run = 1; run <= RUNS; run++) {
            page(run);
            job.run();
        }
        assertThat(job.value("SELECT COUNT(*) FROM gannet_capture WHERE removed = FALSE"))
                .isEqualTo("11");
        // The first one's content is let go of only when nobody can be about to point at it.
        assertThat(job.value("SELECT COUNT(*), MIN(id) FROM gannet_run")).isEqualTo("12|1");
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE id NOT IN (SELECT page FROM gannet_capture)"))
                .as("of pages that are not captured, those of the last runs")
                .isEqualTo("12");
    }
}
