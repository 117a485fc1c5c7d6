package dev.gannet.db;

/** What a column holds, in words that both databases have a type for. */
public enum ColumnType {
    TEXT,
    INTEGER,
    /** An exact number in PostgreSQL; in SQLite exact to 15 significant digits. */
    DECIMAL,
    BOOLEAN,
    DATE,
    /** A moment, UTC, to the millisecond. */
    TIMESTAMP,
    /** A JSON value; {@code jsonb} in PostgreSQL, its text in SQLite. */
    JSON
}
