package dev.gannet.store;

import dev.gannet.db.Transaction;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the items of one kind and one page into their table, and the items inside them into theirs. */
final class RowWriter {
    private final Transaction tx;
    private final PageOfItems page;
    private final ItemSpec kind;
    private final ItemTable table;
    private final StampedRows rows;

    RowWriter(Transaction tx, PageOfItems page, ItemSpec kind) {
        this.tx = tx;
        this.page = page;
        this.kind = kind;
        this.table = ItemTable.of(kind);
        this.rows = new StampedRows(tx, page, table, kind.history());
    }

    /** @return what became of the rows of this kind and of those inside, by the name of the kind */
    Map<String, SaveCounts.Kind> write(List<Item> items) {
        Map<String, SaveCounts.Kind> counts = new LinkedHashMap<>();
        if (kind.key().isEmpty()) {
            int removed = replace(items);
            counts.put(kind.kind(), rows.counts(removed));
        } else {
            List<Item> once = kind.joined(items);
            merge(once);
            counts.put(kind.kind(), rows.counts(0));
            Map<List<@Nullable Object>, Item> outer = new LinkedHashMap<>();
            once.forEach(item -> outer.put(table.identity(rows.values(item)), item));
            InnerRows.write(tx, page, table, kind, outer, counts);
        }
        return counts;
    }

    /** Without a key the page's rows are its own: by position they stay, come and go. */
    private int replace(List<Item> items) {
        Map<Integer, Map<String, @Nullable Object>> before = new TreeMap<>();
        tx.each(
                "SELECT * FROM " + table.quoted() + " WHERE \"_page\" = ?"
                        + tx.dialect().forUpdate(),
                row -> before.put(row.count("_pos"), table.values(row)),
                page.pageKey());
        Map<Integer, Map<String, @Nullable Object>> fresh = new LinkedHashMap<>();
        Map<Integer, Map<String, @Nullable Object>> known = new LinkedHashMap<>();
        items.forEach(
                item -> (before.containsKey(item.position()) ? known : fresh).put(item.position(), rows.values(item)));
        List<@Nullable Object[]> gone = before.keySet().stream()
                .filter(position -> !known.containsKey(position))
                .map(position -> new @Nullable Object[] {page.pageKey(), position})
                .toList();
        tx.batch("DELETE FROM " + table.quoted() + " WHERE \"_page\" = ? AND \"_pos\" = ?", gone);
        rows.insert(fresh);
        rows.update(known, before);
        return gone.size();
    }

    /** With a key the page adds to what is known: only fields that it found replace what is there. */
    private void merge(List<Item> items) {
        String where = StampedRows.equal(table.key());
        for (Item item : items) {
            Map<String, @Nullable Object> values = rows.values(item);
            Map<String, @Nullable Object> before = tx.first(
                            "SELECT * FROM " + table.quoted() + " WHERE " + where
                                    + tx.dialect().forUpdate(),
                            table::values,
                            table.identity(values).toArray())
                    .orElse(null);
            rows.upsert(values, item.position(), before);
        }
        rows.flush();
    }
}
