package dev.gannet.crawl;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether a run is to end, and the one way in which its threads wait: woken by news, by the stop, or by time. */
final class Stop {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean asked;
    private boolean brokenOff;

    /** Asks every worker to end after what it has under way. */
    void ask() {
        lock.lock();
        try {
            asked = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks every worker to end at once: what is under way goes back to the queue. */
    void breakOff() {
        lock.lock();
        try {
            brokenOff = true;
        } finally {
            lock.unlock();
        }
        ask();
    }

    /** @return whether what fails from now on may fail for the stop alone */
    boolean brokenOff() {
        lock.lock();
        try {
            return brokenOff;
        } finally {
            lock.unlock();
        }
    }

    boolean asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes who waits: there may be new work. */
    void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news, the stop or the time's end, whichever comes first; an interrupt counts as a stop. */
    void await(Duration most) {
        lock.lock();
        try {
            if (!asked && !news.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            asked = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Waits out the time in full; @return false when the stop came first */
    boolean pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !asked(); left = end - System.nanoTime()) {
            await(Duration.ofNanos(left));
        }
        return !asked();
    }
}
