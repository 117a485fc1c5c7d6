package dev.gannet.db;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row that a query stands at. Valid only while its reader runs. */
public final class Row {
    private final ResultSet rows;
    private final Dialect dialect;

    Row(ResultSet rows, Dialect dialect) {
        this.rows = rows;
        this.dialect = dialect;
    }

    /**
     * Reads one row.
     *
     * @param <T> what a row becomes
     */
    @FunctionalInterface
    public interface Reader<T> {
        /** @return what the row becomes */
        T read(Row row);
    }

    /** @return the number in that column, 0 for null */
    public long number(String column) {
        return get(() -> rows.getLong(column));
    }

    /** @return the number in that column as an int, 0 for null */
    public int count(String column) {
        return get(() -> rows.getInt(column));
    }

    /** @return the text in that column, empty for null */
    public String text(String column) {
        return optionalText(column).orElse("");
    }

    /** @return the text in that column, if it is not null */
    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(column(column, ColumnType.TEXT)).map(String.class::cast);
    }

    /** @return the moment in that column, if it is not null */
    public Optional<Instant> moment(String column) {
        return Optional.ofNullable(column(column, ColumnType.TIMESTAMP)).map(Instant.class::cast);
    }

    /**
     * @return the value in that column: a String (of JSON too), Long, BigDecimal, Boolean, LocalDate or Instant by the
     *     column's type, or null
     */
    public @Nullable Object column(String column, ColumnType type) {
        try {
            if (rows.getString(column) == null) {
                return null;
            }
            return switch (type) {
                case TEXT, JSON -> rows.getString(column);
                case INTEGER -> rows.getLong(column);
                case DECIMAL -> new BigDecimal(rows.getString(column));
                case BOOLEAN -> rows.getBoolean(column);
                case DATE -> LocalDate.parse(rows.getString(column));
                case TIMESTAMP -> momentOf(column);
            };
        } catch (SQLException e) {
            throw Failures.of("a column could not be read", column, e);
        }
    }

    private Instant momentOf(String column) throws SQLException {
        return dialect == Dialect.SQLITE
                ? Instant.parse(rows.getString(column))
                : rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static <T> T get(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw Failures.of("a column could not be read", "", e);
        }
    }

    private interface Getter<T> {
        T get() throws SQLException;
    }
}
