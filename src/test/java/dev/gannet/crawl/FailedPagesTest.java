package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Pages that fail among pages that do not: each failure is typed, and the neighbours' rows are right. */
@Tag("fast")
class FailedPagesTest {
    @TempDir
    Path folder;

    private static Answer page(String title) {
        return html("<h1>wait</h1><script>setTimeout(() => document.querySelector('h1').textContent = '" + title
                + "', 50)</script>");
    }

    /** R1, R2, R6: what is no page of the job is a typed failure and never the data of the page before. */
    @Test
    void eachFailureIsTypedAndItsNeighboursAreRight() throws Exception {
        try (LocalSite elsewhere = LocalSite.open().on("/other", page("Somebody else's"));
                LocalSite site = LocalSite.open()
                        .on("/list", html("""
                                <a class=item href=/p/1>1</a><a class=item href=/p/500>2</a>
                                <a class=item href=/p/2>3</a><a class=item href=/p/404>4</a>
                                <a class=item href=/p/3>5</a><a class=item href=/p/file>6</a>
                                <a class=item href=/p/4>7</a><a class=item href=/p/away>8</a>
                                <a class=item href=/p/5>9</a><a class=item href=/p/reset>10</a>
                                <a class=item href=/p/6>11</a>"""))
                        .on("/p/500", status(500, "<h1>Broken</h1>"))
                        .on("/p/404", status(404, "<h1>Not here</h1>"))
                        .on("/p/file", Answer.download("table.csv", "a,b"))
                        .on("/p/away", Answer.redirect(elsewhere.url("/other")))
                        .on("/p/reset", Answer.reset())) {
            for (int i = 1; i <= 6; i++) {
                site.on("/p/" + i, page("Page " + i));
            }
            // One session: every page follows in the same browser on another.
            JobOnDisk job = new JobOnDisk(folder, "faults", """
                    start: %s/list
                    crawl: {follow: [a.item]}
                    items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}, url: {value: "${page.url}"}}}}
                    politeness: {delay: 0s, parallel: 1}
                    limits: {attempts: 2}
                    """.formatted(site.base())).sessions(1);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            String base = site.base();
            assertThat(job.rows("SELECT title, url, _page FROM page ORDER BY title"))
                    .containsExactly(
                            row(base, 1), row(base, 2), row(base, 3), row(base, 4), row(base, 5), row(base, 6));
            assertThat(job.rows("SELECT state, kind, reason, attempts FROM gannet_page WHERE state <> 'done'"
                            + " ORDER BY url"))
                    .containsExactly(
                            "failed|http-client-error||1",
                            "failed|http-server-error||2",
                            "skipped||redirected out of scope|1",
                            "failed|download||1",
                            "failed|connection||2");
            assertThat(site.heard("/p/500")).hasSize(2);
            assertThat(site.heard("/p/404")).hasSize(1);
            assertThat(job.rows("SELECT a.outcome FROM gannet_attempt a JOIN gannet_page p ON p.id = a.page"
                            + " WHERE p.url LIKE '%/p/500' ORDER BY a.token"))
                    .containsExactly("retry", "failed");
        }
    }

    /** R14. */
    @Test
    void aPageThatIsNeverReadyIsStoredMarkedTriedTwiceAndTheRunIncomplete() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/list", html("<a class=item href=/p/late>l</a><a class=item href=/p/good>g</a>"))
                .on("/p/late", html("<h1>Half</h1>"))
                .on("/p/good", html("<h1>Whole</h1><p class=end>.</p>"))) {
            JobOnDisk job = new JobOnDisk(folder, "unready", """
                    start: %s/list
                    crawl: {follow: [a.item]}
                    page: [{at: "**/p/*", ready: .end}]
                    items: {page: {at: "**/p/*", fields: {title: h1}}}
                    politeness: {delay: 0s, parallel: 1}
                    limits: {page: 3s}
                    """.formatted(site.base()));

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.notReady()).isEqualTo(1);
            assertThat(job.rows("SELECT title, _ready FROM page ORDER BY title"))
                    .containsExactly("Half|0", "Whole|1");
            assertThat(site.heard("/p/late")).hasSize(2);
            assertThat(site.heard("/p/good")).hasSize(1);
            assertThat(job.value("SELECT reason FROM gannet_page WHERE url LIKE '%/late'"))
                    .contains(".end");
        }
    }

    private static String row(String base, int number) {
        String url = base + "/p/" + number;
        return "Page " + number + "|" + url + "|" + url;
    }
}
