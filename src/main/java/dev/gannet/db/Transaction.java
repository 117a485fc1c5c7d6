package dev.gannet.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction; valid only inside the {@link TransactionWork} that it was given to, and only on that thread.
 * Values go in by bind parameters alone: a String, Long, Integer, BigDecimal, Boolean, LocalDate, Instant or null.
 * Everything throws ScrapeException with {@code DATABASE} when the database refuses.
 */
public final class Transaction {
    /** Rows fetched at a time, so that an export of any size fits into memory. */
    private static final int FETCH = 500;

    private final Connection connection;
    private final Dialect dialect;

    Transaction(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** @return the connection, for what the methods here cannot do; never to be closed or committed */
    public Connection connection() {
        return connection;
    }

    /** @return which database this is */
    public Dialect dialect() {
        return dialect;
    }

    /** @return the database's clock, epoch milliseconds: the one clock that all processes share */
    public long now() {
        return number(dialect.now());
    }

    /**
     * Waits until no other transaction holds the same name, and holds it until the end of this one. SQLite has one
     * writer, so there it is held already.
     */
    public void lock(String name) {
        if (dialect == Dialect.POSTGRESQL) {
            first("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, name);
        }
    }

    /** @return how many rows the statement changed */
    public int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw refused(sql, e);
        }
    }

    /** @return how many rows each run of the statement changed, one run for each array of values */
    public int[] batch(String sql, List<@Nullable Object[]> runs) {
        if (runs.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] values : runs) {
                bind(statement, values);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw refused(sql, e);
        }
    }

    /** @return the rows of the query, read; also of a statement with RETURNING */
    public <T> List<T> list(String sql, Row.Reader<T> reader, @Nullable Object... values) {
        List<T> all = new ArrayList<>();
        each(sql, row -> all.add(reader.read(row)), values);
        return all;
    }

    /** @return the first row of the query, read */
    public <T> Optional<T> first(String sql, Row.Reader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /** Gives every row to the taker, holding only a few of them in memory. */
    public void each(String sql, Consumer<Row> taker, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows, dialect);
                while (rows.next()) {
                    taker.accept(row);
                }
            }
        } catch (SQLException e) {
            throw refused(sql, e);
        }
    }

    /** @return the first column of the first row as a number; 0 for null or no row */
    public long number(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw refused(sql, e);
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, dialect.bind(values[i]));
        }
    }

    private static RuntimeException refused(String sql, SQLException cause) {
        return Failures.of("the database refused a statement", sql, cause);
    }
}
