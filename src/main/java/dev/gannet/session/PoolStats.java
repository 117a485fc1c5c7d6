package dev.gannet.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the pool did so far.
 *
 * @param leases how often a browser was handed out
 * @param waits how often one had to be waited for
 * @param waited time spent waiting for a browser, all threads together
 * @param launches how many browsers were started
 * @param launchFailures how many did not start
 * @param restarts how many of the launches replaced a browser that was sick or dead, rather than old, or in the way
 * @param kills how many did not end by themselves, or were not asked, and were killed
 * @param memoryKills how many were killed because they took more memory than a browser may
 * @param retirements how many were retired, by reason
 * @param peakLeased most browsers in use at a time
 */
public record PoolStats(
        long leases,
        long waits,
        Duration waited,
        long launches,
        long launchFailures,
        long restarts,
        long kills,
        long memoryKills,
        Map<String, Long> retirements,
        int peakLeased) {
    /** Reasons of retirement that speak of the pool's housekeeping; any other says that a browser was sick or dead. */
    public static final Set<String> HOUSEKEEPING = Set.of("uses", "age", "memory", "another key", "idle", "closed");

    /** Of a run that needs no browser. */
    public static final PoolStats NONE = new PoolStats(0, 0, Duration.ZERO, 0, 0, 0, 0, 0, Map.of(), 0);

    public PoolStats {
        retirements = Map.copyOf(retirements);
    }
}
