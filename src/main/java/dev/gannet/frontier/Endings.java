package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down how a visit ended, if the claim it was made under still stands. */
final class Endings {
    /** The outcome of an attempt that is not counted. */
    static final String LOST = "lost";

    private Endings() {}

    /** @return whether the claim still stood; nothing is written otherwise */
    static boolean write(Transaction tx, Visit visit, PageEnd end) {
        long now = tx.now();
        if (!leave(tx, visit, end, Instant.ofEpochMilli(now))) {
            return false;
        }
        if (!(end instanceof PageEnd.Released)) {
            tx.update(
                    "INSERT INTO gannet_attempt (page, token, outcome, kind, message, claimed_at, ended_at)"
                            + " SELECT id, token, ?, ?, ?, claimed_at, ? FROM gannet_page WHERE id = ?",
                    outcome(end),
                    kind(end),
                    message(end),
                    Instant.ofEpochMilli(now),
                    visit.page());
        }
        if (end instanceof PageEnd.Done) {
            HostPace.answeredWell(tx, visit.page());
        }
        return true;
    }

    /** Ends what was lost too often: the process died under it each time, at last with nothing else under way (R20). */
    static void giveUpLethal(Transaction tx) {
        Instant now = Instant.ofEpochMilli(tx.now());
        // lost > 0 is the condition of the index.
        String which = " FROM gannet_page WHERE state = 'pending' AND lost > 0 AND lost >= ?";
        if (tx.number("SELECT COUNT(*)" + which, Claims.LETHAL) == 0) {
            return;
        }
        String message = "the process that visited it died under it " + Claims.LETHAL + " times, " + Claims.SUSPECT
                + " of them with nothing else under way";
        tx.update(
                "INSERT INTO gannet_attempt (page, token, outcome, kind, message, claimed_at, ended_at)"
                        + " SELECT id, token, 'failed', ?, ?, claimed_at, ?" + which,
                FailureKind.LETHAL.label(),
                message,
                now,
                Claims.LETHAL);
        tx.update(
                "UPDATE gannet_page SET state = 'failed', kind = ?, message = ?, ended_at = ?"
                        + " WHERE state = 'pending' AND lost > 0 AND lost >= ?",
                FailureKind.LETHAL.label(),
                message,
                now,
                Claims.LETHAL);
    }

    private static boolean leave(Transaction tx, Visit visit, PageEnd end, Instant now) {
        if (end instanceof PageEnd.Done done) {
            return close(tx, visit, "done", now, done.reason()) && DoneRows.write(tx, visit.page(), done);
        }
        if (end instanceof PageEnd.Failed failed) {
            return close(tx, visit, "failed", now, null)
                    && tx.update(
                                    "UPDATE gannet_page SET kind = ?, message = ?, status = ?, evidence = ? WHERE id = ?",
                                    failed.kind().label(),
                                    OneLine.message(failed.message()),
                                    failed.status().isPresent()
                                            ? failed.status().getAsInt()
                                            : null,
                                    failed.evidence().orElse(null),
                                    visit.page())
                            == 1;
        }
        if (end instanceof PageEnd.Skipped skipped) {
            return close(tx, visit, "skipped", now, skipped.reason()) && leftOut(tx, visit);
        }
        boolean free =
                end instanceof PageEnd.Released || end instanceof PageEnd.Lost || end instanceof PageEnd.Unreached;
        return tx.update(
                        "UPDATE gannet_page SET state = 'pending', attempts = attempts + ?, not_before = ?, kind = ?,"
                                + " message = ?, lease_owner = NULL, lease_until = NULL"
                                + " WHERE id = ? AND token = ? AND state = 'leased'",
                        free ? 0 : 1,
                        notBefore(end, now),
                        kind(end),
                        message(end),
                        visit.page(),
                        visit.token())
                == 1;
    }

    private static boolean leftOut(Transaction tx, Visit visit) {
        Pages.take(tx, tx.number("SELECT run FROM gannet_page WHERE id = ?", visit.page()), visit.role(), -1);
        return true;
    }

    /** The pause is counted from the database's now, whatever the clock of this machine says (R53). */
    private static long notBefore(PageEnd end, Instant now) {
        Duration pause = end instanceof PageEnd.Retry retry
                ? retry.pause()
                : end instanceof PageEnd.Lost lost
                        ? lost.pause()
                        : end instanceof PageEnd.Unreached unreached ? unreached.pause() : null;
        return pause == null ? 0 : now.plus(pause).toEpochMilli();
    }

    private static boolean close(Transaction tx, Visit visit, String state, Instant now, @Nullable String reason) {
        return tx.update(
                        "UPDATE gannet_page SET state = ?, attempts = attempts + 1, ended_at = ?, reason = ?,"
                                + " kind = NULL, message = NULL, lease_owner = NULL, lease_until = NULL"
                                + " WHERE id = ? AND token = ? AND state = 'leased'",
                        state,
                        now,
                        reason == null ? null : OneLine.of(reason),
                        visit.page(),
                        visit.token())
                == 1;
    }

    private static String outcome(PageEnd end) {
        if (end instanceof PageEnd.Done done) {
            return done.ready() ? "done" : "not-ready";
        }
        if (end instanceof PageEnd.NotReadyRetry) {
            return "not-ready";
        }
        if (end instanceof PageEnd.Lost) {
            return LOST;
        }
        return end instanceof PageEnd.Skipped ? "skipped" : end instanceof PageEnd.Failed ? "failed" : "retry";
    }

    private static @Nullable String kind(PageEnd end) {
        FailureKind kind = end instanceof PageEnd.Failed failed
                ? failed.kind()
                : end instanceof PageEnd.Retry retry
                        ? retry.kind()
                        : end instanceof PageEnd.Lost lost
                                ? lost.kind()
                                : end instanceof PageEnd.Unreached unreached
                                        ? unreached.kind()
                                        : end instanceof PageEnd.Skipped skipped ? skipped.kind() : null;
        return kind == null ? null : kind.label();
    }

    private static @Nullable String message(PageEnd end) {
        String message = null;
        if (end instanceof PageEnd.Failed failed) {
            message = failed.message();
        } else if (end instanceof PageEnd.Retry retry) {
            message = retry.message();
        } else if (end instanceof PageEnd.Lost lost) {
            message = lost.message();
        } else if (end instanceof PageEnd.Unreached unreached) {
            message = unreached.message();
        } else if (end instanceof PageEnd.Skipped skipped) {
            message = skipped.message();
        } else if (end instanceof PageEnd.NotReadyRetry again) {
            message = again.reason();
        }
        return message == null ? null : OneLine.message(message);
    }
}
