package dev.gannet.db;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * Connections to a database for a library that keeps a table of its own there. Statements commit themselves. Thread-safe;
 * to be closed before the database.
 */
public final class Connections implements AutoCloseable {
    private final HikariDataSource pool;

    Connections(HikariDataSource pool) {
        this.pool = pool;
    }

    /** @return where the library takes them from */
    public DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
