package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings browsers down: asked politely, then by force, until none of their processes is left. Each has a thread for that;
 * where none is to be had, because a container may have no more, whoever asks does it. Thread-safe.
 */
final class Reaper {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final Duration KILL = Duration.ofSeconds(10);

    private final ExecutorService threads;
    private final AtomicLong kills = new AtomicLong();
    private final Duration quitTimeout;
    private volatile boolean hurry;

    Reaper(Duration quitTimeout) {
        this(quitTimeout, work -> {
            Thread thread = new Thread(work, "gannet-retire");
            thread.setDaemon(true);
            return thread;
        });
    }

    Reaper(Duration quitTimeout, ThreadFactory factory) {
        this.quitTimeout = quitTimeout;
        threads = Executors.newCachedThreadPool(factory);
    }

    /** @return completes when the browser is verified gone and its folder deleted, never earlier */
    CompletableFuture<Void> reap(Browser browser, boolean polite, RunFolder folder) {
        Runnable work = () -> end(browser, polite, folder);
        try {
            return CompletableFuture.runAsync(work, threads);
        } catch (OutOfMemoryError | RejectedExecutionException noThread) {
            LOG.warn("a browser is ended by who gave it back: {}", noThread.toString());
            work.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    private void end(Browser browser, boolean polite, RunFolder folder) {
        if (!polite || !quit(browser.launched)) {
            kills.incrementAndGet();
            abort(browser.launched);
        }
        while (!gone(browser.launched)) {
            LOG.warn("a browser did not end within {} s of being killed: {}", KILL.toSeconds(), browser.folder);
            if (hurry) {
                break;
            }
        }
        folder.discard(browser.folder);
    }

    private static void abort(LaunchedBrowser browser) {
        try {
            browser.abort();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Its place must not be lost: it is killed again until it is gone.
            LOG.warn("a browser could not be killed at once: {}", e.toString());
        }
    }

    private static boolean gone(LaunchedBrowser browser) {
        try {
            return browser.gone(Deadline.in(KILL));
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.debug("could not see whether a browser is gone: {}", e.toString());
            Waiting.pause(Duration.ofSeconds(1));
            return false;
        }
    }

    private boolean quit(LaunchedBrowser browser) {
        Future<?> asked;
        try {
            asked = threads.submit(browser::quit);
        } catch (OutOfMemoryError | RejectedExecutionException noThread) {
            LOG.debug("nobody can ask a browser to quit: {}", noThread.toString());
            return false;
        }
        try {
            asked.get(quitTimeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("a browser did not quit: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asked.cancel(true);
        return false;
    }

    long kills() {
        return kills.get();
    }

    /** From now on a browser that cannot be killed is no longer waited for. */
    void hurry() {
        hurry = true;
    }

    void close() {
        threads.shutdown();
    }
}
