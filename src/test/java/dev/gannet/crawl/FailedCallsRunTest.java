package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Completeness;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.crawl.JudgedRuns.complete;
import static dev.gannet.crawl.JudgedRuns.suspect;
import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** A call that fails while a page loads, which shows its first items already, may leave out the others. */
@Tag("fast")
class FailedCallsRunTest {
    private static final String PAGE = """
            <ul id=list><li class=item>item 1</li><li class=item>item 2</li></ul><script>
              const draw = rows => rows.forEach(row => list.insertAdjacentHTML('beforeend', '<li class=item>' + row + '</li>'));
              const get = (url, how) => fetch(url, how).then(answer => { if (!answer.ok) throw answer.status; return answer.json() });
              %s
            </script>""";

    @TempDir
    Path folder;

    private JobOnDisk job(String start) throws Exception {
        return new JobOnDisk(folder, "calls", """
                start: %s
                items: {item: {each: .item, fields: {text: {type: text}}}}
                politeness: {delay: 0s, parallel: 1}
                limits: {attempts: 1, page: 20s}
                """.formatted(start)).sessions(1);
    }

    private static Map<String, Answer> failures() {
        Map<String, Answer> failures = new LinkedHashMap<>();
        failures.put("error", status(500, "{}"));
        failures.put("unavailable", status(503, "{}"));
        failures.put("too-many", status(429, "{}"));
        failures.put("cut", Answer.cutShort("[\"item 3\","));
        failures.put("reset", Answer.reset());
        return failures;
    }

    @Test
    void rowsThatACallOfTheFirstPageDidNotBringMakeItSuspect() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, Answer> failure : failures().entrySet()) {
            for (String way : List.of(
                    "get('/rows?from=2').then(draw, () => {});",
                    "const call = new XMLHttpRequest(); call.open('GET', '/rows?from=2');"
                            + " call.onload = () => { try { draw(JSON.parse(call.responseText)) } catch (e) { } }; call.send();",
                    "setTimeout(() => get('/rows?from=2', {method: 'POST', body: '{}'}).then(draw).catch(() => {}), 300);")) {
                try (LocalSite site = LocalSite.open()) {
                    site.on("/", html(PAGE.formatted(way))).on("/rows", failure.getValue());

                    RunSummary summary = job(site.url("/")).run();

                    softly.assertThat(summary.verdict())
                            .as(failure.getKey() + " " + way)
                            .contains(Completeness.SUSPECT);
                    softly.assertThat(summary.breaches())
                            .as(failure.getKey() + " " + way)
                            .anySatisfy(breach -> assertThat(breach.message()).contains("/rows?from=2 "));
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void rowsThatAnotherOriginOfTheSiteDoesNotLetThePageReadMakeItSuspect() throws Exception {
        try (LocalSite site = LocalSite.open();
                LocalSite other = LocalSite.open().on("/rows", json("[\"item 3\"]"))) {
            site.on("/", html(PAGE.formatted("get('" + other.url("/rows") + "').then(draw, () => {});")));

            assertThat(suspect(job(site.url("/")).run()).message()).contains(other.url("/rows"));
        }
    }

    /** By the name of the page: what fails although nothing that is read is missing. */
    private static final Map<String, String> HEALTHY = Map.ofEntries(
            Map.entry("analytics", "fetch('/collect?page=1', {method: 'POST', body: '{}'});"),
            Map.entry("optional", "get('/missing/avatar').catch(() => {});"),
            Map.entry("logged-out", "get('/refused/me').catch(() => {});"),
            Map.entry("kept-alive", "fetch('/broken/log', {method: 'POST', keepalive: true, body: '{}'});"),
            Map.entry("no-content", "fetch('/empty').then(answer => answer.json()).catch(() => {});"),
            Map.entry("allowed", "get('/broken/optional').catch(() => {});"),
            Map.entry(
                    "aborted",
                    "const stop = new AbortController(); fetch('/hang', {signal: stop.signal}).catch(() => {});"
                            + " setTimeout(() => stop.abort(), 200);"),
            Map.entry(
                    "aborted-with-a-reason",
                    "const stop = new AbortController(); fetch('/hang', {signal: stop.signal}).catch(() => {});"
                            + " setTimeout(() => stop.abort('unmounted'), 200);"),
            Map.entry(
                    "tried-again",
                    "const again = () => get('/second-time').then(draw, () => setTimeout(again, 200)); again();"),
            Map.entry(
                    "until-there-is-no-more",
                    "const more = n => get('/numbered/' + n).then(() => more(n + 1), () => {}); more(1);"));

    @Test
    void aCallThatBringsNothingThatIsReadMayFail() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            HEALTHY.forEach((name, script) -> site.on("/page/" + name, html(PAGE.formatted(script))));
            site.on("/collect", status(500, "{}"))
                    .on("/missing/*", status(404, "{}"))
                    .on("/refused/*", status(401, "{}"))
                    .on("/broken/*", status(500, "{}"))
                    .on("/empty", status(200, "application/json", ""))
                    .on("/hang", Answer.hang())
                    .on("/second-time", Answer.inTurn(status(503, "{}"), json("[\"item 3\"]")))
                    .on(
                            "/numbered/*",
                            (request, wire) -> (request.path().endsWith("/3") ? status(404, "{}") : json("[]"))
                                    .give(request, wire));
            String starts = site.urls(
                    HEALTHY.keySet().stream().map(name -> "page/" + name).toList());

            RunSummary summary = job(starts).run("page.may-fail='**/broken/optional'");

            complete(summary);
        }
    }

    private static LocalSite sisters() {
        return LocalSite.open()
                .on(
                        "/p/*",
                        (request, wire) -> html(PAGE.formatted(
                                        "get('/rows/" + number(request.path()) + "').then(draw).catch(() => {});"))
                                .give(request, wire));
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("\\D", ""));
    }

    @Test
    void aCallThatIsRefusedWhereItBroughtItemsOnOtherPagesIsMadeAgain() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        try (LocalSite site = sisters()) {
            site.on("/rows/*", (request, wire) -> {
                boolean first = number(request.path()) == 1 && refused.getAndIncrement() == 0;
                (first ? status(403, "{}") : json("[\"item 3\"]")).give(request, wire);
            });
            JobOnDisk job = job('"' + site.base() + "/p/[1-4]\"");

            complete(job.run());

            assertThat(job.rows("SELECT text FROM item WHERE _page = '" + site.url("/p/1") + "' ORDER BY text"))
                    .containsExactly("item 1", "item 2", "item 3");
        }
    }

    @Test
    void aCallThatIsRefusedForGoodWhereItBroughtItemsOnOtherPagesIsSuspect() throws Exception {
        for (int which : new int[] {1, 4}) {
            try (LocalSite site = sisters()) {
                site.on(
                        "/rows/*",
                        (request, wire) -> (number(request.path()) == which ? status(403, "{}") : json("[\"item 3\"]"))
                                .give(request, wire));

                RunSummary summary = job('"' + site.base() + "/p/[1-4]\"").run();

                assertThat(suspect(summary).message()).contains("/rows/" + which + " answered 403");
            }
        }
    }

    @Test
    void aCallThatIsRefusedOnEveryPageIsNone() throws Exception {
        try (LocalSite site = sisters().on("/rows/*", status(403, "{}"))) {
            complete(job('"' + site.base() + "/p/[1-4]\"").run());
        }
    }

    @Test
    void aCallThatBringsNothingOnOtherPagesMayFail() throws Exception {
        for (int which : new int[] {1, 5}) {
            try (LocalSite site = sisters()) {
                site.on(
                        "/rows/*",
                        (request, wire) ->
                                (number(request.path()) == which ? status(503, "{}") : json("[]")).give(request, wire));

                complete(job('"' + site.base() + "/p/[1-5]\"").run());
            }
        }
    }

    @Test
    void aCallThatFailedOnceIsMadeAgainByASecondVisit() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/", html(PAGE.formatted("get('/rows').then(draw).catch(() => {});")))
                    .on("/rows", Answer.inTurn(status(500, "{}"), json("[\"item 3\"]")));
            JobOnDisk job = job(site.url("/"));

            complete(job.run("limits.attempts=2"));

            assertThat(job.rows("SELECT text FROM item ORDER BY text")).containsExactly("item 1", "item 2", "item 3");
        }
    }
}
