package dev.gannet.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** How many events a second happened over the last thirty. Thread-safe. */
public final class Meter {
    private static final int SECONDS = 30;
    private static final long NANOS = 1_000_000_000L;
    private static final int COUNT_BITS = 24;
    private static final long COUNT = (1L << COUNT_BITS) - 1;

    private final LongSupplier nanos;
    private final long start;
    /** Each slot holds the number of its second and how many events that second saw. */
    private final AtomicLongArray slots = new AtomicLongArray(SECONDS + 1);

    /** A meter on the machine's monotonic clock. */
    public Meter() {
        this(System::nanoTime);
    }

    /** @param nanos a monotonic clock such as {@code System::nanoTime} */
    public Meter(LongSupplier nanos) {
        this.nanos = nanos;
        start = nanos.getAsLong();
    }

    /** Counts one event. */
    public void mark() {
        mark(1);
    }

    /** Counts some events, less than sixteen million a second. */
    public void mark(long events) {
        long second = second();
        slots.updateAndGet(
                (int) (second % slots.length()),
                slot -> slot >> COUNT_BITS == second ? slot + events : second << COUNT_BITS | events);
    }

    /** @return events a second over the last thirty seconds, or since the start where that is less */
    public double perSecond() {
        long now = second();
        long sum = 0;
        for (int i = 0; i < slots.length(); i++) {
            long slot = slots.get(i);
            if (now - (slot >> COUNT_BITS) < SECONDS) {
                sum += slot & COUNT;
            }
        }
        return sum / (double) Math.max(1, Math.min(SECONDS, now));
    }

    private long second() {
        return (nanos.getAsLong() - start) / NANOS;
    }
}
