package dev.gannet.store;

/** The files that rows can be written to. */
public enum Format {
    /** One JSON object a line. */
    JSONL,
    /** Comma-separated, with a header line; cells that a spreadsheet would take for formulas start with an apostrophe. */
    CSV
}
