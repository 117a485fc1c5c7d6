package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
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

/** Failed scripts, modules, connections and workers, and error answers with status 200, may leave rows out. */
@Tag("fast")
class FailedPartsRunTest {
    private static final String PAGE = """
            <ul id=list><li class=item>item 1</li><li class=item>item 2</li></ul><script>
              const draw = rows => rows.forEach(row => list.insertAdjacentHTML('beforeend', '<li class=item>' + row + '</li>'));
              const add = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
              %s
            </script>""";

    private static final String ABANDON = "const stop = new AbortController(); setTimeout(() => stop.abort(), 1200);";

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
                .on("/list", status(503, "{}"))
                .on("/pushed", status(200, "text/event-stream", "data: item 3\n\n"))
                .on("/log", status(500, ""))
                .on("/second", Answer.inTurn(status(503, ""), json("{}")))
                .on("/second-form", Answer.inTurn(status(503, ""), json("{}")))
                .on(
                        "/second-module.js",
                        Answer.inTurn(
                                status(503, "text/javascript", ""), status(200, "text/javascript", "export default 1")))
                .on("/inner", status(503, "{}"))
                .on("/late", Answer.slow(Duration.ofMillis(300), json("{}")))
                .on(
                        "/frame",
                        html(
                                "<script>fetch('/inner').then(a => a.ok && a.json().then(a => parent.postMessage(a)))</script>"))
                .on("/status", json("{\"status\": \"error\", \"message\": \"try again\", \"rows\": []}"))
                .on(
                        "/said/*",
                        (request, wire) ->
                                json(SAID.get(request.path().substring(6))).give(request, wire))
                .on("/nothing", json("{\"success\": false, \"message\": \"No reviews yet\", \"reviews\": []}"))
                .on("/login-error", json("{\"error\": \"not logged in\"}"))
                .on("/data", json("{\"error\": null, \"errors\": [], \"rows\": [\"item 3\"]}"))
                .on(
                        "/partial",
                        json("{\"errors\": [{\"message\": \"no avatar\"}], \"data\": {\"rows\": [\"item 3\"]}}"));
    }

    /** Answers with status 200 that report a server fault instead of rows, by name. */
    private static final Map<String, String> FAULTS = Map.of(
            "unexpected", "{'error': 'Unexpected token < in JSON at position 0'}",
            "unknown", "{'error': 'An unknown error occurred'}",
            "dns", "{'error': {'code': 'ENOTFOUND', 'message': 'getaddrinfo ENOTFOUND inventory.svc'}}",
            "path", "{'data': null, 'errors': [{'message': 'Timeout of 3000ms', 'path': ['authors']}]}",
            "code", "{'code': 500, 'msg': 'system busy'}",
            "success", "{'success': false, 'message': 'Internal error'}",
            "paging", "{'error': 'upstream timeout', 'items': [], 'paging': {'total': 0}}",
            "part", "{'data': {'shop': {'name': 'x'}, 'b': null}, 'errors': [{'message': 'Timeout', 'path': ['b']}]}",
            "empty", "{'data': {'b': []}, 'errors': [{'message': 'internal'}]}",
            "cut", "{'rows': ['item 3', 'ite");

    /** Answers that report that this visitor has none, and records that resemble errors, by name. */
    private static final Map<String, String> NONE = Map.of(
            "cart", "{'error': 'no cart'}",
            "wishlist", "{'error': 'Wishlist is empty'}",
            "promotion", "{'error': {'code': 'NO_ACTIVE_PROMOTION'}}",
            "viewer",
                    "{'data': {'viewer': null}, 'errors': [{'message': 'Must provide a customer', 'path': ['viewer']}]}",
            "build", "{'id': 7, 'status': 'failed', 'message': 'of a build'}",
            "code", "{'code': 0, 'msg': 'ok'}");

    private static final Map<String, String> SAID = new LinkedHashMap<>();

    static {
        FAULTS.forEach((name, said) -> SAID.put("fault-" + name, said.replace('\'', '"')));
        NONE.forEach((name, said) -> SAID.put("none-" + name, said.replace('\'', '"')));
    }

    /** Scripts that fail to load the other rows, by a part of the message. */
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
                "/hang was abandoned",
                ABANDON + "fetch('/hang', {signal: stop.signal}).then(a => a.json()).then(draw, () => {})");
        failing.put(
                "/hang?xhr was abandoned",
                "const call = new XMLHttpRequest(); call.open('GET', '/hang?xhr'); call.send();"
                        + " setTimeout(() => call.abort(), 1200)");
        failing.put(
                "/graphql answered with an error",
                "fetch('/graphql', {method: 'POST', body: '{}'}).then(a => a.json()).then(a => draw(a.data.rows || []))");
        failing.put(
                "/error answered with an error",
                "fetch('/error').then(a => a.text()).then(a => draw(JSON.parse(a).rows || []))");
        failing.put(
                "/hang?2 was abandoned",
                "for (const url of ['/data', '/hang?2']) { const stop = new AbortController(); setTimeout(() => stop.abort(), 1500);"
                        + " fetch(url, {signal: stop.signal}).then(a => a.json()).then(a => draw(a.rows), () => {}) }");
        failing.put(
                "/hang?strict was abandoned",
                "const ask = () => { const stop = new AbortController(); fetch('/hang?strict', {signal: stop.signal})"
                        + ".catch(() => {}); return stop }; ask().abort(); const stop = ask(); setTimeout(() => stop.abort(), 1500)");
        failing.put(
                "/broken/long?" + "f".repeat(187) + "… answered 500",
                "for (const page of [2, 1]) fetch((page === 1 ? '/late' : '/broken/long') + '?' + 'f'.repeat(250) + page)");
        failing.put(
                "/list?service=click-and-collect answered 503",
                "fetch('/list?service=click-and-collect').catch(() => {})");
        failing.put("/inner answered 503", "onmessage = e => draw(e.data); add('iframe', {src: '/frame'})");
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

    /** Asserts that each page is suspect, and why. The paths differ in letters, so no page learns from another. */
    private void eachIsSuspect(LocalSite site, List<String> told, IntFunction<String> script) throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            paths.add("page/" + (char) ('a' + i));
            site.on('/' + paths.get(i), html(PAGE.formatted(script.apply(i))));
        }
        JobOnDisk job = job(site.urls(paths)).sessions(2);

        job.run("politeness.parallel=2");

        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < told.size(); i++) {
            softly.assertThat(job.rows("SELECT b.verdict || ': ' || b.message FROM gannet_breach b JOIN gannet_page p"
                            + " ON p.id = b.page WHERE p.url = '" + site.url('/' + paths.get(i)) + "'"))
                    .as(told.get(i))
                    .singleElement()
                    .asString()
                    .startsWith("suspect: ")
                    .contains(told.get(i));
        }
        softly.assertAll();
    }

    @Test
    void rowsThatAFailedPartOfThePageDidNotBringMakeItSuspect() throws Exception {
        try (LocalSite site = site()) {
            Map<String, String> failing = failing();
            List<String> told = List.copyOf(failing.keySet());
            eachIsSuspect(site, told, i -> failing.get(told.get(i)));
        }
    }

    private static String asking(String what) {
        return "fetch('/said/" + what + "').then(a => a.json()).then(a => draw(a.rows || []), () => {})";
    }

    @Test
    void anAnswerThatTellsOfAFaultMakesThePageSuspect() throws Exception {
        try (LocalSite site = site()) {
            List<String> faults = List.copyOf(FAULTS.keySet());
            eachIsSuspect(
                    site,
                    faults.stream().map(fault -> "/said/fault-" + fault + ' ').toList(),
                    i -> asking("fault-" + faults.get(i)));
        }
    }

    @Test
    void anAnswerThatThereIsNothingDoesNot() throws Exception {
        try (LocalSite site = site()) {
            NONE.keySet().forEach(name -> site.on("/page/" + name, html(PAGE.formatted(asking("none-" + name)))));

            complete(job(site.urls(
                            NONE.keySet().stream().map(name -> "page/" + name).toList()))
                    .run());
        }
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

    /** Scripts with failures that leave no row out, by page name. */
    private static final Map<String, String> HEALTHY = Map.ofEntries(
            Map.entry("missing-script", "add('script', {src: '/missing/theme.js'})"),
            Map.entry(
                    "asked-again-past-the-cache",
                    "const again = () => fetch('/second?t=' + Date.now()); again().then(a => a.ok || again()); import('/second-module.js').catch(() =>"
                            + " import('/second-module.js?retry=2'))"),
            Map.entry(
                    "form-asked-again",
                    "const ask = () => fetch('/second-form', {method: 'POST', body: new URLSearchParams({a: 1})});"
                            + " ask().then(a => a.ok || ask())"),
            Map.entry(
                    "closed",
                    "const events = new EventSource('/pushed'); events.onerror = () => events.close(); events.onmessage = e =>"
                            + " draw([e.data]); const socket = new WebSocket(location.origin.replace('http', 'ws') +"
                            + " '/hang'); socket.onmessage = () => {}; setTimeout(() => socket.close(), 300)"),
            Map.entry("head", "fetch('/broken/probe', {method: 'HEAD'})"),
            Map.entry("log", "fetch('/log', {method: 'POST', body: 'x'})"),
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
                    "abandoned-and-repeated",
                    "const ask = n => { const stop = new AbortController(), end = setTimeout(() => stop.abort(), 1200);"
                            + " fetch(n ? '/data' : '/hang', {signal: stop.signal}).then(a => a.json()).then(a => draw(a.rows),"
                            + " () => n < 3 && ask(n + 1)) }; ask(1)"),
            Map.entry(
                    "abandoned-for-another",
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

    /** Single-page applications answer unknown paths with their own HTML. */
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
                        .contains("/rows/" + which + " answered with HTML instead of data");
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

    /** The page draws the rows only after a second, slower answer. */
    @Test
    void aCallWhoseRowsWaitForAnotherAnswerIsNotOneThatMayFail() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/p/*", html(PAGE.formatted("""
                            const get = what => fetch(what + location.pathname.slice(3)).then(a => { if (!a.ok) throw 1; return a.json() });
                            Promise.all([get('/rows/'), get('/facets/')]).then(([rows]) => draw(rows)).catch(() => {})""")))
                    .on("/rows/*", json("[\"item 3\"]"))
                    .on("/rows/6", status(503, "{}"))
                    .on("/facets/*", Answer.slow(Duration.ofMillis(1300), json("[]")));

            assertThat(suspect(job('"' + site.base() + "/p/[1-6]\"").run()).message())
                    .contains("/rows/6 answered 503");
        }
    }

    /** A scrolled list requests a part of each row, and some rows do not have that part. */
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
