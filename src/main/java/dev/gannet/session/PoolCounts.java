package dev.gannet.session;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the pool does. Thread-safe. */
final class PoolCounts {
    private final Map<String, Long> retirements = new TreeMap<>();
    private long leases;
    private long waits;
    private long launches;
    private long launchFailures;
    private long waitedNanos;

    synchronized void leased() {
        leases++;
    }

    synchronized void waited(long nanos) {
        waits++;
        waitedNanos += nanos;
    }

    synchronized void launched() {
        launches++;
    }

    synchronized void launchFailed() {
        launchFailures++;
    }

    synchronized void retired(String reason) {
        retirements.merge(reason, 1L, Long::sum);
    }

    synchronized PoolStats stats(int peak, long kills) {
        return new PoolStats(
                leases, waits, launches, launchFailures, kills, retirements, peak, Duration.ofNanos(waitedNanos));
    }
}
