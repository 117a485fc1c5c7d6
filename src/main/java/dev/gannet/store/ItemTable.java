package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Identifier;
import dev.gannet.db.Row;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table that one or more kinds of a job are kept in.
 *
 * @param name as the job has it
 * @param key names of the columns that identify a row; empty when rows belong to page and position
 * @param columns the references to the outer table, then the fields' columns, in the order of the job
 * @param outer the table whose rows the rows of this one are inside, where they are
 */
record ItemTable(String name, List<String> key, List<ItemColumn> columns, Optional<Outer> outer) {
    private static final List<String> RESERVED = List.of("gannet_", "sqlite_", "pg_");

    ItemTable {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /**
     * A table whose rows have rows of another inside.
     *
     * @param table its name
     * @param key its key; the key of the inner table begins with the columns that hold it, in the same order
     */
    record Outer(String table, List<String> key) {
        Outer {
            key = List.copyOf(key);
        }
    }

    /** @return the tables of these kinds, each after the one that it is inside; kinds with the same table share it */
    static List<ItemTable> of(List<ItemSpec> kinds) {
        Map<String, ItemTable> tables = new LinkedHashMap<>();
        take(kinds, Optional.empty(), tables);
        return List.copyOf(tables.values());
    }

    /** @return the part of a table that one kind alone fills */
    static ItemTable of(ItemSpec kind) {
        return shared(kind.table(), List.of(kind), Optional.empty());
    }

    /** @return the part of a table inside this one that one kind alone fills */
    ItemTable inner(ItemSpec kind) {
        return shared(kind.table(), List.of(kind), Optional.of(this));
    }

    /** @return the columns that hold the key of the outer row, in its order */
    List<String> references() {
        return outer.map(table -> key.subList(0, table.key().size())).orElse(List.of());
    }

    /** @return the values of a row of this table, by column, and since when it is there no more */
    Map<String, @Nullable Object> values(Row row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        Stream.concat(columns.stream(), Stream.of(ItemColumn.REMOVED))
                .forEach(column -> values.put(column.name(), row.column(column.name(), column.type())));
        return values;
    }

    /** @return the values of the key, as a statement takes them */
    List<@Nullable Object> identity(Map<String, @Nullable Object> values) {
        List<@Nullable Object> identity = new ArrayList<>();
        key.forEach(part -> identity.add(values.get(part)));
        return identity;
    }

    private static void take(List<ItemSpec> kinds, Optional<ItemTable> outer, Map<String, ItemTable> tables) {
        Map<String, List<ItemSpec>> sharing = new LinkedHashMap<>();
        for (ItemSpec kind : kinds) {
            sharing.computeIfAbsent(kind.table(), name -> new ArrayList<>()).add(kind);
        }
        sharing.forEach((name, all) -> {
            ItemTable table = shared(name, all, outer);
            ItemTable other = tables.putIfAbsent(name.toLowerCase(Locale.ROOT), table);
            if (other != null) {
                throw new TableConflictException("the kind " + all.get(0).kind() + " would have the table "
                        + other.name() + ", which is another one's: give it a table of its own with table:");
            }
            take(all.stream().map(ItemSpec::inner).flatMap(Collection::stream).toList(), Optional.of(table), tables);
        });
    }

    private static ItemTable shared(String name, List<ItemSpec> kinds, Optional<ItemTable> outer) {
        ItemSpec first = kinds.get(0);
        Map<String, ItemColumn> columns = new LinkedHashMap<>();
        List<ItemColumn> references =
                outer.map(table -> table.referencesFrom(first)).orElse(List.of());
        references.forEach(column -> columns.put(column.name().toLowerCase(Locale.ROOT), column));
        for (ItemSpec kind : kinds) {
            boolean merge = kind == first || !kind.key().isEmpty() && kind.key().equals(first.key());
            if (!merge) {
                throw new TableConflictException("the kinds " + first.kind() + " and " + kind.kind()
                        + " share the table " + name + ": give both the same key, or each a table of its own");
            }
            for (FieldSpec field : kind.fields()) {
                ItemColumn.of(field).forEach(column -> add(name, columns, column, references));
            }
        }
        List<String> key =
                new ArrayList<>(references.stream().map(ItemColumn::name).toList());
        key.addAll(first.key());
        ItemTable table = new ItemTable(
                name, key, List.copyOf(columns.values()), outer.map(around -> new Outer(around.name(), around.key())));
        table.check();
        return table;
    }

    /**
     * @return the columns by which the rows inside refer to a row of this table: each has the name of this table and of the
     *     column; a reference that this table has itself is passed on as it is
     */
    private List<ItemColumn> referencesFrom(ItemSpec inner) {
        if (key.isEmpty()) {
            throw new TableConflictException("the items of " + inner.kind()
                    + " have a key, and would be rows of a table of their own that refer to the row that they are inside;"
                    + " that has no key: give it one, or leave out theirs, and they are kept in it as JSON");
        }
        List<String> own = references();
        return key.stream()
                .map(part -> new ItemColumn(
                        own.contains(part) ? part : name + "_" + part,
                        columns.stream()
                                .filter(column -> column.name().equals(part))
                                .findFirst()
                                .orElseThrow()
                                .type()))
                .toList();
    }

    /** SQLite takes two names that differ in case for the same one, so nobody may have both. */
    private static void add(
            String table, Map<String, ItemColumn> columns, ItemColumn column, List<ItemColumn> references) {
        ItemColumn known = columns.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
        if (known != null && references.contains(known)) {
            throw new TableConflictException("the field " + column.name() + " of " + table
                    + " has the name of the column that refers to the row that it is inside: rename it");
        }
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
