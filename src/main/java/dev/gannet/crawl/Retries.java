package dev.gannet.crawl;

import dev.gannet.web.FailureKind;
import java.time.Duration;

/** When a failed page is tried again: later each time, and later still where the site asked for patience. */
final class Retries {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Retries() {}

    /**
     * @param kind why the attempt failed
     * @param attempt which attempt it was, 1 for the first
     * @return how long to leave the page alone
     */
    static Duration pause(FailureKind kind, int attempt) {
        Duration first = kind.pace() == FailureKind.Pace.BACK_OFF || kind == FailureKind.ROBOTS_UNAVAILABLE
                ? Duration.ofSeconds(30)
                : Duration.ofSeconds(1);
        Duration pause = first.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
