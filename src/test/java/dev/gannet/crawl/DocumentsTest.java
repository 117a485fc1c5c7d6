package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Documents that are no HTML: feeds, XML and JSON, with a browser and without one. */
@Tag("fast")
class DocumentsTest {
    private static final String MANNERS = """
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1, failed: 100%, invalid: 100%}
            """;

    private static final String FEED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Birds</title>
            <item><title>Dive &amp; rise &file;</title><link>%1$s/p/1</link><dc:creator>Ada</dc:creator>
            <pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate><guid isPermaLink="false">g1</guid></item>
            <item><title><![CDATA[Fish <b>raw</b>]]></title><link>%1$s/p/2</link><dc:creator>Bo</dc:creator>
            <pubDate>Mon, 23 Nov 2026 11:00:00 +0100</pubDate><guid isPermaLink="false">g2</guid></item>
            </channel></rss>
            """;

    private static final String API = """
            {"next": "/api?page=2", "total": 2, "items": [
              {"id": 1, "name": "Caf\u00e9", "price": 1234.5, "tags": ["a", "b"], "shop": {"city": "Oslo"}, "gone": null,
               "on": true, "big": 12345678901234567890.123},
              {"id": 2, "name": "Tea\\u0000", "price": 2, "tags": [], "shop": {"city": null}, "on": false, "big": 1}]}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"static", "auto"})
    void aFeedGivesItemsAndLinksAndNothingOfThisMachine(String ladder) throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/feed", status(200, "application/xml", FEED.formatted(site.url(""))))
                    .on("/p/1", html("<h1>One</h1>"))
                    .on("/p/2", html("<h1>Two</h1>"));
            JobOnDisk job = new JobOnDisk(folder, "feed", """
                    start: %s
                    crawl: {follow: [item > link]}
                    items:
                      entry:
                        at: "**/feed"
                        each: item
                        key: [id]
                        fields:
                          id: {select: guid, required: true}
                          title: title
                          by: dc\\:creator
                          link: {select: link, type: url}
                          at: {select: pubDate, type: datetime}
                      page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}
                    ladder: %s
                    """.formatted(site.url("/feed"), ladder) + MANNERS);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT id, title, by, link, at, _rung FROM entry ORDER BY id"))
                    .containsExactly(
                            "g1|Dive & rise &file;|Ada|" + site.url("/p/1") + "|2026-11-23T10:00:00.000Z|static",
                            "g2|Fish <b>raw</b>|Bo|" + site.url("/p/2") + "|2026-11-23T10:00:00.000Z|static");
            assertThat(job.rows("SELECT title, _rung FROM page ORDER BY title"))
                    .containsExactly("One|" + rung(ladder), "Two|" + rung(ladder));
        }
    }

    private static String rung(String ladder) {
        return ladder.equals("auto") ? "render" : ladder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "auto"})
    void R64_pathsIntoJsonGiveTypedValuesNestedItemsAndTheNextPage(String ladder) throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/api", status(200, "application/vnd.shop+json", API))
                .on("/api?page=2", status(200, "application/json", "{\"next\": null, \"items\": []}"))) {
            JobOnDisk job = new JobOnDisk(folder, "json", """
                    start: %s
                    crawl: {follow: $.next}
                    items:
                      product:
                        at: "**/api*"
                        each: {json: "$.items[*]"}
                        key: [id]
                        fields:
                          id: {select: $.id, type: int, required: true}
                          name: $.name
                          price: {json: $.price, type: decimal, locale: de-DE}
                          tags: {select: $.tags, many: true}
                          first: {select: "$.tags[0]"}
                          city: $.shop.city
                          gone: {select: $.gone, default: none}
                          flag: {select: $.on, type: bool}
                          shop: {select: $.shop, type: json}
                          total: {select: $.total, of: page, type: int}
                          big: {select: $.big, type: text}
                    ladder: %s
                    """.formatted(site.url("/api"), ladder) + MANNERS);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            // A NUL is no character of a database, and is counted.
            assertThat(
                            job.rows(
                                    "SELECT id, name, price, tags, first, city, gone, flag, shop, total, big FROM product ORDER BY id"))
                    .containsExactly(
                            "1|Caf\u00e9|1234.5|[\"a\",\"b\"]|a|Oslo|none|1|{\"city\":\"Oslo\"}|2|12345678901234567890.123",
                            "2|Tea|2||||none|0|{\"city\":null}|2|1");
            assertThat(site.heard().stream().map(Heard::target).filter(path -> path.startsWith("/api")))
                    .containsExactly("/api", "/api?page=2");
        }
    }

    @Test
    void aDocumentThatTurnsOutToBeJsonIsFetchedAfterTheBrowserSawIt() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/robots.txt", status(404, "text/plain", ""))
                .on("/data", status(200, "application/json", "[{\"n\": 1}, {\"n\": 2}]"))) {
            JobOnDisk job = new JobOnDisk(folder, "late", """
                    start: %s
                    items: {number: {each: "$[*]", fields: {n: {select: $.n, type: int}}}}
                    politeness: {delay: 300ms}
                    """.formatted(site.url("/data")));

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT n, _rung FROM number ORDER BY n")).containsExactly("1|static", "2|static");
            assertThat(site.heard("/data")).hasSize(2);
            assertThat(site.heard("/data").get(1).nanoTime()
                            - site.heard("/data").get(0).nanoTime())
                    .as("the second request keeps the pace too")
                    .isGreaterThanOrEqualTo(300_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"items\": [|unsupported",
                "hello|unsupported",
                "''|unsupported",
                "[[[[...|unsupported",
            })
    void whatIsNoJsonIsATypedFailure(String body, String kind) throws Exception {
        String sent = body.replace("...", "[".repeat(100_000));
        try (LocalSite site = LocalSite.open().on("/api", status(200, "application/json", sent))) {
            JobOnDisk job = json(site.url("/api"));
            job.run();
            assertThat(job.value("SELECT state, kind FROM gannet_page")).isEqualTo("failed|" + kind);
        }
    }

    @Test
    void R12_jsonThatWasCutIsNoDocument() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/api", status(200, "application/json", "[" + "{\"n\": 1},".repeat(10_000) + "{\"n\": 1}]"))) {
            JobOnDisk job = json(site.url("/api"));
            job.run("limits.size=50kB");
            assertThat(job.value("SELECT state, kind FROM gannet_page")).isEqualTo("failed|too-large");
            assertThat(job.rows("SELECT n FROM number")).isEmpty();
        }
    }

    private JobOnDisk json(String url) throws IOException {
        return new JobOnDisk(
                folder,
                "json",
                "start: " + url + "\nitems: {number: {at: \"**\", each: \"$[*]\", fields: {n: $.n}}}\n" + MANNERS
                        + "ladder: static\n");
    }

    @ParameterizedTest
    @CsvSource({"text/xml, windows-1251", "application/rss+xml, ISO-8859-2", "'', UTF-16LE"})
    void R13_anXmlDocumentSaysItsOwnCharset(String type, String charset) throws Exception {
        String xml = "<?xml version='1.0' encoding='" + charset + "'?><a><b>" + word(charset) + "</b></a>";
        byte[] body = (charset.startsWith("UTF-16") ? "\ufeff" + xml : xml).getBytes(Charset.forName(charset));
        try (LocalSite site =
                LocalSite.open().on("/x", bytes(body, type.isEmpty() ? "X-None: 1" : "Content-Type: " + type))) {
            JobOnDisk job = xml(site.url("/x"));
            job.run();
            assertThat(job.rows("SELECT b FROM a")).containsExactly(word(charset));
        }
    }

    private static String word(String charset) {
        return charset.contains("1251") ? "\u0436\u0443\u043a" : "\u0142\u00f3d\u017a";
    }

    private JobOnDisk xml(String url) throws IOException {
        return new JobOnDisk(
                folder,
                "xml",
                "start: " + url + "\nitems: {a: {at: \"**\", each: a, fields: {b: b}}}\n" + MANNERS
                        + "ladder: static\n");
    }

    @Test
    void asPinsHowADocumentIsReadWhateverItsType() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/x", status(200, "text/plain", "<a><b>pinned</b><link>kept</link></a>"))) {
            JobOnDisk job = xml(site.url("/x"));
            job.run();
            assertThat(job.value("SELECT state, kind FROM gannet_page")).isEqualTo("failed|unsupported");

            RunSummary summary = job.run("page.as=xml", "ladder=auto", "items.a.fields.b=link");
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(summary.pool().launches())
                    .as("what is known to be XML needs no browser")
                    .isZero();
            assertThat(job.rows("SELECT b, _rung FROM a")).containsExactly("kept|static");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "text/html"})
    void R64_S23_elementsInElementsAndABombOfEntitiesAreNoReasonToFall(String type) throws Exception {
        firstIsRead(type, 60_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "text/html"})
    @Tag("soak")
    void R64_S23_manyMoreElementsAndABombOfEntitiesAreNoReasonToFall(String type) throws Exception {
        firstIsRead(type, 500_000);
    }

    private void firstIsRead(String type, int elements) throws Exception {
        String bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\">"
                + "<!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;\"><!ENTITY z \"&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;\">]>";
        try (LocalSite site = LocalSite.open()
                .on("/x", status(200, type, bomb + "<a><b>first</b>" + "<d>".repeat(elements) + "&z;"))) {
            JobOnDisk job = xml(site.url("/x"));
            job.run();
            assertThat(job.rows("SELECT b FROM a")).containsExactly("first");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nofollow|1",
                "noindex, NOFOLLOW|1",
                "otherbot: nofollow|2",
                "gannet: none|1",
                "unavailable_after: 25 Jun 2010 15:00:00 PST|2",
                "max-snippet: 20, nofollow|1",
            })
    void theServerMayAskThatLinksAreNotFollowed(String tag, int pages) throws Exception {
        linksAreFollowed(tag, pages, "ladder: static\n");
    }

    @ParameterizedTest
    @CsvSource({"nofollow, 1", "otherbot: nofollow, 2"})
    void aBrowserHearsOfThatToo(String tag, int pages) throws Exception {
        linksAreFollowed(tag, pages, "");
    }

    private void linksAreFollowed(String tag, int pages, String ladder) throws Exception {
        byte[] body = "<h1>List</h1><a class=item href=/p>p</a>".getBytes(StandardCharsets.UTF_8);
        try (LocalSite site = LocalSite.open()
                .on("/p", html("<h1>P</h1>"))
                .on("/", bytes(body, "Content-Type: text/html", "X-Robots-Tag: " + tag))) {
            JobOnDisk job = new JobOnDisk(
                    folder,
                    "tag",
                    "start: " + site.url("/") + "\ncrawl: {follow: a.item}\nitems: {a: {fields: {b: h1}}}\n" + MANNERS
                            + ladder);
            job.run();
            assertThat(job.value("SELECT COUNT(*) FROM gannet_page")).isEqualTo(String.valueOf(pages));
        }
    }

    private static Answer bytes(byte[] body, String... headers) {
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: " + body.length
                    + "\r\nConnection: close\r\n\r\n");
            wire.write(body);
        };
    }
}
