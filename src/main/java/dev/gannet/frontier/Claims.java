package dev.gannet.frontier;

import dev.gannet.db.Dialect;
import dev.gannet.db.Transaction;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next page of a run, in one transaction: of the host that could have been asked for longest, the page that was
 * lost with a process least often, and among those the one that is fewest links from a start. Whoever takes a page holds its host's row, so the pace holds between processes too.
 */
final class Claims {
    /** While pages are in flight they may yet bring a host that can be asked at once. */
    private static final long POLL_MILLIS = 200;

    /** A page whose claim was so often lost with its process is visited alone, so that it takes no other page with it. */
    static final int SUSPECT = 3;
    /** A page that was lost as often again, alone, is given up. */
    static final int LETHAL = 2 * SUSPECT;

    // What was lost comes last: pages that are only near whatever kills the processes are not near it again and again,
    // and
    // a page that kills them holds up no other.
    // The plus keeps SQLite from choosing the index by not_before, and then sorting all that wait.
    static final String FIRST_PAGE = "SELECT id, url, role, depth, attempts, token FROM gannet_page WHERE run = ?"
            + " AND host = ? AND state = 'pending' AND +not_before <= ? AND lost >= ? AND lost < ?"
            + " ORDER BY lost, depth, id LIMIT 1";

    // lost > 0 is the condition of the index.
    static final String SUSPECTS =
            "SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ? AND state = 'pending'"
                    + " AND lost > 0 AND lost >= ? LIMIT 1) s";

    // The orders are those of the indexes: without them PostgreSQL may read the table until it meets such a page. One
    // statement sees one state: a page that goes from one to the other in between would be missed by two.
    static final String LEFT = "SELECT (SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ?"
            + " AND state = 'leased' ORDER BY host, lease_until LIMIT 1) l) AS leased,"
            + " (SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ?"
            + " AND state = 'pending' ORDER BY host, lost, depth, id LIMIT 1) p) AS pending";

    static final String IN_FLIGHT =
            "SELECT COUNT(*) FROM gannet_page WHERE host = ? AND state = 'leased' AND lease_until > ?";

    static final String EXPIRED = "SELECT id FROM gannet_page WHERE run = ? AND state = 'leased' AND lease_until <= ?";

    /** Whether any page of the run is in flight, and whether one waits. */
    private record Left(boolean leased, boolean pending) {}

    private final Transaction tx;
    private final long run;
    private final Pace pace;
    private final String owner;
    private final long leaseMillis;
    private final Openings openings;

    Claims(Transaction tx, long run, Pace pace, String owner, Duration lease) {
        this.tx = tx;
        this.run = run;
        this.pace = pace;
        this.owner = owner;
        this.leaseMillis = lease.toMillis();
        this.openings = new Openings(tx, run);
    }

    Claim next() {
        if (tx.number("SELECT COUNT(*) FROM gannet_run WHERE id = ? AND state = 'running'", run) == 0) {
            return new Claim.Drained();
        }
        takeBackExpired(tx.now());
        if (holds(SUSPECT)) {
            return new Claim.Wait(Duration.ofMillis(POLL_MILLIS));
        }
        return claim(open(0, SUSPECT));
    }

    /** @return whether a page waits that is to be visited alone; asked when there is no other to visit */
    boolean suspects() {
        return tx.number(SUSPECTS, run, SUSPECT) > 0;
    }

    /** Takes a page that is visited alone, once this process holds no other; nobody else of it may claim meanwhile. */
    Claim alone() {
        if (holds(0)) {
            return nothingOpen();
        }
        // Others were looked for before, while pages were still under way that kept their hosts.
        return claim(open(0, SUSPECT).or(() -> open(SUSPECT, Integer.MAX_VALUE)));
    }

    private boolean holds(int lost) {
        return tx.number(
                        "SELECT COUNT(*) FROM gannet_page WHERE state = 'leased' AND lease_owner = ? AND lost >= ?",
                        owner,
                        lost)
                > 0;
    }

    private Claim claim(Optional<Visit> visit) {
        openings.correct();
        return visit.<Claim>map(Claim.Page::new).orElseGet(this::nothingOpen);
    }

    private Optional<Visit> open(int leastLost, int mostLost) {
        openings.fromTheFirst(tx.now());
        String line = "";
        for (List<String> hosts = openings.open(pace.parallel());
                !hosts.isEmpty();
                hosts = openings.open(pace.parallel())) {
            for (String host : hosts) {
                Optional<Visit> visit = take(host, tx.dialect().skipLocked(), leastLost, mostLost);
                if (visit.isPresent()) {
                    return visit;
                }
            }
            line = line.isEmpty() ? hosts.get(0) : line;
        }
        // Every open host is just being claimed by somebody: stand in line instead of coming back later.
        return line.isEmpty() || tx.dialect() != Dialect.POSTGRESQL
                ? Optional.empty()
                : take(line, tx.dialect().forUpdate(), leastLost, mostLost);
    }

    /** The holder of an expired lease may still come; its token is old by then. */
    private void takeBackExpired(long now) {
        tx.update(
                "UPDATE gannet_page SET state = 'pending', lost = lost + 1, token = token + 1, lease_owner = NULL,"
                        + " lease_until = NULL WHERE id IN (" + EXPIRED
                        + tx.dialect().skipLocked() + ")",
                run,
                now);
        Endings.giveUpLethal(tx);
    }

    private Optional<Visit> take(String host, String locking, int leastLost, int mostLost) {
        Optional<Long> slot = tx.first(
                "SELECT next_slot FROM gannet_host WHERE host = ?" + locking, row -> row.number("next_slot"), host);
        // The lock may have been waited for: what was true before it is looked at again.
        long now = tx.now();
        if (slot.isEmpty() || slot.get() > now || inFlight(host, now) >= pace.parallel()) {
            return Optional.empty();
        }
        Optional<Visit> found = tx.first(
                FIRST_PAGE,
                row -> new Visit(
                        row.number("id"),
                        PageUrl.of(row.text("url")),
                        Role.of(row.text("role")),
                        row.count("depth"),
                        row.count("attempts") + 1,
                        row.number("token") + 1),
                run,
                host,
                now,
                leastLost,
                mostLost);
        found.ifPresent(visit -> lease(visit, host, now));
        return found;
    }

    private long inFlight(String host, long now) {
        return tx.number(IN_FLIGHT, host, now);
    }

    private void lease(Visit visit, String host, long now) {
        @Nullable Object[] values = {visit.token(), now, owner, now + leaseMillis, visit.page()};
        tx.update(
                "UPDATE gannet_page SET state = 'leased', token = ?, claimed_at = ?, lease_owner = ?, lease_until = ?"
                        + " WHERE id = ? AND state = 'pending'",
                values);
        tx.update(
                "UPDATE gannet_host SET next_slot = ? WHERE host = ?",
                now + pace.delay().toMillis(),
                host);
        openings.taken(host, now + pace.delay().toMillis());
    }

    private Claim nothingOpen() {
        Left left = tx.first(LEFT, row -> new Left(row.number("leased") > 0, row.number("pending") > 0), run, run)
                .orElseThrow();
        if (!left.pending()) {
            return left.leased() ? new Claim.Wait(Duration.ofMillis(POLL_MILLIS)) : new Claim.Drained();
        }
        long open = openings.next();
        if (open == Openings.NEVER && !left.leased()) {
            // Only a hand that is not ours can have brought it to this; a page that waits is not left behind for it.
            Openings.allMayOpen(tx, run);
            return new Claim.Wait(Duration.ofMillis(POLL_MILLIS));
        }
        long time = open - tx.now();
        // Open but not to be had: the host has as many pages in flight as it may, perhaps those of another run.
        long wait = time <= 0 ? POLL_MILLIS : left.leased() ? Math.min(time, POLL_MILLIS) : time;
        return new Claim.Wait(Duration.ofMillis(wait));
    }
}
