package dev.gannet.watch;

import dev.gannet.crawl.Crawl;
import dev.gannet.db.Database;
import dev.gannet.frontier.Frontier;
import dev.gannet.job.Plan;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Helps with runs that other processes began, as far as this one has nothing else to do. Only jobs of the database that
 * the schedule is in are looked at: others cannot be reached from other machines. To be closed.
 */
final class Joining implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);

    private final Supplier<Collection<Plan>> jobs;
    private final JobRunner runner;
    private final Frontier frontier;
    private final String store;
    private final int most;
    private final Set<String> joined = ConcurrentHashMap.newKeySet();
    private final ExecutorService helpers = Executors.newCachedThreadPool(task -> daemon(task, "gannet-helper"));
    private final ScheduledExecutorService look =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "gannet-joining"));

    /**
     * @param jobs those that are served now
     * @param store URL of the database
     * @param most runs at a time
     */
    Joining(Supplier<Collection<Plan>> jobs, JobRunner runner, Database db, String store, int most) {
        this.jobs = jobs;
        this.runner = runner;
        this.frontier = new Frontier(db);
        this.store = store;
        this.most = most;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @param every how often it is looked whether there is something to help with */
    Joining start(Duration every) {
        look.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        try {
            for (Plan plan : jobs.get()) {
                boolean possible = plan.store().equals(store)
                        && runner.running() < most
                        && !runner.runs(plan.name())
                        && Crawl.worthJoining(plan, frontier);
                if (possible && joined.add(plan.name())) {
                    start(plan);
                }
            }
        } catch (RuntimeException unreachable) {
            LOG.warn("it cannot be looked at what others run: {}", unreachable.toString());
        }
    }

    private void start(Plan plan) {
        try {
            helpers.execute(() -> help(plan));
        } catch (OutOfMemoryError | RejectedExecutionException noThread) {
            LOG.warn("nobody can help with job {} now: {}", plan.name(), noThread.toString());
            joined.remove(plan.name());
        }
    }

    private void help(Plan plan) {
        try {
            runner.join(plan);
        } finally {
            joined.remove(plan.name());
        }
    }

    /** Nothing more is joined, and what is waited for. */
    @Override
    public void close() throws InterruptedException {
        look.shutdownNow();
        helpers.shutdown();
        if (!helpers.awaitTermination(5, TimeUnit.MINUTES)) {
            helpers.shutdownNow();
        }
    }
}
