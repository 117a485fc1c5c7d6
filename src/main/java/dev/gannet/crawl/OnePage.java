package dev.gannet.crawl;

import dev.gannet.http.FetchLimits;
import dev.gannet.http.Fetched;
import dev.gannet.http.HttpFetcher;
import dev.gannet.job.DriversConfig;
import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.page.ScrollSpec;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.politeness.RobotsDecision;
import dev.gannet.politeness.RobotsRules;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.LauncherSource;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.LeasedWork;
import dev.gannet.session.PoolSettings;
import dev.gannet.session.SessionManager;
import dev.gannet.web.Deadline;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at pages one by one without a job, for a person who is about to write one: robots.txt is obeyed, and a second lies
 * between the starts of two pages, as in a job. For one thread.
 */
public final class OnePage implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration SCROLLED = Duration.ofSeconds(10);
    private static final int SCROLLS = 4;
    private static final int SIZE = 20_000_000;
    private static final int MOST_REDIRECTS = 10;
    private static final BrowserSpec BROWSER = BrowserSpec.usual(PolitenessSpec.PRODUCT);
    private static final PageSpec SPEC =
            new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), true, LIMIT, SIZE);

    private final HttpFetcher http = new HttpFetcher(Optional.empty());
    private final LeaseKey key;
    private final SessionManager pool;
    private final Polite gate;

    private OnePage(ChromeConfig config, LauncherSource browsers) {
        BrowserSpec browser = BROWSER.in(config);
        key = new LeaseKey("one page", "", browser);
        pool = SessionManager.open(PoolSettings.of(1).memory(config.memory()), browsers.launcher(config, browser));
        gate = new Polite(RobotsFetching.rules(http, PolitenessSpec.PRODUCT));
    }

    /**
     * @param browsers starts the browser that the pages are rendered in
     * @throws ScrapeException when there is no browser
     */
    public static OnePage open(LauncherSource browsers) {
        return new OnePage(DriversConfig.load(DriversConfig.locate()), browsers);
    }

    /**
     * @param url the page; what a browser does not render, XML and JSON, is fetched over plain HTTP
     * @param selectors what is waited for, as long as a page without items is; without any, all that comes
     * @throws ScrapeException why there is no snapshot
     */
    public Snapshot render(PageUrl url, List<Selector> selectors) {
        try {
            return leased(
                    url,
                    session -> new Renderer(gate)
                            .open(session, url, SPEC, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(LIMIT))
                            .snapshot(awaited(selectors)));
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.NOT_HTML) {
                throw e;
            }
            return fetched(url);
        }
    }

    /**
     * Brings a page up again and scrolls a little.
     *
     * @param items what may become more
     * @throws ScrapeException why there is no snapshot
     */
    public Snapshot scrolled(PageUrl url, Selector items) {
        Awaited awaited = awaited(List.of(items));
        ScrollSpec down =
                new ScrollSpec(new ScrollSpec.Until.Stable(), Optional.of(items), Optional.empty(), SCROLLED, SCROLLS);
        return leased(url, session -> {
            LivePage live = new Renderer(gate)
                    .open(session, url, SPEC, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(LIMIT));
            live.settle(awaited);
            live.scroll(down, awaited);
            return live.snapshot(awaited);
        });
    }

    private static Awaited awaited(List<Selector> selectors) {
        if (selectors.isEmpty()) {
            return Awaited.WHATEVER_COMES;
        }
        return new Awaited(
                List.of(),
                selectors.stream()
                        .map(one -> new Awaited.Kind(one.toString(), Optional.of(one), List.of()))
                        .toList(),
                List.of());
    }

    private Snapshot leased(PageUrl url, LeasedWork<Snapshot> work) {
        try {
            return pool.lease(key, Deadline.in(LIMIT), work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, url.text(), "stopped", e);
        }
    }

    private Snapshot fetched(PageUrl url) {
        gate.pass(url.text(), Gate.Purpose.PAGE, Deadline.in(LIMIT));
        FetchLimits limits = new FetchLimits(LIMIT, SIZE, MOST_REDIRECTS, PolitenessSpec.PRODUCT, Fetching.ACCEPT);
        Fetched answer =
                http.get(url, limits, (from, to) -> gate.pass(to.text(), Gate.Purpose.PAGE, Deadline.in(LIMIT)));
        SPEC.checkStatus(url.text(), answer.status(), answer.header("retry-after"));
        String type = MediaType.of(answer, url);
        DocumentKind kind = DocumentKind.of(type)
                .orElseThrow(() -> new ScrapeException(
                        FailureKind.UNSUPPORTED,
                        url.text(),
                        "the document is " + type + "; HTML, XML and JSON are read"));
        return Fetching.sent(url, answer, kind);
    }

    @Override
    public void close() {
        pool.close();
        http.close();
    }

    /** robots.txt holds for a look, too, and so does the pace of a job that says nothing of it. */
    private static final class Polite implements Gate {
        private final RobotsRules robots;
        private long next = System.nanoTime();

        Polite(RobotsRules robots) {
            this.robots = robots;
        }

        @Override
        public void pass(String url, Purpose purpose, Deadline deadline) {
            RobotsDecision decision = robots.decide(PageUrl.of(url));
            if (decision.verdict() != RobotsDecision.Verdict.ALLOWED) {
                throw new ScrapeException(
                        FailureKind.ROBOTS, url, "robots.txt does not allow it: " + decision.reason());
            }
            if (purpose == Purpose.PAGE) {
                rest(url, deadline);
            }
        }

        private void rest(String url, Deadline deadline) {
            Duration wait = Duration.ofNanos(Math.max(0, next - System.nanoTime()));
            if (wait.compareTo(deadline.left()) > 0) {
                throw new ScrapeException(FailureKind.PACED, url, "the pace of the site leaves no time for it");
            }
            try {
                Thread.sleep(wait.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ScrapeException(FailureKind.STOPPED, url, "stopped", e);
            }
            next = System.nanoTime() + PACE.toNanos();
        }

        @Override
        public void answered(String url) {}

        @Override
        public void turnedAway(String url, int status, Optional<String> retryAfter, Optional<String> date) {}

        @Override
        public void admit(PageUrl requested, String finalUrl) {
            if (PageUrl.parse(finalUrl).isEmpty()) {
                throw new ScrapeException(FailureKind.REFUSED, requested.text(), "it led to " + finalUrl);
            }
        }
    }
}
