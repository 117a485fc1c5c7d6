package dev.gannet.store;

import dev.gannet.db.Transaction;
import java.util.List;
import java.util.Map;

/**
 * What a copy leaves out of a crawl that is under way, or that was killed: who works on it. In the copy its runs are
 * stopped and its pages in flight wait, as if everybody had given them back; their tokens are spent.
 */
final class Underway {
    private static final Map<String, Map<String, String>> INSTEAD = Map.of(
            "gannet_run",
            Map.of("state", "CASE WHEN state = 'running' THEN 'stopped' ELSE state END"),
            "gannet_page",
            Map.of(
                    "state", "CASE WHEN state = 'leased' THEN 'pending' ELSE state END",
                    "token", "CASE WHEN state = 'leased' THEN token + 1 ELSE token END",
                    "lease_owner", "CASE WHEN state <> 'leased' THEN lease_owner END",
                    "lease_until", "CASE WHEN state <> 'leased' THEN lease_until END"));

    private Underway() {}

    /** @return what is read in place of a column of that table, by the column's name */
    static Map<String, String> instead(String table) {
        return INSTEAD.getOrDefault(table, Map.of());
    }

    /** @return a sentence for each run that is under way */
    static List<String> notes(Transaction from) {
        return from.list(
                "SELECT r.id AS run, r.job AS job, (SELECT COUNT(*) FROM gannet_page p WHERE p.run = r.id"
                        + " AND p.state = 'leased') AS flying FROM gannet_run r WHERE r.state = 'running' ORDER BY r.id",
                row -> "run " + row.number("run") + " of " + row.text("job")
                        + " was under way: in the copy it is stopped, and its pages in flight (" + row.number("flying")
                        + ") wait; let only one of the two go on");
    }
}
