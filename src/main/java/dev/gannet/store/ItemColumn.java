package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Identifier;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.Source;
import java.util.List;
import java.util.Optional;

/**
 * One column of an item table.
 *
 * @param name as the job has it
 * @param type what it holds
 * @param of the column whose value it tells more of, and with which it changes; empty for those that tell of the item
 */
record ItemColumn(String name, ColumnType type, Optional<String> of) {
    ItemColumn(String name, ColumnType type) {
        this(name, type, Optional.empty());
    }

    private ItemColumn beside(String what, ColumnType type) {
        return new ItemColumn(name + "_" + what, type, Optional.of(name));
    }

    /** Since when a row's item is there no more; null where it is. */
    static final ItemColumn REMOVED = new ItemColumn("_removed_at", ColumnType.TIMESTAMP);

    /** The columns every row carries besides its fields. */
    static final List<ItemColumn> OURS = List.of(
            new ItemColumn("_url", ColumnType.TEXT),
            new ItemColumn("_page", ColumnType.TEXT),
            new ItemColumn("_pos", ColumnType.INTEGER),
            new ItemColumn("_run", ColumnType.INTEGER),
            new ItemColumn("_rung", ColumnType.TEXT),
            new ItemColumn("_ready", ColumnType.BOOLEAN),
            new ItemColumn("_truncated", ColumnType.BOOLEAN),
            new ItemColumn("_first_seen", ColumnType.TIMESTAMP),
            new ItemColumn("_last_seen", ColumnType.TIMESTAMP),
            REMOVED);

    /** @return the columns of a field: one, two for money, five for a file, none where it is a table of its own */
    static List<ItemColumn> of(FieldSpec field) {
        if (field.source() instanceof Source.Nested nested && nested.rows().isPresent()) {
            return List.of();
        }
        if (field.many() || field.source() instanceof Source.Nested) {
            return List.of(new ItemColumn(field.name(), ColumnType.JSON));
        }
        ItemColumn column = new ItemColumn(field.name(), typeOf(field.type()));
        return switch (field.type()) {
            case MONEY -> List.of(column, new ItemColumn(field.name() + "_currency", ColumnType.TEXT));
            case FILE ->
                List.of(
                        column,
                        column.beside("path", ColumnType.TEXT),
                        column.beside("sha256", ColumnType.TEXT),
                        column.beside("type", ColumnType.TEXT),
                        column.beside("size", ColumnType.INTEGER));
            default -> List.of(column);
        };
    }

    private static ColumnType typeOf(FieldType type) {
        return switch (type) {
            case TEXT, URL, FILE, HTML, MARKDOWN -> ColumnType.TEXT;
            case INT -> ColumnType.INTEGER;
            case DECIMAL, MONEY -> ColumnType.DECIMAL;
            case DATE -> ColumnType.DATE;
            case DATETIME -> ColumnType.TIMESTAMP;
            case BOOL -> ColumnType.BOOLEAN;
            case JSON, TABLE -> ColumnType.JSON;
        };
    }

    String quoted() {
        return Identifier.quote(name);
    }
}
