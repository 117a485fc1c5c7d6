package dev.gannet.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.gannet.metrics.Telemetry;
import dev.gannet.web.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * How connections are pooled. SQLite has one writer, so a second connection that writes would only wait; its readers see
 * the last commit and wait for nobody (WAL). PostgreSQL's timeouts are there because a network that swallows packets
 * would otherwise hold a worker for good.
 */
final class Pools {
    private static final int READERS = 4;
    private static final int CONNECTIONS = 10;
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /**
     * The pools of a {@link Database} wait no longer than this for a connection; the database asks again until its own
     * time is over or {@link Database#waitNoMore} is called. A pool takes up a shorter timeout only with its next housekeeping, half a
     * minute later.
     */
    private static final Duration ONE_WAIT = Duration.ofSeconds(2);

    /** No statement of ours takes so long; what a swallowed packet keeps waiting is over then (R22). */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /**
     * The server hears nothing of a network's end either, and would keep what a transaction in the dark has locked for the two
     * hours of TCP's own patience. Those that stand in line behind it may be in the dark too, one after the other. Whoever was
     * only slow begins its transaction again.
     */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration LONG_ANSWER = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration LEAK = Duration.ofMinutes(2);

    /** Those of this process, for whoever watches; what is closed goes with the next look. */
    private static final Set<HikariDataSource> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Telemetry.watch("gannet.db.connections", () -> sum(HikariPoolMXBean::getActiveConnections), "state", "active");
        Telemetry.watch("gannet.db.connections", () -> sum(HikariPoolMXBean::getIdleConnections), "state", "idle");
        Telemetry.watch(
                "gannet.db.connections", () -> sum(HikariPoolMXBean::getThreadsAwaitingConnection), "state", "awaited");
    }

    private Pools() {}

    private static double sum(ToIntFunction<HikariPoolMXBean> figure) {
        OPEN.removeIf(HikariDataSource::isClosed);
        return OPEN.stream()
                .map(HikariDataSource::getHikariPoolMXBean)
                .filter(Objects::nonNull)
                .mapToInt(figure)
                .sum();
    }

    private static HikariDataSource known(HikariDataSource pool) {
        OPEN.removeIf(HikariDataSource::isClosed);
        OPEN.add(pool);
        return pool;
    }

    static HikariDataSource writers(StoreUrl store) {
        return store.dialect() == Dialect.SQLITE
                ? sqlite(store, 1, "IMMEDIATE", ONE_WAIT)
                : postgresql(store, ONE_WAIT);
    }

    static HikariDataSource sqliteReaders(StoreUrl store) {
        return sqlite(store, READERS, "DEFERRED", ONE_WAIT);
    }

    /**
     * Waits for a connection of a {@link Database}'s pool, in steps, so that a caller that is hurried meanwhile ends soon.
     *
     * @param hurried asked between two steps
     * @throws SQLException when none was free in time, or the thread was interrupted
     */
    static Connection connection(HikariDataSource pool, StoreUrl store, BooleanSupplier hurried) throws SQLException {
        Deadline deadline = Deadline.in(patience(store));
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException none) {
                if (hurried.getAsBoolean()
                        || deadline.passed()
                        || Thread.currentThread().isInterrupted()) {
                    throw none;
                }
            }
        }
    }

    /** @return how long a connection is waited for in all */
    private static Duration patience(StoreUrl store) {
        return store.dialect() == Dialect.SQLITE ? BUSY.plus(CONNECT) : login(store);
    }

    /** @return how long the server may take to accept a connection */
    private static Duration connect(StoreUrl store) {
        return store.connectTimeout().orElse(CONNECT);
    }

    /** @return how long a connection may take until it is logged in */
    private static Duration login(StoreUrl store) {
        return connect(store).multipliedBy(3);
    }

    /** For others, whose statements commit themselves. */
    static HikariDataSource apart(StoreUrl store, int most) {
        if (store.dialect() == Dialect.SQLITE) {
            return sqlite(store, most, "IMMEDIATE", patience(store));
        }
        HikariDataSource pool = postgresql(store, patience(store));
        pool.setMaximumPoolSize(most);
        return pool;
    }

    private static HikariDataSource sqlite(StoreUrl store, int most, String mode, Duration wait) {
        HikariConfig config = common(store, "gannet-sqlite-" + (most == 1 ? "writer" : "reader"), wait);
        config.setMaximumPoolSize(most);
        config.setMaxLifetime(0);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "NORMAL");
        config.addDataSourceProperty("busy_timeout", Long.toString(BUSY.toMillis()));
        config.addDataSourceProperty("foreign_keys", "true");
        // A transaction that reads before it writes would fail at once, timeout or not, when another wrote meanwhile.
        config.addDataSourceProperty("transaction_mode", mode);
        return opened(config);
    }

    /** The switch to WAL of a new file fails at once, timeout or not, while another process is switching it. */
    private static HikariDataSource opened(HikariConfig config) {
        Deadline deadline = Deadline.in(BUSY);
        while (true) {
            try {
                return known(new HikariDataSource(config));
            } catch (PoolInitializationException e) {
                if (!Failures.busy(e)
                        || deadline.passed()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private static HikariDataSource postgresql(StoreUrl store, Duration wait) {
        HikariConfig config = common(store, "gannet-postgresql", wait);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setKeepaliveTime(ANSWER.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        store.user().ifPresent(config::setUsername);
        store.password().ifPresent(password -> config.setPassword(password.reveal()));
        // Otherwise the pool's wait would bound it.
        config.addDataSourceProperty("loginTimeout", Long.toString(login(store).toSeconds()));
        config.addDataSourceProperty(
                "connectTimeout", Long.toString(connect(store).toSeconds()));
        config.addDataSourceProperty(
                "socketTimeout", Long.toString((store.unhurried() ? LONG_ANSWER : ANSWER).toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "gannet");
        config.setConnectionInitSql(
                "SET idle_in_transaction_session_timeout = " + (store.unhurried() ? LONG_ANSWER : SILENCE).toMillis());
        return known(new HikariDataSource(config));
    }

    private static HikariConfig common(StoreUrl store, String name, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(store.jdbc());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(wait.toMillis());
        config.setValidationTimeout(Math.min(config.getValidationTimeout(), wait.toMillis() / 2));
        config.setLeakDetectionThreshold(store.unhurried() ? 0 : LEAK.toMillis());
        return config;
    }
}
