package dev.gannet.crawl;

import dev.gannet.frontier.Frontier;
import dev.gannet.job.Plan;
import dev.gannet.metrics.Telemetry;
import dev.gannet.politeness.RobotsDecision;
import dev.gannet.politeness.RobotsRules;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The one gate of a run: scheme, scope, robots.txt and pace. Thread-safe. */
final class Courtesy implements Gate {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Plan plan;
    private final Frontier frontier;
    private final RobotsRules robots;
    private final Scope scope;
    private final Stop stop;
    private final LongAdder pacedNanos = new LongAdder();

    Courtesy(Plan plan, Frontier frontier, RobotsRules robots, Scope scope, Stop stop) {
        this.plan = plan;
        this.frontier = frontier;
        this.robots = robots;
        this.scope = scope;
        this.stop = stop;
    }

    /**
     * Asks robots.txt before a page is visited. Where that had to be fetched first, it used up the slot that the page was
     * claimed with, and the page waits for the next one.
     *
     * @throws ScrapeException when the page may not be visited, or not now
     */
    void allow(PageUrl url) {
        if (!plan.politeness().robots()) {
            return;
        }
        boolean known = robots.knows(url);
        obey(url, "");
        if (!known) {
            started(url);
            takeSlot(url, Deadline.in(LONGEST_WAIT));
        }
    }

    /**
     * Waits for a new slot after a login: the form's own submission and redirects were requests too, made up to now, and
     * the slot that the page was claimed with lies before them.
     */
    void afterLogin(PageUrl url) {
        started(url);
        takeSlot(url, Deadline.in(LONGEST_WAIT));
    }

    @Override
    public void pass(String text, Purpose purpose, Deadline deadline) {
        PageUrl url = address(text);
        switch (purpose) {
            case PAGE -> started(url);
            case STEP -> {
                if (plan.politeness().robots()) {
                    obey(url, "");
                }
                takeSlot(url, deadline);
            }
            case FILE -> {
                if (plan.politeness().robots()) {
                    obey(url, "");
                }
            }
            case ROBOTS -> {
                // The page that asks for robots.txt was claimed with a slot of this host: it is used for this request.
            }
        }
    }

    @Override
    public void answered(String text) {
        started(address(text));
    }

    /** Counts the next slot from now: the request that is on its way, or has its answer, came no later. */
    private void started(PageUrl url) {
        Duration delay = delay(url);
        if (!delay.isZero()) {
            frontier.started(url.site().host(), delay);
        }
    }

    /**
     * Asks before a redirect is followed: scope, then robots.txt, then pace (R73).
     *
     * @param requested the page that was asked for
     * @param to where it leads next
     * @throws ScrapeException when nothing is to be asked for there
     */
    void follow(PageUrl requested, PageUrl to, Deadline deadline) {
        if (!to.key().equals(requested.key())) {
            keepWithin(requested, to);
            obeyAfter(to);
        }
        takeSlot(to, deadline);
    }

    /**
     * A browser follows redirects on its own: where they led is known only when that was asked for. It is no data unless
     * a link could have led there, too (R73).
     */
    @Override
    public void admit(PageUrl requested, String finalUrl) {
        PageUrl reached = address(finalUrl);
        if (!reached.key().equals(requested.key())) {
            keepWithin(requested, reached);
            obeyOnArrival(reached);
        }
        if (plan.startsAt(requested)) {
            scope.moved(reached);
        }
    }

    /** @return the same gate for a login, which leads where its site has it lead: nothing of it is data */
    Gate ofLogin() {
        return new Gate() {
            @Override
            public void pass(String url, Purpose purpose, Deadline deadline) {
                Courtesy.this.pass(url, purpose, deadline);
            }

            @Override
            public void answered(String url) {
                Courtesy.this.answered(url);
            }

            @Override
            public void turnedAway(String url, int status, Optional<String> retryAfter, Optional<String> date) {
                Courtesy.this.turnedAway(url, status, retryAfter, date);
            }

            @Override
            public void admit(PageUrl requested, String finalUrl) {
                address(finalUrl);
            }
        };
    }

    private void keepWithin(PageUrl requested, PageUrl to) {
        Optional<String> against = plan.startsAt(requested) ? scope.excluded(to) : scope.against(to);
        if (against.isPresent()) {
            // Nobody takes in the form of a login: that a page leads there says that the login has ended (R5).
            boolean form = plan.login().filter(login -> login.startsAt(to)).isPresent();
            throw new ScrapeException(
                    form ? FailureKind.LOGGED_OUT : FailureKind.OUT_OF_SCOPE,
                    requested.text(),
                    "redirected to " + to.text() + ": " + against.get());
        }
    }

    /** The request that led here was the last one to this host; its robots.txt, where it is not known, is the next. */
    private void obeyOnArrival(PageUrl reached) {
        if (plan.politeness().robots() && !robots.knows(reached)) {
            started(reached);
            takeSlot(reached, Deadline.in(LONGEST_WAIT));
        }
        obeyAfter(reached);
    }

    private void obeyAfter(PageUrl to) {
        if (!plan.politeness().robots()) {
            return;
        }
        boolean known = robots.knows(to);
        obey(to, "redirected to " + to.text() + ": ");
        if (!known) {
            started(to);
        }
    }

    @Override
    public void turnedAway(String url, int status, Optional<String> retryAfter, Optional<String> date) {
        RetryAfter.of(status, retryAfter, date).ifPresent(time -> backOff(address(url), time, true));
    }

    /**
     * Leaves the host alone for a while, because it turned a request away.
     *
     * @param asked whether it named the time itself
     */
    void backOff(PageUrl url, Duration atLeast, boolean asked) {
        frontier.backOff(url.site().host(), atLeast, asked);
    }

    /** @return time that steps and logins waited for a host's pace */
    Duration paced() {
        return Duration.ofNanos(pacedNanos.sum());
    }

    private void obey(PageUrl url, String before) {
        RobotsDecision decision = robots.decide(url);
        switch (decision.verdict()) {
            case FORBIDDEN ->
                throw new ScrapeException(
                        FailureKind.ROBOTS, url.text(), before + "robots.txt forbids it: " + decision.reason());
            case UNAVAILABLE ->
                throw new ScrapeException(
                        FailureKind.ROBOTS_UNAVAILABLE,
                        url.text(),
                        before + "robots.txt of " + url.origin() + " could not be read: " + decision.reason());
            case UNTRUSTED ->
                throw new ScrapeException(
                        FailureKind.TLS,
                        url.text(),
                        before + "robots.txt of " + url.origin() + " is not to be trusted: " + decision.reason());
            case ALLOWED -> {}
        }
    }

    private void takeSlot(PageUrl url, Deadline deadline) {
        Duration wait = frontier.reserve(url.site().host(), delay(url));
        if (wait.compareTo(deadline.left()) > 0) {
            throw new ScrapeException(
                    FailureKind.PACED, url.text(), "the pace of " + url.site().host() + " allows no request in time");
        }
        pacedNanos.add(wait.toNanos());
        Telemetry.time("gannet.pace.wait", wait, "job", plan.name());
        if (!stop.pause(wait)) {
            throw new ScrapeException(FailureKind.STOPPED, url.text(), "stopped while waiting for the host's pace");
        }
    }

    private Duration delay(PageUrl url) {
        Duration own = plan.politeness().delay();
        Duration asked = plan.politeness().robots() ? robots.crawlDelay(url) : Duration.ZERO;
        return own.compareTo(asked) >= 0 ? own : asked;
    }

    private static PageUrl address(String text) {
        try {
            return PageUrl.of(text);
        } catch (IllegalArgumentException e) {
            throw new ScrapeException(FailureKind.REFUSED, text, String.valueOf(e.getMessage()), e);
        }
    }
}
