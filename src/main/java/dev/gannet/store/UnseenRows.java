package dev.gannet.store;

import dev.gannet.db.Database;
import dev.gannet.db.Transaction;
import dev.gannet.extract.HistorySpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Marks the rows of a table that a run did not see as removed, a few at a time, and notes it where they have a key. */
final class UnseenRows {
    private static final int BATCH = 500;
    /** What a run was the last to see that started elsewhere, or took in other pages, says nothing. */
    private static final String UNSEEN = " WHERE \"_run\" < ? AND \"_removed_at\" IS NULL AND \"_run\" IN"
            + " (SELECT r.id FROM gannet_run r JOIN gannet_run me ON me.job = r.job AND me.fingerprint = r.fingerprint"
            + " WHERE me.id = ?)";

    private final Database db;
    private final ItemTable table;
    private final HistorySpec history;
    private final long run;

    UnseenRows(Database db, ItemTable table, HistorySpec history, long run) {
        this.db = db;
        this.table = table;
        this.history = history;
        this.run = run;
    }

    /** @return how many were marked */
    long mark() {
        if (table.key().isEmpty()) {
            return db.write(tx ->
                    tx.update("UPDATE " + table.quoted() + " SET \"_removed_at\" = ?" + UNSEEN, now(tx), run, run));
        }
        long marked = 0;
        while (true) {
            int some = db.write(this::some);
            if (some == 0) {
                return marked;
            }
            marked += some;
        }
    }

    private int some(Transaction tx) {
        Instant now = now(tx);
        List<Map<String, @Nullable Object>> some = tx.list(
                "SELECT * FROM " + table.quoted() + UNSEEN + " LIMIT " + BATCH
                        + tx.dialect().forUpdate(),
                table::values,
                run,
                run);
        tx.batch(
                "UPDATE " + table.quoted() + " SET \"_removed_at\" = ? WHERE " + StampedRows.equal(table.key()),
                some.stream()
                        .map(values -> Stream.concat(Stream.of(now), table.identity(values).stream())
                                .toArray())
                        .toList());
        ItemHistory notes = new ItemHistory(tx, table, history, run, null, now);
        some.forEach(notes::removed);
        notes.flush();
        return some.size();
    }

    private static Instant now(Transaction tx) {
        return Instant.ofEpochMilli(tx.now());
    }
}
