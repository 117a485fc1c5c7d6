package dev.gannet.store;

import dev.gannet.db.Identifier;
import dev.gannet.db.Transaction;
import dev.gannet.extract.HistorySpec;
import dev.gannet.extract.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements that write rows of one table with what every row says of the page that it was found on, and the count of
 * what they do. For one thread.
 */
final class StampedRows {
    private static final List<String> STAMPS =
            List.of("_url", "_page", "_pos", "_run", "_rung", "_ready", "_truncated", "_last_seen");

    private static final String THERE = "\"_removed_at\" = NULL";

    private final Transaction tx;
    private final PageOfItems page;
    private final ItemTable table;
    private final ItemHistory history;
    /** By the columns that they have values in: rows of the same form go in one batch. */
    private final Map<List<ItemColumn>, List<@Nullable Object[]>> upserts = new LinkedHashMap<>();

    private int added;
    private int changed;
    private int unchanged;

    StampedRows(Transaction tx, PageOfItems page, ItemTable table, HistorySpec history) {
        this.tx = tx;
        this.page = page;
        this.table = table;
        this.history = new ItemHistory(tx, table, history, page.run(), page.url(), page.at());
    }

    /** @return what became of the rows so far, apart from those that were removed */
    SaveCounts.Kind counts(int removed) {
        return new SaveCounts.Kind(added, changed, unchanged, removed);
    }

    /** @return the values of an item as the columns take them; those of references are not among them */
    Map<String, @Nullable Object> values(Item item) {
        Map<String, @Nullable Object> values = new HashMap<>();
        table.columns()
                .forEach(column -> values.put(
                        column.name(), Values.of(column.type(), item.values().get(column.name()))));
        return values;
    }

    /** @return a condition that these columns have the values that are bound to it */
    static String equal(List<String> columns) {
        return String.join(
                " AND ",
                columns.stream()
                        .map(column -> Identifier.quote(column) + " = ?")
                        .toList());
    }

    /** @return the values of the key, comparable whatever the zeros of its numbers */
    List<@Nullable Object> key(Map<String, @Nullable Object> values) {
        List<@Nullable Object> key = new ArrayList<>();
        for (String part : table.key()) {
            Object value = values.get(part);
            key.add(value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
        }
        return key;
    }

    /** Adds rows at their positions. */
    void insert(Map<Integer, Map<String, @Nullable Object>> rows) {
        tx.batch(
                insert(table.columns()),
                rows.entrySet().stream()
                        .map(row -> bindings(row.getValue(), table.columns(), row.getKey())
                                .toArray())
                        .toList());
        added += rows.size();
    }

    /**
     * Gives the rows of this page at these positions all new values.
     *
     * @param before what is there, by position
     */
    void update(Map<Integer, Map<String, @Nullable Object>> rows, Map<Integer, Map<String, @Nullable Object>> before) {
        List<String> sets = new ArrayList<>();
        table.columns()
                .forEach(column ->
                        sets.add(column.quoted() + " = " + tx.dialect().parameter(column.type())));
        STAMPS.forEach(name -> sets.add(Identifier.quote(name) + " = ?"));
        List<@Nullable Object[]> all = new ArrayList<>();
        rows.forEach((position, values) -> {
            count(before.getOrDefault(position, Map.of()), values, table.columns());
            all.add(Stream.concat(
                            bindings(values, table.columns(), position).stream().limit(sets.size()),
                            Stream.of(page.pageKey(), position))
                    .toArray());
        });
        tx.batch(
                "UPDATE " + table.quoted() + " SET " + String.join(", ", sets) + ", " + THERE
                        + " WHERE \"_page\" = ? AND \"_pos\" = ?",
                all);
    }

    /**
     * Adds a row or, where its key is there already, changes it in the columns that have a value; with the next
     * {@link #flush}.
     *
     * @param before what is there; null where nothing is
     */
    void upsert(Map<String, @Nullable Object> values, int position, @Nullable Map<String, @Nullable Object> before) {
        List<ItemColumn> found = table.columns().stream()
                .filter(column -> values.get(column.name()) != null || outdated(column, values, before))
                .toList();
        if (before == null) {
            added++;
            history.added(values);
        } else if (before.get(ItemColumn.REMOVED.name()) != null) {
            added++;
            history.seen(before, values, found);
            history.added(values);
        } else {
            count(before, values, found);
            history.seen(before, values, found);
        }
        upserts.computeIfAbsent(found, columns -> new ArrayList<>())
                .add(bindings(values, found, position).toArray());
    }

    /** @return whether what is there tells of another value than the one that comes */
    private static boolean outdated(
            ItemColumn column, Map<String, @Nullable Object> now, @Nullable Map<String, @Nullable Object> before) {
        return before != null
                && column.of()
                        .filter(told -> now.get(told) != null && !now.get(told).equals(before.get(told)))
                        .isPresent();
    }

    /** Notes that an item with a key is there no more; its row is the caller's to take away. */
    void removed(Map<String, @Nullable Object> values) {
        history.removed(values);
    }

    /** Writes the rows that were given to {@link #upsert}, and what is noted of them. */
    void flush() {
        String conflict =
                String.join(", ", table.key().stream().map(Identifier::quote).toList());
        upserts.forEach((found, rows) -> {
            // A key that is set, even to itself, would lock the row against those that refer to it.
            List<String> sets = Stream.concat(
                            found.stream()
                                    .filter(column -> !table.key().contains(column.name()))
                                    .map(ItemColumn::quoted),
                            STAMPS.stream().map(Identifier::quote))
                    .map(column -> column + " = excluded." + column)
                    .toList();
            tx.batch(
                    insert(found) + " ON CONFLICT (" + conflict + ") DO UPDATE SET " + String.join(", ", sets) + ", "
                            + THERE,
                    rows);
        });
        upserts.clear();
        history.flush();
    }

    private void count(
            Map<String, @Nullable Object> before, Map<String, @Nullable Object> now, List<ItemColumn> compared) {
        if (compared.stream()
                .allMatch(column -> Values.same(column.type(), before.get(column.name()), now.get(column.name())))) {
            unchanged++;
        } else {
            changed++;
        }
    }

    /** In the order of {@link #insert(List)}. */
    private List<@Nullable Object> bindings(
            Map<String, @Nullable Object> values, List<ItemColumn> written, int position) {
        List<@Nullable Object> all = new ArrayList<>();
        written.forEach(column -> all.add(values.get(column.name())));
        all.add(page.url());
        all.add(page.pageKey());
        all.add((long) position);
        all.add(page.run());
        all.add(page.rung().label());
        all.add(page.ready());
        all.add(page.truncated());
        all.add(page.at());
        all.add(page.at());
        return all;
    }

    private String insert(List<ItemColumn> written) {
        List<String> names = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        written.forEach(column -> {
            names.add(column.quoted());
            marks.add(tx.dialect().parameter(column.type()));
        });
        STAMPS.forEach(name -> {
            names.add(Identifier.quote(name));
            marks.add("?");
        });
        return "INSERT INTO " + table.quoted() + " (" + String.join(", ", names) + ", \"_first_seen\") VALUES ("
                + String.join(", ", marks) + ", ?)";
    }
}
