package dev.gannet.crawl;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A figure that is found anew only as often as finding it is cheap: one that took a second is kept for twenty. Not
 * thread-safe.
 *
 * @param <T> the figure
 */
final class SparingFigure<T> {
    /** A twentieth of one core is what a figure may cost. */
    private static final long SHARE = 20;

    private final Supplier<T> source;
    private final LongSupplier nanoTime;
    private @Nullable T last;
    private long dueAt;

    SparingFigure(Supplier<T> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    T get() {
        long start = nanoTime.getAsLong();
        T kept = last;
        if (kept != null && start - dueAt < 0) {
            return kept;
        }
        T found = source.get();
        long end = nanoTime.getAsLong();
        dueAt = end + SHARE * (end - start);
        last = found;
        return found;
    }
}
