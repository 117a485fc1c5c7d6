package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A site that ends a login after five pages. What it heard and what the database holds decide (R5). */
@Tag("fast")
class ExpiringLoginTest {
    private static final int MANY_PAGES = 60;
    private static final int USES = 5;
    private static final int MANY_SESSIONS = 4;

    /** It has a heading and a text like a page of data, and comes with status 200. */
    private static final String FORM = "<h1>Log in</h1><p class=text>please</p>"
            + "<form id=login method=post action=/enter><input id=user name=user><button>Go</button></form>";

    private static final String OUT = ", logged-out: \"form#login\"";

    private static final String EACH = ", share: per-session";

    @TempDir
    Path folder;

    private final Map<String, Integer> left = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger expiries = new AtomicInteger();
    private final AtomicInteger forms = new AtomicInteger();
    private CountDownLatch asked = new CountDownLatch(0);
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
                .on("/home", html("<a class=account>me</a>"))
                .on("/logout", (request, wire) -> {
                    left.remove(request.cookie("sid"));
                    wire.send(200, "bye");
                })
                .on("/p/*", (request, wire) -> {
                    awaitOtherSessions();
                    page(request).give(request, wire);
                });
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** The first answers wait until each session has asked for a page, so that no session reads all pages alone. */
    private void awaitOtherSessions() {
        asked.countDown();
        try {
            asked.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half of the pages send to the form, the others draw it where they are, by script. */
    private Answer page(Heard request) {
        int number = Integer.parseInt(request.path().substring("/p/".length()));
        Integer before = left.computeIfPresent(request.cookie("sid"), (id, uses) -> {
            if (uses == 0) {
                expiries.incrementAndGet();
                return null;
            }
            return uses - 1;
        });
        if (before != null) {
            return html(
                    "<a class=account>me</a><a href=/logout>Log out</a><a href='/user?do=sign-out'>Leave</a><h1>Page "
                            + number + "</h1><p class=text>text " + number + "</p>");
        }
        forms.incrementAndGet();
        return number % 2 == 0
                ? redirect("/login?next=/p/" + number)
                : html("<script>setTimeout(() => document.body.innerHTML = '" + FORM + "', 50)</script>");
    }

    private JobOnDisk job(String more) throws Exception {
        return new JobOnDisk(folder, "expiring", """
                start: %s
                crawl: {follow: all}
                items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}, text: .text}}}
                login: {start: /login, steps: [{type: {into: "#user", text: me}}, {click: button}], logged-in: a.account%s}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                """.formatted(site.url("/list"), more));
    }

    private void list(int pages) {
        site.on(
                "/list",
                html("<a class=account>me</a><h1>List</h1>"
                        + IntStream.rangeClosed(1, pages)
                                .mapToObj(i -> "<a href=/p/" + i + ">" + i + "</a>")
                                .collect(Collectors.joining(" "))));
    }

    /** One login for all browsers: when the site ends it, one browser logs in again, once, whichever browser notices. */
    @Test
    void R5_everyPageIsReadAndNoFormIsStoredWithOneLoginForAllSessions() throws Exception {
        withOneLoginForAllSessions(15, 3);
    }

    @Test
    @Tag("soak")
    void R5_manyPagesAreReadAndNoFormIsStoredWithOneLoginForAllSessions() throws Exception {
        withOneLoginForAllSessions(MANY_PAGES, MANY_SESSIONS);
    }

    private void withOneLoginForAllSessions(int pages, int sessions) throws Exception {
        JobOnDisk job = job(OUT);

        RunSummary summary = everyPageIsRead(job, pages, sessions);

        assertThat(logins).hasValue(pages / USES).hasValue(expiries.get() + 1);
        assertThat(site.heard("/login").stream().filter(one -> !one.target().contains("next=")))
                .hasSize(logins.get());
        assertThat(summary.pool().peakLeased()).isEqualTo(sessions);
        // Sessions with a page in flight when the login ended saw the form too, and asked once more.
        assertThat(forms.get()).isBetween(expiries.get(), sessions * expiries.get());
    }

    /** Each browser has a login of its own, made anew as often as it ended. */
    @Test
    void R5_everyPageIsReadAndNoFormIsStoredWithALoginForEachSession() throws Exception {
        withALoginForEachSession(20, 2);
    }

    @Test
    @Tag("soak")
    void R5_manyPagesAreReadAndNoFormIsStoredWithALoginForEachSession() throws Exception {
        withALoginForEachSession(MANY_PAGES, MANY_SESSIONS);
    }

    private void withALoginForEachSession(int pages, int sessions) throws Exception {
        JobOnDisk job = job(OUT + EACH);

        everyPageIsRead(job, pages, sessions);

        assertThat(forms).hasValue(expiries.get());
        assertThat(expiries).hasValueGreaterThanOrEqualTo(pages / USES - sessions);
        assertThat(logins.get() - expiries.get()).isBetween(1, sessions);
    }

    private RunSummary everyPageIsRead(JobOnDisk job, int pages, int sessions) throws Exception {
        list(pages);
        asked = new CountDownLatch(sessions);
        RunSummary summary = job.sessions(sessions).run("crawl.include=[\"**\"]");

        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(DISTINCT title) FROM page")).isEqualTo(String.valueOf(pages));
        assertThat(job.rows("SELECT title, text FROM page"))
                .hasSize(pages)
                .allMatch(row -> row.matches("Page (\\d+)\\|text \\1"));
        // Each form that was seen costs one request more.
        assertThat(site.heard().stream().filter(one -> one.path().startsWith("/p/")))
                .hasSize(pages + forms.get());
        assertThat(site.heard("/logout")).isEmpty();
        assertThat(site.heard("/user")).isEmpty();
        // As few attempts as there are pages: the page is not to blame.
        assertThat(job.value("SELECT MAX(attempts) FROM gannet_page")).isEqualTo("1");
        assertThat(summary.pool().launches()).isLessThanOrEqualTo(sessions);
        return summary;
    }

    /** Two browsers and six pages, and still the account sees one try. */
    @Test
    void aLoginThatFailsPausesTheRunAfterOneTryAndTheNextRunGoesOn() throws Exception {
        Answer fine = (request, wire) -> {
            String id = "s" + logins.incrementAndGet();
            left.put(id, USES);
            wire.send(303, "", "Location: /home", "Set-Cookie: sid=" + id + "; Path=/");
        };
        AtomicInteger tries = new AtomicInteger();
        site.on("/enter", (request, wire) -> {
            tries.incrementAndGet();
            wire.send(200, FORM, "Content-Type: text/html");
        });
        JobOnDisk job = job(OUT).sessions(2);
        String start = "start=" + site.url("/p/[1-6]");

        assertThatThrownBy(() -> job.run(start, "limits.page=5s"))
                .isInstanceOfSatisfying(ScrapeException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.LOGIN);
                    assertThat(e.evidence().screenshot()).isPresent();
                })
                .hasMessageContaining("not logged in after the steps: a.account did not come");
        assertThat(tries).hasValue(1);
        assertThat(job.rows("SELECT DISTINCT state FROM gannet_page")).containsExactly("pending");

        site.on("/enter", fine);
        assertThat(job.run(start).end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(DISTINCT title) FROM page")).isEqualTo("6");
        assertThat(job.value("SELECT COUNT(*) FROM gannet_run")).isEqualTo("1");
    }

    /** Each run of many pages asserts that none of them is asked for: {@link #everyPageIsRead}. */
    @Test
    void linksThatEndTheLoginAreNotFollowed() throws Exception {
        JobOnDisk job = job("");
        assertThat(job.explain(site.url("/logout"), false)).anyMatch(line -> line.contains("looks like a logout"));
        assertThat(job.explain(site.url("/help/how-to-sign-out"), false))
                .noneMatch(line -> line.contains("looks like a logout"));
    }

    @Test
    void aPageThatLedToTheFormIsNotDataWithoutASignOfIt() throws Exception {
        site.on("/p/7", redirect("/login"));
        JobOnDisk job = job("").sessions(1);
        RunSummary summary = job.run("start=" + site.url("/p/7"), "limits.attempts=1");
        assertThat(summary.end()).isNotEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'failed' AND kind = 'logged-out'"))
                .isEqualTo("1");
        // Once more after a login of its own, and no more.
        assertThat(site.heard("/p/7")).hasSize(2);
        assertThat(logins).hasValue(2);
    }
}
