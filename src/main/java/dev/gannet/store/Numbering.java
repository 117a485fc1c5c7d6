package dev.gannet.store;

import dev.gannet.db.Dialect;
import dev.gannet.db.Identifier;
import dev.gannet.db.Transaction;

/** Which number a table gave its last row, also when that row is gone: a number is never given twice. */
final class Numbering {
    private final CopiedTable table;
    private final String column;

    Numbering(CopiedTable table, String column) {
        this.table = table;
        this.column = column;
    }

    long last(Transaction tx) {
        long given = tx.dialect() == Dialect.SQLITE
                ? tx.number("SELECT seq FROM sqlite_sequence WHERE name = ?", table.name())
                : tx.number("SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM "
                        + tx.first(
                                        "SELECT pg_get_serial_sequence(?, ?) AS name",
                                        row -> row.text("name"),
                                        table.quoted(),
                                        column)
                                .orElseThrow());
        return Math.max(given, tx.number("SELECT MAX(" + Identifier.quote(column) + ") FROM " + table.quoted()));
    }

    /** Goes on after that number; undone with the transaction. */
    void goOnAfter(Transaction tx, long last) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            tx.update("ALTER TABLE " + table.quoted() + " ALTER COLUMN " + Identifier.quote(column) + " RESTART WITH "
                    + (last + 1));
        } else if (tx.update("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", last, table.name()) == 0) {
            tx.update("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table.name(), last);
        }
    }
}
