package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Dialect;
import dev.gannet.db.Identifier;
import dev.gannet.db.Row;
import dev.gannet.db.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Creates item tables and widens them, and remembers whose they are and what their columns hold. */
final class Tables {
    private final Transaction tx;

    Tables(Transaction tx) {
        this.tx = tx;
    }

    void prepare(String job, ItemTable table) {
        tx.lock("gannet table " + table.name());
        boolean there = exists(table.name());
        Optional<String> owner =
                tx.first("SELECT job FROM gannet_table WHERE name = ?", row -> row.text("job"), table.name());
        if (owner.isPresent() && !there) {
            // Dropped by hand: the way out that our own messages name.
            mustHaveNoneInside(table);
            tx.update("DELETE FROM gannet_column WHERE table_name = ?", table.name());
            tx.update("DELETE FROM gannet_table WHERE name = ?", table.name());
            create(job, table);
        } else if (owner.isPresent()) {
            if (!owner.get().equals(job)) {
                throw new TableConflictException("the table " + table.name() + " belongs to the job " + owner.get()
                        + ": give " + job + " another with table:");
            }
            widen(table);
        } else if (there) {
            throw new TableConflictException("there is a table " + table.name()
                    + " already, and Gannet did not make it: choose another name with table:");
        } else {
            create(job, table);
        }
    }

    /** @return the columns of a table that is ours, in the order they came in; empty for any other */
    List<ItemColumn> columns(String table) {
        return tx.list(
                "SELECT name, type FROM gannet_column WHERE table_name = ? ORDER BY position",
                row -> new ItemColumn(row.text("name"), ColumnType.valueOf(row.text("type"))),
                table);
    }

    boolean exists(String name) {
        String query = tx.dialect() == Dialect.SQLITE
                ? "SELECT COUNT(*) FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(?)"
                : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_name = ?";
        return tx.number(query, name) > 0;
    }

    private void create(String job, ItemTable table) {
        build(table);
        tx.update(
                "INSERT INTO gannet_table (name, job, key_columns, outer_table) VALUES (?, ?, ?, ?)",
                table.name(),
                job,
                keyText(table),
                table.outer().map(ItemTable.Outer::table).orElse(null));
        for (int i = 0; i < table.columns().size(); i++) {
            remember(table, table.columns().get(i), i);
        }
    }

    /** Makes the table itself, without remembering whose it is. */
    void build(ItemTable table) {
        List<String> parts = new ArrayList<>();
        for (ItemColumn column : table.columns()) {
            parts.add(definition(table, column) + (table.key().contains(column.name()) ? " NOT NULL" : ""));
        }
        ItemColumn.OURS.forEach(column ->
                parts.add(definition(table, column) + (column.equals(ItemColumn.REMOVED) ? "" : " NOT NULL")));
        if (!table.key().isEmpty()) {
            parts.add("PRIMARY KEY (" + quoted(table.key()) + ")");
        }
        table.outer()
                .ifPresent(outer -> parts.add("FOREIGN KEY (" + quoted(table.references()) + ") REFERENCES "
                        + Identifier.quote(outer.table()) + " (" + quoted(outer.key()) + ") ON DELETE CASCADE"));
        tx.update("CREATE TABLE " + table.quoted() + " (" + String.join(", ", parts) + ")");
        // PostgreSQL's ordinary index refuses long URLs.
        String page = tx.dialect() == Dialect.POSTGRESQL ? " USING hash (\"_page\")" : " (\"_page\", \"_pos\")";
        // A table that was renamed by hand keeps its index, and the index its name.
        String index = "gannet_rows_" + UUID.randomUUID().toString().replace("-", "");
        tx.update("CREATE INDEX " + Identifier.quote(index) + " ON " + table.quoted() + page);
    }

    /** @return every table that Gannet remembers, as it would make it today, each after the one that it is inside */
    List<ItemTable> all() {
        Map<String, Known> known = new TreeMap<>();
        tx.list("SELECT name, key_columns, outer_table FROM gannet_table", Known::of)
                .forEach(table -> known.put(table.name(), table));
        Map<String, ItemTable> all = new LinkedHashMap<>();
        known.values().forEach(table -> take(table, known, all));
        return List.copyOf(all.values());
    }

    private void take(Known table, Map<String, Known> known, Map<String, ItemTable> all) {
        Optional<Known> outer = table.outer().map(known::get);
        outer.ifPresent(around -> take(around, known, all));
        all.computeIfAbsent(
                table.name(),
                name -> new ItemTable(
                        name,
                        table.columns(),
                        columns(name),
                        outer.map(around -> new ItemTable.Outer(around.name(), around.columns()))));
    }

    /** What is inside its rows refers to them, or would from now on to rows that are not there. */
    private void mustHaveNoneInside(ItemTable table) {
        List<String> inside = tx
                .list("SELECT name FROM gannet_table WHERE outer_table = ?", row -> row.text("name"), table.name())
                .stream()
                .filter(this::exists)
                .toList();
        if (!inside.isEmpty()) {
            throw new TableConflictException("the table " + table.name() + " was dropped, and " + inside.get(0)
                    + ", whose rows belong to its rows, was not: drop that, too");
        }
    }

    private void widen(ItemTable table) {
        Known before = tx.first(
                        "SELECT name, key_columns, outer_table FROM gannet_table WHERE name = ?",
                        Known::of,
                        table.name())
                .orElseThrow();
        if (!before.outer().equals(table.outer().map(ItemTable.Outer::table))) {
            throw new TableConflictException("the rows of " + table.name() + " belong to "
                    + before.outer().map(outer -> "rows of " + outer).orElse("no others") + ", and in the job "
                    + table.outer().map(outer -> "to rows of " + outer.table()).orElse("to none")
                    + " now: choose a new table with table:, or drop the old one");
        }
        String key = before.key();
        if (!key.equals(keyText(table))) {
            throw new TableConflictException("the rows of " + table.name() + " are kept "
                    + (key.isEmpty() ? "by page and position" : "by the key " + key.replace("\n", ", "))
                    + ", and the job has another key now: choose a new table with table:, or drop the old one");
        }
        Map<String, ColumnType> known = new LinkedHashMap<>();
        columns(table.name()).forEach(column -> known.put(column.name(), column.type()));
        for (ItemColumn column : table.columns()) {
            ColumnType type = known.get(column.name());
            if (type == null) {
                tx.update("ALTER TABLE " + table.quoted() + " ADD COLUMN " + definition(table, column));
                remember(table, column, known.size());
                known.put(column.name(), column.type());
            } else if (type == ColumnType.INTEGER && column.type() == ColumnType.DECIMAL) {
                toDecimal(table, column);
            } else if (type != column.type()) {
                throw new TableConflictException("the column " + column.name() + " of " + table.name() + " holds "
                        + ItemTable.word(type) + ", and the job says " + ItemTable.word(column.type())
                        + " now: rename the field, choose a new table with table:, or drop the old one");
            }
        }
    }

    /** SQLite's INTEGER columns take any number as it is. */
    private void toDecimal(ItemTable table, ItemColumn column) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            tx.update("ALTER TABLE " + table.quoted() + " ALTER COLUMN " + column.quoted() + " TYPE NUMERIC");
        }
        tx.update(
                "UPDATE gannet_column SET type = ? WHERE table_name = ? AND name = ?",
                column.type().name(),
                table.name(),
                column.name());
    }

    private void remember(ItemTable table, ItemColumn column, int position) {
        tx.update(
                "INSERT INTO gannet_column (table_name, name, type, position) VALUES (?, ?, ?, ?)",
                table.name(),
                column.name(),
                column.type().name(),
                position);
    }

    /** SQLite makes a key that is one INTEGER its row number, which nothing but whole numbers ever fits; INT it leaves. */
    private String definition(ItemTable table, ItemColumn column) {
        boolean number = tx.dialect() == Dialect.SQLITE
                && column.type() == ColumnType.INTEGER
                && table.key().equals(List.of(column.name()));
        return column.quoted() + " " + (number ? "INT" : tx.dialect().type(column.type()));
    }

    private static String keyText(ItemTable table) {
        return String.join("\n", table.key());
    }

    /** What is remembered of a table. */
    private record Known(String name, String key, Optional<String> outer) {
        static Known of(Row row) {
            return new Known(row.text("name"), row.text("key_columns"), row.optionalText("outer_table"));
        }

        List<String> columns() {
            return key.lines().toList();
        }
    }

    private static String quoted(List<String> columns) {
        return String.join(", ", columns.stream().map(Identifier::quote).toList());
    }
}
