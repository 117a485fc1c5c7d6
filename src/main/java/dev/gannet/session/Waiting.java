package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what can only be looked at, such as the death of somebody else's process. */
final class Waiting {
    private static final Duration STEP = Duration.ofMillis(10);

    private Waiting() {}

    /** @return whether it came true before the deadline; false at once when the thread is interrupted */
    static boolean until(BooleanSupplier fact, Deadline deadline) {
        while (!fact.getAsBoolean()) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            pause(STEP);
        }
        return true;
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
