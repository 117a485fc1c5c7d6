package dev.gannet.store;

import java.nio.file.Path;
import java.util.Locale;

/** The files that rows can be written to. */
public enum Format {
    /** One JSON object a line. */
    JSONL,
    /** Comma-separated, with a header line; cells that a spreadsheet would take for formulas start with an apostrophe. */
    CSV;

    /**
     * @param file a file that ends in {@code .csv} or {@code .jsonl}
     * @throws IllegalArgumentException for another ending, with a sentence
     */
    public static Format of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl")) {
            return JSONL;
        }
        throw new IllegalArgumentException("rows are written to a file that ends in .jsonl or .csv, not " + file);
    }
}
