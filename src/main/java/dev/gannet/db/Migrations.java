package dev.gannet.db;

import dev.gannet.web.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings our own tables up to date, each step once. Thread-safe. */
final class Migrations {
    private static final int TRIES = 3;
    private static final String TABLE = "gannet_schema_history";
    private static final String LOCKED = "?transaction_mode=IMMEDIATE&busy_timeout=30000";
    private static final String LOOK = "?busy_timeout=1000";

    /**
     * Histories of SQLite databases that this process brought up to date. Another database with the same history is up to
     * date, too, which costs one query instead of Flyway's look at all scripts.
     */
    private static final Set<List<String>> CURRENT = ConcurrentHashMap.newKeySet();

    private Migrations() {}

    /**
     * SQLite gives Flyway no lock of its own; a transaction that is immediate waits for the other process's. What was
     * found before it may have changed meanwhile: an empty database that another process made its own is looked at anew.
     */
    static void run(StoreUrl store) {
        if (current(store)) {
            return;
        }
        migrate(store);
        if (store.dialect() == Dialect.SQLITE) {
            history(store).ifPresent(CURRENT::add);
        }
    }

    private static void migrate(StoreUrl store) {
        for (int attempt = 1; ; attempt++) {
            try {
                flyway(store).migrate();
                return;
            } catch (FlywayException failure) {
                if (attempt == TRIES || store.dialect() != Dialect.SQLITE || Failures.busy(failure)) {
                    throw failure;
                }
            }
        }
    }

    /** @return whether our own tables are there, of whatever version; changes nothing */
    static boolean ran(StoreUrl store) {
        return current(store) || flyway(store).info().applied().length > 0;
    }

    private static boolean current(StoreUrl store) {
        return store.dialect() == Dialect.SQLITE
                && !CURRENT.isEmpty()
                && history(store).filter(CURRENT::contains).isPresent();
    }

    /** @return the steps that the database has taken; empty where none are noted or they cannot be read at once */
    private static Optional<List<String>> history(StoreUrl store) {
        List<String> steps = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(store.jdbc() + LOOK);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COALESCE(version, '') || ' ' || type || ' ' || script || ' ' || COALESCE(checksum, '') || ' ' || success"
                                + " FROM " + TABLE + " ORDER BY installed_rank")) {
            while (rows.next()) {
                steps.add(String.valueOf(rows.getString(1)));
            }
        } catch (SQLException none) {
            return Optional.empty();
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(steps));
    }

    private static Flyway flyway(StoreUrl store) {
        return Flyway.configure()
                .dataSource(
                        store.jdbc() + (store.dialect() == Dialect.SQLITE ? LOCKED : ""),
                        store.user().orElse(null),
                        store.password().map(Secret::reveal).orElse(null))
                .locations("classpath:db/migration")
                .javaMigrations(new RemovedRows(store.dialect()))
                .table(TABLE)
                // Tables of the user's own may be there before ours.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of(
                        "identity", store.dialect().identity(),
                        "timestamp", store.dialect().type(ColumnType.TIMESTAMP),
                        "bytes", store.dialect() == Dialect.SQLITE ? "BLOB" : "BYTEA"))
                .load();
    }
}
