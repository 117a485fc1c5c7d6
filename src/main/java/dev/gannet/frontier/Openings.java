package dev.gannet.frontier;

import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Knows which hosts of a run are worth a look, so that a claim reads a few rows however many URLs and hosts a run has.
 * Each host's {@code opens_at} is never later than the moment at which it can have a page to claim. Whoever brings new
 * pages moves it to earlier; whoever finds a host closed moves it to later, which is the business of claims alone. A host
 * with a page in flight is never taken for empty: the page may come back. So a claim passes over at most as many hosts as
 * pages are in flight, and over each host that has become empty once.
 */
final class Openings {
    /** When a host opens that has no page left. */
    static final long NEVER = Long.MAX_VALUE;

    /** Hosts that are looked at together. */
    private static final int BATCH = 8;

    private static final String FACTS = "(SELECT h.next_slot FROM gannet_host h WHERE h.host = r.host) AS next_slot,"
            + " COALESCE((SELECT MIN(q.not_before) FROM gannet_page q WHERE q.run = r.run AND q.host = r.host"
            + " AND q.state = 'pending'), " + NEVER + ") AS soonest,"
            + " (SELECT COUNT(*) FROM gannet_page l WHERE l.host = r.host AND l.state = 'leased'"
            + " AND l.run = r.run) AS held";

    static final String LOOK = "SELECT r.host AS host, r.opens_at AS opens_at, " + FACTS
            + ", (SELECT COUNT(*) FROM gannet_page f WHERE f.host = r.host AND f.state = 'leased'"
            + " AND f.lease_until > ?) AS in_flight"
            + " FROM gannet_run_host r WHERE r.run = ? AND r.opens_at <= ? AND (r.opens_at, r.host) > (?, ?)"
            + " ORDER BY r.opens_at, r.host LIMIT " + BATCH;

    static final String NEXT = "SELECT MIN(opens_at) AS opens_at FROM gannet_run_host WHERE run = ?";

    private final Transaction tx;
    private final long run;
    private final Set<String> closed = new LinkedHashSet<>();
    private long now;
    private long at = -1;
    private String after = "";
    private boolean exhausted;

    Openings(Transaction tx, long run) {
        this.tx = tx;
        this.run = run;
    }

    /** One host as it was found. */
    private record Found(String host, long opensAt, long slot, long soonest, long held, long inFlight) {
        static Found read(Row row) {
            return new Found(
                    row.text("host"),
                    row.number("opens_at"),
                    row.number("next_slot"),
                    row.number("soonest"),
                    row.number("held"),
                    row.number("in_flight"));
        }
    }

    /** Says that these hosts may have a page to claim from now on. The caller holds the run's row. */
    static void mayOpen(Transaction tx, long run, Collection<String> hosts, long now) {
        tx.batch(
                "INSERT INTO gannet_run_host (run, host, opens_at) VALUES (?, ?, ?) ON CONFLICT (run, host)"
                        + " DO UPDATE SET opens_at = excluded.opens_at"
                        + " WHERE gannet_run_host.opens_at > excluded.opens_at",
                hosts.stream().map(host -> new Object[] {run, host, now}).toList());
    }

    /** Says that any host of the run may have a page to claim. */
    static void allMayOpen(Transaction tx, long run) {
        tx.update("UPDATE gannet_run_host SET opens_at = 0 WHERE run = ?", run);
    }

    /** Begins to look anew. */
    void fromTheFirst(long moment) {
        now = moment;
        at = -1;
        after = "";
        exhausted = false;
    }

    /** @return the next few hosts that have a page to claim, those that have been open for longest first; none: no more */
    List<String> open(int parallel) {
        List<String> open = new ArrayList<>();
        while (open.isEmpty() && !exhausted) {
            List<Found> batch = tx.list(LOOK, Found::read, now, run, now, at, after);
            for (Found found : batch) {
                if (found.slot() > now || (found.soonest() > now && found.held() == 0)) {
                    closed.add(found.host());
                } else if (found.soonest() <= now && found.inFlight() < parallel) {
                    open.add(found.host());
                }
                at = found.opensAt();
                after = found.host();
            }
            exhausted = batch.size() < BATCH;
        }
        return open;
    }

    /** Says when the host opens next, as far as its pace goes. */
    void taken(String host, long nextSlot) {
        // Never waits: who brings new pages holds several of these rows and may wait for one that is held here.
        tx.update(
                "UPDATE gannet_run_host SET opens_at = ? WHERE run = ? AND host IN (SELECT host FROM gannet_run_host"
                        + " WHERE run = ? AND host = ?" + tx.dialect().skipLocked() + ")",
                nextSlot,
                run,
                run,
                host);
    }

    /**
     * Moves the hosts that were found closed to when they open. The last thing in a transaction: nothing may be waited for
     * with these rows held.
     */
    void correct() {
        for (String host : closed) {
            // Only what is looked up with the row held is sure: new pages come with the row held too.
            boolean held = tx.first(
                            "SELECT host FROM gannet_run_host WHERE run = ? AND host = ?"
                                    + tx.dialect().skipLocked(),
                            row -> true,
                            run,
                            host)
                    .isPresent();
            if (held) {
                long opens = tx.first(
                                "SELECT " + FACTS + " FROM gannet_run_host r WHERE r.run = ? AND r.host = ?",
                                row -> row.number("held") > 0
                                        ? row.number("next_slot")
                                        : Math.max(row.number("next_slot"), row.number("soonest")),
                                run,
                                host)
                        .orElse(0L);
                tx.update(
                        "UPDATE gannet_run_host SET opens_at = ? WHERE run = ? AND host = ? AND opens_at < ?",
                        opens,
                        run,
                        host,
                        opens);
            }
        }
    }

    /** @return when the next host opens, as far as is known: not later than it does */
    long next() {
        return tx.first(NEXT, row -> row.number("opens_at"), run).orElse(NEVER);
    }
}
