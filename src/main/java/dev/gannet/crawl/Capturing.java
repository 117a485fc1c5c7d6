package dev.gannet.crawl;

import dev.gannet.capture.Capture;
import dev.gannet.capture.CaptureSpec;
import dev.gannet.capture.Captures;
import dev.gannet.db.Database;
import dev.gannet.db.Transaction;
import dev.gannet.files.FileFolder;
import dev.gannet.frontier.RunTicket;
import dev.gannet.job.Plan;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run keeps of what its pages looked like. Thread-safe. */
final class Capturing {
    private final Plan plan;
    private final RunTicket run;
    private final Captures captures;

    /** @param state where contents are kept; names are given in the job's own folder */
    Capturing(Plan plan, Database db, RunTicket run, Path state) {
        this.plan = plan;
        this.run = run;
        Path contents = state.resolve("captures").resolve(plan.name());
        captures = new Captures(
                db,
                plan.name(),
                plan.file().toAbsolutePath().resolveSibling(""),
                new FileFolder(contents, plan.limits().file(), "limits.file"));
        if (plan.capture().isPresent()) {
            captures.repair();
        }
    }

    /** Keeps the contents: they are there before anything points at them. */
    List<Capture> keep(Visit visit, Snapshot snapshot) {
        Optional<CaptureSpec> spec = plan.capture().filter(one -> one.on(visit.url()));
        return spec.isEmpty()
                ? List.of()
                : captures.keep(
                        spec.get(), run.run(), visit, snapshot, KeptDocuments.shown(snapshot.html(), plan.redaction()));
    }

    /** In the transaction of the page's commit. */
    void write(Transaction tx, Visit visit, List<Capture> kept, Instant takenAt) {
        if (plan.capture().isPresent()) {
            captures.write(tx, run.run(), visit, kept, takenAt);
        }
    }

    /** After the page's commit. */
    void name(List<Capture> kept) {
        captures.name(kept);
    }

    /** Lets go of what the job keeps no longer. */
    void sweep() {
        plan.capture().ifPresent(spec -> captures.sweep(spec.keep()));
    }

    /** @return what was captured, for the summary */
    Optional<String> note() {
        if (plan.capture().isEmpty()) {
            return Optional.empty();
        }
        Captures.Counts counts = captures.counts(run.run());
        return Optional.of(Rules.count(counts.captures(), "capture") + ", "
                + Rules.count(counts.contents(), "content") + " of " + counts.bytes() / 1000 + " kB"
                + (counts.cut() > 0
                        ? "; " + counts.cut() + " cut, as their pages are larger than a picture can be"
                        : ""));
    }
}
