package dev.gannet.watch;

import dev.gannet.crawl.Crawl;
import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.RunListener;
import dev.gannet.crawl.RunProgress;
import dev.gannet.crawl.RunSummary;
import dev.gannet.frontier.RunConflictException;
import dev.gannet.frontier.Unfinished;
import dev.gannet.job.JobException;
import dev.gannet.job.Plan;
import dev.gannet.metrics.Telemetry;
import dev.gannet.store.TableConflictException;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job to its end, whatever happens to it. Thread-safe. */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final OptionalInt sessions;
    private final Function<Plan, Path> state;
    private final Map<Crawl, String> underWay = new ConcurrentHashMap<>();
    /** Jobs whose last run, or this one so far, ended or waits because no browser starts. */
    private final Set<String> browserless = ConcurrentHashMap.newKeySet();

    private volatile boolean stopping;
    private final Object ends = new Object();

    /**
     * @param sessions browsers at most, of each run
     * @param state the folder for what is no data
     */
    JobRunner(OptionalInt sessions, Function<Plan, Path> state) {
        this.sessions = sessions;
        this.state = state;
    }

    /**
     * Runs the job, or goes on with its run.
     *
     * @param begun told the number of the run as soon as it has one
     */
    Ticks.Ended run(Plan plan, LongConsumer begun) {
        return ended(plan, begun, crawl -> Optional.of(crawl.run()))
                .orElseThrow(() -> new IllegalStateException("a run that was not joined is this process's own"));
    }

    /** Helps with the run of the job that another process is at, if one is. */
    void join(Plan plan) {
        ended(plan, run -> {}, Crawl::join);
    }

    private Optional<Ticks.Ended> ended(Plan plan, LongConsumer begun, Function<Crawl, Optional<RunSummary>> work) {
        if (stopping) {
            return Optional.of(new Ticks.Ended(Tick.STOPPED, Optional.empty(), Optional.empty()));
        }
        CrawlOptions options =
                new CrawlOptions(sessions, Unfinished.GO_ON_IF_SAME, false, Optional.empty(), false, state.apply(plan));
        Crawl crawl = new Crawl(plan, options, new Quiet(plan.name(), begun));
        underWay.put(crawl, plan.name());
        long since = System.nanoTime();
        Optional<Ticks.Ended> ended = Optional.empty();
        try {
            if (stopping) {
                crawl.stop(false);
            }
            Optional<RunSummary> summary = work.apply(crawl);
            summary.ifPresent(one -> LOG.info("job {}: run {} ended: {}", plan.name(), one.run(), one.end()));
            ended = summary.map(JobRunner::ended);
            browserless.remove(plan.name());
        } catch (ScrapeException | JobException | RunConflictException | TableConflictException failure) {
            LOG.warn("job {} failed: {}", plan.name(), failure.getMessage());
            browserless(
                    plan.name(), failure instanceof ScrapeException told && told.kind() == FailureKind.BROWSER_LAUNCH);
            ended = Optional.of(failed(plan, failure));
        } catch (RuntimeException | Error bug) {
            // Also that no thread can be started now: the next time it may be.
            LOG.error("a mistake of Gannet's own in job {}", plan.name(), bug);
            ended = Optional.of(failed(plan, bug));
        } finally {
            synchronized (ends) {
                underWay.remove(crawl);
                ends.notifyAll();
            }
            ended.ifPresent(how -> Telemetry.time(
                    "gannet.run",
                    Duration.ofNanos(System.nanoTime() - since),
                    "job",
                    plan.name(),
                    "outcome",
                    how.outcome()));
        }
        return ended;
    }

    private Ticks.Ended failed(Plan plan, Throwable failure) {
        String message = plan.redaction().redact(String.valueOf(failure.getMessage()));
        return stopping
                ? new Ticks.Ended(Tick.STOPPED, Optional.empty(), Optional.of(message))
                : new Ticks.Ended(Tick.FAILED, Optional.empty(), Optional.of(message));
    }

    private static Ticks.Ended ended(RunSummary summary) {
        String outcome = switch (summary.end()) {
            case COMPLETE, BOUNDED -> Tick.DONE;
            case INCOMPLETE -> Tick.INCOMPLETE;
            case STOPPED -> Tick.STOPPED;
        };
        Optional<String> message = summary.breaches().stream()
                .map(breach -> breach.rule() + ": " + breach.message())
                .findFirst();
        return new Ticks.Ended(outcome, Optional.of(summary.run()), message);
    }

    private void browserless(String job, boolean failing) {
        if (failing) {
            browserless.add(job);
        } else {
            browserless.remove(job);
        }
    }

    /** @return whether browsers start for each of these jobs, as far as the last tries tell (R48) */
    boolean browsers(Set<String> jobs) {
        return Collections.disjoint(browserless, jobs);
    }

    /** Waits until the job does not run here: no longer than a run may take, or a stop. */
    void settle(String job) throws InterruptedException {
        synchronized (ends) {
            while (runs(job)) {
                ends.wait();
            }
        }
    }

    /** @return how many run now */
    int running() {
        return underWay.size();
    }

    /** @return whether the job runs here now */
    boolean runs(String job) {
        return underWay.containsValue(job);
    }

    /** As {@link Crawl#stop}, of all that run; none begins any more. */
    void stop(boolean now) {
        stopping = true;
        underWay.keySet().forEach(crawl -> crawl.stop(now));
    }

    /** What a person would see of it is in its log, and in figures. */
    private final class Quiet implements RunListener {
        private final String job;
        private final LongConsumer begun;

        Quiet(String job, LongConsumer begun) {
            this.job = job;
            this.begun = begun;
        }

        @Override
        public void begun(long run) {
            begun.accept(run);
        }

        @Override
        public void browserless(boolean failing) {
            JobRunner.this.browserless(job, failing);
        }

        @Override
        public void progress(RunProgress progress) {
            level("queued", progress.queued());
            level("active", progress.active());
            level("done", progress.done());
            level("failed", progress.failed());
            level("skipped", progress.skipped());
        }

        private void level(String state, long pages) {
            Telemetry.level("gannet.frontier.pages", pages, "job", job, "state", state);
        }

        @Override
        public void note(String note) {
            LOG.info("{}", note);
        }
    }
}
