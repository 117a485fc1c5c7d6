package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.HostileSite;
import dev.gannet.kit.LocalSite;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that say {@code ladder: static}: the same records from what the server sends, and no browser. */
@Tag("fast")
class StaticRunTest {
    private static final String JOB = """
            start: %s
            crawl: {follow: [a.item]}
            items: {page: {at: "**", fields: {title: {select: h1, required: true}}}}
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1, failed: 100%%, invalid: 100%%}
            ladder: static
            """;

    @TempDir
    Path folder;

    private RunSummary run(JobOnDisk job, String... settings) {
        RunSummary summary = job.run(settings);
        assertThat(summary.pool().launches()).as("browsers").isZero();
        return summary;
    }

    private static Answer page(String title) {
        return html("<title>page</title><h1>" + title + "</h1>");
    }

    @Test
    void R15_whereAStartMovedToIsHomeAfterAResumeToo() throws Exception {
        try (LocalSite old = LocalSite.open();
                LocalSite site = LocalSite.open()
                        .on("/list", html("<h1>List</h1><a class=item href=/p/1>1</a>"))
                        .on("/p/1", page("One"))
                        .on("/p/2", page("Two"))) {
            old.on("/", redirect(site.url("/list")));
            JobOnDisk job = new JobOnDisk(folder, "moved", JOB.formatted(old.url("/")));
            run(job, "politeness.terms='read on 2026-11-22'");
            job.execute("UPDATE gannet_run SET state = 'stopped'");
            job.execute("UPDATE gannet_page SET state = 'pending' WHERE url LIKE '%/p/1'");
            job.execute("UPDATE gannet_run_host SET opens_at = 0");
            site.on("/p/1", html("<h1>One</h1><a class=item href=/p/2>2</a>"));

            run(job, "politeness.terms='read on 2026-11-22'");

            assertThat(site.heard("/p/2")).hasSize(1);
            assertThat(job.rows("SELECT terms FROM gannet_run")).containsExactly("read on 2026-11-22");
        }
    }

    @Test
    void pagesAndTheirLinksAreReadWithoutABrowser() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/list",
                        html(
                                "<h1>List</h1><a class=item href=/p/1>1</a><a class=item href='p/2?a=%20b'>2</a>"
                                        + "<img src=/pixel><script src=/app.js></script><noscript><h2>no script</h2></noscript>"))
                .on("/p/1", page("One"))
                .on("/p/2", page("Two"))) {
            JobOnDisk job = new JobOnDisk(folder, "static", JOB.formatted(site.url("/list")));

            RunSummary summary = run(job, "browser.headers={X-Mine: yes}");

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(summary.bound()).startsWith("no browser used");
            assertThat(job.rows("SELECT title, _rung, _ready, _truncated FROM page ORDER BY title"))
                    .containsExactly("List|static|1|0", "One|static|1|0", "Two|static|1|0");
            assertThat(site.heard().stream().map(Heard::path))
                    .containsExactlyInAnyOrder("/robots.txt", "/list", "/p/1", "/p/2");
            assertThat(site.heard("/p/1").get(0).header("user-agent")).startsWith("gannet/");
            assertThat(site.heard("/p/1").get(0).header("x-mine")).isEqualTo("yes");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/html; charset=ISO-8859-1 | windows-1252 | | Größe “5”",
                "text/html | windows-1251 | <meta charset=windows-1251> | Привет",
                "text/html | Shift_JIS | <meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'> | 日本語",
                "text/html; charset=utf-8 | UTF-16LE | \uFEFF | naïve",
                "text/html | UTF-8 | | Ærø",
                "application/xhtml+xml; charset=utf-8 | UTF-8 | | Ærø",
                "'' | UTF-8 | | Ærø",
            })
    void R13_theTextIsReadInTheCharsetThatItIsIn(String type, String charset, String head, String text)
            throws Exception {
        String before = head == null ? "" : head;
        byte[] body = (before + "<html><head></head><h1>" + text + "</h1></html>").getBytes(Charset.forName(charset));
        try (LocalSite site = LocalSite.open().on("/", bytes(type.equals("''") ? "" : type, body))) {
            JobOnDisk job = new JobOnDisk(folder, "charset", JOB.formatted(site.url("/")));
            run(job);
            assertThat(job.rows("SELECT title FROM page")).containsExactly(text);
        }
    }

    private static Answer bytes(String type, byte[] body) {
        String head = "HTTP/1.1 200 OK\r\n" + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        return (request, wire) -> {
            wire.write(head);
            wire.write(body);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/404 | failed|http-client-error|404",
                "/500 | failed|http-server-error|500",
                "/pdf | failed|unsupported|",
                "/zeros | failed|unsupported|",
                "/plain | failed|unsupported|",
                "/none | failed|unsupported|",
                "/file | failed|download|",
                "/round | failed|redirect-loop|",
                "/tofile | failed|navigation|",
                "/away | skipped||",
                "/reset | failed|connection|",
                "/forbidden | skipped||",
                "/toforbidden | skipped||",
            })
    void whatIsNoPageIsATypedFailureAndStoresNothing(String path, String state, String kind, String status)
            throws Exception {
        try (LocalSite other = LocalSite.open().on("/", page("Elsewhere"));
                LocalSite site = LocalSite.open()) {
            site.on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /forbidden"))
                    .on("/404", status(404, "<h1>Not here</h1>"))
                    .on("/500", status(500, "<h1>Broken</h1>"))
                    .on("/pdf", bytes("text/html", "%PDF-1.7 <h1>x</h1>".getBytes(Charset.forName("UTF-8"))))
                    .on("/zeros", bytes("text/html", new byte[600]))
                    .on("/plain", status(200, "text/plain", "<h1>plain</h1>"))
                    .on("/none", (request, wire) -> wire.send(204, ""))
                    .on("/file", Answer.download("a.html", "<h1>file</h1>"))
                    .on("/round", redirect("/round"))
                    .on("/tofile", redirect("file:///etc/passwd"))
                    .on("/away", redirect(other.url("/")))
                    .on("/reset", Answer.reset())
                    .on("/toforbidden", redirect("/forbidden"));
            JobOnDisk job = new JobOnDisk(folder, "failures", JOB.formatted(site.url(path)));

            // A start may move house; a followed page may not.
            site.on("/list", html("<h1>List</h1><a class=item href=" + path + ">x</a>"));
            run(job, "start=" + site.url("/list"), "crawl={follow: a.item, scope: host}");

            assertThat(job.value("SELECT state, kind, status FROM gannet_page WHERE url LIKE '%" + path + "'"))
                    .isEqualTo(state + "|" + (kind == null ? "" : kind) + "|" + (status == null ? "" : status));
            assertThat(job.rows("SELECT title FROM page")).containsExactly("List");
            assertThat(site.heard("/forbidden")).isEmpty();
        }
    }

    @Test
    void whatOnlyAScriptDrawsIsMissedAndSaid() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/", html("<div id=app></div><script>app.innerHTML = '<h1>drawn</h1>'</script>"))) {
            JobOnDisk job = new JobOnDisk(folder, "drawn", JOB.formatted(site.url("/")));

            RunSummary summary = run(job);

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.value("SELECT ready, reason FROM gannet_page"))
                    .isEqualTo("0|not in what the server sends: page");
        }
    }

    @Test
    void R7_aPageThatTurnsVisitorsAwayIsBlocked() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", status(403, "<h1>Are you human?</h1><b class=captcha>x</b>"))) {
            JobOnDisk job = new JobOnDisk(folder, "blocked", JOB.formatted(site.url("/")));
            run(job, "page={blocked: .captcha}");
            assertThat(job.value("SELECT state, kind FROM gannet_page")).isEqualTo("failed|blocked");
            assertThat(job.rows("SELECT title FROM page")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 45, 45", "503, 5, 5", "429, 86400, 3600", "503, 'Fri, 01 Jan 2100 00:00:20 GMT', 20"})
    void aServerThatNamesATimeIsLeftAloneSoLong(int status, String after, int seconds) throws Exception {
        String date = "Date: Fri, 01 Jan 2100 00:00:00 GMT";
        try (LocalSite site = LocalSite.open()
                .on(
                        "/",
                        (request, wire) -> wire.send(
                                status, "<h1>busy</h1>", "Content-Type: text/html", "Retry-After: " + after, date))) {
            JobOnDisk job = new JobOnDisk(folder, "after", JOB.formatted(site.url("/")));
            run(job);
            long until = Long.parseLong(job.value("SELECT backoff_until FROM gannet_host"));
            long ended = Long.parseLong(job.value("SELECT claimed_at FROM gannet_attempt"));
            assertThat(until - ended).isBetween(seconds * 1000L, Math.max(seconds, 30) * 1000L + 20_000);
        }
    }

    @Test
    void everyRedirectKeepsThePaceOfItsHost() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/", redirect("/second"))
                .on("/second", redirect("/third"))
                .on("/third", page("Third"))) {
            JobOnDisk job = new JobOnDisk(folder, "hops", JOB.formatted(site.url("/")));
            run(job, "politeness={delay: 300ms}");
            assertThat(job.value("SELECT final_url, redirects FROM gannet_page"))
                    .isEqualTo(site.url("/third") + "|2");
            List<Heard> heard = site.heard();
            assertThat(heard).hasSize(4);
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i).nanoTime() - heard.get(i - 1).nanoTime())
                        .as(heard.get(i).path())
                        .isGreaterThanOrEqualTo(Duration.ofMillis(250).toNanos());
            }
        }
    }

    @Test
    void R12_R41_S22_aBodyIsCutAtItsBoundHoweverItIsPacked() throws Exception {
        char[] long_ = new char[300_000];
        Arrays.fill(long_, 'x');
        try (HostileSite bombs = HostileSite.open();
                LocalSite site =
                        LocalSite.open().on("/", page("Long")).on("/long", html("<h1>Long</h1>" + new String(long_)))) {
            JobOnDisk job = new JobOnDisk(folder, "cut", JOB.formatted(site.url("/long")));
            run(job, "limits={size: 100kB, attempts: 1}");
            assertThat(job.value("SELECT title, _truncated FROM page")).isEqualTo("Long|1");
            assertThat(Long.parseLong(job.value("SELECT length FROM gannet_page")))
                    .isGreaterThan(300_000);

            JobOnDisk bomb = new JobOnDisk(folder, "bomb", JOB.formatted(bombs.url("/gzipbomb?kind=html")));
            run(bomb, "limits={size: 1MB, attempts: 1, page: 20s}");
            assertThat(bomb.value("SELECT state, truncated FROM gannet_page")).isEqualTo("done|1");
        }
    }

    @Test
    void R64_elementsDeepInsideEachOtherAreNoReasonToFall() throws Exception {
        deep(100_000);
    }

    @Test
    @Tag("soak")
    void R64_aMillionElementsInsideEachOtherAreNoReasonToFall() throws Exception {
        deep(1_000_000);
    }

    private void deep(int elements) throws Exception {
        try (LocalSite site = LocalSite.open().on("/", html("<h1>Deep</h1>" + "<div>".repeat(elements) + "x"))) {
            JobOnDisk job = new JobOnDisk(folder, "deep", JOB.formatted(site.url("/")));
            run(job);
            assertThat(job.rows("SELECT title FROM page")).containsExactly("Deep");
        }
    }
}
