package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One login for four browsers and for plain HTTP, whatever the site keeps it in. The site counts. */
class SharedLoginTest {
    private static final int PAGES = 24;
    private static final String FORM =
            "<form id=login method=post action=/enter><input id=user name=user><button>Go</button></form>";

    @TempDir
    Path folder;

    private final AtomicInteger logins = new AtomicInteger();
    private final Set<String> inside = ConcurrentHashMap.newKeySet();
    private LocalSite site;

    @BeforeEach
    void open() {
        site = LocalSite.open().on("/login", html(FORM)).on("/home", html("<a class=account>me</a>"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String login, String more) throws Exception {
        return new JobOnDisk(folder, "shared", """
                start: "%s"
                items: {page: {each: h1, fields: {title: {select: h1, required: true}}}}
                login: {start: /login, steps: [{type: {into: "#user", text: me}}, {click: button}], logged-in: a.account%s}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                limits: {page: 8s, attempts: 2}
                %s
                """.formatted(site.url("/p/[1-" + PAGES + "]"), login, more))
                .sessions(4);
    }

    /** A server that knows who is in by cookies: of the host and of a path, hidden from scripts, for a while. */
    private void byCookies(Answer page) {
        site.on("/enter", (request, wire) -> {
            String id = "s" + logins.incrementAndGet();
            inside.add(id);
            wire.send(
                    303,
                    "",
                    "Location: /home",
                    "Set-Cookie: sid=" + id + "; Path=/; HttpOnly; SameSite=Strict",
                    "Set-Cookie: part=" + id + "; Path=/p; Max-Age=3600; SameSite=Lax");
        });
        site.on("/p/*", guarded(this::knows, page));
    }

    private boolean knows(Heard request) {
        return inside.contains(request.cookie("sid")) && request.cookie("part").equals(request.cookie("sid"));
    }

    private static Answer guarded(Predicate<Heard> known, Answer page) {
        return (request, wire) -> (known.test(request) ? page : html("<h1>Log in</h1>" + FORM)).give(request, wire);
    }

    private static Answer page() {
        return (request, wire) ->
                html("<a class=account>me</a><h1>" + request.path() + "</h1>").give(request, wire);
    }

    private static void complete(JobOnDisk job, RunSummary summary) throws Exception {
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(DISTINCT title) FROM page WHERE title LIKE '/p/%'"))
                .isEqualTo(String.valueOf(PAGES));
        assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo(String.valueOf(PAGES));
    }

    @Test
    void cookiesOfOneLoginAreInEveryBrowser() throws Exception {
        byCookies(page());
        JobOnDisk job = job(", logged-out: '#login'", "");
        RunSummary summary = job.run();
        complete(job, summary);
        assertThat(logins).hasValue(1);
        assertThat(summary.pool().peakLeased()).isEqualTo(4);
        assertThat(site.heard("/login")).hasSize(1);
    }

    /** No cookie at all: a token in localStorage, and half of it in sessionStorage, that scripts send as a header. */
    @Test
    void tokensInTheStorageOfOneLoginAreInEveryBrowser() throws Exception {
        site.on(
                        "/login",
                        html("<form id=login><input id=user><button>Go</button></form><script>"
                                + "document.forms[0].onsubmit = e => { e.preventDefault();"
                                + " fetch('/token', {method: 'POST'}).then(r => r.text()).then(t => {"
                                + " localStorage.setItem('jwt', t); sessionStorage.setItem('tab', t + '\"<!--</script>'.length);"
                                + " location = '/home'; }); }</script>".replace("</script>'", "<\\/script>'")))
                .on("/token", (request, wire) -> {
                    String token = "eyJ." + logins.incrementAndGet();
                    inside.add("Bearer " + token + "/" + token + "13");
                    wire.send(200, token);
                })
                .on(
                        "/data",
                        (request, wire) -> wire.send(
                                inside.contains(request.header("authorization")) ? 200 : 401,
                                inside.contains(request.header("authorization")) ? "ok" : ""))
                .on(
                        "/p/*",
                        html("<body><script>"
                                + "fetch('/data', {headers: {Authorization: 'Bearer ' + localStorage.getItem('jwt') + '/'"
                                + " + sessionStorage.getItem('tab')}}).then(r => document.body.innerHTML = r.ok"
                                + " ? '<a class=account>me</a><h1>' + location.pathname + '</h1>' : '<div id=login>Log in</div>')"
                                + "</script>"));
        JobOnDisk job = job(", logged-out: '#login'", "");
        RunSummary summary = job.run();
        complete(job, summary);
        assertThat(logins).hasValue(1);
        assertThat(summary.pool().peakLeased()).isEqualTo(4);
    }

    /** A site that binds a login to the connection's own marks, which no state holds: here, a cookie that each page renews. */
    @Test
    void aLoginThatWorksNowhereElseIsToldAndNamesTheWayOut() throws Exception {
        site.on("/enter", (request, wire) -> {
            logins.incrementAndGet();
            wire.send(
                    200,
                    "<a class=account>me</a><script>const open = indexedDB.open('k');"
                            + "open.onupgradeneeded = () => open.result.createObjectStore('s').put('" + logins.get()
                            + "', 'k');</script>",
                    "Content-Type: text/html");
        });
        site.on(
                "/p/*",
                html("<body><script>const open = indexedDB.open('k');"
                        + "open.onupgradeneeded = () => open.result.createObjectStore('s');"
                        + "open.onsuccess = () => { const ask = open.result.transaction('s').objectStore('s').get('k');"
                        + "ask.onsuccess = () => document.body.innerHTML = ask.result"
                        + " ? '<a class=account>me</a><h1>' + location.pathname + '</h1>' : '<div id=login>Log in</div>' }"
                        + "</script>"));
        JobOnDisk job = job(", logged-out: '#login'", "");
        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LOGIN))
                .hasMessageContaining("write share: per-session");
        assertThat(logins).hasValueLessThanOrEqualTo(5);

        logins.set(0);
        JobOnDisk each = job(", logged-out: '#login', share: per-session", "");
        complete(each, each.run());
        assertThat(logins).hasValueBetween(1, 4);
    }
}
