package dev.gannet.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database with our own tables in it, SQLite or PostgreSQL. Everything is written in transactions: what the work
 * of one wrote is kept whole, or, when it throws, not at all. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int TRIES = 8;

    private final StoreUrl store;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Patience patience;
    private volatile boolean hurried;
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);

    private Database(StoreUrl store, HikariDataSource writers, HikariDataSource readers, Duration patience) {
        this.store = store;
        this.writers = writers;
        this.readers = readers;
        this.patience = new Patience(store.place(), patience);
    }

    /** As the other {@code open}; when the database goes away, what is asked of it fails at once. */
    public static Database open(String url) {
        return open(url, Duration.ZERO);
    }

    /**
     * Opens a database, creating the file of an SQLite one, and brings our own tables up to date.
     *
     * @param url {@code sqlite:/path/file.db} or {@code postgresql://user@host:port/db?options}; the password comes from
     *     the environment's PGPASSWORD, the file that PGPASSWORD_FILE names, or {@code ~/.pgpass}
     * @param patience how long reads and writes wait for a database that went away after it was opened (R22)
     * @throws ScrapeException with {@link FailureKind#DATABASE} and one sentence, when it cannot be opened
     */
    public static Database open(String url, Duration patience) {
        return open(taken(url), patience);
    }

    /**
     * Opens a database as {@link #open(String)} does, for transactions that take long: the database may take an hour to answer,
     * and nobody takes a connection that is held so long for a lost one.
     */
    public static Database openUnhurried(String url) {
        return open(taken(url).takingItsTime(), Duration.ZERO);
    }

    /**
     * Opens a database that Gannet has tables in already, unhurried as {@link #openUnhurried} does.
     *
     * @throws ScrapeException with {@link FailureKind#DATABASE}, also when the database is not there or Gannet never
     *     wrote to it; nothing is created then
     */
    public static Database openExisting(String url) {
        StoreUrl store = taken(url).takingItsTime();
        boolean ours;
        try {
            ours = store.file().map(Files::isRegularFile).orElse(true) && Migrations.ran(store);
        } catch (RuntimeException e) {
            throw Failures.of("cannot open the database " + store.place(), "", e);
        }
        if (!ours) {
            throw new ScrapeException(FailureKind.DATABASE, "", "there is no database of Gannet's at " + store.place());
        }
        return open(store, Duration.ZERO);
    }

    private static StoreUrl taken(String url) {
        return StoreUrl.of(url, StorePassword.of(name -> Optional.ofNullable(System.getenv(name))));
    }

    private static Database open(StoreUrl store, Duration patience) {
        HikariDataSource writers = null;
        try {
            writers = Pools.writers(store);
            migrate(store, writers);
            HikariDataSource readers = store.dialect() == Dialect.SQLITE ? Pools.sqliteReaders(store) : writers;
            return new Database(store, writers, readers, patience);
        } catch (RuntimeException | SQLException e) {
            if (writers != null) {
                writers.close();
            }
            throw Failures.of("cannot open the database " + store.place(), "", e);
        }
    }

    /** Of several processes that open an empty database at once, one makes the tables. */
    private static void migrate(StoreUrl store, HikariDataSource writers) throws SQLException {
        if (store.dialect() == Dialect.SQLITE) {
            Migrations.run(store);
            return;
        }
        try (Connection connection = Pools.connection(writers, store, () -> false)) {
            Transaction held = begun(connection, store.dialect());
            // Nothing is said on this connection while the tables are made on another.
            held.update("SET LOCAL idle_in_transaction_session_timeout = '10min'");
            held.lock("gannet migrations");
            Migrations.run(store);
            connection.commit();
        }
    }

    /**
     * Looks, before much is written, at the room on the disk of an SQLite database; little is warned of.
     *
     * @throws ScrapeException with {@link FailureKind#DISK}, when there is next to none
     */
    public void checkRoom() {
        store.file().ifPresent(file -> Room.check(file, place()));
    }

    /** @return which database this is */
    public Dialect dialect() {
        return store.dialect();
    }

    /** @return where it is, as a person would name it; without credentials */
    public String place() {
        return store.place();
    }

    /**
     * Does the work in one transaction and commits it. SQLite lets one transaction write at a time; PostgreSQL may ask
     * for another try (serialization failure, deadlock), and a database that went away may come back, so the work must bear
     * being done again, even after a commit whose answer was lost.
     *
     * @return what the work yields
     * @throws ScrapeException with {@link FailureKind#DATABASE} or {@link FailureKind#DISK}, when the database or its disk fails; nothing is kept then
     * @throws IllegalStateException inside another {@code write} of the same thread
     */
    public <T> T write(TransactionWork<T> work) {
        if (writing.get()) {
            throw new IllegalStateException("a transaction inside a transaction would wait for itself");
        }
        writing.set(true);
        try {
            return patience.during(() -> tried(work));
        } finally {
            writing.remove();
        }
    }

    private <T> T tried(TransactionWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(work);
            } catch (ScrapeException e) {
                if (attempt == TRIES || !Failures.worthAnotherTry(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Does the work in one transaction that sees one state of the database; nothing it might write is kept.
     *
     * @return what the work yields
     * @throws ScrapeException with {@link FailureKind#DATABASE} or {@link FailureKind#DISK}, when the database or its disk fails
     */
    public <T> T read(TransactionWork<T> work) {
        return patience.during(() -> reading(work));
    }

    private <T> T reading(TransactionWork<T> work) {
        // The pool rolls back what a returned connection did not commit.
        return with(readers, connection -> {
            Transaction tx = begun(connection, dialect());
            if (dialect() == Dialect.POSTGRESQL) {
                // Otherwise each statement sees a state of its own; SQLite's readers see one.
                tx.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
            return work.run(tx);
        });
    }

    private <T> T inTransaction(TransactionWork<T> work) {
        return with(writers, connection -> {
            T result = work.run(begun(connection, dialect()));
            connection.commit();
            return result;
        });
    }

    /** What is done with a connection. */
    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T with(HikariDataSource pool, Use<T> use) {
        try (Connection connection = Pools.connection(pool, store, () -> hurried)) {
            boolean well = false;
            try {
                T result = use.of(connection);
                well = true;
                return result;
            } finally {
                if (!well && dialect() == Dialect.SQLITE) {
                    discard(pool, connection);
                }
            }
        } catch (SQLException e) {
            throw Failures.of("the database " + place() + " failed", "", e);
        }
    }

    /**
     * SQLite ends the transaction itself when the disk is full, and its driver does not notice: what the connection is
     * given next would be kept statement by statement, half of a page without the other (R16, R26).
     */
    private static void discard(HikariDataSource pool, Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException ended) {
            LOG.debug("rolled back already: {}", ended.getMessage());
        }
        pool.evictConnection(connection);
    }

    /**
     * Connections rest with auto-commit on: otherwise the pool's own check of one would begin a transaction, and an idle
     * SQLite writer would lock every other process out.
     */
    private static Transaction begun(Connection connection, Dialect dialect) throws SQLException {
        connection.setAutoCommit(false);
        return new Transaction(connection, dialect);
    }

    /**
     * @param most how many there are at most
     * @return connections of its own for a library that keeps a table of its own here
     */
    public Connections connections(int most) {
        return new Connections(Pools.apart(store, most));
    }

    /** From now on a database that is away fails what is asked of it soon; for a run that is stopped at once. */
    public void waitNoMore() {
        hurried = true;
        patience.end();
    }

    /** Closes every connection; a second time is harmless. */
    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
