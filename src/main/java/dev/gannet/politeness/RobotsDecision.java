package dev.gannet.politeness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What robots.txt says to one URL.
 *
 * @param verdict what may be done now
 * @param reason one line: the rule that forbids it, or why robots.txt could not be had; empty when allowed
 * @param crawlDelay the gap between requests that the origin asks for
 * @param retryAt when an unavailable robots.txt is asked for again
 */
public record RobotsDecision(Verdict verdict, String reason, Optional<Duration> crawlDelay, Optional<Instant> retryAt) {
    /** What may be done. */
    public enum Verdict {
        ALLOWED,
        /** Never in this run. */
        FORBIDDEN,
        /** Not now: nobody knows the rules. */
        UNAVAILABLE,
        /** Not as long as the origin's certificate is not to be trusted (S27). */
        UNTRUSTED
    }

    static RobotsDecision allowed(Optional<Duration> crawlDelay) {
        return new RobotsDecision(Verdict.ALLOWED, "", crawlDelay, Optional.empty());
    }

    static RobotsDecision forbidden(String reason, Optional<Duration> crawlDelay) {
        return new RobotsDecision(Verdict.FORBIDDEN, reason, crawlDelay, Optional.empty());
    }

    static RobotsDecision unavailable(String reason, Instant retryAt) {
        return new RobotsDecision(Verdict.UNAVAILABLE, reason, Optional.empty(), Optional.of(retryAt));
    }

    static RobotsDecision untrusted(String reason, Instant retryAt) {
        return new RobotsDecision(Verdict.UNTRUSTED, reason, Optional.empty(), Optional.of(retryAt));
    }

    /** @return the gap to keep: the job's own or the origin's, whichever is longer */
    public Duration delay(PolitenessSpec spec) {
        return crawlDelay.filter(asked -> asked.compareTo(spec.delay()) > 0).orElse(spec.delay());
    }
}
