package dev.gannet.watch;

import dev.gannet.db.Database;
import dev.gannet.job.Plan;
import dev.gannet.notify.Aside;
import dev.gannet.notify.Notifier;
import dev.gannet.notify.NotifySpec;
import dev.gannet.web.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends, between runs, what a run could not tell its webhook. To be closed. */
final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final String SQLITE = "sqlite:";

    private final Supplier<Collection<Plan>> jobs;
    private final Function<Plan, Path> state;
    private final Duration every;
    /** Those of which nothing is known to wait: a run ends a job's place among them. */
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "gannet-deliveries");
        made.setDaemon(true);
        return made;
    });

    private Deliveries(Supplier<Collection<Plan>> jobs, Function<Plan, Path> state, Duration every) {
        this.jobs = jobs;
        this.state = state;
        this.every = every;
    }

    /**
     * @param jobs those that are served now
     * @param state the folder for what is no data, of a job
     * @param every how often those are looked at of which something may wait
     */
    static Deliveries start(Supplier<Collection<Plan>> jobs, Function<Plan, Path> state, Duration every) {
        Deliveries deliveries = new Deliveries(jobs, state, every);
        deliveries.thread.scheduleWithFixedDelay(
                deliveries::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return deliveries;
    }

    /** A run of the job ended: something may wait. */
    void ended(String job) {
        settled.remove(job);
    }

    private void look() {
        for (Plan plan : jobs.get()) {
            try {
                if (plan.notice().isPresent() && there(plan) && settled.add(plan.name()) && deliver(plan) > 0) {
                    settled.remove(plan.name());
                }
            } catch (RuntimeException e) {
                settled.remove(plan.name());
                LOG.warn("what job {} is to tell cannot be sent: {}", plan.name(), e.toString());
            }
        }
    }

    /** A job that never ran has no database, and is to get none from here. */
    private static boolean there(Plan plan) {
        String store = plan.store();
        return !store.startsWith(SQLITE) || Files.exists(Path.of(store.substring(SQLITE.length())));
    }

    private long deliver(Plan plan) {
        NotifySpec spec = plan.notice().orElseThrow();
        String agent = plan.browser().userAgentSuffix();
        Aside aside = new Aside(spec, state.apply(plan), plan.name(), agent);
        try (Database db = Database.open(plan.store())) {
            return new Notifier(spec, db, plan.name(), agent, aside).deliver(Deadline.in(every), time -> false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
