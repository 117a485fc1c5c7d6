package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The permits of the pool, given out in the order they were asked for, and who waits for one. Thread-safe. */
final class Permits {
    /** Let through whoever waits when the pool closes; they find it closed. */
    private static final int EVERYBODY = 1 << 20;

    private final Semaphore permits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final PoolCounts counts;

    Permits(int size, PoolCounts counts) {
        permits = new Semaphore(size, true);
        this.counts = counts;
    }

    /**
     * Waits for a permit.
     *
     * @return whether there was one before the deadline
     * @throws InterruptedException when interrupted; then none was taken
     */
    boolean take(Deadline deadline) throws InterruptedException {
        if (permits.tryAcquire(0, TimeUnit.NANOSECONDS)) {
            return true;
        }
        long from = System.nanoTime();
        waiting.incrementAndGet();
        try {
            return permits.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
            counts.waited(System.nanoTime() - from);
        }
    }

    /** @return whether one was free, and nobody waited for it */
    boolean tryTake() {
        return !permits.hasQueuedThreads() && permits.tryAcquire();
    }

    void giveBack() {
        permits.release();
    }

    void letEverybodyThrough() {
        permits.release(EVERYBODY);
    }

    int waiting() {
        return waiting.get();
    }

    int free() {
        return permits.availablePermits();
    }
}
