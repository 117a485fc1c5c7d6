package dev.gannet.db;

import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a database that went away is there again: a restart, a network that swallows packets, a connection that
 * broke. Once it has waited in vain it waits no more. Thread-safe.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final String place;
    private volatile Duration time;

    /** @param time how long is waited, counted from the first failure; zero for not at all */
    Patience(String place, Duration time) {
        this.place = place;
        this.time = time;
    }

    /** From now on nothing is waited for, by whoever waits already either. */
    void end() {
        time = Duration.ZERO;
    }

    /**
     * @param work done again and again while the database is away; what it did before a failure may have been committed
     * @throws ScrapeException the last failure, when it was of another kind, lasted too long, or the thread is interrupted
     */
    <T> T during(Supplier<T> work) {
        Deadline end = null;
        while (true) {
            try {
                T result = work.get();
                if (end != null) {
                    LOG.warn("the database {} answers again", place);
                }
                return result;
            } catch (ScrapeException failure) {
                if (!Failures.away(failure) || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                if (end == null) {
                    end = Deadline.in(time);
                    LOG.warn("{}; waiting for it up to {} s", failure.getMessage(), time.toSeconds());
                }
                if (end.passed() || time.isZero()) {
                    end();
                    throw failure;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }
}
