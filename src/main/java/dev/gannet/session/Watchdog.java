package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Ends calls that outlive their deadline: the browser is aborted and the calling thread woken, so that the call returns
 * whatever the browser does. Thread-safe; its threads end by themselves when idle.
 */
final class Watchdog {
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, Watchdog::thread);
    private final ExecutorService biters;

    Watchdog() {
        this(Watchdog::thread);
    }

    /** @param biters makes the threads that abort browsers */
    Watchdog(ThreadFactory biters) {
        this.biters = Executors.newCachedThreadPool(biters);
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(10, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "gannet-watchdog");
        thread.setDaemon(true);
        return thread;
    }

    /** Watches over the calling thread until the watch is closed. */
    Watch watch(Deadline deadline, Runnable abort) {
        return new Watch(deadline, abort);
    }

    /** One call under watch. */
    final class Watch implements AutoCloseable {
        private final Thread caller = Thread.currentThread();
        private final Runnable abort;
        private final Future<?> bite;
        private boolean over;
        private boolean bitten;

        private Watch(Deadline deadline, Runnable abort) {
            this.abort = abort;
            bite = clock.schedule(this::bite, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        }

        private synchronized void bite() {
            if (over) {
                return;
            }
            bitten = true;
            try {
                biters.execute(abort);
            } catch (OutOfMemoryError noThread) {
                // A container may have no more of them: other calls are looked after when this browser is dead.
                abort.run();
            } finally {
                // A dead browser ends the call by itself; a Grid that does not answer would not.
                caller.interrupt();
            }
        }

        synchronized boolean bitten() {
            return bitten;
        }

        @Override
        public void close() {
            bite.cancel(false);
            synchronized (this) {
                over = true;
            }
            if (bitten()) {
                Thread.interrupted(); // ours, not the caller's
            }
        }
    }
}
