package dev.gannet.store;

import java.util.List;

/**
 * What a copy came to.
 *
 * @param from where it was copied from, without credentials
 * @param to where it is now, without credentials
 * @param tables every table that was copied and found to be the same
 * @param notes what is not as in the original, a sentence each
 */
public record CopyReport(String from, String to, List<Table> tables, List<String> notes) {
    public CopyReport {
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    /**
     * A table on both sides.
     *
     * @param name name of the table
     * @param rows how many rows it has
     * @param hash SHA-256 of its values in the order of its key, in hexadecimal
     */
    public record Table(String name, long rows, String hash) {}

    /** @return how many rows were copied */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
