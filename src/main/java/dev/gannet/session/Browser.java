package dev.gannet.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A browser of the pool, from its launch to its death: what it was for, how often it was used, what was set up in it. */
final class Browser {
    /** Why a browser is retired that took more memory than it may have. */
    static final String OUTGREW = "over the memory limit";

    private static final long MEGA = 1_000_000;
    private static final AtomicLong NUMBERS = new AtomicLong();

    final LaunchedBrowser launched;
    final LeaseKey key;
    final Path folder;
    final Map<String, Object> notes = new ConcurrentHashMap<>();
    final Set<String> done = ConcurrentHashMap.newKeySet();
    private final long number = NUMBERS.incrementAndGet();
    private final long born = System.nanoTime();
    private volatile int uses;
    private volatile long memory;
    private volatile @Nullable String exceeded;

    Browser(LaunchedBrowser launched, LeaseKey key, Path folder) {
        this.launched = launched;
        this.key = key;
        this.folder = folder;
    }

    /** @return what it is called by in the log; no other browser of this process is */
    long number() {
        return number;
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

    /** Notes what it takes, in bytes. */
    void takes(long bytes) {
        memory = bytes;
    }

    /** @return bytes that it took when it was last looked at, at most a second or so ago; 0 when it never was */
    long memory() {
        return memory;
    }

    /** From now on it is to die of its memory. Only the one who watches calls this. @return whether that is news */
    boolean exceeds(long bytes, long limit) {
        boolean news = exceeded == null;
        exceeded = "the browser took " + bytes / MEGA + " MB of memory, its limit is " + limit / MEGA + " MB";
        return news;
    }

    /** @return the figures, when it took more memory than it may */
    Optional<String> exceeded() {
        return Optional.ofNullable(exceeded);
    }

    /** @return why it may not be used again, as far as the pool itself knows */
    Optional<String> sickness() {
        return exceeded().map(figures -> OUTGREW);
    }

    /** @return whether it can be leased */
    boolean fit() {
        return exceeded == null && launched.alive();
    }
}
