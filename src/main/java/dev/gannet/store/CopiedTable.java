package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Dialect;
import dev.gannet.db.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table as it is copied.
 *
 * @param name name in both databases
 * @param columns what is copied of it
 * @param key names of the columns that the rows are ordered by
 * @param identity the column that numbers its own rows
 */
record CopiedTable(String name, List<ItemColumn> columns, List<String> key, Optional<String> identity) {
    CopiedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** @return the copied form of an item table */
    static CopiedTable of(ItemTable table) {
        List<ItemColumn> all = Stream.concat(table.columns().stream(), ItemColumn.OURS.stream())
                .toList();
        List<String> order = table.key().isEmpty() ? List.of("_page", "_pos") : table.key();
        return new CopiedTable(table.name(), all, order, Optional.empty());
    }

    String quoted() {
        return Identifier.quote(name);
    }

    /**
     * @param instead what is read in place of a column, by the column's name
     * @return a query of all rows, in an order that is the same in both databases
     */
    String query(Dialect dialect, Map<String, String> instead) {
        List<String> values = columns.stream()
                .map(column -> instead.getOrDefault(column.name(), column.quoted()))
                .toList();
        List<String> order = key.stream()
                .map(part -> columns.get(place(part)))
                .map(column -> column.quoted() + bytewise(dialect, column.type()))
                .toList();
        return "SELECT " + String.join(", ", values) + " FROM " + quoted()
                + (order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order));
    }

    /** PostgreSQL sorts text as its locale has it, SQLite by the bytes of UTF-8. */
    private static String bytewise(Dialect dialect, ColumnType type) {
        return dialect == Dialect.POSTGRESQL && type == ColumnType.TEXT ? " COLLATE \"C\"" : "";
    }

    String insert(Dialect dialect) {
        List<String> names = columns.stream().map(ItemColumn::quoted).toList();
        List<String> marks =
                columns.stream().map(column -> dialect.parameter(column.type())).toList();
        return "INSERT INTO " + quoted() + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", marks)
                + ")";
    }

    /** @return where a column stands among the columns */
    int place(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no column " + column);
    }
}
