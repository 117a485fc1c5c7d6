package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** After a failed launch the next one waits, longer each time; after {@value #MOST} in a row none is tried (R49). */
final class LaunchBreaker {
    static final int MOST = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private int failures;
    private Deadline next = Deadline.in(Duration.ZERO);
    private @Nullable Throwable last;

    /** @throws ScrapeException when launching was given up */
    synchronized void check() {
        if (failures >= MOST) {
            throw new ScrapeException(
                    FailureKind.BROWSER_LAUNCH,
                    "",
                    "no browser could be started, " + failures + " times in a row: "
                            + lastFailure().orElse("") + " (gannet doctor says what is wrong)",
                    last);
        }
    }

    /** Waits until a launch may be tried again. @return whether that is before the deadline */
    synchronized boolean await(Deadline deadline) throws InterruptedException {
        while (!next.passed()) {
            if (deadline.passed()) {
                return false;
            }
            wait(Math.max(1, Math.min(next.left().toMillis(), deadline.left().toMillis())));
        }
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed(Throwable cause) {
        failures++;
        last = cause;
        next = Deadline.in(FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 5)));
    }

    synchronized Optional<String> lastFailure() {
        return Optional.ofNullable(last).map(Symptoms::firstLine);
    }
}
