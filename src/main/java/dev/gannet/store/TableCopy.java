package dev.gannet.store;

import dev.gannet.db.Dialect;
import dev.gannet.db.Transaction;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies one table from a transaction to another, a few rows in memory at a time, and compares what arrived. */
final class TableCopy {
    private static final int FETCH = 100;
    private static final int BATCH = 500;
    private static final long BATCH_CHARACTERS = 4_000_000;

    private final Transaction from;
    private final Transaction to;
    private final CopiedTable table;

    private final List<@Nullable Object[]> batch = new ArrayList<>();
    private long characters;

    TableCopy(Transaction from, Transaction to, CopiedTable table) {
        this.from = from;
        this.to = to;
        this.table = table;
    }

    /**
     * @param instead what is read of the original in place of a column, by the column's name
     * @throws ScrapeException with {@code DATABASE}, when a value cannot be copied or what arrived is not the same
     */
    CopyReport.Table copy(Map<String, String> instead) {
        TableHash sent = new TableHash(table);
        CopiedValues values = new CopiedValues(table, from.dialect());
        each(from, table.query(from.dialect(), instead), row -> {
            if (to.dialect() == Dialect.SQLITE) {
                values.mustFitSqlite(row);
            }
            sent.add(row);
            write(row);
        });
        flush();
        TableHash arrived = new TableHash(table);
        each(to, table.query(to.dialect(), Map.of()), arrived::add);
        return same(sent, arrived);
    }

    private CopyReport.Table same(TableHash sent, TableHash arrived) {
        String hash = sent.hex();
        String there = arrived.hex();
        if (sent.rows() != arrived.rows() || !hash.equals(there)) {
            String difference = sent.rows() == arrived.rows()
                    ? "the values of its " + sent.rows() + " rows differ"
                    : sent.rows() + " rows were sent and " + arrived.rows() + " arrived";
            throw new ScrapeException(
                    FailureKind.DATABASE,
                    "",
                    "the copy of the table " + table.name() + " is not the same as the original: " + difference
                            + "; nothing was kept");
        }
        return new CopyReport.Table(table.name(), sent.rows(), hash);
    }

    private void each(Transaction tx, String sql, Consumer<@Nullable Object[]> taker) {
        CopiedValues values = new CopiedValues(table, tx.dialect());
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.accept(values.read(rows));
                }
            }
        } catch (SQLException e) {
            throw new ScrapeException(
                    FailureKind.DATABASE, "", "the table " + table.name() + " could not be read: " + e.getMessage(), e);
        }
    }

    private void write(@Nullable Object[] row) {
        batch.add(row);
        for (Object value : row) {
            characters += value instanceof String text ? text.length() : 1;
        }
        if (batch.size() >= BATCH || characters >= BATCH_CHARACTERS) {
            flush();
        }
    }

    private void flush() {
        to.batch(table.insert(to.dialect()), batch);
        batch.clear();
        characters = 0;
    }
}
