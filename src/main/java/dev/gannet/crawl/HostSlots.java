package dev.gannet.crawl;

import dev.gannet.web.PageUrl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The requests that this process has in flight to each host, {@code politeness.parallel} at most: pages while they are asked
 * for, and the files that items name. Whoever waits is served in its turn. Thread-safe.
 */
final class HostSlots {
    private final int parallel;
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

    HostSlots(int parallel) {
        this.parallel = parallel;
    }

    /**
     * Work that asks a host for something.
     *
     * @param <T> what it gets
     */
    interface Asking<T> {
        T ask() throws InterruptedException;
    }

    /** Does the work when one of the host's slots is free. */
    <T> T during(PageUrl url, Asking<T> work) throws InterruptedException {
        Semaphore slots = hosts.computeIfAbsent(url.site().host(), host -> new Semaphore(parallel, true));
        slots.acquire();
        try {
            return work.ask();
        } finally {
            slots.release();
        }
    }
}
