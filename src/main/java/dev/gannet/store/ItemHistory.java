package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Transaction;
import dev.gannet.extract.HistorySpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notes what becomes of the items of a table that have a key, in the transaction that does it. For one thread.
 *
 * <p>What counts is how an item stood before a run and how it stands after it: a list and a detail page that spell a field
 * each in their own way change nothing in the end, and what a run finds of an item that it added itself belongs to the
 * adding.
 */
final class ItemHistory {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Where a file is kept is no matter of the site's. */
    private static final String PLACE = "_path";

    private static final String OF_ITEM =
            " WHERE table_name = ? AND substr(item_key, 1, 200) = substr(?, 1, 200) AND item_key = ?";

    private final Transaction tx;
    private final ItemTable table;
    private final HistorySpec spec;
    private final long run;
    private final @Nullable String page;
    private final Instant at;
    private final List<@Nullable Object[]> notes = new ArrayList<>();

    /**
     * @param spec what is noted
     * @param run number of the run that does it
     * @param page URL of the page that shows it; null where none does
     * @param at when it was seen
     */
    ItemHistory(Transaction tx, ItemTable table, HistorySpec spec, long run, @Nullable String page, Instant at) {
        this.tx = tx;
        this.table = table;
        this.spec = table.key().isEmpty() ? HistorySpec.NONE : spec;
        this.run = run;
        this.page = page;
        this.at = at;
    }

    /** An item that was not there comes. */
    void added(Map<String, @Nullable Object> values) {
        if (spec.kept()) {
            note(key(values), ItemChange.What.ADDED, null, null, null);
        }
    }

    /** An item that was there is there no more. */
    void removed(Map<String, @Nullable Object> values) {
        if (spec.kept()) {
            note(key(values), ItemChange.What.REMOVED, null, null, null);
        }
    }

    /**
     * An item is seen again.
     *
     * @param compared the columns that say something of it
     */
    void seen(Map<String, @Nullable Object> before, Map<String, @Nullable Object> now, List<ItemColumn> compared) {
        List<ItemColumn> changed = compared.stream()
                .filter(column -> noted(column)
                        && !Values.sameSet(column.type(), before.get(column.name()), now.get(column.name())))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        String key = key(now);
        Map<String, Note> already = already(key);
        boolean ours = already.containsKey(ItemChange.What.ADDED.label())
                && !already.containsKey(ItemChange.What.REMOVED.label());
        if (ours) {
            return;
        }
        for (ItemColumn column : changed) {
            String old = text(column.type(), before.get(column.name()));
            String fresh = text(column.type(), now.get(column.name()));
            Note note = already.get(column.name());
            if (note == null) {
                note(key, ItemChange.What.CHANGED, column.name(), old, fresh);
            } else if (back(column, note.old, now.get(column.name()))) {
                tx.update("DELETE FROM gannet_change WHERE id = ?", note.id);
            } else {
                tx.update("UPDATE gannet_change SET new_value = ? WHERE id = ?", fresh, note.id);
            }
        }
    }

    /** Writes what was noted. */
    void flush() {
        tx.batch(
                "INSERT INTO gannet_change (table_name, item_key, what, field, old_value, new_value, run, page, valid_from)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                notes);
        notes.clear();
    }

    private boolean noted(ItemColumn column) {
        boolean place = column.of().isPresent() && column.name().endsWith(PLACE);
        return !place && spec.of(column.of().orElse(column.name())) && spec.of(column.name());
    }

    private void note(
            String key, ItemChange.What what, @Nullable String field, @Nullable String old, @Nullable String fresh) {
        notes.add(new @Nullable Object[] {table.name(), key, what.label(), field, old, fresh, run, page, at});
    }

    /** @return what this run noted of the item before, and what others removed: by the field, or by what became of it */
    private Map<String, Note> already(String key) {
        Map<String, Note> notes = new HashMap<>();
        tx.each(
                "SELECT id, what, field, old_value FROM gannet_change" + OF_ITEM
                        + " AND (run = ? OR what = ?) ORDER BY id",
                row -> notes.put(
                        row.optionalText("field").orElse(row.text("what")),
                        new Note(row.number("id"), row.optionalText("old_value").orElse(null))),
                table.name(),
                key,
                key,
                run,
                ItemChange.What.REMOVED.label());
        return notes;
    }

    private String key(Map<String, @Nullable Object> values) {
        List<String> parts = table.key().stream()
                .map(part -> String.valueOf(text(ColumnType.TEXT, values.get(part))))
                .toList();
        return parts.size() == 1 ? parts.get(0) : JSON.writeValueAsString(parts);
    }

    /** @return whether a value is the one again that was there before the run */
    private static boolean back(ItemColumn column, @Nullable String old, @Nullable Object now) {
        return column.type() == ColumnType.JSON
                ? Values.sameSet(ColumnType.JSON, old, now)
                : Objects.equals(old, text(column.type(), now));
    }

    private static @Nullable String text(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toPlainString();
        }
        return switch (type) {
            case DECIMAL -> text(type, new BigDecimal(value.toString()));
            // PostgreSQL has a spelling of its own.
            case JSON -> JSON.readTree(value.toString()).toString();
            default -> value.toString();
        };
    }

    private record Note(long id, @Nullable String old) {}
}
