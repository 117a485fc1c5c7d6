package dev.gannet.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes browsers out of the pool: their places are empty again once they are verified gone, never earlier. Thread-safe. */
final class Retiring {
    private static final Logger LOG = LoggerFactory.getLogger(Retiring.class);

    private final Slots slots;
    private final PoolCounts counts;
    private final RunFolder folder;
    private final Reaper reaper;

    Retiring(Slots slots, PoolCounts counts, RunFolder folder, Duration quitTimeout) {
        this.slots = slots;
        this.counts = counts;
        this.folder = folder;
        reaper = new Reaper(quitTimeout);
    }

    /**
     * @param slot a place in state retiring
     * @param polite whether the browser is asked to end before it is killed
     * @return completes when the place is empty; the caller's permit is then free to be used or released
     */
    CompletableFuture<Void> retire(Slots.Slot slot, Browser browser, String reason, boolean polite) {
        counts.retired(reason, !PoolStats.HOUSEKEEPING.contains(reason));
        LOG.debug("retiring a browser after {} uses: {}", browser.uses(), reason);
        return reaper.reap(browser, polite, folder).thenRun(() -> slots.emptied(slot));
    }

    long kills() {
        return reaper.kills();
    }

    /** From now on a browser that cannot be killed is no longer waited for. */
    void hurry() {
        reaper.hurry();
    }

    void close() {
        reaper.close();
    }
}
