package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Completeness;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

/** Scripts, modules, connections, workers and answers that say themselves that they failed may leave out rows as calls do. */
@Tag("fast")
class FailedPartsRunTest {
    private static final String PAGE = """
            <ul id=list><li class=item>item 1</li><li class=item>item 2</li></ul><script>
              const draw = rows => rows.forEach(row => list.insertAdjacentHTML('beforeend', '<li class=item>' + row + '</li>'));
              const add = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
              %s
            </script>""";

    private static final String GIVING_UP = "const stop = new AbortController(); setTimeout(() => stop.abort(), 1200);";

    @TempDir
    Path folder;

    private JobOnDisk job(String start) throws Exception {
        return new JobOnDisk(folder, "parts", """
                start: %s
                items: {item: {each: .item, fields: {text: {type: text}}}}
                politeness: {delay: 0s, parallel: 1}
                limits: {attempts: 1, page: 20s}
                """.formatted(start)).sessions(1);
    }

    private static LocalSite site() {
        return LocalSite.open()
                .on("/broken/*", status(500, "text/javascript", "draw(['item 3'])"))
                .on("/reset/*", Answer.reset())
                .on("/missing/*", status(404, "text/javascript", ""))
                .on(
                        "/hang",
                        (request, wire) -> (request.target().endsWith("?now")
                                        ? json("{\"rows\": [\"item 3\"]}")
                                        : Answer.hang())
                                .give(request, wire))
                .on("/importing.js", status(200, "text/javascript", "import '/broken/inner.js'"))
                .on("/fine.js", status(200, "text/javascript", "draw(['item 3'])"))
                .on("/markup", html("<p>an application</p>"))
                .on(
                        "/graphql",
                        json("{\"errors\": [{\"message\": \"a timeout upstream\"}], \"data\": {\"rows\": null}}"))
                .on("/error", json("{\"error\": {\"code\": 17, \"message\": \"overloaded\"}}"))
                .on(
                        "/batch",
                        json(
                                "[{\"data\": {\"user\": 1}}, {\"errors\": [{\"message\": \"overloaded\"}], \"data\": null}]"))
                .on("/status", json("{\"status\": \"error\", \"message\": \"try again\", \"rows\": []}"))
                .on("/nothing", json("{\"success\": false, \"message\": \"No reviews yet\", \"reviews\": []}"))
                .on("/login-error", json("{\"error\": \"not logged in\"}"))
                .on("/data", json("{\"error\": null, \"errors\": [], \"rows\": [\"item 3\"]}"))
                .on(
                        "/partial",
                        json("{\"errors\": [{\"message\": \"no avatar\"}], \"data\": {\"rows\": [\"item 3\"]}}"));
    }

    /** By what is told of it: what brings the other rows, and fails. */
    private static Map<String, String> failing() {
        Map<String, String> failing = new LinkedHashMap<>();
        failing.put("/broken/rows.js answered 500", "add('script', {src: '/broken/rows.js'})");
        failing.put(
                "/broken/written.js answered 500", "document.write('<script src=/broken/written.js></scr' + 'ipt>')");
        failing.put(
                "/broken/async.js answered 500", "document.write('<script async src=/broken/async.js></scr' + 'ipt>')");
        failing.put("/reset/rows.js gave no answer", "add('script', {src: '/reset/rows.js'})");
        failing.put("/broken/jsonp?callback=draw answered 500", "add('script', {src: '/broken/jsonp?callback=draw'})");
        failing.put(
                "/broken/chunk.js answered 500", "import('/broken/chunk.js').then(part => draw(part.rows), () => {})");
        failing.put("/broken/inner.js answered 500", "import('/importing.js').catch(() => {})");
        failing.put(
                "/broken/frame answered 500", "onmessage = e => draw(e.data); add('iframe', {src: '/broken/frame'})");
        failing.put(
                "/broken/events gave no answer", "new EventSource('/broken/events').onmessage = e => draw([e.data])");
        failing.put(
                "/broken/socket gave no answer",
                "new WebSocket(location.origin.replace('http', 'ws') + '/broken/socket').onmessage = e => draw([e.data])");
        failing.put(
                "script of a worker gave no answer", "new Worker('/broken/worker.js').onmessage = e => draw([e.data])");
        failing.put(
                "/hang was given up",
                GIVING_UP + "fetch('/hang', {signal: stop.signal}).then(a => a.json()).then(draw, () => {})");
        failing.put(
                "/hang?xhr was given up",
                "const call = new XMLHttpRequest(); call.open('GET', '/hang?xhr'); call.send();"
                        + " setTimeout(() => call.abort(), 1200)");
        failing.put(
                "/graphql answered with an error",
                "fetch('/graphql', {method: 'POST', body: '{}'}).then(a => a.json()).then(a => draw(a.data.rows || []))");
        failing.put(
                "/error answered with an error",
                "fetch('/error').then(a => a.text()).then(a => draw(JSON.parse(a).rows || []))");
        failing.put(
                "/batch answered with an error",
                "fetch('/batch').then(a => a.arrayBuffer()).then(a => draw(JSON.parse(new TextDecoder().decode(a))[1].data || []))");
        failing.put(
                "/status answered with an error",
                "fetch('/status').then(a => a.clone().json()).then(a => draw(a.rows || []))");
        failing.put(
                "/error?xhr answered with an error",
                "const call = new XMLHttpRequest(); call.open('GET', '/error?xhr'); call.responseType = 'json'; call.send();"
                        + " call.onload = () => draw(call.response.rows || [])");
        return failing;
    }

    @Test
    void rowsThatAFailedPartOfThePageDidNotBringMakeItSuspect() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> one : failing().entrySet()) {
            try (LocalSite site = site().on("/", html(PAGE.formatted(one.getValue())))) {
                RunSummary summary = job(site.url("/")).run();

                softly.assertThat(summary.verdict()).as(one.getKey()).contains(Completeness.SUSPECT);
                softly.assertThat(summary.breaches())
                        .as(one.getKey())
                        .anySatisfy(breach -> assertThat(breach.message()).contains(one.getKey()));
            }
        }
        softly.assertAll();
    }

    @Test
    void aScriptOfAnotherOriginOfTheSiteThatFailsMakesThePageSuspect() throws Exception {
        try (LocalSite other = site();
                LocalSite site = site().on(
                                "/",
                                html(PAGE.formatted("add('script', {src: '" + other.url("/broken/rows.js") + "'})")))) {
            assertThat(suspect(job(site.url("/")).run()).message()).contains(other.url("/broken/rows.js"));
        }
    }

    /** By the name of the page: what fails, or seems to, although nothing that is read is missing. */
    private static final Map<String, String> HEALTHY = Map.ofEntries(
            Map.entry("missing-script", "add('script', {src: '/missing/theme.js'})"),
            Map.entry("missing-chunk", "import('/missing/locale.js').catch(() => {})"),
            Map.entry("analytics", "add('script', {src: '/broken/analytics.js'})"),
            Map.entry(
                    "another-site",
                    "add('script', {src: 'http://localhost:1/rows.js'}); fetch('http://localhost:1/rows').catch(() => {})"),
            Map.entry(
                    "worker",
                    "new Worker(URL.createObjectURL(new Blob(['postMessage(1); throw 1']))).onmessage = () => {}"),
            Map.entry("logged-out", "fetch('/login-error').then(a => a.json())"),
            Map.entry("nothing-yet", "fetch('/nothing').then(a => a.json())"),
            Map.entry("markup", "fetch('/markup').then(a => a.json()).catch(() => {})"),
            Map.entry("data", "fetch('/data').then(a => a.json()).then(a => draw(a.rows))"),
            Map.entry("partial", "fetch('/partial').then(a => a.json()).then(a => draw(a.data.rows))"),
            Map.entry(
                    "given-up-and-asked-again",
                    "const ask = n => { const stop = new AbortController(), end = setTimeout(() => stop.abort(), 1200);"
                            + " fetch(n ? '/data' : '/hang', {signal: stop.signal}).then(a => a.json()).then(a => draw(a.rows),"
                            + " () => n < 3 && ask(n + 1)) }; ask(1)"),
            Map.entry(
                    "given-up-for-another",
                    "const stop = new AbortController(); fetch('/hang', {signal: stop.signal}).catch(() => {});"
                            + " setTimeout(() => { stop.abort(); fetch('/hang?now').then(a => a.json()).then(a => draw(a.rows)) },"
                            + " 1200)"),
            Map.entry("allowed", "add('script', {src: '/broken/optional.js'})"));

    @Test
    void aPartThatBringsNothingThatIsReadMayFail() throws Exception {
        try (LocalSite site = site()) {
            HEALTHY.forEach((name, script) -> site.on("/page/" + name, html(PAGE.formatted(script))));

            complete(job(site.urls(HEALTHY.keySet().stream()
                            .map(name -> "page/" + name)
                            .toList()))
                    .run("page.may-fail='**/broken/optional.js'"));
        }
    }

    /** What an application answers to everything, where other pages of the form get their rows. */
    @Test
    void aPageInThePlaceOfDataThatOtherPagesGetIsSuspect() throws Exception {
        for (int which : new int[] {1, 4}) {
            try (LocalSite site = LocalSite.open()) {
                site.on(
                                "/p/*",
                                html(
                                        PAGE.formatted(
                                                "fetch('/rows/' + location.pathname.slice(3)).then(a => a.json()).then(draw).catch(() => {})")))
                        .on("/rows/*", json("[\"item 3\"]"))
                        .on("/rows/" + which, html("<p>an application</p>"));

                assertThat(suspect(job('"' + site.base() + "/p/[1-4]\"").run()).message())
                        .contains("/rows/" + which + " answered with a page in the place of data");
            }
        }
    }

    @Test
    void aCallToAnotherSiteThatBroughtRowsOnOtherPagesIsSuspectWhereItFails() throws Exception {
        for (int which : new int[] {1, 4}) {
            try (LocalSite site = LocalSite.open();
                    LocalSite api = LocalSite.open()) {
                String at = "http://localhost:" + api.port();
                api.on(
                        "/rows/*",
                        (request, wire) -> wire.send(
                                request.path().endsWith("/" + which) ? 500 : 200,
                                "[\"item 3\"]",
                                "Content-Type: application/json",
                                "Access-Control-Allow-Origin: *"));
                site.on(
                        "/p/*",
                        html(PAGE.formatted("fetch('" + at + "/rows/' + location.pathname.slice(3))"
                                + ".then(a => { if (!a.ok) throw 1; return a.json() }).then(draw).catch(() => {})")));

                assertThat(suspect(job('"' + site.base() + "/p/[1-4]\"").run()).message())
                        .contains(at + "/rows/" + which);
            }
        }
    }

    /** Rows that come as the list is scrolled, of which each asks for a picture's text that some do not have. */
    @Test
    void aCallForAPartOfARowThatSomeRowsDoNotHaveIsNoFailureOfTheList() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/", html("""
                    <ul id=list></ul><div style="height: 2000px"></div><script>
                    let from = 0, busy = false;
                    const more = () => { if (busy || from >= 30) return; busy = true;
                      fetch('/rows?from=' + from).then(a => a.json()).then(rows => { from += 10; busy = false;
                        for (const row of rows) {
                          list.insertAdjacentHTML('beforeend', `<li class=item>item ${row}</li>`);
                          fetch('/avatar/' + row).catch(() => {});
                        } }) };
                    more(); addEventListener('scroll', more);
                    </script>"""))
                    .on("/rows", (request, wire) -> {
                        int from = Integer.parseInt(request.target().replaceAll("\\D", ""));
                        StringBuilder rows = new StringBuilder();
                        for (int i = from; i < from + 10; i++) {
                            rows.append(rows.isEmpty() ? "" : ",").append(i);
                        }
                        json("[" + rows + "]").give(request, wire);
                    })
                    .on(
                            "/avatar/*",
                            (request, wire) -> (request.path().matches(".*[37]") ? status(404, "") : json("1"))
                                    .give(request, wire));
            JobOnDisk job = job(site.url("/"));

            complete(job.run("page.scroll=stable"));

            assertThat(job.value("SELECT COUNT(*) FROM item")).isEqualTo("30");
        }
    }
}
