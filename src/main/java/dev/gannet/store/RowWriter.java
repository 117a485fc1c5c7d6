package dev.gannet.store;

import dev.gannet.db.Identifier;
import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the items of one kind and one page into their table. */
final class RowWriter {
    private static final List<String> STAMPS =
            List.of("_url", "_page", "_pos", "_run", "_rung", "_ready", "_truncated", "_last_seen");

    private final Transaction tx;
    private final PageOfItems page;
    private final ItemSpec kind;
    private final List<ItemColumn> columns;
    private final String table;

    private int added;
    private int changed;
    private int unchanged;

    RowWriter(Transaction tx, PageOfItems page, ItemSpec kind) {
        this.tx = tx;
        this.page = page;
        this.kind = kind;
        this.columns = kind.fields().stream()
                .flatMap(field -> ItemColumn.of(field).stream())
                .distinct()
                .toList();
        this.table = Identifier.quote(kind.table());
    }

    SaveCounts.Kind write(List<Item> items) {
        int removed = 0;
        if (kind.key().isEmpty()) {
            removed = replace(items);
        } else {
            merge(items);
        }
        return new SaveCounts.Kind(added, changed, unchanged, removed);
    }

    /** Without a key the page's rows are its own: by position they stay, come and go. */
    private int replace(List<Item> items) {
        Map<Long, Map<String, @Nullable Object>> before = new TreeMap<>();
        tx.each(
                "SELECT * FROM " + table + " WHERE \"_page\" = ?" + tx.dialect().forUpdate(),
                row -> before.put(row.number("_pos"), values(row)),
                page.pageKey());
        Map<Long, Item> now = new LinkedHashMap<>();
        items.forEach(item -> now.put((long) item.position(), item));
        List<@Nullable Object[]> inserts = new ArrayList<>();
        List<@Nullable Object[]> updates = new ArrayList<>();
        now.forEach((position, item) -> {
            Map<String, @Nullable Object> values = values(item);
            count(before.get(position), values, columns);
            (before.containsKey(position) ? updates : inserts)
                    .add(bindings(values, columns, item.position(), !before.containsKey(position)));
        });
        List<@Nullable Object[]> gone = before.keySet().stream()
                .filter(position -> !now.containsKey(position))
                .map(position -> new @Nullable Object[] {page.pageKey(), position})
                .toList();
        String mine = " WHERE \"_page\" = ? AND \"_pos\" = ?";
        tx.batch("DELETE FROM " + table + mine, gone);
        tx.batch(insert(columns), inserts);
        tx.batch(
                "UPDATE " + table + " SET " + assignments(columns) + mine,
                updates.stream().map(this::withPlace).toList());
        return gone.size();
    }

    /** With a key the page adds to what is known: only fields that it found replace what is there. */
    private void merge(List<Item> items) {
        Map<List<@Nullable Object>, Item> last = new LinkedHashMap<>();
        for (Item item : items) {
            List<@Nullable Object> key = key(values(item));
            if (key.stream().allMatch(part -> part != null)) {
                last.remove(key);
                last.put(key, item);
            }
        }
        last.values().forEach(this::upsert);
    }

    private void upsert(Item item) {
        Map<String, @Nullable Object> values = values(item);
        List<ItemColumn> found = columns.stream()
                .filter(column -> values.get(column.name()) != null)
                .toList();
        List<ItemColumn> keys = columns.stream()
                .filter(column -> kind.key().contains(column.name()))
                .toList();
        String where = String.join(
                " AND ", keys.stream().map(column -> column.quoted() + " = ?").toList());
        @Nullable
        Object[] identity =
                keys.stream().map(column -> values.get(column.name())).toArray();
        Map<String, @Nullable Object> before = tx.first(
                        "SELECT * FROM " + table + " WHERE " + where
                                + tx.dialect().forUpdate(),
                        this::values,
                        identity)
                .orElse(null);
        count(before, values, found);
        List<String> sets = new ArrayList<>();
        found.forEach(column -> sets.add(column.quoted() + " = excluded." + column.quoted()));
        ItemColumn.OURS.stream()
                .filter(column -> !"_first_seen".equals(column.name()))
                .forEach(column -> sets.add(column.quoted() + " = excluded." + column.quoted()));
        String conflict =
                String.join(", ", keys.stream().map(ItemColumn::quoted).toList());
        tx.update(
                insert(found) + " ON CONFLICT (" + conflict + ") DO UPDATE SET " + String.join(", ", sets),
                bindings(values, found, item.position(), true));
    }

    private void count(
            @Nullable Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> now,
            List<ItemColumn> compared) {
        if (before == null) {
            added++;
        } else if (compared.stream()
                .allMatch(column -> Values.same(column.type(), before.get(column.name()), now.get(column.name())))) {
            unchanged++;
        } else {
            changed++;
        }
    }

    private Map<String, @Nullable Object> values(Row row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach(column -> values.put(column.name(), row.column(column.name(), column.type())));
        return values;
    }

    private Map<String, @Nullable Object> values(Item item) {
        Map<String, @Nullable Object> values = new HashMap<>();
        columns.forEach(column ->
                values.put(column.name(), Values.of(column.type(), item.values().get(column.name()))));
        return values;
    }

    private List<@Nullable Object> key(Map<String, @Nullable Object> values) {
        List<@Nullable Object> key = new ArrayList<>();
        for (String part : kind.key()) {
            Object value = values.get(part);
            key.add(value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
        }
        return key;
    }

    /** In the order of {@link #insert} and {@link #assignments}; first_seen comes last and only with an insert. */
    private @Nullable Object[] bindings(
            Map<String, @Nullable Object> values, List<ItemColumn> written, int position, boolean isNew) {
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
        if (isNew) {
            all.add(page.at());
        }
        return all.toArray();
    }

    private @Nullable Object[] withPlace(@Nullable Object[] bindings) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object value : bindings) {
            all.add(value);
        }
        all.add(page.pageKey());
        all.add(bindings[columns.size() + 2]);
        return all.toArray();
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
        return "INSERT INTO " + table + " (" + String.join(", ", names) + ", \"_first_seen\") VALUES ("
                + String.join(", ", marks) + ", ?)";
    }

    private String assignments(List<ItemColumn> written) {
        List<String> sets = new ArrayList<>();
        written.forEach(
                column -> sets.add(column.quoted() + " = " + tx.dialect().parameter(column.type())));
        STAMPS.forEach(name -> sets.add(Identifier.quote(name) + " = ?"));
        return String.join(", ", sets);
    }
}
