package dev.gannet.frontier;

import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Begins, joins, resumes and ends runs, and knows which processes work on one. */
final class Runs {
    /** How long a process that never sent a heartbeat counts as alive to other machines. */
    private static final long FIRST_BREATH_MILLIS = 60_000;

    static final String HOLDERS = "SELECT process FROM gannet_process UNION"
            + " SELECT lease_owner AS process FROM gannet_page WHERE state = 'leased'";

    private final Transaction tx;
    private final ProcessName self;

    Runs(Transaction tx, ProcessName self) {
        this.tx = tx;
        this.self = self;
    }

    private record Left(long run, String fingerprint, Instant started) {}

    RunTicket begin(String job, String fingerprint, Unfinished unfinished, List<Lead> starts, Bounds bounds) {
        tx.lock("gannet run " + job);
        freeDead();
        Instant now = Instant.ofEpochMilli(tx.now());
        Optional<Left> left = left(job);
        if (left.isPresent() && givesUp(left.get(), fingerprint, unfinished)) {
            tx.update(
                    "UPDATE gannet_run SET state = 'abandoned', ended_at = ? WHERE job = ?"
                            + " AND state IN ('running', 'stopped')",
                    now,
                    job);
        } else if (left.isPresent()) {
            if (!left.get().fingerprint().equals(fingerprint)) {
                throw new RunConflictException(job, left.get().run());
            }
            return goOn(left.get());
        }
        long run = tx.first(
                        "INSERT INTO gannet_run (job, fingerprint, state, started_at) VALUES (?, ?, 'running', ?)"
                                + " RETURNING id",
                        row -> row.number("id"),
                        job,
                        fingerprint,
                        now)
                .orElseThrow();
        Pages.add(tx, run, null, starts, bounds);
        breathe(run, FIRST_BREATH_MILLIS);
        return new RunTicket(run, false, false, left.map(Left::run), now);
    }

    private boolean givesUp(Left left, String fingerprint, Unfinished unfinished) {
        return switch (unfinished) {
            case GO_ON -> false;
            case GO_ON_IF_SAME -> !left.fingerprint().equals(fingerprint) && others(left.run()) == 0;
            case GIVE_UP -> true;
        };
    }

    /** @return the run that others work on */
    Optional<RunTicket> join(String job, String fingerprint) {
        tx.lock("gannet run " + job);
        return underWayElsewhere(job, fingerprint).map(this::goOn);
    }

    boolean worthJoining(String job, String fingerprint) {
        return underWayElsewhere(job, fingerprint).isPresent();
    }

    private Optional<Left> underWayElsewhere(String job, String fingerprint) {
        return left(job).filter(run -> run.fingerprint().equals(fingerprint) && others(run.run()) > 0);
    }

    private RunTicket goOn(Left left) {
        long run = left.run();
        boolean joined = others(run) > 0;
        tx.update("UPDATE gannet_run SET state = 'running', ended_at = NULL, verdict = NULL WHERE id = ?", run);
        new Verdicts(tx).reopened(run);
        breathe(run, FIRST_BREATH_MILLIS);
        return new RunTicket(run, !joined, joined, Optional.empty(), left.started());
    }

    private Optional<Left> left(String job) {
        Row.Reader<Left> reader = row -> new Left(
                row.number("id"),
                row.text("fingerprint"),
                row.moment("started_at").orElse(Instant.EPOCH));
        return tx.first(
                "SELECT id, fingerprint, started_at FROM gannet_run WHERE job = ?"
                        + " AND state IN ('running', 'stopped') ORDER BY id DESC LIMIT 1",
                reader,
                job);
    }

    /** Gives back what dead processes of this machine held: their leases need not run out first. */
    private void freeDead() {
        List<String> processes = tx.list(HOLDERS, row -> row.text("process"));
        for (String process : processes) {
            boolean dead = ProcessName.parse(process)
                    .map(name -> name.deadAsSeenBy(self))
                    .orElse(false);
            if (dead) {
                tx.update(
                        "UPDATE gannet_page SET state = 'pending', lost = lost + 1, token = token + 1,"
                                + " lease_owner = NULL, lease_until = NULL WHERE state = 'leased' AND lease_owner = ?",
                        process);
                tx.update("DELETE FROM gannet_process WHERE process = ?", process);
            }
        }
        Endings.giveUpLethal(tx);
    }

    private long others(long run) {
        return tx.number(
                "SELECT COUNT(*) FROM gannet_process WHERE run = ? AND process <> ? AND alive_until > ?",
                run,
                self.text(),
                tx.now());
    }

    /** Says that this process is alive and works on the run. */
    void breathe(long run, long millis) {
        tx.update(
                "INSERT INTO gannet_process (run, process, alive_until) VALUES (?, ?, ?)"
                        + " ON CONFLICT (run, process) DO UPDATE SET alive_until = excluded.alive_until",
                run,
                self.text(),
                tx.now() + millis);
    }

    /** Gives back what this process still holds; the run is finished, or, when nobody else works on it, stopped. */
    void end(long run, boolean finished) {
        tx.update(
                "UPDATE gannet_page SET state = 'pending', token = token + 1, lease_owner = NULL, lease_until = NULL"
                        + " WHERE run = ? AND state = 'leased' AND lease_owner = ?",
                run,
                self.text());
        tx.update("DELETE FROM gannet_process WHERE run = ? AND process = ?", run, self.text());
        if (finished || others(run) == 0) {
            tx.update(
                    "UPDATE gannet_run SET state = ?, ended_at = ? WHERE id = ? AND state = 'running'",
                    finished ? "finished" : "stopped",
                    Instant.ofEpochMilli(tx.now()),
                    run);
        }
    }

    /** Opens the job's last run again with its failed pages pending; their attempts start anew. */
    int retryFailed(String job) {
        tx.lock("gannet run " + job);
        long run = tx.number("SELECT MAX(id) FROM gannet_run WHERE job = ? AND state <> 'abandoned'", job);
        int pages = tx.update(
                "UPDATE gannet_page SET state = 'pending', attempts = 0, lost = 0, not_before = 0, kind = NULL, message = NULL,"
                        + " evidence = NULL, ended_at = NULL WHERE run = ? AND state = 'failed'",
                run);
        if (pages > 0) {
            Openings.allMayOpen(tx, run);
            tx.update("UPDATE gannet_run SET state = 'stopped' WHERE id = ? AND state = 'finished'", run);
        }
        return pages;
    }
}
