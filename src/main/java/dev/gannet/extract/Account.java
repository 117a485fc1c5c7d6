package dev.gannet.extract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page shows of one kind beside the items themselves.
 *
 * @param lacking field to the number of valid items without a value there; fields that all have are left out.
 *     One inside a list in JSON, as in {@code variants.size}, is lacking where no object of the list has it
 * @param announced how many there are in all, if the page says so
 * @param clashes items that share a key and differ
 */
public record Account(Map<String, Integer> lacking, Optional<Announced> announced, List<KeyClash> clashes) {
    /** What a page shows whose items do not clash. */
    public Account(Map<String, Integer> lacking, Optional<Announced> announced) {
        this(lacking, announced, List.of());
    }

    public Account {
        lacking = Map.copyOf(lacking);
        clashes = List.copyOf(clashes);
    }
}
