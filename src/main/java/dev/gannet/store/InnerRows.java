package dev.gannet.store;

import dev.gannet.db.Transaction;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the items inside other items of one page into their table. They are known by the outer row's key and their own,
 * whichever page shows them; a page that shows the outer item again takes those away that it alone had shown and shows
 * no more. So a list of reviews may go over many pages, and a variant that was sold out is gone.
 */
final class InnerRows {
    private final Transaction tx;
    private final PageOfItems page;
    private final ItemSpec kind;
    private final ItemTable table;
    private final StampedRows rows;
    private final List<@Nullable Object[]> gone = new ArrayList<>();

    private InnerRows(Transaction tx, PageOfItems page, ItemSpec kind, ItemTable table) {
        this.tx = tx;
        this.page = page;
        this.kind = kind;
        this.table = table;
        this.rows = new StampedRows(tx, page, table, kind.history());
    }

    /**
     * @param table the outer items' table
     * @param kind the outer items' kind
     * @param outer the outer items, written already, by the values of their rows' keys
     * @param counts is told what became of the rows, by the name of the inner kind
     */
    static void write(
            Transaction tx,
            PageOfItems page,
            ItemTable table,
            ItemSpec kind,
            Map<List<@Nullable Object>, Item> outer,
            Map<String, SaveCounts.Kind> counts) {
        for (FieldSpec field : kind.fields()) {
            kind.inner(field)
                    .ifPresent(inner ->
                            new InnerRows(tx, page, inner, table.inner(inner)).write(field.name(), outer, counts));
        }
    }

    private void write(String field, Map<List<@Nullable Object>, Item> outer, Map<String, SaveCounts.Kind> counts) {
        Map<List<@Nullable Object>, Item> written = new LinkedHashMap<>();
        outer.forEach((key, item) -> one(key, kind.joined(item.inner(field)), written));
        tx.batch("DELETE FROM " + table.quoted() + " WHERE " + StampedRows.equal(table.key()), gone);
        rows.flush();
        counts.put(kind.kind(), rows.counts(gone.size()));
        write(tx, page, table, kind, written, counts);
    }

    /** Writes what is inside one outer row. */
    private void one(List<@Nullable Object> outer, List<Item> items, Map<List<@Nullable Object>, Item> written) {
        Map<List<@Nullable Object>, Map<String, @Nullable Object>> before = new LinkedHashMap<>();
        Map<List<@Nullable Object>, Map<String, @Nullable Object>> mine = new LinkedHashMap<>();
        tx.each(
                "SELECT * FROM " + table.quoted() + " WHERE " + StampedRows.equal(table.references())
                        + tx.dialect().forUpdate(),
                row -> {
                    Map<String, @Nullable Object> values = table.values(row);
                    before.put(rows.key(values), values);
                    if (row.text("_page").equals(page.pageKey())) {
                        mine.put(rows.key(values), values);
                    }
                },
                outer.toArray());
        for (Item item : items) {
            Map<String, @Nullable Object> values = rows.values(item);
            for (int i = 0; i < outer.size(); i++) {
                values.put(table.references().get(i), outer.get(i));
            }
            List<@Nullable Object> key = rows.key(values);
            rows.upsert(values, item.position(), before.get(key));
            mine.remove(key);
            written.put(table.identity(values), item);
        }
        mine.values().forEach(values -> {
            rows.removed(values);
            gone.add(table.identity(values).toArray());
        });
    }
}
