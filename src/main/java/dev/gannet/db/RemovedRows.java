package dev.gannet.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Gives the item tables of older versions the column that says since when a row is there no more. */
final class RemovedRows implements JavaMigration {
    private static final String COLUMN = "_removed_at";

    private final Dialect dialect;

    RemovedRows(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("14");
    }

    @Override
    public String getDescription() {
        return "removed rows";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM gannet_table")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        for (String table : tables) {
            List<String> columns = columns(connection, table);
            // One that was dropped by hand is made anew by the next run.
            if (!columns.isEmpty() && !columns.contains(COLUMN)) {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("ALTER TABLE " + Identifier.quote(table) + " ADD COLUMN "
                            + Identifier.quote(COLUMN) + " " + dialect.type(ColumnType.TIMESTAMP));
                }
            }
        }
    }

    private List<String> columns(Connection connection, String table) throws SQLException {
        String schema = dialect == Dialect.POSTGRESQL ? connection.getSchema() : null;
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, schema, null, COLUMN)) {
            while (rows.next()) {
                if (table.equals(rows.getString("TABLE_NAME"))) {
                    columns.add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        try (ResultSet rows = connection.getMetaData().getTables(null, schema, null, new String[] {"TABLE"})) {
            while (rows.next()) {
                if (table.equals(rows.getString("TABLE_NAME"))) {
                    columns.add("");
                }
            }
        }
        return columns;
    }
}
