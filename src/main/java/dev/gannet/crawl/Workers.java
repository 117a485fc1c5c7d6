package dev.gannet.crawl;

import dev.gannet.frontier.Claim;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Pace;
import dev.gannet.frontier.RunTicket;
import dev.gannet.metrics.Telemetry;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The threads of a run: each claims a page, brings it home, and claims the next, until none is left anywhere, the run is
 * stopped, or it cannot go on.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    /** A claim stands so long without a heartbeat. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** Time that what is broken off has to let go: half of what is left of a container's ten seconds after the grace. */
    private static final Duration LET_GO = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Frontier frontier;
    private final RunTicket run;
    private final Pace pace;
    private final PageVisits visits;
    private final Stop stop;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable ScrapeException> fatal = new AtomicReference<>();
    /** The claims, not their pages: another worker may claim a page anew before the thread of its last visit has ended. */
    private final Set<Visit> inFlight = ConcurrentHashMap.newKeySet();

    private final LongAdder idleNanos = new LongAdder();
    private volatile @Nullable Deadline letGo;

    /** What workers do with a page that they have claimed. Thread-safe. */
    interface PageVisits {
        /** Visits the page and ends its claim. */
        void visit(Visit visit) throws InterruptedException;

        /** Ends the claim as if it had never been made. */
        void giveBack(Visit visit);
    }

    Workers(Frontier frontier, RunTicket run, Pace pace, PageVisits visits, Stop stop) {
        this.frontier = frontier;
        this.run = run;
        this.pace = pace;
        this.visits = visits;
        this.stop = stop;
    }

    /** Starts so many threads, or as many as there are to be had, if only one. */
    void start(int count) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(this::work, "worker-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            try {
                thread.start();
            } catch (OutOfMemoryError none) {
                threads.remove(thread);
                if (threads.isEmpty()) {
                    throw none;
                }
                LOG.warn("{} workers instead of {}: {}", threads.size(), count, none.toString());
                return;
            }
        }
    }

    /**
     * Waits until every worker has ended; after {@link #breakOff} a moment at most. One that hangs longer holds a claim
     * that does not stand once the run has ended.
     */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            while (thread.isAlive() && !late()) {
                thread.join(LOOK.toMillis());
            }
        }
        if (!inFlight.isEmpty()) {
            LOG.info("{} visits in flight did not end; their claims are given back", inFlight.size());
        }
    }

    private boolean late() {
        Deadline deadline = letGo;
        return deadline != null && deadline.passed();
    }

    /** Breaks off the visits in flight. */
    void breakOff() {
        letGo = Deadline.in(LET_GO);
        threads.forEach(Thread::interrupt);
    }

    /** @return the claims that the workers hold now */
    Set<Visit> inFlight() {
        return Set.copyOf(inFlight);
    }

    /** @return what ended the run before its time, if anything did */
    @Nullable
    ScrapeException fatal() {
        return fatal.get();
    }

    /** @return time that workers spent with nothing that may be visited yet, all together */
    Duration idle() {
        return Duration.ofNanos(idleNanos.sum());
    }

    private void work() {
        try {
            while (!stop.asked()) {
                Claim claim = frontier.claim(run, pace, frontier.owner(), LEASE);
                if (claim instanceof Claim.Page page) {
                    if (stop.asked()) {
                        // A claim may have waited for the database while the run was told to stop.
                        visits.giveBack(page.visit());
                        break;
                    }
                    visit(page.visit());
                    stop.wake();
                } else if (claim instanceof Claim.Wait wait) {
                    long since = System.nanoTime();
                    stop.await(wait.time().compareTo(LONGEST_WAIT) < 0 ? wait.time() : LONGEST_WAIT);
                    idleNanos.add(System.nanoTime() - since);
                } else {
                    break;
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("{} was stopped", Thread.currentThread().getName());
        } catch (ScrapeException e) {
            if (stop.brokenOff()) {
                LOG.info("{} was broken off: {}", Thread.currentThread().getName(), e.getMessage());
            } else {
                end(e);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a worker died of a mistake of Gannet's own", e);
            end(new ScrapeException(FailureKind.BUG, "", e.toString(), e));
        } finally {
            stop.wake();
        }
    }

    private void visit(Visit visit) throws InterruptedException {
        inFlight.add(visit);
        long since = System.nanoTime();
        try (MDC.MDCCloseable aboutRun = MDC.putCloseable("run", Long.toString(run.run()));
                MDC.MDCCloseable aboutPage = MDC.putCloseable("page", Long.toString(visit.page()))) {
            visits.visit(visit);
        } finally {
            inFlight.remove(visit);
            Telemetry.time("gannet.page", Duration.ofNanos(System.nanoTime() - since));
        }
    }

    private void end(ScrapeException cause) {
        fatal.compareAndSet(null, cause);
        stop.ask();
    }
}
