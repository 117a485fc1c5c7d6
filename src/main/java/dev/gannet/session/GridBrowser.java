package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A session of a Grid; gone when the Grid has ended it, no longer knows it, or has lost its node. Its chromedriver answers one call at a
 * time, so that a session is ended only after a call that hangs in the page, or by the Grid's own session timeout.
 */
final class GridBrowser implements LaunchedBrowser {
    /** Others wait for its slot, and its node ends a session that nobody uses. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(10);

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(200);

    private final CdpDriver driver;
    private final GridHub hub;
    private final String session;
    private final boolean sandboxed;
    private final @Nullable URI node;
    private volatile boolean ended;
    private volatile long seen = System.nanoTime();

    /** @param node where the hub says that it is; unknown where it does not */
    GridBrowser(CdpDriver driver, GridHub hub, @Nullable URI node, boolean sandboxed) {
        this.driver = driver;
        this.hub = hub;
        this.node = node;
        this.sandboxed = sandboxed;
        session = String.valueOf(driver.getSessionId());
    }

    @Override
    public CdpDriver driver() {
        return driver;
    }

    /** Only asking tells; one that was seen a moment ago is believed. */
    @Override
    public boolean alive() {
        if (System.nanoTime() - seen < FRESH.toNanos()) {
            return true;
        }
        boolean alive = hub.answers(session);
        seen = System.nanoTime();
        return alive;
    }

    @Override
    public Optional<Duration> mostIdle() {
        return Optional.of(MOST_IDLE);
    }

    /** How much memory a Grid's browsers take is the Grid's own affair. */
    @Override
    public OptionalLong memory(long enough) {
        return OptionalLong.empty();
    }

    @Override
    public void quit() {
        driver.quit();
        ended = true;
    }

    @Override
    public void abort() {
        over();
    }

    private boolean over() {
        ended = ended || hub.end(session, node);
        return ended;
    }

    @Override
    public boolean gone(Deadline deadline) {
        while (!over()) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            Waiting.pause(STEP);
        }
        driver.hangUp();
        return true;
    }

    @Override
    public boolean sandboxed() {
        return sandboxed;
    }
}
