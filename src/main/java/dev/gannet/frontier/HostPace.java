package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The rows that say when a host may be asked next. One row a host, shared by every run and every process. */
final class HostPace {
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 9;

    private HostPace() {}

    static void know(Transaction tx, Collection<String> hosts) {
        tx.batch(
                "INSERT INTO gannet_host (host) VALUES (?) ON CONFLICT DO NOTHING",
                hosts.stream().map(host -> new Object[] {host}).toList());
    }

    static Duration reserve(Transaction tx, String host, Duration delay) {
        lock(tx, host);
        long now = tx.now();
        long slot = Math.max(now, nextSlot(tx, host));
        tx.update("UPDATE gannet_host SET next_slot = ? WHERE host = ?", slot + delay.toMillis(), host);
        return Duration.ofMillis(slot - now);
    }

    static void notBefore(Transaction tx, String host, long slot) {
        know(tx, List.of(host));
        tx.update("UPDATE gannet_host SET next_slot = ? WHERE host = ? AND next_slot < ?", slot, host, slot);
    }

    /**
     * Doubles the host's backoff. Answers to requests that were in flight when it began do not double it again.
     */
    static void backOff(Transaction tx, String host, Duration atLeast, boolean asked) {
        lock(tx, host);
        long now = tx.now();
        long known = tx.number("SELECT backoff_until FROM gannet_host WHERE host = ?", host);
        if (known > now && !asked) {
            return;
        }
        long strikes = tx.number("SELECT strikes FROM gannet_host WHERE host = ?", host);
        long doubled = FIRST_BACKOFF.toMillis() << Math.min(strikes, MOST_DOUBLINGS);
        long wait = Math.max(atLeast.toMillis(), known > now ? 0 : Math.min(doubled, LONGEST_BACKOFF.toMillis()));
        long until = Math.max(known, now + wait);
        tx.update(
                "UPDATE gannet_host SET backoff_until = ?, strikes = ?, next_slot = ? WHERE host = ?",
                until,
                known > now ? strikes : strikes + 1,
                Math.max(until, nextSlot(tx, host)),
                host);
    }

    /** A good answer ends the doubling. */
    static void answeredWell(Transaction tx, long page) {
        tx.update(
                "UPDATE gannet_host SET strikes = 0 WHERE strikes > 0"
                        + " AND host = (SELECT host FROM gannet_page WHERE id = ?)",
                page);
    }

    private static void lock(Transaction tx, String host) {
        know(tx, List.of(host));
        tx.first(
                "SELECT host FROM gannet_host WHERE host = ?" + tx.dialect().forUpdate(),
                row -> row.text("host"),
                host);
    }

    private static long nextSlot(Transaction tx, String host) {
        return tx.number("SELECT next_slot FROM gannet_host WHERE host = ?", host);
    }
}
