package dev.gannet.notify;

import dev.gannet.db.Database;
import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.web.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The messages of a job, in its database. Thread-safe; processes that share it send each message once at a time. */
final class Outbox {
    /** Whoever took one sends it within this time, or another does. */
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** After the first try and each further one. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofHours(24));

    /** Those that were sent are kept so long, to look things up. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String WAITING = "waiting";
    private static final String SENT = "sent";
    private static final String GIVEN_UP = "given-up";
    private static final String UNWANTED = "unwanted";

    private final Database db;
    private final String job;

    Outbox(Database db, String job) {
        this.db = db;
        this.job = job;
    }

    /**
     * Notes what happened, to be sent if it is wanted. A failure or a breach of the same cause as the last is no news; a
     * recovery is one only after either. Of one run each event is noted once, whoever notes it first.
     *
     * @param cause of a failure or a breach
     * @param body JSON
     */
    void note(Event event, String cause, Optional<Long> run, String body, Set<Event> wanted) {
        db.write(tx -> {
            tx.lock("gannet notices " + job);
            if (event != Event.CHANGE && !news(tx, event, cause)) {
                return false;
            }
            boolean told = wanted.contains(event);
            add(tx, event, cause, run, Notice.fresh(), told ? body : "{}", told ? WAITING : UNWANTED);
            return true;
        });
    }

    /** Takes in a failure that was noted beside the database; one that was sent is not sent again. */
    void takeIn(Aside.Kept kept) {
        db.write(tx -> {
            tx.lock("gannet notices " + job);
            if (!news(tx, Event.FAILURE, kept.cause())) {
                return false;
            }
            add(tx, Event.FAILURE, kept.cause(), kept.run(), kept.message(), kept.body(), kept.sent() ? SENT : WAITING);
            return true;
        });
    }

    private void add(
            Transaction tx, Event event, String cause, Optional<Long> run, String message, String body, String state) {
        long now = tx.now();
        tx.update(
                "INSERT INTO gannet_notice (job, event, cause, run, message, body, state, attempts, next_at, noted_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?) ON CONFLICT (job, event, run) DO NOTHING",
                job,
                event.label(),
                OneLine.of(cause),
                run.orElse(null),
                message,
                body,
                state,
                now,
                Instant.ofEpochMilli(now));
        tidy(tx, now);
    }

    private boolean news(Transaction tx, Event event, String cause) {
        record Last(Event event, String cause) {}
        Row.Reader<Last> reader = row -> new Last(Event.of(row.text("event")), row.text("cause"));
        Optional<Last> last = tx.first(
                "SELECT event, cause FROM gannet_notice WHERE job = ? AND event <> ? ORDER BY id DESC LIMIT 1",
                reader,
                job,
                Event.CHANGE.label());
        boolean well = last.isEmpty() || last.get().event() == Event.RECOVERY;
        if (event == Event.RECOVERY) {
            return !well;
        }
        return well || last.get().event() != event || !last.get().cause().equals(OneLine.of(cause));
    }

    /** The last that tells how the job stands stays: what comes next is compared with it. */
    private void tidy(Transaction tx, long now) {
        tx.update(
                "DELETE FROM gannet_notice WHERE job = ? AND state <> ? AND noted_at < ? AND id <>"
                        + " (SELECT MAX(id) FROM gannet_notice WHERE job = ? AND event <> ?)",
                job,
                WAITING,
                Instant.ofEpochMilli(now).minus(KEPT),
                job,
                Event.CHANGE.label());
    }

    /** @return the first that is due, which nobody else sends for a while */
    Optional<Notice> take() {
        return db.write(tx -> {
            long now = tx.now();
            return tx.first(
                    "UPDATE gannet_notice SET attempts = attempts + 1, next_at = ? WHERE state = ? AND next_at <= ? AND id ="
                            + " (SELECT id FROM gannet_notice WHERE job = ? AND state = ? AND next_at <= ?"
                            + " ORDER BY id LIMIT 1) RETURNING id, message, event, body, attempts",
                    row -> new Notice(
                            row.number("id"),
                            row.text("message"),
                            Event.of(row.text("event")),
                            row.text("body"),
                            row.count("attempts")),
                    now + LEASE.toMillis(),
                    WAITING,
                    now,
                    job,
                    WAITING,
                    now);
        });
    }

    void sent(Notice notice, String answer) {
        end(notice, SENT, answer);
    }

    /** @param forGood whether it would never be taken */
    void refused(Notice notice, String answer, boolean forGood) {
        if (forGood || notice.attempts() > PAUSES.size()) {
            end(notice, GIVEN_UP, answer);
            return;
        }
        Duration pause = PAUSES.get(notice.attempts() - 1);
        db.write(tx -> tx.update(
                "UPDATE gannet_notice SET next_at = ?, answer = ? WHERE id = ?",
                tx.now() + pause.toMillis(),
                OneLine.message(answer),
                notice.id()));
    }

    private void end(Notice notice, String state, String answer) {
        db.write(tx -> tx.update(
                "UPDATE gannet_notice SET state = ?, answer = ? WHERE id = ?",
                state,
                OneLine.message(answer),
                notice.id()));
    }

    /** @return how long until the next of those that wait is due, in milliseconds; empty when none waits */
    OptionalLong due() {
        return db.read(tx -> {
            if (waiting(tx) == 0) {
                return OptionalLong.empty();
            }
            long next = tx.number("SELECT MIN(next_at) FROM gannet_notice WHERE job = ? AND state = ?", job, WAITING);
            return OptionalLong.of(Math.max(0, next - tx.now()));
        });
    }

    /** @return how many wait */
    long waiting() {
        return db.read(this::waiting);
    }

    private long waiting(Transaction tx) {
        return tx.number("SELECT COUNT(*) FROM gannet_notice WHERE job = ? AND state = ?", job, WAITING);
    }
}
