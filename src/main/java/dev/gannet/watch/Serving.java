package dev.gannet.watch;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.gannet.db.Connections;
import dev.gannet.db.Database;
import dev.gannet.job.Plan;
import dev.gannet.metrics.Telemetry;
import dev.gannet.schedule.ScheduleSpec;
import dev.gannet.web.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of a folder when they are due, until it is stopped. The schedule is in a database: processes that share it
 * run each job once each time, and never twice at once. {@link #run} is called once; {@link #stop} from any thread.
 */
public final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration DELIVER = Duration.ofSeconds(10);
    /** A process that was not heard of for so many heartbeats is dead, and its jobs are another's. */
    private static final int SILENT = 6;

    private final JobFolder folder;
    private final ServeOptions options;
    private final Consumer<String> say;
    private final Function<Plan, Path> state;
    private final JobRunner runner;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, ScheduleSpec> scheduled = new HashMap<>();
    private volatile Instant looked = Instant.now();
    private volatile boolean reachable;

    /**
     * @param state the folder for what is no data, of a job
     * @param say tells a person what changes
     */
    public Serving(
            Path folder, ServeOptions options, Redaction redaction, Function<Plan, Path> state, Consumer<String> say) {
        this.folder = new JobFolder(folder, redaction, options.rows());
        this.options = options;
        this.say = say;
        this.state = state;
        runner = new JobRunner(options.sessions(), state);
    }

    /**
     * Serves until it is stopped and what was under way has ended.
     *
     * @throws dev.gannet.web.ScrapeException when the database cannot be opened, or the address for health is taken
     */
    public void run() throws InterruptedException {
        if (options.listen().isPresent()) {
            Telemetry.keep();
        }
        try (Database db = Database.open(options.store());
                Connections connections = db.connections(2);
                Joining joining = new Joining(folder::all, runner, db, options.store(), options.runs());
                Deliveries deliveries =
                        Deliveries.start(() -> folder.scheduled().values(), state, DELIVER);
                Health health = Health.open(options, this::state)) {
            DueJob due = new DueJob(
                    folder::job,
                    runner(deliveries),
                    plan -> plan.store().equals(options.store()),
                    new Ticks(db),
                    Instant::now);
            CustomTask<String> task = due.task();
            Scheduler scheduler = Scheduler.create(connections.source(), task)
                    .tableName("gannet_schedule")
                    .schedulerName(new SchedulerName.Fixed(name()))
                    .threads(options.runs())
                    .pollingInterval(options.look())
                    .heartbeatInterval(HEARTBEAT)
                    .missedHeartbeatsLimit(SILENT)
                    .shutdownMaxWait(Duration.ofMinutes(5))
                    .build();
            options.listen().ifPresent(address -> health.tell(address.getHostString(), say));
            if (options.join()) {
                joining.start(options.look());
            }
            look(db, scheduler);
            scheduler.start();
            while (!stopped.await(options.look().toMillis(), TimeUnit.MILLISECONDS)) {
                look(db, scheduler);
            }
            scheduler.stop();
        }
    }

    private DueJob.Runner runner(Deliveries deliveries) {
        return new DueJob.Runner() {
            @Override
            public void settle(Plan plan) throws InterruptedException {
                runner.settle(plan.name());
            }

            @Override
            public Ticks.Ended run(Plan plan, LongConsumer begun) {
                try {
                    return runner.run(plan, begun);
                } finally {
                    deliveries.ended(plan.name());
                }
            }
        };
    }

    private static String name() {
        return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }

    private void look(Database db, Scheduler scheduler) {
        folder.look().forEach(line -> {
            LOG.info("{}", line);
            say.accept(line);
        });
        try {
            Map<String, Plan> now = folder.scheduled();
            now.forEach((job, plan) -> schedule(scheduler, job, plan.schedule().orElseThrow()));
            scheduled.keySet().stream()
                    .filter(job -> !now.containsKey(job))
                    .toList()
                    .forEach(job -> {
                        cancel(scheduler, job);
                        scheduled.remove(job);
                    });
            // Also where nothing has changed: who cannot note what becomes of a run is not ready for one.
            db.read(tx -> tx.number("SELECT 1"));
            reachable = true;
        } catch (RuntimeException unreachable) {
            reachable = false;
            LOG.warn("the schedule cannot be looked at: {}", unreachable.toString());
        }
        looked = Instant.now();
    }

    private void schedule(Scheduler scheduler, String job, ScheduleSpec spec) {
        if (spec.equals(scheduled.get(job))) {
            return;
        }
        Instant due = spec.after(Instant.now());
        Instant start = spec.start(job, due);
        Appointment appointment = Appointment.of(spec, due);
        TaskInstance<String> instance = new TaskInstance<>(DueJob.TASK, job, appointment.toString());
        if (!scheduler.scheduleIfNotExists(instance, start)
                && !by(scheduler, instance).equals(appointment.by())) {
            try {
                scheduler.reschedule(instance, start, appointment.toString());
            } catch (TaskInstanceCurrentlyExecutingException running) {
                // It goes by its file when it ends.
                LOG.debug("job {} is running: {}", job, running.getMessage());
            }
        }
        scheduled.put(job, spec);
    }

    /** @return the schedule that the job's next run was settled by, perhaps before its file changed */
    private static String by(Scheduler scheduler, TaskInstanceId job) {
        return scheduler
                .getScheduledExecution(job)
                .map(settled ->
                        Appointment.parse(String.valueOf(settled.getData())).by())
                .orElse("");
    }

    private static void cancel(Scheduler scheduler, String job) {
        try {
            scheduler.cancel(TaskInstanceId.of(DueJob.TASK, job));
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException itself) {
            LOG.debug("job {} is not scheduled any more: {}", job, itself.getMessage());
        }
    }

    private Health.State state() {
        boolean alive = looked.isAfter(
                Instant.now().minus(options.look().multipliedBy(10)).minusSeconds(60));
        boolean browsers = runner.browsers(folder.scheduled().keySet());
        return new Health.State(
                alive,
                reachable && browsers && stopped.getCount() > 0 && runner.running() < options.runs(),
                browsers,
                runner.running(),
                folder.scheduled().size(),
                folder.bad().size());
    }

    /** @param now whether what is under way is broken off */
    public void stop(boolean now) {
        runner.stop(now);
        stopped.countDown();
    }
}
