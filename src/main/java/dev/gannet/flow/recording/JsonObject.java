package dev.gannet.flow.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An object of a JSON text that knows its place. Values are JsonObject, List, String, Number, Boolean and {@link #NULL}.
 * Immutable.
 *
 * @param line the line of its brace, from 1
 * @param values what it has, in the order of the text
 * @param lines the line of each key
 */
record JsonObject(int line, Map<String, Object> values, Map<String, Integer> lines) {
    /** What JSON calls {@code null}. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    JsonObject {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        lines = Map.copyOf(lines);
    }

    /** @return the value; empty when the key is not there or null */
    Optional<Object> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> value != NULL);
    }

    /** @return the line of a key, or of the brace where there is no such key */
    int line(String key) {
        return lines.getOrDefault(key, line);
    }
}
