package dev.gannet.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A browser of the pool, from its launch to its death: what it was for, how often it was used, what was set up in it. */
final class Browser {
    final LaunchedBrowser launched;
    final LeaseKey key;
    final Path folder;
    final Map<String, Object> notes = new ConcurrentHashMap<>();
    final Set<String> done = ConcurrentHashMap.newKeySet();
    private final long born = System.nanoTime();
    private volatile int uses;

    Browser(LaunchedBrowser launched, LeaseKey key, Path folder) {
        this.launched = launched;
        this.key = key;
        this.folder = folder;
    }

    /** Only the thread that leases the browser counts. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void used() {
        uses++;
    }

    int uses() {
        return uses;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - born);
    }
}
