package dev.gannet.crawl;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is, at one moment.
 *
 * @param done pages that were committed
 * @param failed pages that were given up
 * @param skipped pages that were left out, by robots or by a bound
 * @param queued pages that wait
 * @param active pages under way
 * @param rows rows committed in this process
 * @param pagesPerSecond over the last half minute
 * @param left the time that is likely left; empty while it cannot be told
 * @param trouble why no page can be read now, and since how many pages
 */
public record RunProgress(
        long done,
        long failed,
        long skipped,
        long queued,
        long active,
        long rows,
        double pagesPerSecond,
        Optional<Duration> left,
        Optional<Trouble> trouble) {
    /**
     * Why no page can be read.
     *
     * @param cause with the host
     * @param extent how many pages met it, and when they are tried again
     */
    public record Trouble(String cause, String extent) {
        @Override
        public String toString() {
            return cause + ": " + extent;
        }
    }
}
