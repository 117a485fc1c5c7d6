package dev.gannet.session;

import dev.gannet.metrics.Telemetry;
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
        Telemetry.count("gannet.session.leases", 1);
    }

    synchronized void waited(long nanos) {
        waits++;
        waitedNanos += nanos;
        Telemetry.time("gannet.session.wait", Duration.ofNanos(nanos));
    }

    synchronized void launched() {
        launches++;
        Telemetry.count("gannet.session.launches", 1, "outcome", "started");
        if (lost > 0) {
            lost--;
            restarts++;
        }
    }

    synchronized void launchFailed() {
        launchFailures++;
        Telemetry.count("gannet.session.launches", 1, "outcome", "failed");
    }

    synchronized void outgrew() {
        memoryKills++;
    }

    synchronized void retired(String reason, boolean sick) {
        lost += sick ? 1 : 0;
        retirements.merge(reason, 1L, Long::sum);
        Telemetry.count("gannet.session.retirements", 1, "reason", reason);
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
