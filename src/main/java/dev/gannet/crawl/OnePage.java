package dev.gannet.crawl;

import dev.gannet.http.HttpFetcher;
import dev.gannet.job.DriversConfig;
import dev.gannet.page.Awaited;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.politeness.RobotsDecision;
import dev.gannet.politeness.RobotsRules;
import dev.gannet.session.BrowserFinder;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.Launchers;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.OwnHeaders;
import dev.gannet.session.PoolSettings;
import dev.gannet.session.SessionManager;
import dev.gannet.web.Deadline;
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

/** Renders a single page without a job, for a person who looks at it. Stateless and thread-safe. */
public final class OnePage {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SIZE = 20_000_000;

    private OnePage() {}

    /**
     * @param url the page; its robots.txt is obeyed
     * @param selectors what is waited for, as long as a page without items is
     * @throws ScrapeException why there is no snapshot
     */
    public static Snapshot render(PageUrl url, List<Selector> selectors) {
        ChromeConfig config = DriversConfig.load(DriversConfig.locate());
        BrowserSpec browser = new BrowserSpec(
                "desktop",
                false,
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OwnHeaders.NONE,
                PolitenessSpec.PRODUCT);
        PageSpec spec = new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), false, LIMIT, SIZE);
        Awaited awaited = new Awaited(
                List.of(),
                selectors.stream()
                        .map(one -> new Awaited.Kind(one.toString(), Optional.of(one), List.of()))
                        .toList(),
                List.of());
        try (HttpFetcher http = new HttpFetcher(Optional.empty());
                SessionManager pool = SessionManager.open(
                        PoolSettings.of(1).memory(config.memory()),
                        Launchers.of(config, BrowserFinder.find(config, false)))) {
            Renderer renderer = new Renderer(new Polite(RobotsFetching.rules(http, PolitenessSpec.PRODUCT)));
            return pool.lease(
                    new LeaseKey("one page", "", browser),
                    Deadline.in(LIMIT),
                    session -> renderer.open(
                                    session, url, spec, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(LIMIT))
                            .snapshot(awaited));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, url.text(), "stopped", e);
        }
    }

    /** One page needs no pace, but robots.txt holds for it too. */
    private record Polite(RobotsRules robots) implements Gate {
        @Override
        public void pass(String url, Purpose purpose, Deadline deadline) {
            RobotsDecision decision = robots.decide(PageUrl.of(url));
            if (decision.verdict() != RobotsDecision.Verdict.ALLOWED) {
                throw new ScrapeException(
                        FailureKind.ROBOTS, url, "robots.txt does not allow it: " + decision.reason());
            }
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
