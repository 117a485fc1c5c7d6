package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static org.assertj.core.api.Assertions.assertThat;

/** Credentials go to the origins that the job starts at, and not one step further (S16). The servers say who got them. */
@Tag("fast")
class OwnHeadersTest {
    /** Any variable that is set on every machine. */
    private static final String SECRET = System.getenv("PATH");

    private static final String JOB = """
            start: %s
            crawl: {follow: all, scope: site}
            page: [{at: "**/list", ready: "#done"}, {}]
            items: {page: {fields: {title: {select: h1, required: true}}}}
            browser:
              headers: {Authorization: "Basic ${env:PATH}", Cookie: "sid=${env:PATH}", X-Mine: "yes"}
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1, page: 30s}
            ladder: %s
            """;

    @TempDir
    Path folder;

    private LocalSite site;
    private LocalSite other;

    @BeforeEach
    void open() {
        // Another port of the same host, in scope and another origin; and the same server under another name.
        other = LocalSite.open();
        String named = "http://localhost:" + other.port();
        site = LocalSite.open();
        other.on("/landing", page("Landing"))
                .on("/2", page("Two"))
                .on("/frame", html("<p>frame</p><img src=/inframe><img src=" + site.url("/fromframe") + ">"))
                .on("/api", cors())
                .on("/redirected", cors())
                .on("/back", redirect(site.url("/again")));
        site.on("/list", html("""
                        <h1>List</h1><a href=/1>1</a><a href=/toother>2</a><a href=%1$s/2>3</a><a href=/outandin>4</a>
                        <script>
                          const loaded = (tag, src) => new Promise(end => {
                            const one = document.createElement(tag);
                            one.onload = one.onerror = end;
                            one.src = src;
                            document.body.append(one);
                          });
                          const quietly = promise => promise.catch(() => 0);
                          Promise.all([
                            loaded('img', '/own.png'), loaded('img', '%1$s/img.png'),
                            loaded('iframe', '%1$s/frame'), loaded('iframe', '%2$s/frame'), loaded('iframe', '/inner'),
                            quietly(fetch('/api', {method: 'POST', body: 'whole body'})), quietly(fetch('%1$s/api')),
                            quietly(fetch('/apimoved')),
                            new Promise(end => new Worker('/worker.js').onmessage = end)
                          ]).then(() => document.body.insertAdjacentHTML('beforeend', '<p id=done>done</p>'));
                        </script>
                        """.formatted(other.base(), named), "Set-Cookie: jar=of-the-site; Path=/"))
                .on("/1", page("One"))
                .on("/inner", html("<img src=/ininner>"))
                .on("/api", Answer.json("{}"))
                .on("/apimoved", redirect(other.url("/redirected")))
                .on("/toother", redirect(other.url("/landing")))
                .on("/outandin", redirect(other.url("/back")))
                .on("/again", page("Again"))
                .on(
                        "/worker.js",
                        Answer.status(
                                200,
                                "text/javascript",
                                "Promise.allSettled([fetch('/byworker'), fetch('" + other.url("/api")
                                        + "')]).then(() => postMessage(1))"));
    }

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    private static Answer page(String title) {
        return html("<title>x</title><h1>" + title + "</h1>");
    }

    private static Answer cors() {
        return (request, wire) ->
                wire.send(200, "{}", "Content-Type: application/json", "Access-Control-Allow-Origin: *");
    }

    private static void nothingReached(LocalSite strange) {
        assertThat(strange.heard()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headers()).as(request.path()).doesNotContainKeys("authorization", "x-mine");
            assertThat(request.header("cookie")).as(request.path()).doesNotContain("sid=");
            assertThat(request.headers().toString()).as(request.path()).doesNotContain(SECRET);
        });
    }

    private static void allReached(List<Heard> requests) {
        assertThat(requests).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("authorization")).as(request.path()).isEqualTo("Basic " + SECRET);
            assertThat(request.header("cookie")).as(request.path()).isEqualTo("sid=" + SECRET);
            assertThat(request.header("x-mine")).as(request.path()).isEqualTo("yes");
        });
    }

    @Test
    void S16_overPlainHttpHeadersStayWithTheOriginsOfTheStarts() throws Exception {
        JobOnDisk job = new JobOnDisk(folder, "own", JOB.formatted(site.url("/list"), "static"));

        job.run("page={}");

        assertThat(job.rows("SELECT title FROM page ORDER BY title"))
                .containsExactly("Again", "Landing", "List", "One", "Two");
        nothingReached(other);
        assertThat(other.heard()).extracting(Heard::path).contains("/2", "/landing", "/back");
        allReached(site.heard().stream()
                .filter(request -> !request.path().equals("/robots.txt"))
                .toList());
    }

    @Test
    void S16_inABrowserNoOtherOriginGetsThemWhateverThePageEmbedsOrWhereItLeads() throws Exception {
        JobOnDisk job = new JobOnDisk(folder, "own", JOB.formatted(site.url("/list"), "render"));

        job.run();

        assertThat(job.rows("SELECT title FROM page ORDER BY title"))
                .containsExactly("Again", "Landing", "List", "One", "Two");
        nothingReached(other);
        assertThat(other.heard())
                .extracting(Heard::path)
                .contains("/2", "/landing", "/back", "/img.png", "/frame", "/inframe", "/api", "/redirected");
        assertThat(other.heard("/frame"))
                .as("cookies of one host are not another's")
                .anySatisfy(request -> assertThat(request.header("host")).startsWith("localhost"))
                .filteredOn(request -> request.header("host").startsWith("localhost"))
                .allSatisfy(request -> assertThat(request.header("cookie")).isEmpty());
        List<Heard> own = site.heard().stream()
                .filter(request -> !request.path().matches("/robots.txt|/favicon.ico"))
                .toList();
        allReached(own);
        assertThat(own)
                .extracting(Heard::path)
                .contains("/list", "/1", "/own.png", "/inner", "/ininner", "/api", "/apimoved", "/byworker", "/again");
        assertThat(site.heard("/api").get(0).body()).isEqualTo("whole body");
        assertThat(own.get(0).header("user-agent").toLowerCase(Locale.ROOT)).contains("gannet/");
        assertThat(own.get(0).header("accept-encoding"))
                .as("what Chrome itself adds")
                .contains("gzip");
    }

    @Test
    void S16_theOriginOfTheLoginIsOneOfThem() throws Exception {
        other.on("/login", html("<form action=/in><button>in</button></form>"))
                .on("/in", html("<p class=account>me</p>"));
        JobOnDisk job = new JobOnDisk(
                folder, "own", JOB.formatted(site.url("/1"), "render") + """
                login: {start: "%s", steps: [{click: button}], logged-in: .account}
                """.formatted(other.url("/login")));

        job.run("page={}", "crawl={}");

        assertThat(job.rows("SELECT title FROM page")).containsExactly("One");
        allReached(other.heard("/login"));
        allReached(other.heard("/in"));
        allReached(site.heard("/1"));
    }
}
