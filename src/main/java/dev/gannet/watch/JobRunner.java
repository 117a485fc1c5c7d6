package dev.gannet.watch;

import dev.gannet.crawl.Crawl;
import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.RunListener;
import dev.gannet.crawl.RunProgress;
import dev.gannet.crawl.RunSummary;
import dev.gannet.frontier.RunConflictException;
import dev.gannet.job.Plan;
import dev.gannet.store.TableConflictException;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job to its end, whatever happens to it. Thread-safe. */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final OptionalInt sessions;
    private final Function<Plan, Path> state;
    private final Set<Crawl> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param sessions browsers at most, of each run
     * @param state the folder for what is no data
     */
    JobRunner(OptionalInt sessions, Function<Plan, Path> state) {
        this.sessions = sessions;
        this.state = state;
    }

    Ticks.Ended run(Plan plan) {
        if (stopping) {
            return new Ticks.Ended(Tick.STOPPED, Optional.empty(), Optional.empty());
        }
        CrawlOptions options = new CrawlOptions(sessions, false, false, Optional.empty(), false, state.apply(plan));
        Crawl crawl = new Crawl(plan, options, new Quiet());
        underWay.add(crawl);
        try {
            if (stopping) {
                crawl.stop(false);
            }
            RunSummary summary = crawl.run();
            LOG.info("job {}: run {} ended: {}", plan.name(), summary.run(), summary.end());
            return ended(summary);
        } catch (ScrapeException | RunConflictException | TableConflictException failure) {
            LOG.warn("job {} failed: {}", plan.name(), failure.getMessage());
            return failed(plan, failure);
        } catch (RuntimeException bug) {
            LOG.error("a mistake of Gannet's own in job {}", plan.name(), bug);
            return failed(plan, bug);
        } finally {
            underWay.remove(crawl);
        }
    }

    private Ticks.Ended failed(Plan plan, RuntimeException failure) {
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

    /** @return how many run now */
    int running() {
        return underWay.size();
    }

    /** As {@link Crawl#stop}, of all that run; none begins any more. */
    void stop(boolean now) {
        stopping = true;
        underWay.forEach(crawl -> crawl.stop(now));
    }

    /** What a person would see of it is in its log. */
    private static final class Quiet implements RunListener {
        @Override
        public void progress(RunProgress progress) {}

        @Override
        public void note(String note) {
            LOG.info("{}", note);
        }
    }
}
