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
 * Takes the next page of a run, in one transaction: of the hosts that may be asked now, the page that is fewest links
 * from a start. Whoever takes a page holds its host's row, so the pace holds between processes too.
 */
final class Claims {
    /** While pages are in flight they may yet bring a host that can be asked at once. */
    private static final long POLL_MILLIS = 200;

    /** A page whose claim was so often lost with its process is visited alone, so that it takes no other page with it. */
    static final int SUSPECT = 3;
    /** A page that was lost as often again, alone, is given up. */
    static final int LETHAL = 2 * SUSPECT;

    // The plus keeps SQLite from choosing the index by not_before, and then sorting all that wait.
    private static final String OPEN_HOSTS = "SELECT c.host AS host FROM (SELECT h.host AS host,"
            + " (SELECT q.id FROM gannet_page q WHERE q.run = r.run AND q.host = h.host AND q.state = 'pending'"
            + " AND +q.not_before <= ? AND q.lost >= ? AND q.lost < ? ORDER BY q.depth, q.id LIMIT 1) AS page"
            + " FROM gannet_run_host r JOIN gannet_host h ON h.host = r.host"
            + " WHERE r.run = ? AND h.next_slot <= ? AND (SELECT COUNT(*) FROM gannet_page l WHERE l.host = h.host"
            + " AND l.state = 'leased' AND l.lease_until > ?) < ?) c"
            + " JOIN gannet_page p ON p.id = c.page ORDER BY p.depth, p.id LIMIT 8";

    private static final String FIRST_PAGE =
            "SELECT id, url, role, depth, attempts, token FROM gannet_page WHERE run = ?"
                    + " AND host = ? AND state = 'pending' AND +not_before <= ? AND lost >= ? AND lost < ?"
                    + " ORDER BY depth, id LIMIT 1";

    private static final String NEXT_OPENING = "SELECT MIN(CASE WHEN h.next_slot > w.soonest THEN h.next_slot"
            + " ELSE w.soonest END) FROM (SELECT r.host AS host, (SELECT MIN(q.not_before) FROM gannet_page q"
            + " WHERE q.run = r.run AND q.host = r.host AND q.state = 'pending') AS soonest"
            + " FROM gannet_run_host r WHERE r.run = ?) w JOIN gannet_host h ON h.host = w.host"
            + " WHERE w.soonest IS NOT NULL";

    private final Transaction tx;
    private final long run;
    private final Pace pace;
    private final String owner;
    private final long leaseMillis;

    Claims(Transaction tx, long run, Pace pace, String owner, Duration lease) {
        this.tx = tx;
        this.run = run;
        this.pace = pace;
        this.owner = owner;
        this.leaseMillis = lease.toMillis();
    }

    Claim next() {
        if (tx.number("SELECT COUNT(*) FROM gannet_run WHERE id = ? AND state = 'running'", run) == 0) {
            return new Claim.Drained();
        }
        takeBackExpired(tx.now());
        if (holds(SUSPECT)) {
            return new Claim.Wait(Duration.ofMillis(POLL_MILLIS));
        }
        return open(0, SUSPECT).<Claim>map(Claim.Page::new).orElseGet(this::nothingOpen);
    }

    /** @return whether a page waits that is to be visited alone; asked when there is no other to visit */
    boolean suspects() {
        return tx.number(
                        "SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ? AND state = 'pending'"
                                + " AND lost >= ? LIMIT 1) s",
                        run,
                        SUSPECT)
                > 0;
    }

    /** Takes a page that is visited alone, once this process holds no other; nobody else of it may claim meanwhile. */
    Claim alone() {
        if (holds(0)) {
            return nothingOpen();
        }
        // Others were looked for before, while pages were still under way that kept their hosts.
        return open(0, SUSPECT)
                .or(() -> open(SUSPECT, Integer.MAX_VALUE))
                .<Claim>map(Claim.Page::new)
                .orElseGet(this::nothingOpen);
    }

    private boolean holds(int lost) {
        return tx.number(
                        "SELECT COUNT(*) FROM gannet_page WHERE state = 'leased' AND lease_owner = ? AND lost >= ?",
                        owner,
                        lost)
                > 0;
    }

    private Optional<Visit> open(int leastLost, int mostLost) {
        long now = tx.now();
        List<String> hosts =
                tx.list(OPEN_HOSTS, row -> row.text("host"), now, leastLost, mostLost, run, now, now, pace.parallel());
        String locked = tx.dialect().skipLocked();
        for (String host : hosts) {
            Optional<Visit> visit = take(host, locked, leastLost, mostLost);
            if (visit.isPresent()) {
                return visit;
            }
        }
        // Every open host is just being claimed by somebody: stand in line instead of coming back later.
        return hosts.isEmpty() || tx.dialect() != Dialect.POSTGRESQL
                ? Optional.empty()
                : take(hosts.get(0), tx.dialect().forUpdate(), leastLost, mostLost);
    }

    /** The holder of an expired lease may still come; its token is old by then. */
    private void takeBackExpired(long now) {
        tx.update(
                "UPDATE gannet_page SET state = 'pending', lost = lost + 1, token = token + 1, lease_owner = NULL,"
                        + " lease_until = NULL WHERE id IN (SELECT id FROM gannet_page WHERE run = ?"
                        + " AND state = 'leased' AND lease_until <= ?"
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
        return tx.number(
                "SELECT COUNT(*) FROM gannet_page WHERE host = ? AND state = 'leased' AND lease_until > ?", host, now);
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
    }

    private Claim nothingOpen() {
        boolean leased = tx.number(
                        "SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ? AND state = 'leased' LIMIT 1) l",
                        run)
                > 0;
        boolean pending = tx.number(
                        "SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ? AND state = 'pending' LIMIT 1) p",
                        run)
                > 0;
        if (!pending) {
            return leased ? new Claim.Wait(Duration.ofMillis(POLL_MILLIS)) : new Claim.Drained();
        }
        long open = tx.number(NEXT_OPENING, run);
        long left = open - tx.now();
        // Open but not to be had: the host has as many pages in flight as it may, perhaps those of another run.
        long wait = left <= 0 ? POLL_MILLIS : leased ? Math.min(left, POLL_MILLIS) : left;
        return new Claim.Wait(Duration.ofMillis(wait));
    }
}
