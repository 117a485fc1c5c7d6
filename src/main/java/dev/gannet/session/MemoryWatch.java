package dev.gannet.session;

import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks about every second at the browsers: at the memory of each (R40), and at those that are unused for longer than they
 * may be, which are ended. One over the limit is killed at once: the call under way
 * and the lease end as {@link dev.gannet.web.FailureKind#MEMORY}, an idle one is retired, and no other browser is
 * touched. Thread-safe; it looks with one thread, which ends with it.
 */
final class MemoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final long EVERY_MILLIS = 750;

    private final Slots slots;
    private final Retiring retiring;
    private final Permits permits;
    private final PoolCounts counts;
    private final long limit;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "gannet-memory");
        thread.setDaemon(true);
        return thread;
    });

    MemoryWatch(Slots slots, Retiring retiring, Permits permits, PoolCounts counts, long limit) {
        this.slots = slots;
        this.retiring = retiring;
        this.permits = permits;
        this.counts = counts;
        this.limit = limit;
    }

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @return above this a browser that did nothing wrong is replaced after its lease */
    static long soft(long limit) {
        return limit / 3 * 2;
    }

    void look() {
        for (Browser browser : slots.browsers()) {
            try {
                look(browser);
            } catch (RuntimeException e) {
                LOG.warn("could not see how much memory a browser takes: {}", e.toString());
            }
        }
        slots.idleTooLong().forEach(browser -> retireIdle(browser, "idle", true));
    }

    private void look(Browser browser) {
        OptionalLong bytes = browser.launched.memory(soft(limit));
        if (bytes.isEmpty()) {
            return;
        }
        browser.takes(bytes.getAsLong());
        if (bytes.getAsLong() > limit && browser.exceeds(bytes.getAsLong(), limit)) {
            counts.outgrew();
            LOG.warn("{}: killed", browser.exceeded().orElseThrow());
            browser.launched.abort();
            retireIdle(browser, Browser.OUTGREW, false);
        }
    }

    /** Without a free permit others are about to take it; whoever does finds it dead. */
    private void retireIdle(Browser browser, String reason, boolean polite) {
        if (permits.tryTake()) {
            slots.takeIdle(browser)
                    .map(slot -> retiring.retire(slot, browser, reason, polite))
                    .ifPresentOrElse(
                            empty -> empty.whenComplete((nothing, failure) -> permits.giveBack()), permits::giveBack);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
