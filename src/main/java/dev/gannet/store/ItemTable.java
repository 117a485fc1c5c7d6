package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Identifier;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table that one or more kinds of a job are kept in.
 *
 * @param name as the job has it
 * @param key names of the columns that identify a row; empty when rows belong to page and position
 * @param columns the fields' columns, in the order of the job
 */
record ItemTable(String name, List<String> key, List<ItemColumn> columns) {
    private static final List<String> RESERVED = List.of("gannet_", "sqlite_", "pg_");

    ItemTable {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** @return the tables of these kinds; kinds with the same table share it */
    static List<ItemTable> of(List<ItemSpec> kinds) {
        Map<String, List<ItemSpec>> byTable = new LinkedHashMap<>();
        for (ItemSpec kind : kinds) {
            byTable.computeIfAbsent(kind.table(), name -> new ArrayList<>()).add(kind);
        }
        return byTable.entrySet().stream()
                .map(entry -> shared(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ItemTable shared(String name, List<ItemSpec> kinds) {
        ItemSpec first = kinds.get(0);
        Map<String, ItemColumn> columns = new LinkedHashMap<>();
        for (ItemSpec kind : kinds) {
            boolean merge = kind == first || !kind.key().isEmpty() && kind.key().equals(first.key());
            if (!merge) {
                throw new TableConflictException("the kinds " + first.kind() + " and " + kind.kind()
                        + " share the table " + name + ": give both the same key, or each a table of its own");
            }
            for (FieldSpec field : kind.fields()) {
                ItemColumn.of(field).forEach(column -> add(name, columns, column));
            }
        }
        ItemTable table = new ItemTable(name, first.key(), List.copyOf(columns.values()));
        table.check();
        return table;
    }

    /** SQLite takes two names that differ in case for the same one, so nobody may have both. */
    private static void add(String table, Map<String, ItemColumn> columns, ItemColumn column) {
        ItemColumn known = columns.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
        if (known != null && !known.equals(column)) {
            throw new TableConflictException("the table " + table + " would have " + known.name() + " as "
                    + word(known.type()) + " and " + column.name() + " as " + word(column.type())
                    + ": rename one of the fields");
        }
    }

    private void check() {
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.stream().anyMatch(lower::startsWith)) {
            throw new TableConflictException("no item table can be named " + name
                    + ": names with that beginning are taken; choose another with table:");
        }
        try {
            Identifier.quote(name);
            columns.forEach(ItemColumn::quoted);
        } catch (IllegalArgumentException e) {
            throw new TableConflictException(String.valueOf(e.getMessage()));
        }
        for (ItemColumn column : columns) {
            if (ItemColumn.OURS.stream().anyMatch(ours -> ours.name().equalsIgnoreCase(column.name()))) {
                throw new TableConflictException("the field " + column.name() + " of " + name
                        + " has the name of a column that every row carries: rename it");
            }
        }
        for (String part : key) {
            ItemColumn column = columns.stream()
                    .filter(candidate -> candidate.name().equals(part))
                    .findFirst()
                    .orElseThrow(() -> new TableConflictException(
                            "the key of " + name + " names " + part + ", which is no field of it"));
            if (column.type() == ColumnType.JSON) {
                throw new TableConflictException(
                        "the key of " + name + " names " + part + ", which is a list or JSON: no key");
            }
        }
    }

    String quoted() {
        return Identifier.quote(name);
    }

    static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
