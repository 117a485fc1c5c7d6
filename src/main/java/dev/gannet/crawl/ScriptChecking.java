package dev.gannet.crawl;

import dev.gannet.flow.ScriptCheck;
import dev.gannet.job.JobException;
import dev.gannet.job.JobProblem;
import dev.gannet.job.Plan;
import dev.gannet.job.ScriptSource;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.SessionManager;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a browser of a run parse the job's scripts before the first page. */
final class ScriptChecking {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptChecking.class);
    private static final Duration TIME = Duration.ofSeconds(30);

    private ScriptChecking() {}

    /**
     * A browser that is not to be had now says nothing of the scripts: their steps will.
     *
     * @throws JobException with each script that is not JavaScript
     */
    static void check(Plan plan, SessionManager sessions, LeaseKey key) {
        if (plan.scripts().isEmpty()) {
            return;
        }
        List<JobProblem> problems;
        try {
            problems = sessions.lease(key, Deadline.in(TIME), session -> {
                ScriptCheck check = new ScriptCheck(session);
                return plan.scripts().stream()
                        .flatMap(script -> problem(check, script).stream())
                        .distinct()
                        .toList();
            });
        } catch (ScrapeException e) {
            LOG.warn("the scripts of the job were not checked: {}", e.getMessage());
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!problems.isEmpty()) {
            throw new JobException(problems);
        }
    }

    private static Optional<JobProblem> problem(ScriptCheck check, ScriptSource script) {
        Optional<ScriptCheck.Fault> fault = script.use() == ScriptSource.Use.VALUE
                ? check.value(script.code(), Deadline.in(TIME))
                : check.body(script.code(), Deadline.in(TIME));
        return fault.map(found -> script.problem(found.line(), found.column(), found.message()));
    }
}
