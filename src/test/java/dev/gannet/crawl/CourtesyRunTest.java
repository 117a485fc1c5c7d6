package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.inTurn;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** How a run treats a site, as the site's own log tells it. */
@Tag("fast")
class CourtesyRunTest {
    private static final Duration DELAY = Duration.ofMillis(300);
    /** Clocks of two processes and a busy machine: the log is written a little after the request was sent. */
    private static final Duration CLOCKS = Duration.ofMillis(50);

    private static final String JOB = """
            start: %s/list
            crawl: {follow: [a.item]}
            items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1, failed: 50%%}
            """;

    @TempDir
    Path folder;

    private static Answer page(String title) {
        return html("<title>page</title><h1>" + title + "</h1>");
    }

    @Test
    void aPageThatRobotsTxtForbidsIsNeverAskedFor() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /p/private"))
                .on("/list", html("<a class=item href=/p/open>o</a><a class=item href=/p/private>p</a>"))
                .on("/p/open", page("Open"))
                .on("/p/private", page("Private"))) {
            JobOnDisk job = new JobOnDisk(folder, "robots", JOB.formatted(site.base()));

            RunSummary summary = job.run();

            assertThat(summary.skipped()).containsEntry("robots.txt", 1L);
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(site.heard("/p/private")).isEmpty();
            assertThat(site.heard("/robots.txt")).hasSize(1);
            assertThat(job.rows("SELECT title FROM page")).containsExactly("Open");
            assertThat(job.value("SELECT state, reason FROM gannet_page WHERE url LIKE '%/p/private'"))
                    .isEqualTo("skipped|robots.txt");
        }
    }

    @Test
    void aSiteWhoseRobotsTxtCannotBeReadIsLeftAlone() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/robots.txt", status(503, "busy"))
                .on("/list", html("<a class=item href=/p/1>1</a>"))) {
            JobOnDisk job = new JobOnDisk(folder, "robots", JOB.formatted(site.base()));

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.value("SELECT state, kind FROM gannet_page")).isEqualTo("failed|robots-unavailable");
            assertThat(site.heard())
                    .isNotEmpty()
                    .allMatch(request -> request.path().equals("/robots.txt"));
        }
    }

    /** The pause is cut short by hand; the rest is what a user meets who comes back later. */
    @Test
    void R67_whatWaitedForARobotsTxtIsVisitedByItsRulesOnceItIsThere() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/robots.txt",
                        inTurn(status(503, "busy"), status(200, "text/plain", "User-agent: *\nDisallow: /p/private")))
                .on("/p/*", page("Page"))) {
            JobOnDisk job = new JobOnDisk(folder, "robots", """
                    start: ["%1$s/p/open", "%1$s/p/private"]
                    items: {page: {fields: {title: h1}}}
                    politeness: {delay: 0s, parallel: 1}
                    ladder: static
                    """.formatted(site.base()));
            Crawl first = job.crawl(false);
            Thread run = new Thread(first::run, "run");
            run.start();
            Deadline deadline = Deadline.in(Duration.ofMinutes(1));
            while ((site.heard().isEmpty()
                            || !job.value("SELECT COUNT(*) FROM gannet_attempt").equals("2"))
                    && !deadline.passed()) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            first.stop(false);
            run.join(Duration.ofMinutes(1).toMillis());

            assertThat(site.heard()).extracting(Heard::path).containsExactly("/robots.txt");
            assertThat(job.rows("SELECT DISTINCT state FROM gannet_page")).containsExactly("pending");
            job.execute("UPDATE gannet_page SET not_before = 0");
            job.execute("UPDATE gannet_run_host SET opens_at = 0");

            RunSummary second = job.run();

            assertThat(second.breaches())
                    .extracting(Breach::message)
                    .singleElement()
                    .asString()
                    .startsWith("1 of 2 starts not read: robots.txt forbids " + site.url("/p/private"));
            assertThat(site.heard()).extracting(Heard::path).containsExactly("/robots.txt", "/robots.txt", "/p/open");
            assertThat(job.rows("SELECT state, reason FROM gannet_page WHERE state <> 'done'"))
                    .containsExactly("skipped|robots.txt");
        }
    }

    @Test
    void aPaceThatLeavesNoRoomForALoginFailsThePageAndIsNoReasonToLeaveTheHostAlone() throws Exception {
        try (LocalSite site = LocalSite.open().on("/list", page("List")).on("/login", html("<form id=login></form>"))) {
            JobOnDisk job = new JobOnDisk(folder, "paced", JOB.formatted(site.base()) + """
                    login: {start: /login, steps: [click: button], logged-in: a.account}
                    """);

            RunSummary summary = job.run("politeness={delay: 1h}", "limits={page: 5s, attempts: 1}");

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.value("SELECT state, kind FROM gannet_page")).isEqualTo("failed|paced");
            assertThat(job.value("SELECT strikes, backoff_until FROM gannet_host"))
                    .isEqualTo("0|0");
            assertThat(site.heard("/login")).isEmpty();
        }
    }

    @Test
    void betweenTwoRequestsToAHostLiesTheDelayWhateverTheyAreFor() throws Exception {
        StringBuilder list = new StringBuilder("<a class=account href=/me>me</a>");
        try (LocalSite site = LocalSite.open()) {
            for (int i = 1; i <= 5; i++) {
                list.append("<a class=item href=/p/").append(i).append(">p</a>");
                site.on(
                        "/p/" + i,
                        html("<a class=account href=/me>me</a><h1>Page " + i + "</h1>"
                                + "<img src=/pixel><script src=/app.js></script>"));
            }
            site.on("/robots.txt", status(200, "text/plain", "User-agent: *\nAllow: /"))
                    .on("/list", html(list.toString()))
                    .on(
                            "/login",
                            html("<form id=login method=post action=/enter><input id=user name=user>"
                                    + "<button type=submit>Log in</button></form>"))
                    .on("/enter", Answer.redirect("/me"))
                    .on("/me", html("<a class=account href=/me>me</a>"))
                    .on("/app.js", status(200, "text/javascript", "document.title = 'x'"));
            JobOnDisk job = new JobOnDisk(folder, "pace", JOB.formatted(site.base()) + """
                    login:
                      start: /login
                      steps:
                        - type: {into: "#user", text: me}
                        - click: button[type=submit]
                      logged-in: a.account
                    """).sessions(4);

            RunSummary summary = job.run("politeness={delay: 300ms, parallel: 1}");

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo("5");
            List<Heard> paced = site.heard().stream()
                    .filter(request -> request.path().matches("/(robots.txt|list|login|enter|p/\\d)"))
                    .toList();
            assertThat(paced).hasSizeGreaterThanOrEqualTo(8);
            for (int i = 1; i < paced.size(); i++) {
                if (paced.get(i).path().equals("/enter")) {
                    // A form is sent when its steps get there; what comes after it waits.
                    continue;
                }
                Duration gap = Duration.ofNanos(
                        paced.get(i).nanoTime() - paced.get(i - 1).nanoTime());
                assertThat(gap)
                        .as(paced.get(i - 1).path() + " to " + paced.get(i).path())
                        .isGreaterThanOrEqualTo(DELAY.minus(CLOCKS));
            }
        }
    }
}
