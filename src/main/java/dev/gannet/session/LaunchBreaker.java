package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * After a failed launch the next one waits, longer each time (R48); after {@value #MOST} in a row none is tried (R49), or
 * {@value #MOST_PROVEN} where browsers did start before: then it is the state of the machine, which may pass. Failures
 * beside browsers that are up do not count: the run goes on with those.
 */
final class LaunchBreaker {
    static final int MOST = 5;
    static final int MOST_PROVEN = 10;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /** In a row. */
    private int failures;
    /** Of these, those with no other browser up. */
    private int alone;

    private final Duration firstWait;
    private boolean proven;
    private boolean hopeless;
    private Deadline next = Deadline.in(Duration.ZERO);
    private @Nullable Throwable last;

    LaunchBreaker() {
        this(FIRST_WAIT);
    }

    /** @param firstWait after the first failure; it doubles with each further one */
    LaunchBreaker(Duration firstWait) {
        this.firstWait = firstWait;
    }

    /** @throws ScrapeException when launching was given up */
    synchronized void check() {
        if (givenUp()) {
            throw new ScrapeException(
                    FailureKind.BROWSER_LAUNCH,
                    "",
                    "no browser could be started, " + failures + " times in a row: "
                            + lastFailure().orElse("") + " (gannet doctor says what is wrong)",
                    last);
        }
    }

    /** Waits until a launch may be tried again. @return whether that is before the deadline */
    synchronized boolean await(Deadline deadline) throws InterruptedException {
        while (!next.passed()) {
            if (deadline.passed()) {
                return false;
            }
            wait(Math.max(1, Math.min(next.left().toMillis(), deadline.left().toMillis())));
        }
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        alone = 0;
        proven = true;
    }

    /**
     * @param others whether other browsers are up
     * @param forGood whether no other try would go better
     */
    synchronized void failed(Throwable cause, boolean others, boolean forGood) {
        failures++;
        alone += others ? 0 : 1;
        hopeless |= forGood;
        last = cause;
        next = Deadline.in(firstWait.multipliedBy(1L << Math.min(failures - 1, 5)));
    }

    /** @return whether the last launch failed */
    synchronized boolean failing() {
        return failures > 0;
    }

    /** @return whether none is tried any more */
    synchronized boolean givenUp() {
        return hopeless || alone >= (proven ? MOST_PROVEN : MOST);
    }

    synchronized Optional<String> lastFailure() {
        return Optional.ofNullable(last).map(Symptoms::firstLine);
    }
}
