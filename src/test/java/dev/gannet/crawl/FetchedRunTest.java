package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.DataPages;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Items out of JSON that a page's own scripts fetch, which it need not show at all. */
@Tag("fast")
class FetchedRunTest {
    private static final String MANNERS = """
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1, page: 20s, size: 100kB}
            """;
    private static final String ROWS = """
            start: %s
            items:
              row:
                at: "**/rows*"
                each: {fetched: {url: "/api/rows*", json: "$.rows[*]"}}
                fields: {id: {select: $.id, type: int, required: true}, name: $.name}
            """ + MANNERS;
    private static final String LOOK = "SELECT id, name FROM row ORDER BY _page, _pos";

    @TempDir
    Path folder;

    /** The JSON comes late; the page shows none of it, and what it reads of it is whole. */
    @Test
    void fieldsComeFromAnswersThatThePageWaitedFor() throws Exception {
        try (DataPages shop = DataPages.open(4)) {
            JobOnDisk job =
                    new JobOnDisk(folder, "things", """
                    start: "%s/late/[1-4]"
                    items:
                      thing:
                        at: "**/late/*"
                        key: [sku]
                        fields:
                          sku: {fetched: {url: "**/api/things/*", json: $.sku}, required: true}
                          brand: {fetched: {url: "**/api/things/*", json: $.brand}}
                          tags: {fetched: {url: "**/api/things/*", json: $.tags}, many: true}
                          shown: {json-ld: Product.name}
                    """.formatted(shop.site().base()) + MANNERS);

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT sku, brand, tags, _ready FROM thing ORDER BY sku"))
                    .containsExactlyElementsOf(shop.things().stream()
                            .map(thing -> thing.sku() + "|" + thing.brand() + "|[\"wet\",\""
                                    + thing.tags().get(1) + "\"]|1")
                            .toList());
        }
    }

    private List<String> rows(LocalSite site, String script) throws Exception {
        site.on("/rows", html("<h1>Rows</h1><script>" + script + "</script>"));
        JobOnDisk job = new JobOnDisk(folder, "rows", ROWS.formatted(site.url("/rows")));
        RunSummary summary = job.run("page.may-fail='**/api/rows3'");
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        return job.rows(LOOK);
    }

    private static String answer(int from, int to) {
        return "{\"rows\": ["
                + String.join(
                        ",",
                        IntStream.rangeClosed(from, to)
                                .mapToObj(id -> "{\"id\": " + id + ", \"name\": \"é " + id + "\"}")
                                .toList())
                + "]}";
    }

    private static List<String> truth(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(id -> id + "|é " + id).toList();
    }

    /** Scripts that ask for the same rows, each in its own way, and check that they got them themselves. */
    private static final List<String> WAYS = List.of(
            "fetch('/api/rows').then(r => r.json()).then(got)",
            "fetch(new Request('/api/rows?x=1')).then(r => r.text()).then(t => got(JSON.parse(t)))",
            "fetch(new URL('/api/rows', location)).then(r => r.clone().arrayBuffer()).then(b => got(JSON.parse(new TextDecoder().decode(b))))",
            "const x = new XMLHttpRequest(); x.open('GET', '/api/rows'); x.onload = () => got(JSON.parse(x.responseText)); x.send()",
            "const x = new XMLHttpRequest(); x.open('GET', 'api/rows'); x.responseType = 'json'; x.onload = () => got(x.response); x.send()",
            "const x = new XMLHttpRequest(); x.open('GET', '/api/rows'); x.responseType = 'arraybuffer'; x.onload = () => got(JSON.parse(new TextDecoder().decode(x.response))); x.send()",
            "fetch('/moved').then(r => r.json()).then(got)",
            "const x = new XMLHttpRequest(); x.open('GET', '/moved'); x.onload = () => got(JSON.parse(x.responseText)); x.send()",
            "Response.prototype.clone = Response.prototype.text = () => { throw 1 }; TextDecoder.prototype.decode = () => 'x';"
                    + " fetch('/api/rows').then(r => r.json()).then(got)",
            "fetch('/api/rows').then(r => got({rows: []}, true))");

    @Test
    void whateverWayAScriptAsks() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/api/rows", json(answer(1, 40))).on("/moved", Answer.redirect("/api/rows"))) {
            String got = "function got(a, any) { if (!any && a.rows.length !== 40) throw 1; document.title = 'got'; }";
            for (int way = 0; way < WAYS.size(); way++) {
                site.on("/rows-" + way, html("<h1>Rows</h1><script>" + got + WAYS.get(way) + "</script>"));
            }
            JobOnDisk job = new JobOnDisk(
                    folder, "rows", ROWS.formatted("\"" + site.url("/rows-[0-" + (WAYS.size() - 1) + "]") + "\""));

            RunSummary summary = job.run();

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
            for (int way = 0; way < WAYS.size(); way++) {
                assertThat(job.rows("SELECT id, name FROM row WHERE _url LIKE '%/rows-" + way + "' ORDER BY _pos"))
                        .as(WAYS.get(way))
                        .isEqualTo(truth(1, 40));
            }
        }
    }

    @Test
    void requestsOfOneAddressAreToldApartByWhatIsSentAndTheLastAnswerToEachCounts() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/api/rows",
                        (request, wire) -> json(request.body().contains("two") ? answer(11, 12) : answer(1, 2))
                                .give(request, wire))
                .on("/api/rows2", Answer.inTurn(json(answer(90, 99)), json(answer(21, 22))))
                .on("/api/rows3", Answer.status(500, "application/json", answer(70, 79)))
                .on("/other/rows", json(answer(80, 89)))) {
            assertThat(rows(
                            site,
                            "const post = body => fetch('/api/rows', {method: 'POST', body});"
                                    + "(async () => { await fetch('/api/rows2'); await post('one'); await post('two');"
                                    + "await fetch('/api/rows3'); await fetch('/other/rows'); await fetch('/api/rows2');"
                                    // The third request of one address counts as polling: nobody waits for it.
                                    + "await post('one'); })()"))
                    .isEqualTo(List.of("21|é 21", "22|é 22", "1|é 1", "2|é 2", "11|é 11", "12|é 12"));
        }
    }

    /** Where one session reads page after page, each has its own answers. */
    @Test
    void aPageHasNoAnswersOfTheOneBefore() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            for (int i = 1; i <= 4; i++) {
                site.on("/rows/" + i, html("<script>fetch('/api/rows/" + i + "')</script>"))
                        .on(
                                "/api/rows/" + i,
                                Answer.slow(Duration.ofMillis(50 * (i % 3)), json(answer(i * 10, i * 10 + 1))));
            }
            JobOnDisk job = new JobOnDisk(
                    folder,
                    "rows",
                    ROWS.formatted("\"" + site.url("/rows/[1-4]") + "\"").replace("rows*", "rows/*"));
            assertThat(job.sessions(1).run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT _url, count(*), min(id), max(id) FROM row GROUP BY _url ORDER BY _url"))
                    .isEqualTo(IntStream.rangeClosed(1, 4)
                            .mapToObj(i -> site.url("/rows/" + i) + "|2|" + i * 10 + "|" + (i * 10 + 1))
                            .toList());
        }
    }

    @Test
    void anAnswerThatIsTooLongOrNoJsonOrNeverAskedForIsTold() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/api/rows", json(answer(1, 5_000)))
                .on("/api/bad", json("{\"rows\": ["))
                .on("/rows", html("<h1>x</h1><script>fetch('/api/rows'); fetch('/api/bad')</script>"))) {
            JobOnDisk job = new JobOnDisk(folder, "rows", """
                    start: %s
                    items:
                      row:
                        at: "**/rows*"
                        fields:
                          h: h1
                          long: {fetched: {url: "/api/rows", json: "$.rows[0].id"}}
                          bad: {fetched: {url: "/api/bad", json: "$.rows[0].id"}}
                          none: {fetched: {url: "/api/none", json: "$.rows[0].id"}}
                    """.formatted(site.url("/rows")) + MANNERS);
            String told = job.run().toString();
            assertThat(job.rows("SELECT h, long, bad, none FROM row")).containsExactly("x|||");
            assertThat(told)
                    .contains("what the page fetched from " + site.url("/api/rows") + " is longer than limits.size")
                    .contains("what the page fetched from " + site.url("/api/bad") + " is no JSON: '{\"rows\": ['")
                    .contains("the page fetched nothing from /api/none");
        }
    }

    /** An answer that does not end keeps neither the page waiting for ever nor the browser's memory. */
    @Test
    void anEndlessAnswerIsNotWaitedForToItsEnd() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/api/rows", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[");
                    while (!Thread.currentThread().isInterrupted()) {
                        wire.write("1,".repeat(50_000));
                    }
                })
                .on("/rows", html("<h1>x</h1><script>fetch('/api/rows')</script>"))) {
            JobOnDisk job = new JobOnDisk(folder, "rows", """
                    start: %s
                    items:
                      row: {at: "**/rows*", fields: {h: h1, a: {fetched: {url: "/api/rows", json: "$[0]"}}}}
                    """.formatted(site.url("/rows")) + MANNERS);
            String told = job.run().toString();
            assertThat(job.rows("SELECT h, _ready FROM row")).containsExactly("x|1");
            assertThat(told).contains("is longer than limits.size");
        }
    }

    @Test
    void linksAreFollowedThatNoElementIs() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/", html("<script>fetch('/api/rows')</script>"))
                .on("/api/rows", json("{\"urls\": [\"/rows/1\", \"rows/2\"]}"))
                .on("/rows/1", html("<h1>One</h1>"))
                .on("/rows/2", html("<h1>Two</h1>"))) {
            JobOnDisk job = new JobOnDisk(folder, "rows", """
                    start: %s
                    crawl: {follow: [{fetched: {url: "/api/rows", json: "$.urls[*]"}}]}
                    items: {row: {at: "**/rows/*", fields: {h: h1}}}
                    """.formatted(site.url("/")) + MANNERS);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT h FROM row ORDER BY h")).containsExactly("One", "Two");
        }
    }
}
