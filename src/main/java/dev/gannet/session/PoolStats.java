package dev.gannet.session;

import java.time.Duration;
import java.util.Map;

/**
 * What the pool did so far.
 *
 * @param leases how often a browser was handed out
 * @param waits how often one had to be waited for
 * @param launches how many browsers were started
 * @param launchFailures how many did not start
 * @param kills how many did not end when asked and were killed
 * @param retirements how many were retired, by reason
 * @param peakLeased most browsers in use at a time
 * @param waited time spent waiting for a browser, all threads together
 */
public record PoolStats(
        long leases,
        long waits,
        long launches,
        long launchFailures,
        long kills,
        Map<String, Long> retirements,
        int peakLeased,
        Duration waited) {
    public PoolStats {
        retirements = Map.copyOf(retirements);
    }
}
