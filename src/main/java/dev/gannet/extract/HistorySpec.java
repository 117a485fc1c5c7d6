package dev.gannet.extract;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is noted of how the items of a kind change, where they have a key.
 *
 * @param kept whether anything is
 * @param ignored names of the fields whose changes are noise; of items inside, {@code variants.stock}
 */
public record HistorySpec(boolean kept, Set<String> ignored) {
    /** Every change of every field. */
    public static final HistorySpec ALL = new HistorySpec(true, Set.of());

    /** Nothing. */
    public static final HistorySpec NONE = new HistorySpec(false, Set.of());

    public HistorySpec {
        ignored = Set.copyOf(ignored);
    }

    /** @return whether changes of a field are noted */
    public boolean of(String field) {
        return kept && !ignored.contains(field);
    }

    /** @return what is noted of the items inside a field */
    HistorySpec inner(String field) {
        String prefix = field + ".";
        return new HistorySpec(
                of(field),
                ignored.stream()
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> name.substring(prefix.length()))
                        .collect(Collectors.toSet()));
    }
}
