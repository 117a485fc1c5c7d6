package dev.gannet.watch;

import dev.gannet.db.Database;
import dev.gannet.db.Row;
import dev.gannet.metrics.Telemetry;
import dev.gannet.web.Completeness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what became of each moment at which a job was due. Thread-safe. */
final class Ticks {
    /** Longer ago than that nobody asks why a job was not run. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final String WHOLE = Completeness.COMPLETE.label();

    private final Database db;

    Ticks(Database db) {
        this.db = db;
    }

    /** A run that goes on after its process was killed is the same tick's. */
    void begin(String job, Instant due, Instant now) {
        db.write(tx -> tx.update(
                "INSERT INTO gannet_tick (job, due, outcome, began_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (job, due) DO UPDATE SET outcome = excluded.outcome, ended_at = NULL, message = NULL",
                job,
                due,
                Tick.RUNNING,
                now));
    }

    /** The run that does it has this number. */
    void runs(String job, Instant due, long run) {
        db.write(tx -> tx.update("UPDATE gannet_tick SET run = ? WHERE job = ? AND due = ?", run, job, due));
    }

    /**
     * What others made of the run of this moment after its process died: those that had joined it.
     *
     * @return how it ended; empty where it did not, or never began
     */
    Optional<Ended> endedByOthers(String job, Instant due) {
        Row.Reader<Ended> reader = row -> new Ended(
                row.optionalText("verdict")
                                .filter(verdict -> !verdict.equals(WHOLE))
                                .isPresent()
                        ? Tick.INCOMPLETE
                        : Tick.DONE,
                Optional.of(row.number("id")),
                Optional.of("finished by a process that had joined it"));
        return db.read(tx -> tx.first(
                "SELECT r.id AS id, r.verdict AS verdict FROM gannet_tick t JOIN gannet_run r ON r.id = t.run AND r.job = t.job"
                        + " WHERE t.job = ? AND t.due = ? AND t.outcome IN (?, ?) AND r.state = 'finished'",
                reader,
                job,
                due,
                Tick.RUNNING,
                Tick.STOPPED));
    }

    void end(String job, Instant due, Ended ended, Instant now) {
        db.write(tx -> tx.update(
                "UPDATE gannet_tick SET outcome = ?, run = ?, message = ?, ended_at = ? WHERE job = ? AND due = ?",
                ended.outcome(),
                ended.run().orElse(null),
                ended.message().orElse(null),
                now,
                job,
                due));
        Telemetry.count("gannet.ticks", 1, "job", job, "outcome", ended.outcome());
        Telemetry.level("gannet.tick.ended", now.getEpochSecond(), "job", job, "outcome", ended.outcome());
        db.write(tx -> tx.update("DELETE FROM gannet_tick WHERE job = ? AND due < ?", job, due.minus(KEPT)));
    }

    /** @return whether a run for this moment was begun and did not end */
    boolean begun(String job, Instant due) {
        return db.read(tx -> tx.number(
                        "SELECT COUNT(*) FROM gannet_tick WHERE job = ? AND due = ? AND outcome IN (?, ?)",
                        job,
                        due,
                        Tick.RUNNING,
                        Tick.STOPPED))
                > 0;
    }

    /** Moments at which it was not run. */
    void passed(String job, List<Instant> due, String outcome) {
        Telemetry.count("gannet.ticks", due.size(), "job", job, "outcome", outcome);
        db.write(tx -> tx.batch(
                "INSERT INTO gannet_tick (job, due, outcome) VALUES (?, ?, ?) ON CONFLICT (job, due) DO NOTHING",
                due.stream()
                        .map(one -> new @Nullable Object[] {job, one, outcome})
                        .toList()));
    }

    /** @return those of a job, in the order of their time */
    List<Tick> of(String job) {
        return db.read(tx -> tx.list(
                "SELECT job, due, outcome, run, message FROM gannet_tick WHERE job = ? ORDER BY due",
                row -> new Tick(
                        row.text("job"),
                        row.moment("due").orElseThrow(),
                        row.text("outcome"),
                        row.optionalText("run").map(Long::valueOf),
                        row.optionalText("message")),
                job));
    }

    /**
     * How a run ended.
     *
     * @param outcome as in {@link Tick}
     */
    record Ended(String outcome, Optional<Long> run, Optional<String> message) {}
}
