package dev.gannet.session;

import dev.gannet.metrics.Telemetry;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The pool of browsers: at most N at a time, each leased to one thread for one call. Thread-safe.
 *
 * <p>A permit covers a browser that starts, is leased or retires; it comes back only when the browser is idle and clean
 * or verified dead. An idle browser needs none, and is replaced when its place is wanted for another key.
 */
public final class SessionManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionManager.class);
    private static final Duration LAST_WAIT = Duration.ofSeconds(20);

    private final PoolSettings settings;
    private final RunFolder folder;
    private final Slots slots;
    private final Permits permits;
    private final Launching launching;
    private final Retiring retiring;
    private final RetirementPolicy policy;
    private final MemoryWatch memory;
    private final Watchdog watchdog = new Watchdog();
    private final PoolCounts counts = new PoolCounts();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::close, "gannet-pool-exit");

    private SessionManager(PoolSettings settings, SessionLauncher launcher, LaunchBreaker breaker) {
        this.settings = settings;
        folder = RunFolder.create(settings.work());
        slots = new Slots(settings.size());
        permits = new Permits(settings.size(), counts);
        launching = new Launching(launcher, slots, counts, folder, settings.launchTimeout(), breaker);
        retiring = new Retiring(slots, counts, folder, settings.quitTimeout());
        memory = new MemoryWatch(slots, retiring, permits, counts, settings.memory());
        policy = RetirementPolicy.afterUses(settings.maxUses())
                .or(RetirementPolicy.afterAge(settings.maxAge()))
                .or(RetirementPolicy.afterMemory(MemoryWatch.soft(settings.memory())));
    }

    /**
     * Opens a pool; the first lease starts the first browser.
     *
     * @throws java.io.UncheckedIOException when the work folder cannot be written
     */
    public static SessionManager open(PoolSettings settings, SessionLauncher launcher) {
        return open(settings, launcher, new LaunchBreaker());
    }

    /** @param breaker decides how long the next launch waits after a failed launch */
    static SessionManager open(PoolSettings settings, SessionLauncher launcher, LaunchBreaker breaker) {
        SessionManager pool = new SessionManager(settings, launcher, breaker);
        Runtime.getRuntime().addShutdownHook(pool.atExit);
        pool.memory.start();
        return pool;
    }

    /**
     * Leases a browser for the length of one call. A {@link ScrapeException} thrown by the work says by its kind whether
     * the browser is kept; any other throwable retires it.
     *
     * @param key what the browser is for; one that served the key before is preferred, one of another key never given
     * @param deadline when waiting and launching are given up
     * @return what the work returned
     * @throws ScrapeException with {@link FailureKind#NO_SESSION} when none became free, {@link
     *     FailureKind#BROWSER_LAUNCH} when none could be started, {@link FailureKind#STOPPED} when the pool is closed
     * @throws InterruptedException when interrupted while waiting or launching; no permit is lost
     */
    public <T extends @Nullable Object> T lease(LeaseKey key, Deadline deadline, LeasedWork<T> work)
            throws InterruptedException {
        Slots.Slot slot = claim(key, deadline);
        Browser browser = slot.browser().orElseThrow();
        browser.used();
        counts.leased();
        Session session = new Session(browser, watchdog);
        Optional<String> sick = Optional.of("failed work");
        Telemetry.raise("gannet.sessions.leased", 1);
        try (MDC.MDCCloseable about = MDC.putCloseable("session", Long.toString(browser.number()))) {
            T result = work.with(session);
            sick = Optional.empty();
            return result;
        } catch (ScrapeException failure) {
            sick = failure.kind().session() == FailureKind.Session.KEEP
                    ? Optional.empty()
                    : Optional.of(failure.kind().label());
            throw failure;
        } finally {
            Telemetry.raise("gannet.sessions.leased", -1);
            session.end();
            giveBack(slot, browser, sick.or(session::suspicion));
        }
    }

    /** @return the pool at this moment */
    public PoolState state() {
        return slots.state(permits.waiting());
    }

    /** @return what the pool did so far */
    public PoolStats stats() {
        return counts.stats(slots.peak(), retiring.kills());
    }

    /** @return whether the last launch failed; the next one is waited for (R48) */
    public boolean failing() {
        return launching.failing();
    }

    /** @return whether launching was given up for good: no lease will have a browser any more (R49) */
    public boolean givenUp() {
        return launching.givenUp();
    }

    /** @return bytes of memory that the largest browser took when it was last looked at */
    long largest() {
        return slots.browsers().stream().mapToLong(Browser::memory).max().orElse(0);
    }

    /** @return permits that nobody holds */
    int freePermits() {
        return permits.free();
    }

    /**
     * Ends every browser, leased ones too (their calls fail as {@link FailureKind#SESSION_LOST}), and deletes the
     * folders. Bounded; a second close is harmless.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // a stop must not cut short what cleans up after it
        try {
            end();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        memory.close();
        permits.letEverybodyThrough();
        for (Optional<Slots.Slot> idle = slots.takeIdle(); idle.isPresent(); idle = slots.takeIdle()) {
            retiring.retire(idle.get(), idle.get().browser().orElseThrow(), "closed", true);
        }
        slots.leased().forEach(browser -> browser.launched.abort());
        Deadline last = Deadline.in(LAST_WAIT.plus(settings.quitTimeout()));
        if (!Waiting.until(() -> state().empty() == state().total(), last)) {
            retiring.hurry();
            LOG.warn("the pool closes with browsers that did not end: {}", state());
        }
        retiring.close();
        folder.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            LOG.debug("closed at exit");
        }
    }

    private Slots.Slot claim(LeaseKey key, Deadline deadline) throws InterruptedException {
        checkOpen();
        launching.check();
        if (!permits.take(deadline)) {
            throw noSession();
        }
        Held permit = new Held();
        try {
            while (true) {
                checkOpen();
                launching.check();
                Slots.Taken taken = slots.take(key);
                Slots.Slot slot = taken.slot();
                if (taken.state() == Slots.State.STARTING) {
                    if (!launching.launch(slot, key, deadline)) {
                        throw noSession();
                    }
                    permit.handOver();
                    return slot;
                }
                Browser browser = slot.browser().orElseThrow();
                if (taken.state() == Slots.State.LEASED && browser.fit()) {
                    permit.handOver();
                    return slot;
                }
                boolean died = taken.state() == Slots.State.LEASED;
                if (died) {
                    slots.retiring(slot);
                }
                permit.handOver();
                String reason = died ? browser.sickness().orElse("died idle") : "another key";
                CompletableFuture<Void> empty = retiring.retire(slot, browser, reason, !died);
                await(empty, deadline);
                permit.takeBack();
            }
        } finally {
            permit.close();
        }
    }

    private void await(CompletableFuture<Void> empty, Deadline deadline) throws InterruptedException {
        boolean done = false;
        try {
            empty.get(Math.max(1, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
            done = true;
        } catch (TimeoutException late) {
            throw noSession();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a browser could not be retired", e.getCause());
        } finally {
            if (!done) {
                empty.whenComplete((nothing, failure) -> permits.giveBack());
            }
        }
    }

    private void giveBack(Slots.Slot slot, Browser browser, Optional<String> told) {
        Optional<String> sick = browser.sickness().or(() -> told);
        Optional<String> reason = sick.or(() -> policy.reason(browser));
        if (closed.get() && reason.isEmpty()) {
            reason = Optional.of("closed");
        }
        if (reason.isEmpty()) {
            slots.returned(slot);
            permits.giveBack();
            return;
        }
        slots.retiring(slot);
        retiring.retire(slot, browser, reason.get(), sick.isEmpty())
                .whenComplete((nothing, failure) -> permits.giveBack());
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new ScrapeException(FailureKind.STOPPED, "", "the pool of browsers is closed");
        }
    }

    private ScrapeException noSession() {
        return new ScrapeException(
                FailureKind.NO_SESSION,
                "",
                "no browser became free in time (" + state() + ")"
                        + launching
                                .lastFailure()
                                .map(last -> "; last launch failure: " + last)
                                .orElse(""));
    }

    /** A permit in the hands of a thread that looks for a browser: released at the end unless it went on. */
    private final class Held implements AutoCloseable {
        private boolean held = true;

        void handOver() {
            held = false;
        }

        void takeBack() {
            held = true;
        }

        @Override
        public void close() {
            if (held) {
                permits.giveBack();
            }
        }
    }
}
