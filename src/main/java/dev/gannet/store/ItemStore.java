package dev.gannet.store;

import dev.gannet.db.Database;
import dev.gannet.db.Identifier;
import dev.gannet.db.Transaction;
import dev.gannet.extract.HistorySpec;
import dev.gannet.extract.Item;
import dev.gannet.extract.ItemSpec;
import dev.gannet.web.OneLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps items in real tables, a typed column for each field. Thread-safe. Every method throws ScrapeException with
 * {@code DATABASE} when the database fails.
 */
public final class ItemStore {
    /** The files that rows can be written to. */
    public enum Format {
        /** One JSON object a line. */
        JSONL,
        /** Comma-separated with a header; cells that a spreadsheet would take for formulas start with an apostrophe. */
        CSV;

        /**
         * @return the format that the file's name ends in
         * @throws IllegalArgumentException when it is none of {@code .jsonl}, {@code .ndjson} and {@code .csv}
         */
        public static Format of(Path file) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (name.endsWith(".csv")) {
                return CSV;
            }
            if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
                return JSONL;
            }
            throw new IllegalArgumentException("an output file ends in .jsonl or .csv, not " + OneLine.of(name));
        }
    }

    private final Database db;

    public ItemStore(Database db) {
        this.db = db;
    }

    /**
     * Creates the tables of a job, or adds the columns that are new in it. All or none of them.
     *
     * @throws TableConflictException when a table belongs to another job or to nobody, when a column would have to become
     *     narrower or of another type, or when a name cannot be one
     */
    public void prepare(String job, List<ItemSpec> kinds) {
        List<ItemTable> tables = ItemTable.of(kinds);
        db.write(tx -> {
            Tables ours = new Tables(tx);
            tables.forEach(table -> ours.prepare(job, table));
            return true;
        });
    }

    /**
     * Looks, without a database, whether kinds can be kept.
     *
     * @throws TableConflictException when they cannot
     */
    public static void check(List<ItemSpec> kinds) {
        ItemTable.of(kinds);
    }

    /**
     * Saves what a page gave, in the page's own transaction. Rows of kinds without a key belong to the page: they are
     * replaced, and those that vanished are removed. Rows with a key are merged: fields that were found replace what is
     * there, of two items with the same key the last counts. Items inside a row, where they have a key, are merged into
     * their table, and those that vanished from the page that showed them are removed.
     *
     * @param kinds the kinds that the page may have; prepared before
     * @param items the valid items, of these kinds
     */
    public SaveCounts save(Transaction tx, PageOfItems page, List<ItemSpec> kinds, List<Item> items) {
        Map<String, SaveCounts.Kind> counts = new LinkedHashMap<>();
        for (ItemSpec kind : kinds) {
            List<Item> own = items.stream()
                    .filter(item -> item.kind().equals(kind.kind()))
                    .toList();
            counts.putAll(new RowWriter(tx, page, kind).write(own));
        }
        return new SaveCounts(counts);
    }

    /**
     * Marks the rows of a page that did not change as seen again; all of them are there ({@link #rowsOf}).
     *
     * @param page the page, as it would have been saved with
     */
    public SaveCounts seenAgain(Transaction tx, PageOfItems page, List<ItemSpec> kinds) {
        Map<String, SaveCounts.Kind> counts = new LinkedHashMap<>();
        for (ItemSpec kind : ItemSpec.withInner(kinds)) {
            int rows = tx.update(
                    "UPDATE " + Identifier.quote(kind.table())
                            + " SET \"_run\" = ?, \"_last_seen\" = ? WHERE \"_page\" = ?",
                    page.run(),
                    page.at(),
                    page.pageKey());
            counts.put(kind.kind(), new SaveCounts.Kind(0, 0, rows, 0));
        }
        return new SaveCounts(counts);
    }

    /**
     * Marks what a run that read everything did not see as removed ({@code _removed_at}), and notes it where it has a key.
     *
     * @param kinds of which the run saw all that there is, the kinds inside them with them
     * @return how many rows were marked, by table
     */
    public Map<String, Long> removeUnseen(List<ItemSpec> kinds, long run) {
        Map<String, HistorySpec> histories = new HashMap<>();
        ItemSpec.withInner(kinds).forEach(kind -> histories.putIfAbsent(kind.table(), kind.history()));
        Map<String, Long> marked = new LinkedHashMap<>();
        ItemTable.of(kinds)
                .forEach(table -> marked.put(
                        table.name(),
                        new UnseenRows(db, table, histories.getOrDefault(table.name(), HistorySpec.ALL), run).mark()));
        return marked;
    }

    /** @return how many rows of a kind, that are there, were last written by a page */
    public long rowsOf(Transaction tx, ItemSpec kind, String pageKey) {
        return tx.number(
                "SELECT COUNT(*) FROM " + Identifier.quote(kind.table())
                        + " WHERE \"_page\" = ? AND \"_removed_at\" IS NULL",
                pageKey);
    }

    /** @return how many rows a table has of what is there; 0 where Gannet has no such table */
    public long count(String table) {
        return db.read(tx -> new Tables(tx).columns(table).isEmpty()
                ? 0L
                : tx.number("SELECT COUNT(*) FROM " + Identifier.quote(table) + " WHERE \"_removed_at\" IS NULL"));
    }

    /** @return how many rows of a table a run wrote, or saw again */
    public long seenIn(String table, long run) {
        return db.read(tx -> tx.number("SELECT COUNT(*) FROM " + Identifier.quote(table) + " WHERE \"_run\" = ?", run));
    }

    /**
     * Writes the rows of these kinds that are there into a file, which has its name only when it is whole. With more than one table,
     * CSV writes {@code NAME-KIND.csv} for each, and JSONL gives every object a {@code _kind}.
     *
     * @throws java.io.UncheckedIOException when the file cannot be written
     * @throws TableConflictException when the job has not been run yet
     */
    public void export(List<ItemSpec> kinds, Format format, Path file) {
        db.read(tx -> {
            Export export = new Export(tx);
            if (format == Format.CSV) {
                export.csv(kinds, file);
            } else {
                export.jsonLines(kinds, file);
            }
            return true;
        });
    }

    /** @return the fields of the table's first rows, as column to value, in the order of the job; null where empty */
    public List<Map<String, @Nullable Object>> sample(String table, int rows) {
        return db.read(tx -> {
            List<ItemColumn> columns = new Tables(tx).columns(table);
            return tx.list(
                    Export.query(table) + " LIMIT ?",
                    row -> {
                        Map<String, @Nullable Object> values = new LinkedHashMap<>();
                        columns.forEach(column -> values.put(column.name(), row.column(column.name(), column.type())));
                        return values;
                    },
                    rows);
        });
    }
}
