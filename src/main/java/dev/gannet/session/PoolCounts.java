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
    private long memoryKills;
    private long restarts;
    private long lost;

    synchronized void leased() {
        leases++;
    }

    synchronized void waited(long nanos) {
        waits++;
        waitedNanos += nanos;
    }

    synchronized void launched() {
        launches++;
        if (lost > 0) {
            lost--;
            restarts++;
        }
    }

    synchronized void launchFailed() {
        launchFailures++;
    }

    synchronized void outgrew() {
        memoryKills++;
    }

    synchronized void retired(String reason, boolean sick) {
        lost += sick ? 1 : 0;
        retirements.merge(reason, 1L, Long::sum);
    }

    synchronized PoolStats stats(int peak, long kills) {
        return new PoolStats(
                leases,
                waits,
                Duration.ofNanos(waitedNanos),
                launches,
                launchFailures,
                restarts,
                kills,
                memoryKills,
                retirements,
                peak);
    }
}
