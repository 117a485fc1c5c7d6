package dev.gannet.job;

import java.util.List;
import java.util.Optional;

/** A YAML document as written: nothing is resolved, so text keeps its spelling, and every node knows its place. */
sealed interface Yaml {
    Spot spot();

    /** @return whether nothing was written */
    default boolean empty() {
        return false;
    }

    /**
     * @param plain whether it was written without quotes
     */
    record Scalar(Spot spot, String text, boolean plain) implements Yaml {
        @Override
        public boolean empty() {
            return plain && text.isEmpty();
        }
    }

    /**
     * @param flow whether it was written as {@code [a, b]}
     */
    record Sequence(Spot spot, List<Yaml> values, boolean flow) implements Yaml {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /**
     * @param flow whether it was written as <code>{a: b}</code>
     */
    record Mapping(Spot spot, List<Entry> entries, boolean flow) implements Yaml {
        public Mapping {
            entries = List.copyOf(entries);
        }

        Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }
    }

    record Entry(Scalar key, Yaml value) {}
}
