package dev.gannet.extract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An item block that fits a page.
 *
 * @param kind a name for it
 * @param each selects its items
 * @param count how many there are
 * @param fields its fields in the order of the first item
 */
public record Suggestion(String kind, String each, int count, Map<String, Field> fields) {
    public Suggestion {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @return the same block under another name */
    Suggestion named(String other) {
        return new Suggestion(other, each, count, fields);
    }

    /**
     * One field.
     *
     * @param select its selector inside the item
     * @param attribute the attribute it is read from; empty for the text
     * @param type its type
     * @param sample its text in the first item that has it
     */
    public record Field(String select, String attribute, FieldType type, String sample) {}
}
