package dev.gannet.watch;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.gannet.job.Plan;
import dev.gannet.schedule.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a job is due: run it, note what became of this moment and of those that passed meanwhile, and be there
 * at the next. Its name tells the job, its data the moment that it is due for. Of all processes that share a database one
 * does it; when that one dies, another goes on with the same moment.
 */
final class DueJob {
    static final String TASK = "gannet-job";

    private static final Logger LOG = LoggerFactory.getLogger(DueJob.class);
    /** Who comes later than that was not there. */
    private static final Duration LATE = Duration.ofMinutes(1);
    /** A machine that was off for a year says so in no more rows. */
    private static final int MOST_PASSED = 1000;

    private final Function<String, Optional<Plan>> jobs;
    private final Runner runner;
    private final Predicate<Plan> beside;
    private final Ticks ticks;
    private final Supplier<Instant> clock;

    /** Runs a job to its end; never throws. */
    interface Runner {
        /** Waits until this process helps nobody with the job any more. */
        default void settle(Plan plan) throws InterruptedException {}

        /** @param begun told the number of the run as soon as it has one */
        Ticks.Ended run(Plan plan, LongConsumer begun);
    }

    /**
     * @param jobs the jobs with a schedule as their files say now
     * @param beside whether a job's runs are in the same database as the ticks
     */
    DueJob(
            Function<String, Optional<Plan>> jobs,
            Runner runner,
            Predicate<Plan> beside,
            Ticks ticks,
            Supplier<Instant> clock) {
        this.jobs = jobs;
        this.runner = runner;
        this.beside = beside;
        this.ticks = ticks;
        this.clock = clock;
    }

    CustomTask<String> task() {
        return Tasks.custom(TASK, String.class)
                .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.get()))
                .execute((instance, context) -> due(instance));
    }

    private CompletionHandler<String> due(TaskInstance<String> instance) {
        String job = instance.getId();
        Appointment appointment = Appointment.parse(instance.getData());
        Instant due = appointment.due();
        Optional<Plan> plan = jobs.apply(job);
        if (plan.isEmpty()) {
            // Its file is gone, or no job any more: it is scheduled anew when it is one.
            return new CompletionHandler.OnCompleteRemove<>();
        }
        ScheduleSpec spec = plan.get().schedule().orElseThrow();
        Instant now = clock.get();
        List<Instant> missed = spec.between(due, now, MOST_PASSED);
        // One that was begun goes on, whenever that is.
        boolean late = now.isAfter(spec.start(job, due).plus(LATE)) && !ticks.begun(job, due);
        if (late && spec.missed() == ScheduleSpec.Missed.SKIP) {
            LOG.info("job {} was due at {}, and nobody was there: the next time is waited for", job, due);
            ticks.passed(job, List.of(due), Tick.MISSED);
            ticks.passed(job, missed, Tick.MISSED);
            return next(spec, job, now);
        }
        ticks.passed(job, missed, Tick.MISSED);
        try {
            runner.settle(plan.get());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return (complete, operations) -> operations.reschedule(complete, now, appointment.toString());
        }
        // Who had joined the run may have finished it after its own process was killed.
        Optional<Ticks.Ended> already = beside.test(plan.get()) ? ticks.endedByOthers(job, due) : Optional.empty();
        Ticks.Ended ended = already.orElseGet(() -> {
            ticks.begin(job, due, now);
            return runner.run(plan.get(), run -> ticks.runs(job, due, run));
        });
        Instant end = clock.get();
        ticks.end(job, due, ended, end);
        if (ended.outcome().equals(Tick.STOPPED)) {
            // Whoever is there next goes on with it.
            return (complete, operations) -> operations.reschedule(complete, end, appointment.toString());
        }
        List<Instant> overlapped = spec.between(now, end, MOST_PASSED);
        if (!overlapped.isEmpty()) {
            LOG.info("job {} was due {} times while it was running: skipped", job, overlapped.size());
            ticks.passed(job, overlapped, Tick.SKIPPED);
        }
        return next(spec, job, end);
    }

    private static CompletionHandler<String> next(ScheduleSpec spec, String job, Instant after) {
        Instant due = spec.after(after);
        Appointment appointment = Appointment.of(spec, due);
        return (complete, operations) -> operations.reschedule(complete, spec.start(job, due), appointment.toString());
    }
}
