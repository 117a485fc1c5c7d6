package dev.gannet.frontier;

import dev.gannet.db.Transaction;
import dev.gannet.web.Sha256;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Keeps which requests pages wait for in vain, and sends pages back that did not wait. */
final class Quiets {
    /** Longer ones are not worth their place. */
    private static final int LONGEST = 500;

    private final Transaction tx;

    Quiets(Transaction tx) {
        this.tx = tx;
    }

    Map<String, Map<String, Integer>> of(String job) {
        Map<String, Map<String, Integer>> places = new HashMap<>();
        tx.each(
                "SELECT place, request, pages FROM gannet_quiet WHERE job = ?",
                row -> places.computeIfAbsent(row.text("place"), place -> new HashMap<>())
                        .put(row.text("request"), row.count("pages")),
                job);
        return places;
    }

    void keep(String job, String place, String request, int pages) {
        String hash = Sha256.brief(place + "\n" + request);
        if (pages == 0) {
            tx.update("DELETE FROM gannet_quiet WHERE job = ? AND place_hash = ?", job, hash);
        } else if (place.length() + request.length() <= LONGEST) {
            tx.update(
                    "INSERT INTO gannet_quiet (job, place_hash, place, request, pages) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (job, place_hash) DO UPDATE SET pages = excluded.pages",
                    job,
                    hash,
                    place,
                    request,
                    pages);
        }
    }

    int again(long run, Collection<Long> pages) {
        Set<String> hosts = new LinkedHashSet<>();
        int sent = 0;
        for (long page : pages) {
            int changed = tx.update(
                    "UPDATE gannet_page SET state = 'pending', attempts = 0, not_before = 0, ended_at = NULL"
                            + " WHERE id = ? AND run = ? AND state = 'done'",
                    page,
                    run);
            if (changed > 0) {
                sent++;
                tx.each("SELECT host FROM gannet_page WHERE id = ?", row -> hosts.add(row.text("host")), page);
            }
        }
        if (!hosts.isEmpty()) {
            tx.first("SELECT id FROM gannet_run WHERE id = ?" + tx.dialect().forUpdate(), row -> true, run);
            Openings.mayOpen(tx, run, hosts, tx.now());
        }
        return sent;
    }
}
