package dev.gannet.store;

import dev.gannet.db.ColumnType;
import dev.gannet.db.Dialect;
import dev.gannet.db.Transaction;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables that migrations made, as the database itself describes them. */
final class OwnTables {
    /** What is true of one database alone: the processes that work on it, and what they are to do next. */
    private static final Set<String> NOT_COPIED = Set.of("gannet_process", "gannet_schedule");

    private static final String HISTORY = "gannet_schema_history";

    private final Transaction tx;

    OwnTables(Transaction tx) {
        this.tx = tx;
    }

    /** @return the names of all that may hold rows of ours, item tables apart */
    List<String> names() {
        String query = tx.dialect() == Dialect.SQLITE
                ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'gannet!_%' ESCAPE '!'"
                        + " ORDER BY name"
                : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()"
                        + " AND table_type = 'BASE TABLE' AND table_name LIKE 'gannet!_%' ESCAPE '!'"
                        + " ORDER BY table_name";
        return tx.list(query, row -> row.text("name")).stream()
                .filter(name -> !HISTORY.equals(name))
                .toList();
    }

    /**
     * @param other the same tables elsewhere; where it is PostgreSQL, its columns tell more
     * @return the tables to copy, each after those that it refers to
     */
    List<CopiedTable> inOrder(OwnTables other) {
        Set<String> sorted = new LinkedHashSet<>();
        List<String> there = other.names();
        names().stream().filter(there::contains).forEach(name -> after(name, sorted));
        return sorted.stream()
                .filter(name -> !NOT_COPIED.contains(name))
                .map(name -> table(name, other))
                .toList();
    }

    private void after(String name, Set<String> sorted) {
        if (!sorted.contains(name)) {
            described(data -> data.getImportedKeys(null, schema(), name), "PKTABLE_NAME").stream()
                    .filter(parent -> !parent.equals(name))
                    .forEach(parent -> after(parent, sorted));
            sorted.add(name);
        }
    }

    private CopiedTable table(String name, OwnTables other) {
        Map<String, String> here = columns(name);
        Map<String, String> there = other.columns(name);
        if (!here.keySet().equals(there.keySet())) {
            throw new ScrapeException(
                    FailureKind.DATABASE,
                    "",
                    "the table " + name + " has other columns here than there: the databases were made by different"
                            + " versions of Gannet");
        }
        Map<String, String> telling = other.tx.dialect() == Dialect.POSTGRESQL ? there : here;
        List<ItemColumn> all = new ArrayList<>();
        here.keySet().forEach(column -> all.add(new ItemColumn(column, type(telling.get(column)))));
        return new CopiedTable(name, all, key(name), identity(name));
    }

    /** @return each column of a table and the word that the database has for its type; nothing where there is no table */
    Map<String, String> columns(String name) {
        Map<String, String> columns = new LinkedHashMap<>();
        List<String> names = described(data -> data.getColumns(null, schema(), pattern(name), null), "COLUMN_NAME");
        List<String> types = described(data -> data.getColumns(null, schema(), pattern(name), null), "TYPE_NAME");
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), types.get(i).toLowerCase(Locale.ROOT));
        }
        return columns;
    }

    private List<String> key(String name) {
        List<String> columns = described(data -> data.getPrimaryKeys(null, schema(), name), "COLUMN_NAME");
        List<String> places = described(data -> data.getPrimaryKeys(null, schema(), name), "KEY_SEQ");
        Map<Integer, String> sorted = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            sorted.put(Integer.valueOf(places.get(i)), columns.get(i));
        }
        return List.copyOf(sorted.values());
    }

    private Optional<String> identity(String name) {
        List<String> columns = described(data -> data.getColumns(null, schema(), pattern(name), null), "COLUMN_NAME");
        List<String> own = described(data -> data.getColumns(null, schema(), pattern(name), null), "IS_AUTOINCREMENT");
        int at = own.indexOf("YES");
        return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
    }

    private static ColumnType type(@Nullable String word) {
        return switch (String.valueOf(word)) {
            case "text" -> ColumnType.TEXT;
            case "integer", "bigint", "int4", "int8", "bigserial" -> ColumnType.INTEGER;
            case "boolean", "bool" -> ColumnType.BOOLEAN;
            case "numeric" -> ColumnType.DECIMAL;
            case "date" -> ColumnType.DATE;
            case "timestamptz" -> ColumnType.TIMESTAMP;
            case "jsonb" -> ColumnType.JSON;
            default -> throw new IllegalStateException("no column of ours is a " + word);
        };
    }

    private @Nullable String schema() throws SQLException {
        return tx.dialect() == Dialect.POSTGRESQL ? tx.connection().getSchema() : null;
    }

    private String pattern(String name) throws SQLException {
        String escape = tx.connection().getMetaData().getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private List<String> described(Question question, String column) {
        try (ResultSet rows = question.ask(tx.connection().getMetaData())) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(column)));
            }
            return values;
        } catch (SQLException e) {
            throw new ScrapeException(
                    FailureKind.DATABASE, "", "the database could not describe its tables: " + e.getMessage(), e);
        }
    }

    private interface Question {
        ResultSet ask(DatabaseMetaData data) throws SQLException;
    }
}
