package dev.gannet.store;

import dev.gannet.db.CleanText;
import dev.gannet.db.Dialect;
import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import dev.gannet.web.ScrapeException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the values of a table without losing anything of them, and says when the other database cannot hold one. SQLite
 * takes any value in any column; what is not of the column's type is no value of ours and is never guessed at.
 */
final class CopiedValues {
    private static final int DIGITS = 15;
    private static final BigDecimal LARGEST = new BigDecimal("1e300");
    private static final BigDecimal SMALLEST = new BigDecimal("1e-300");

    private final CopiedTable table;
    private final Dialect dialect;

    /** @param dialect the database that is read */
    CopiedValues(CopiedTable table, Dialect dialect) {
        this.table = table;
        this.dialect = dialect;
    }

    /** @return the values of the row that the query stands at, in the order of the table's columns */
    @Nullable
    Object[] read(ResultSet rows) throws SQLException {
        @Nullable Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(rows, i);
        }
        return values;
    }

    private @Nullable Object read(ResultSet rows, int place) throws SQLException {
        ItemColumn column = table.columns().get(place);
        String text = rows.getString(place + 1);
        if (text == null) {
            return null;
        }
        try {
            return switch (column.type()) {
                case TEXT -> whole(column, text);
                case JSON -> whole(column, Values.parsed(text));
                case INTEGER -> Long.valueOf(text);
                case DECIMAL -> new BigDecimal(text);
                case BOOLEAN -> truth(column, text);
                case DATE -> LocalDate.parse(text);
                case TIMESTAMP -> moment(rows, place, text);
            };
        } catch (DateTimeException | NumberFormatException | JacksonException e) {
            throw unreadable(column, text);
        }
    }

    /** PostgreSQL has no NUL, and would be given the text without it. */
    private String whole(ItemColumn column, String text) {
        if (!CleanText.of(text).equals(text)) {
            throw refused(column, "has a text with NUL or half a character in it, which only SQLite keeps");
        }
        return text;
    }

    private Boolean truth(ItemColumn column, String text) {
        return switch (text) {
            case "1", "t" -> true;
            case "0", "f" -> false;
            default -> throw unreadable(column, text);
        };
    }

    private Instant moment(ResultSet rows, int place, String text) throws SQLException {
        return dialect == Dialect.SQLITE
                ? Instant.parse(text)
                : rows.getObject(place + 1, OffsetDateTime.class).toInstant();
    }

    /** @throws ScrapeException when SQLite would keep less than a number of the row */
    void mustFitSqlite(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof BigDecimal number && !fitsSqlite(number)) {
                throw refused(
                        table.columns().get(i),
                        "has the number " + number + ", and SQLite keeps only " + DIGITS + " digits of it");
            }
        }
    }

    static boolean fitsSqlite(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        BigDecimal size = plain.abs();
        if (plain.scale() <= 0 && size.precision() - size.scale() <= 19) {
            return plain.toBigInteger().bitLength() < Long.SIZE;
        }
        return plain.precision() <= DIGITS && size.compareTo(LARGEST) < 0 && size.compareTo(SMALLEST) > 0;
    }

    private ScrapeException unreadable(ItemColumn column, String text) {
        return refused(
                column,
                "has " + OneLine.of(text.substring(0, Math.min(80, text.length()))) + ", which is no "
                        + ItemTable.word(column.type()));
    }

    private ScrapeException refused(ItemColumn column, String what) {
        return new ScrapeException(
                FailureKind.DATABASE,
                "",
                "the column " + column.name() + " of " + table.name() + " " + what + ": nothing was copied");
    }
}
