package dev.gannet.db;

import dev.gannet.web.Secret;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings our own tables up to date, each step once. */
final class Migrations {
    private static final int TRIES = 3;

    private Migrations() {}

    /**
     * SQLite gives Flyway no lock of its own; a transaction that is immediate waits for the other process's. What was
     * found before it may have changed meanwhile: an empty database that another process made its own is looked at anew.
     */
    static void run(StoreUrl store) {
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
        return flyway(store).info().applied().length > 0;
    }

    private static Flyway flyway(StoreUrl store) {
        return Flyway.configure()
                .dataSource(
                        store.jdbc()
                                + (store.dialect() == Dialect.SQLITE
                                        ? "?transaction_mode=IMMEDIATE&busy_timeout=30000"
                                        : ""),
                        store.user().orElse(null),
                        store.password().map(Secret::reveal).orElse(null))
                .locations("classpath:db/migration")
                .javaMigrations(new RemovedRows(store.dialect()))
                .table("gannet_schema_history")
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
