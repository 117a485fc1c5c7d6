package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.db.Identifier;
import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forgets runs that are long over, a few pages at a time: what they visited, not what they found. Pages that are captured
 * stay, and their runs, as long as the captures do. Of a run that was the last to see a row that is still there, it stays
 * what it had started from: else nobody could conclude any more that the row is gone.
 */
final class OldRuns {
    private static final int BATCH = 500;
    private static final List<String> OF_PAGES =
            List.of("gannet_attempt", "gannet_page_item", "gannet_file", "gannet_lost_file", "gannet_breach");
    private static final List<String> OF_RUNS =
            List.of("gannet_breach", "gannet_run_kind", "gannet_run_host", "gannet_path", "gannet_process");
    /** What a job gathers, in a month of runs every minute, before anything is forgotten. */
    private static final int MOST_RUNS = 50_000;

    private final Database db;

    OldRuns(Database db) {
        this.db = db;
    }

    /**
     * @param keep how many runs of the job are remembered
     * @param tables of its items
     */
    void forget(String job, int keep, List<String> tables) {
        List<Long> old = db.read(tx -> tx.list(
                "SELECT id FROM gannet_run WHERE job = ? AND state IN ('finished', 'abandoned') AND NOT forgotten AND id <"
                        + " (SELECT MIN(id) FROM (SELECT id FROM gannet_run WHERE job = ? ORDER BY id DESC LIMIT ?) kept)"
                        + " AND NOT EXISTS (SELECT 1 FROM gannet_capture c WHERE c.run = gannet_run.id)"
                        + " ORDER BY id LIMIT " + MOST_RUNS,
                row -> row.number("id"),
                job,
                job,
                keep));
        if (old.isEmpty()) {
            return;
        }
        Set<Long> needed = lastSeen(tables, old.get(old.size() - 1));
        for (long run : old) {
            while (db.write(tx -> pages(tx, run)) == BATCH) {
                // The next few; others write in between.
            }
            db.write(tx -> {
                OF_RUNS.forEach(table -> tx.update("DELETE FROM " + table + " WHERE run = ?", run));
                return tx.update(
                        needed.contains(run)
                                ? "UPDATE gannet_run SET forgotten = TRUE WHERE id = ?"
                                : "DELETE FROM gannet_run WHERE id = ?",
                        run);
            });
        }
    }

    /** @return the runs up to that one which were the last to see something that is still there */
    private Set<Long> lastSeen(List<String> tables, long newest) {
        Set<Long> runs = new HashSet<>();
        db.read(tx -> {
            tables.forEach(table -> tx.each(
                    "SELECT DISTINCT \"_run\" AS run FROM " + Identifier.quote(table)
                            + " WHERE \"_removed_at\" IS NULL AND \"_run\" <= ?",
                    row -> runs.add(row.number("run")),
                    newest));
            return true;
        });
        return runs;
    }

    private static int pages(Transaction tx, long run) {
        Row.Reader<@Nullable Object[]> reader = row -> new @Nullable Object[] {row.number("id")};
        List<@Nullable Object[]> some =
                tx.list("SELECT id FROM gannet_page WHERE run = ? ORDER BY id LIMIT " + BATCH, reader, run);
        OF_PAGES.forEach(table -> tx.batch("DELETE FROM " + table + " WHERE page = ?", some));
        tx.batch("DELETE FROM gannet_page WHERE id = ?", some);
        return some.size();
    }
}
