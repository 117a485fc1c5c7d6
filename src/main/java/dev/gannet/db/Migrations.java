package dev.gannet.db;

import dev.gannet.web.Secret;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings our own tables up to date, each step once. */
final class Migrations {
    /** SQLite gives Flyway no lock: of two processes that open a new file at once, the slower one looks again. */
    private static final int TRIES = 5;

    private Migrations() {}

    static void run(StoreUrl store) {
        Flyway flyway = Flyway.configure()
                .dataSource(
                        store.jdbc() + (store.dialect() == Dialect.SQLITE ? "?busy_timeout=30000" : ""),
                        store.user().orElse(null),
                        store.password().map(Secret::reveal).orElse(null))
                .locations("classpath:db/migration")
                .table("gannet_schema_history")
                // Tables of the user's own may be there before ours.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of(
                        "identity", store.dialect().identity(),
                        "timestamp", store.dialect().type(ColumnType.TIMESTAMP)))
                .load();
        for (int attempt = 1; ; attempt++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (store.dialect() != Dialect.SQLITE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
