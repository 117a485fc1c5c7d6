package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.frontier.Breach;
import dev.gannet.job.Plan;
import dev.gannet.notify.Aside;
import dev.gannet.notify.Event;
import dev.gannet.notify.Notifier;
import dev.gannet.store.ChangeLog;
import dev.gannet.store.ItemChange;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whom a job names ({@code notify}) of what became of a run. Never throws: a run is what it is. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    /** Longer than that no run waits for a receiver. */
    private static final Duration TIME = Duration.ofSeconds(15);
    /** More changes are counted, and looked up by {@code gannet changes}. */
    private static final int MOST_CHANGES = 100;

    private final Plan plan;
    private final Stop stop;
    private final Optional<Aside> aside;

    /** @param state the folder for what is no data */
    Announcements(Plan plan, Path state, Stop stop) {
        this.plan = plan;
        this.stop = stop;
        aside = plan.notice()
                .map(spec -> new Aside(spec, state, plan.name(), plan.browser().userAgentSuffix()));
    }

    /** @return what a person is to know of it */
    Optional<String> ended(Database db, RunSummary summary) {
        return told(db, notices -> {
            if (summary.end() == RunSummary.End.STOPPED) {
                return;
            }
            Optional<Long> run = Optional.of(summary.run());
            Map<String, Object> data = data(summary);
            ChangeLog log = new ChangeLog(db, plan.items());
            if (!log.counts(summary.run()).isEmpty()) {
                notices.note(Event.CHANGE, "", run, with(data, changes(log, summary.run())));
            }
            if (summary.breaches().isEmpty()) {
                notices.note(Event.RECOVERY, "", run, data);
            } else {
                notices.note(Event.BREACH, cause(summary.breaches()), run, data);
            }
        });
    }

    /**
     * Tells of any failure but that of the database.
     *
     * @return what a person is to know of it
     */
    Optional<String> failed(Database db, Optional<Long> run, Throwable failure) {
        FailureKind kind = kind(failure);
        return kind == FailureKind.DATABASE || hushed(kind)
                ? Optional.empty()
                : told(db, notices -> notices.note(Event.FAILURE, kind.label(), run, data(run, kind, failure)));
    }

    /**
     * Tells that the database is away: that it was waited for in vain.
     *
     * @return what a person is to know of it
     */
    Optional<String> away(Optional<Long> run, Throwable failure) {
        FailureKind kind = kind(failure);
        if (kind != FailureKind.DATABASE || hushed(kind) || aside.isEmpty()) {
            return Optional.empty();
        }
        try {
            boolean told =
                    aside.get().tell(kind.label(), run, data(run, kind, failure), Deadline.in(TIME), stop::pause);
            return told
                    ? Optional.empty()
                    : Optional.of("the webhook (notify) could not be told yet: the next run that finds the database"
                            + " does it");
        } catch (RuntimeException e) {
            return untold(e);
        }
    }

    private static FailureKind kind(Throwable failure) {
        return failure instanceof ScrapeException known ? known.kind() : FailureKind.BUG;
    }

    private boolean hushed(FailureKind kind) {
        return kind == FailureKind.STOPPED || stop.brokenOff();
    }

    private Map<String, Object> data(Optional<Long> run, FailureKind kind, Throwable failure) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("job", plan.name());
        run.ifPresent(number -> data.put("run", number));
        data.put(
                "failure",
                Map.of("kind", kind.label(), "message", plan.redaction().redact(String.valueOf(failure.getMessage()))));
        return data;
    }

    /** What is to be told. */
    private interface News {
        void note(Notifier notices);
    }

    private Optional<String> told(Database db, News news) {
        if (aside.isEmpty()) {
            return Optional.empty();
        }
        try {
            Notifier notifier = new Notifier(
                    plan.notice().orElseThrow(), db, plan.name(), plan.browser().userAgentSuffix(), aside.get());
            news.note(notifier);
            long waiting = notifier.deliver(Deadline.in(TIME), stop::pause);
            return waiting == 0
                    ? Optional.empty()
                    : Optional.of(
                            Rules.count(waiting, "message") + " to the webhook (notify) not taken yet: the next run of"
                                    + " this job, or gannet serve, sends what is waiting");
        } catch (RuntimeException e) {
            return untold(e);
        }
    }

    private static Optional<String> untold(RuntimeException cause) {
        LOG.warn("nobody could be told of what became of the run: {}", cause.toString());
        return Optional.of("nobody could be told of what became of the run (notify)");
    }

    /** The rules and what they are about: the same, in whatever numbers, is no news. */
    private static String cause(List<Breach> breaches) {
        TreeSet<String> rules = new TreeSet<>();
        breaches.forEach(breach -> rules.add(breach.rule() + " " + breach.kind().orElse("") + " "
                + breach.field().orElse("")));
        return String.join(", ", rules);
    }

    private Map<String, Object> data(RunSummary summary) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("job", summary.job());
        data.put("run", summary.run());
        summary.verdict().ifPresent(verdict -> data.put("verdict", verdict.label()));
        data.put("pages", Map.of("done", summary.done(), "failed", summary.failed(), "not_ready", summary.notReady()));
        data.put(
                "kinds",
                summary.kinds().stream()
                        .map(kind -> Map.of(
                                "kind", kind.kind(),
                                "table", kind.table(),
                                "added", kind.added(),
                                "changed", kind.changed(),
                                "removed", kind.removed(),
                                "rows", kind.total()))
                        .toList());
        if (!summary.breaches().isEmpty()) {
            data.put("breaches", summary.breaches().stream().map(this::breach).toList());
        }
        return data;
    }

    private Map<String, Object> breach(Breach breach) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("verdict", breach.verdict().label());
        told.put("rule", breach.rule());
        breach.kind().ifPresent(kind -> told.put("kind", kind));
        breach.field().ifPresent(field -> told.put("field", field));
        told.put("message", plan.redaction().redact(breach.message()));
        return told;
    }

    private Map<String, Object> changes(ChangeLog log, long run) {
        List<Map<String, Object>> first = new ArrayList<>();
        long[] all = {0};
        log.each(Optional.empty(), Optional.of(run), change -> {
            if (all[0]++ < MOST_CHANGES) {
                first.add(change(change));
            }
        });
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("changes", first);
        if (all[0] > first.size()) {
            told.put("more_changes", all[0] - first.size());
        }
        return told;
    }

    private Map<String, Object> change(ItemChange change) {
        Map<String, Object> told = new LinkedHashMap<>(change.told());
        told.replaceAll(
                (name, value) -> value instanceof String text ? plan.redaction().redact(text) : value);
        return told;
    }

    private static Map<String, Object> with(Map<String, Object> data, Map<String, Object> more) {
        Map<String, Object> both = new LinkedHashMap<>(data);
        both.putAll(more);
        return both;
    }
}
