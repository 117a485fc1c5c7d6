package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A site that ends a login after some pages and says so with status 200 at the page's own URL: only the job's
 * {@code logged-in} tells. What the site heard and what the database holds decide (R5).
 */
@Tag("fast")
class LoginSignRunTest {
    private static final int PAGES = 7;
    private static final int USES = 5;
    private static final String ACCOUNT = "<a class=account>me</a>";
    private static final String FORM =
            "<h1>Log in</h1><form method=post action=/enter><input id=user name=user><button>Go</button></form>";

    @TempDir
    Path folder;

    private final Map<String, Integer> left = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();
    private String ended = "<h1>Session expired</h1><p class=text>Please log in again.</p>";
    private LocalSite site;

    @BeforeEach
    void open() {
        site = LocalSite.open()
                .on("/login", html(FORM))
                .on("/enter", (request, wire) -> {
                    String id = "s" + logins.incrementAndGet();
                    left.put(id, USES);
                    wire.send(303, "", "Location: /home", "Set-Cookie: sid=" + id + "; Path=/");
                })
                .on("/home", html(ACCOUNT))
                .on(
                        "/list",
                        html(ACCOUNT + "<h1>List</h1>"
                                + IntStream.rangeClosed(1, PAGES)
                                        .mapToObj(i -> "<a href=/p/" + i + ">" + i + "</a>")
                                        .collect(Collectors.joining(" "))))
                .on("/p/*", (request, wire) -> page(request).give(request, wire));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private boolean loggedIn(Heard request) {
        return left.computeIfPresent(request.cookie("sid"), (id, uses) -> uses == 0 ? null : uses - 1) != null;
    }

    private Answer page(Heard request) {
        String number = request.path().substring("/p/".length());
        boolean in = loggedIn(request);
        String page = in ? ACCOUNT + "<h1>Page " + number + "</h1><p class=text>text</p>" : ended;
        return status(in || !ended.startsWith("401") ? 200 : 401, page);
    }

    private JobOnDisk job(String login) throws Exception {
        return new JobOnDisk(folder, "signs", """
                start: %s
                crawl: {follow: all}
                items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}, text: .text}}}
                login: {start: /login, steps: [{type: {into: "#user", text: me}}, {click: button}], logged-in: a.account%s}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                """.formatted(site.url("/list"), login));
    }

    private void everyPageIsRead(JobOnDisk job, RunSummary summary) throws Exception {
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT title FROM page ORDER BY 1"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, PAGES)
                        .mapToObj(i -> "Page " + i)
                        .sorted()
                        .toList());
        assertThat(logins).hasValueGreaterThanOrEqualTo((PAGES - 1) / USES + 1);
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "2, ', share: per-session'"})
    void aPageThatSaysThatTheSessionIsOverIsAskedForOnceMore(int sessions, String share) throws Exception {
        JobOnDisk job = job(share).sessions(sessions);
        everyPageIsRead(job, job.run());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A header for everybody, as a single-page app has it, and the end of the session drawn by script.
                "<header>Shop</header><script>setTimeout(() => document.body.innerHTML += '<h1>Sign in</h1>', 300)</script>",
                // What a page holds but does not show to who is logged out.
                "<h1>Welcome, guest</h1><input type=password><a class=account hidden>me</a>",
                "<dialog open><h1>You have been logged out</h1></dialog><h1>Page</h1>",
                "401 Unauthorized"
            })
    void soIsOneThatLooksLikeAPage(String page) throws Exception {
        ended = page;
        JobOnDisk job = job("").sessions(1);
        everyPageIsRead(job, job.run());
    }

    @Test
    void overPlainHttpToo() throws Exception {
        JobOnDisk job = job("").sessions(1);
        everyPageIsRead(job, job.run("ladder=static"));
    }

    /** One login more tells that such pages are the same for who is logged in. */
    @Test
    void pagesThatNeverShowTheSignAreData() throws Exception {
        site.on(
                "/p/*",
                (request, wire) -> html("<h1>Page " + request.path().substring("/p/".length())
                                + "</h1><p class=text>text</p>")
                        .give(request, wire));
        JobOnDisk job = job("").sessions(1);
        RunSummary summary = job.run();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(DISTINCT title) FROM page")).isEqualTo(String.valueOf(PAGES));
        assertThat(logins).hasValue(2);
        assertThat(site.heard().stream().filter(one -> one.path().startsWith("/p/")))
                .hasSize(PAGES + 1);
    }

    /** It cannot be known whether they are data: they are stored, and the run is not complete. */
    @Test
    void pagesThatLackTheSignUnlikeTheirSistersAreDoubted() throws Exception {
        site.on("/p/*", (request, wire) -> {
            int number = Integer.parseInt(request.path().substring("/p/".length()));
            html((number % 2 == 1 ? ACCOUNT : "") + "<h1>Page " + number + "</h1><p class=text>text</p>")
                    .give(request, wire);
        });
        JobOnDisk job = job("").sessions(1);
        RunSummary summary = job.run("limits.attempts=1");
        assertThat(summary.end()).isNotEqualTo(RunSummary.End.COMPLETE);
        assertThat(summary.breaches())
                .anyMatch(breach ->
                        breach.message().contains("`logged-in` a.account is not there, as it is on such pages"));
        assertThat(job.value("SELECT COUNT(DISTINCT title) FROM page")).isEqualTo(String.valueOf(PAGES));
        assertThat(logins.get()).isBetween(2, 4);
    }

    /** The site still knows the browser and shows no form to it. */
    @Test
    void whoIsLoggedInStillNeedsNoForm() throws Exception {
        site.on("/login", (request, wire) -> {
            if (left.containsKey(request.cookie("sid"))) {
                wire.send(303, "", "Location: /home");
            } else {
                html(FORM).give(request, wire);
            }
        });
        site.on("/p/*", html("<h1>Page</h1><p class=text>text</p>"));
        RunSummary summary = job("").sessions(1).run("crawl.pages=4");
        assertThat(summary.breaches()).isEmpty();
        assertThat(logins).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<nav><a class=account>Account</a></nav>", "<a class='account'>me</a><p>by script</p>"})
    void aSignThatIsThereBeforeTheLoginProvesNothing(String always) throws Exception {
        site.on("/login", html(always + FORM));
        assertThatThrownBy(() -> job("").sessions(1).run())
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LOGIN))
                .hasMessageContaining("`logged-in` a.account is there before the steps of the login already");
        assertThat(logins).hasValue(0);
    }

    /** The page's limit is five minutes: what it says is believed long before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p role=alert>Wrong user name or password.</p>",
                "<div aria-live=assertive><b>Wrong user name</b> or password.</div>",
                "<div><label>Hint</label><span class=css-1x2y>Wrong user name or password.</span></div>",
                "<div id=late></div><script>setTimeout(() => document.getElementById('late').innerHTML ="
                        + " '<p class=form-error>Wrong user name or password.</p>', 700)</script>"
            })
    @Timeout(value = 150, unit = TimeUnit.SECONDS)
    void whatThePageSaysOfALoginThatFailsIsQuoted(String said) throws Exception {
        site.on("/login", html("<p role=alert>We use cookies.</p>" + FORM));
        site.on("/enter", html("<p role=alert>We use cookies.</p>" + said + FORM));
        assertThatThrownBy(() -> job("").sessions(1).run("limits.page=5m"))
                .hasMessageContaining("not logged in after the steps: a.account did not come; the page says: Wrong user"
                        + " name or password.");
    }

    /** Whoever waits for a second factor, or for a slow answer, is not failed by an alert that says so. */
    @Test
    void anAlertWhileTheLoginIsUnderWayIsNoFailure() throws Exception {
        site.on(
                "/enter",
                html("<p role=alert>Signing you in</p>" + FORM + "<script>setTimeout(() => document.body.innerHTML = '"
                        + ACCOUNT + "', 3500)</script>"));
        RunSummary summary = job("").sessions(1).run("crawl.depth=0");
        assertThat(summary.breaches()).noneMatch(breach -> breach.rule().equals("login"));
        assertThat(site.heard("/list")).hasSize(1);
    }

    /** The document holds the sign before the login, too, and shows it to who is logged in. */
    @Test
    void aSignThatIsHiddenFromOthersIsOneWhereItIsSeen() throws Exception {
        site.on("/login", html(FORM + "<a class=account hidden>me</a>"));
        ended = "<h1>Welcome, guest</h1><a class=account hidden>me</a>";
        JobOnDisk job = job("").sessions(1);
        everyPageIsRead(job, job.run());
    }
}
