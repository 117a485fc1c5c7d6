package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings browsers into the pool; a launch that fails leaves an empty place and no folder. Thread-safe. */
final class Launching {
    private final SessionLauncher launcher;
    private final Slots slots;
    private final PoolCounts counts;
    private final RunFolder folder;
    private final Duration timeout;
    private final LaunchBreaker breaker;

    Launching(
            SessionLauncher launcher,
            Slots slots,
            PoolCounts counts,
            RunFolder folder,
            Duration timeout,
            LaunchBreaker breaker) {
        this.launcher = launcher;
        this.slots = slots;
        this.counts = counts;
        this.folder = folder;
        this.timeout = timeout;
        this.breaker = breaker;
    }

    /** @throws ScrapeException when launching was given up for good (R49) */
    void check() {
        breaker.check();
    }

    /** @return whether the last launch failed */
    boolean failing() {
        return breaker.failing();
    }

    /** @return whether launching was given up for good */
    boolean givenUp() {
        return breaker.givenUp();
    }

    Optional<String> lastFailure() {
        return breaker.lastFailure();
    }

    /**
     * Starts a browser in that place.
     *
     * @param slot a place in state starting; afterwards leased, or empty when there is no browser
     * @return whether the time was enough to try
     * @throws ScrapeException with {@link FailureKind#BROWSER_LAUNCH} when it did not start, {@link
     *     FailureKind#NO_SESSION} when others have all that there are
     */
    boolean launch(Slots.Slot slot, LeaseKey key, Deadline deadline) throws InterruptedException {
        @Nullable Path home = null;
        boolean up = false;
        try {
            if (!breaker.await(deadline)) {
                return false;
            }
            breaker.check();
            home = folder.forBrowser();
            LaunchedBrowser launched =
                    launcher.launch(key, home, launcher.queues(key) ? deadline : deadline.atMost(timeout));
            slots.started(slot, new Browser(launched, key, home));
            breaker.succeeded();
            counts.launched();
            up = true;
            return true;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (RuntimeException | Error failure) {
            if (home == null || told(failure, FailureKind.NO_SESSION)) {
                throw failure;
            }
            boolean forGood = told(failure, FailureKind.BROWSER_LAUNCH);
            breaker.failed(failure, !slots.browsers().isEmpty(), forGood);
            counts.launchFailed();
            if (!forGood) {
                breaker.check();
            }
            throw new ScrapeException(
                    FailureKind.BROWSER_LAUNCH,
                    "",
                    "the browser did not start: " + Symptoms.firstLine(failure),
                    failure);
        } finally {
            if (!up) {
                slots.retiring(slot);
                if (home != null) {
                    folder.discard(home);
                }
                slots.emptied(slot);
            }
        }
    }

    private static boolean told(Throwable failure, FailureKind kind) {
        return failure instanceof ScrapeException told && told.kind() == kind;
    }
}
