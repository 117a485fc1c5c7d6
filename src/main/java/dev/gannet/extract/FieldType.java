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
    BOOL,
    HTML,
    JSON;

    /** @return the name as it stands in job files */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
