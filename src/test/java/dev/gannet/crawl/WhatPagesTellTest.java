package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What was not read whole, what lacked a field and what a page tried stands in its row and in the summary. */
@Tag("fast")
class WhatPagesTellTest {
    @TempDir
    Path folder;

    @Test
    void whatIsCutLeftOutOrTriedStandsInThePagesRow_R10_R12_R63() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/list",
                        html("<a class=item href=/p/1>1</a><a class=item href=/p/2>2</a>"
                                + "<a class=item href=/p/3>3</a>"))
                .on(
                        "/p/1",
                        html("<link rel=canonical href=/one><h1>One</h1>" + "<script>alert(1); alert(2)</script>"
                                + "<p>long</p>".repeat(2000)))
                .on("/p/2", html("<h1>Two</h1>"))) {
            JobOnDisk job = new JobOnDisk(folder, "told", """
                    start: %s/list
                    crawl: {follow: [a.item]}
                    items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
                    politeness: {delay: 0s, parallel: 1}
                    limits: {links: 2, size: 10kB}
                    """.formatted(site.base())).sessions(1);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.notes()).anyMatch(note -> note.contains("dialogs dismissed on 1 page"));
            assertThat(summary.breaches().stream().map(Breach::message))
                    .anyMatch(text -> text.startsWith("1 page cut at limits.size (10000 characters)"))
                    .anyMatch(text -> text.equals("1 link of 1 page left out: limits.links is 2"));
            String base = site.base();
            assertThat(job.rows(
                            "SELECT url, state, status, truncated, length > 20000, links, links_left_out, canonical,"
                                    + " told, kind FROM gannet_page ORDER BY url"))
                    .containsExactly(
                            base + "/list|done|200|0|0|3|1|||",
                            base + "/p/1|done|200|1|1|0|0|" + base + "/one|2 dialog|too-large",
                            base + "/p/2|done|200|0|0|0|0|||");
            assertThat(job.rows("SELECT title, _truncated FROM page ORDER BY title"))
                    .containsExactly("One|1", "Two|0");
        }
    }

    @Test
    void tooManyItemsWithoutARequiredFieldMakeTheRunIncomplete_R8() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/list", html("<div class=card><b>1</b></div>".repeat(9) + "<div class=card></div>"))) {
            String text = """
                    start: %s/list
                    items: {card: {each: .card, fields: {name: {select: b, required: true}}}}
                    politeness: {delay: 0s, parallel: 1}
                    limits: {invalid: %s, page: 10s}
                    """;
            RunSummary at = new JobOnDisk(folder, "at", text.formatted(site.base(), "10%")).run();
            RunSummary below = new JobOnDisk(folder, "below", text.formatted(site.base(), "9%")).run();

            assertThat(at.end()).as("%s", at).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(below.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(below.breaches().stream()
                            .map(breach -> breach.kind().orElse("") + "."
                                    + breach.field().orElse("") + ": " + breach.message()))
                    .containsExactly("card.name: 1 of 10 items without name, not stored (limits.invalid)");
        }
    }

    @Test
    void theStatusOfAPageThatFailedStandsInItsRow_R6() throws Exception {
        try (LocalSite site = LocalSite.open().on("/gone", status(410, "<h1>Gone</h1>"))) {
            JobOnDisk job = new JobOnDisk(folder, "gone", """
                    start: %s/gone
                    items: {page: {fields: {title: h1}}}
                    politeness: {delay: 0s}
                    """.formatted(site.base()));
            job.run();
            assertThat(job.rows("SELECT state, kind, status FROM gannet_page"))
                    .containsExactly("failed|http-client-error|410");
        }
    }

    @Test
    void aPageThatTurnsVisitorsAwayIsNotStoredAndItsHostIsLeftAlone_R7() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/wall", html("<form class=captcha></form><h1>Are you human?</h1>"))) {
            JobOnDisk job = new JobOnDisk(folder, "wall", """
                    start: %s/wall
                    page: {blocked: .captcha}
                    items: {page: {fields: {title: h1}}}
                    politeness: {delay: 0s}
                    limits: {attempts: 1}
                    """.formatted(site.base()));
            RunSummary summary = job.run();
            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.rows("SELECT state, kind FROM gannet_page")).containsExactly("failed|blocked");
            assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo("0");
            assertThat(job.value("SELECT strikes FROM gannet_host")).isEqualTo("1");
        }
    }
}
