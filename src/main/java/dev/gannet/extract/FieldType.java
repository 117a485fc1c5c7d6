package dev.gannet.extract;

import java.util.Locale;

/** What a field's text is turned into. */
public enum FieldType {
    TEXT,
    INT,
    DECIMAL,
    /** An amount and its currency; two columns, {@code price} and {@code price_currency}. */
    MONEY,
    DATE,
    DATETIME,
    URL,
    /** The URL of a file that is fetched ({@code download:}); what became of it is in columns beside it. */
    FILE,
    BOOL,
    HTML,
    /** The text with its headings, lists, tables and links as Markdown (CommonMark, tables as GitHub writes them). */
    MARKDOWN,
    JSON,
    /** A table's rows, each its texts by the names of the columns, as JSON. */
    TABLE;

    /** @return the name as it stands in job files */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
