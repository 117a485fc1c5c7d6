package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One login for several browsers and for plain HTTP, whatever the site keeps it in. The site counts. */
@Tag("fast")
class SharedLoginTest {
    private static final int PAGES = 6;
    private static final int SESSIONS = 3;
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
                items: {page: {fields: {title: {select: h1, required: true}}}}
                login: {start: /login, steps: [{type: {into: "#user", text: me}}, {click: button}], logged-in: a.account%s}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                limits: {page: 30s, attempts: 2}
                %s
                """.formatted(site.url("/p/[1-" + PAGES + "]"), login, more))
                .sessions(SESSIONS);
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

    /** The first answers wait until each session has asked for a page, so that no session reads all pages alone. */
    private static Answer together(int sessions, Answer page) {
        CountDownLatch all = new CountDownLatch(sessions);
        return (request, wire) -> {
            all.countDown();
            try {
                all.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            page.give(request, wire);
        };
    }

    /** Answers two requests at a time, so that no session reads on while the other logs in. */
    private static Answer inTurn(Answer page) {
        CyclicBarrier two = new CyclicBarrier(2);
        return (request, wire) -> {
            try {
                two.await(3, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException | TimeoutException e) {
                // Nobody else asks: the last page, or the other session may not log in again.
                two.reset();
            }
            page.give(request, wire);
        };
    }

    private static Answer page() {
        return (request, wire) ->
                html("<a class=account>me</a><h1>" + request.path() + "</h1>").give(request, wire);
    }

    private static void complete(JobOnDisk job, RunSummary summary) throws Exception {
        complete(job, summary, PAGES);
    }

    private static void complete(JobOnDisk job, RunSummary summary, int pages) throws Exception {
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(DISTINCT title) FROM page WHERE title LIKE '/p/%'"))
                .isEqualTo(String.valueOf(pages));
        assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo(String.valueOf(pages));
    }

    @Test
    void cookiesOfOneLoginAreInEveryBrowser() throws Exception {
        byCookies(together(SESSIONS, page()));
        JobOnDisk job = job(", logged-out: '#login'", "");
        RunSummary summary = job.run();
        complete(job, summary);
        assertThat(logins).hasValue(1);
        assertThat(summary.pool().peakLeased()).isEqualTo(SESSIONS);
        assertThat(site.heard("/login")).hasSize(1);
    }

    /** No cookie at all: a token in localStorage, and a mark in sessionStorage, that scripts send as a header. */
    @Test
    void tokensInTheStorageOfOneLoginAreInEveryBrowser() throws Exception {
        site.on("/login", html("""
                        <form id=login><input id=user><button>Go</button></form>
                        <script>document.forms[0].onsubmit = e => { e.preventDefault();
                        fetch('/token', {method: 'POST'}).then(r => r.text()).then(t => {
                        localStorage.setItem('jwt', t); sessionStorage.setItem('tab "STAMP', "it's </ STATE");
                        location = '/home'; }); }</script>"""))
                .on("/token", (request, wire) -> {
                    String token = "eyJ." + logins.incrementAndGet();
                    inside.add("Bearer " + token + "/it's </ STATE");
                    wire.send(200, token);
                })
                .on(
                        "/data",
                        (request, wire) ->
                                wire.send(inside.contains(request.header("authorization")) ? 200 : 401, "data"))
                .on("/p/*", together(SESSIONS, html("""
                        <body><script>fetch('/data', {headers: {Authorization:
                        'Bearer ' + localStorage.getItem('jwt') + '/' + sessionStorage.getItem('tab "STAMP')}})
                        .then(r => document.body.innerHTML = r.ok
                        ? '<a class=account>me</a><h1>' + location.pathname + '</h1>' : '<div id=login>Log in</div>')
                        </script>""")));
        JobOnDisk job = job(", logged-out: '#login'", "");
        RunSummary summary = job.run();
        complete(job, summary);
        assertThat(logins).hasValue(1);
        assertThat(summary.pool().peakLeased()).isEqualTo(SESSIONS);
    }

    /** A site whose cookie is good only beside what no copy reaches: what is in a database of the browser. */
    @Test
    void aLoginThatWorksNowhereElseIsToldAndNamesTheWayOut() throws Exception {
        String database = """
                const open = indexedDB.open('k');
                open.onupgradeneeded = () => open.result.createObjectStore('s');
                open.onsuccess = () => { const s = open.result.transaction('s', 'readwrite').objectStore('s'); %s };
                """;
        site.on("/enter", (request, wire) -> {
            int id = logins.incrementAndGet();
            wire.send(
                    200,
                    "<body><script>"
                            + database.formatted("s.put('sid=" + id + "', 'k').onsuccess = () =>"
                                    + " document.body.innerHTML = '<a class=account>me</a>'")
                            + "</script>",
                    "Content-Type: text/html",
                    "Set-Cookie: sid=" + id + "; Path=/");
        });
        Answer page = html("<body><script>"
                + database.formatted("const ask = s.get('k'); ask.onsuccess = () => document.body.innerHTML ="
                        + " ask.result === document.cookie"
                        + " ? '<a class=account>me</a><h1>' + location.pathname + '</h1>'"
                        + " : '<div id=login>Log in</div>'")
                + "</script>");
        site.on("/p/*", inTurn(page));
        JobOnDisk job = job(", logged-out: '#login'", "").sessions(2);
        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LOGIN))
                .hasMessageContaining("write share: per-session");
        assertThat(logins).hasValueLessThanOrEqualTo(6);

        logins.set(0);
        site.on("/p/*", together(2, page));
        JobOnDisk each = job(", logged-out: '#login', share: per-session", "").sessions(2);
        complete(each, each.run());
        assertThat(logins).hasValueBetween(1, 2);
    }

    /** A login that ends after five pages, and pages that come over plain HTTP, from a site that has the form elsewhere. */
    @Test
    void plainHttpIsLoggedInByABrowserAndLogsInAnewWhenTheSiteHasEndedIt() throws Exception {
        byCookies(page());
        Map<String, Integer> left = new ConcurrentHashMap<>();
        Answer fine = page();
        site.on("/p/*", (request, wire) -> {
            Integer uses = knows(request) ? left.merge(request.cookie("sid"), 1, Integer::sum) : Integer.valueOf(99);
            (uses <= 5 ? fine : Answer.redirect("/login?to=" + request.path())).give(request, wire);
        });
        JobOnDisk job = job(", logged-out: '#login'", "ladder: static\ncrawl: {exclude: ['**/login*']}");

        RunSummary summary = job.run("start=" + site.url("/p/[1-11]"));

        complete(job, summary, 11);
        assertThat(logins).hasValue(3);
        assertThat(summary.bound()).startsWith("no browser used but for the login");
        assertThat(job.rows("SELECT DISTINCT _rung FROM page")).containsExactly("static");
        // A page to which the others leave nothing of a new login, again and again, uses an attempt up and is asked for
        // later.
        assertThat(Integer.parseInt(job.value("SELECT MAX(attempts) FROM gannet_page")))
                .isLessThanOrEqualTo(2);
        assertThat(summary.pool().peakLeased()).isEqualTo(1);
        assertThat(site.heard().stream().filter(one -> one.path().startsWith("/p/") && knows(one)))
                .allMatch(one -> one.header("user-agent").startsWith("gannet/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page: {as: json}"})
    void documentsForProgramsAreFetchedLoggedIn(String page) throws Exception {
        byCookies((request, wire) ->
                wire.send(200, "{\"title\": \"" + request.path() + "\"}", "Content-Type: application/json"));
        JobOnDisk job =
                new JobOnDisk(folder, "api", """
                start: "%s"
                items: {page: {fields: {title: $.title}}}
                login: {start: /login, steps: [{type: {into: "#user", text: me}}, {click: button}], logged-in: a.account}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                %s
                """.formatted(site.url("/p/[1-" + PAGES + "]"), page)).sessions(SESSIONS);
        complete(job, job.run());
        assertThat(logins).hasValue(1);
    }

    /** A server of programs that speaks of the end of a login by its status alone. */
    @Test
    void anAnswerThatAsksForALoginIsAskedForOnceMore() throws Exception {
        byCookies(page());
        Set<String> used = ConcurrentHashMap.newKeySet();
        site.on("/p/*", (request, wire) -> {
            boolean first = used.add(request.path()) && request.path().equals("/p/3");
            if (first) {
                inside.clear();
            }
            boolean in = knows(request);
            wire.send(
                    in ? 200 : 401,
                    in ? "{\"title\": \"" + request.path() + "\"}" : "{}",
                    "Content-Type: application/json");
        });
        JobOnDisk job = job("", "page: {as: json}");
        complete(job, job.run("items.page.fields.title=$.title", "politeness.parallel=1"));
        assertThat(logins).hasValue(2);
    }

    /** Cookies go where they would go in the browser: to that host, over that scheme, below that path (S16). */
    @Test
    void S16_cookiesOfTheLoginGoToNoOtherHost() throws Exception {
        try (LocalSite all = LocalSite.openOnAllAddresses()) {
            String here = "http://127.0.0.1:" + all.port();
            String there = "http://127.0.0.2:" + all.port();
            all.on("/login", html(FORM))
                    .on("/home", html("<a class=account>me</a>"))
                    .on(
                            "/enter",
                            (request, wire) -> wire.send(
                                    303,
                                    "",
                                    "Location: /home",
                                    "Set-Cookie: sid=ok; Path=/",
                                    "Set-Cookie: deep=ok; Path=/deep",
                                    "Set-Cookie: gone=ok; Path=/; Max-Age=1"))
                    .on("/a", page())
                    .on("/deep/b", page())
                    .on("/c", page());
            JobOnDisk job = new JobOnDisk(folder, "hosts", """
                    start: ["%s/a", "%s/deep/b", "%s/c"]
                    items: {page: {fields: {title: h1}}}
                    login: {start: "%s/login", steps: [{type: {into: "#user", text: me}}, {click: button}], logged-in: a.account}
                    politeness: {delay: 0s, parallel: 8, robots: ignore}
                    ladder: static
                    """.formatted(here, here, there, here));
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(all.heard("/a").get(0).header("cookie"))
                    .contains("sid=ok")
                    .doesNotContain("deep");
            assertThat(all.heard("/deep/b").get(0).header("cookie")).contains("sid=ok", "deep=ok");
            assertThat(all.heard("/c").get(0).headers()).doesNotContainKey("cookie");
        }
    }
}
