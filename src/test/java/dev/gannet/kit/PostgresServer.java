package dev.gannet.kit;

import dev.gannet.db.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server, started once for all tests of a JVM; each test gets a database of its own. Thread-safe.
 */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static final class Started {
        static final EmbeddedPostgres SERVER = start();
    }

    /** @return the store URL of a new database that has Gannet's own tables, and nothing in them, already */
    public static String freshStore() {
        return create(" TEMPLATE " + Migrated.TEMPLATE);
    }

    /** @return the store URL of a new database without any table, for a test of the migrations themselves */
    public static String emptyStore() {
        return create("");
    }

    /**
     * @param store URL of a database of this server that nobody has open
     * @return the store URL of a new database with the same tables, rows and statistics
     */
    public static String copy(String store) {
        return create(" TEMPLATE " + store.substring(store.lastIndexOf('/') + 1));
    }

    private static String create(String template) {
        String name = "gannet_test_" + DATABASES.incrementAndGet();
        try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + template);
        } catch (SQLException e) {
            throw new IllegalStateException("no database could be created", e);
        }
        return url(name);
    }

    private static String url(String name) {
        return "postgresql://postgres@localhost:" + Started.SERVER.getPort() + "/" + name;
    }

    /** The migrations run once for all tests. */
    private static final class Migrated {
        static final String TEMPLATE = migrate();

        private static String migrate() {
            String url = emptyStore();
            Database.open(url).close();
            return url.substring(url.lastIndexOf('/') + 1);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "postgres-stop"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
