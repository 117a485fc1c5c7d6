package dev.gannet.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an item that has a key.
 *
 * @param id grows with each
 * @param table the item's table
 * @param key the value of its key; of a key of several fields, a JSON list
 * @param what what became of it
 * @param field the field that changed; empty where the item came or went
 * @param before its value before, as text; empty for none
 * @param after its value since, as text; empty for none
 * @param run number of the run that saw it
 * @param page URL of the page that showed it; empty where it is nowhere any more
 * @param at when it was seen
 */
public record ItemChange(
        long id,
        String table,
        String key,
        What what,
        Optional<String> field,
        Optional<String> before,
        Optional<String> after,
        long run,
        Optional<String> page,
        Instant at) {
    /** @return the same as names and values, those that are empty left out */
    public Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("table", table);
        told.put("key", key);
        told.put("what", what.label());
        field.ifPresent(name -> told.put("field", name));
        before.ifPresent(value -> told.put("before", value));
        after.ifPresent(value -> told.put("after", value));
        told.put("run", run);
        told.put("at", at.toString());
        page.ifPresent(url -> told.put("page", url));
        return told;
    }

    /** What may become of an item. */
    public enum What {
        /** It was not there before, or had been removed. */
        ADDED,
        /** A field has another value. */
        CHANGED,
        /** A run that read everything did not find it. */
        REMOVED;

        /** @return its name as it is stored and printed */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static What of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
