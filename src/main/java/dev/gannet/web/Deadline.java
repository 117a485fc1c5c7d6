package dev.gannet.web;

import java.time.Duration;

/**
 * A moment after which waiting is over, on the monotonic clock: a jump of the wall clock moves no deadline (R53).
 * Immutable and thread-safe.
 */
public final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** @return the deadline that far from now */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** @return the time that is left, never negative */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** @return whether no time is left */
    public boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** @return the earlier of this deadline and that far from now */
    public Deadline atMost(Duration time) {
        Deadline other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }
}
