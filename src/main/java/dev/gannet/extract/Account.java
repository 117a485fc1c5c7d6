package dev.gannet.extract;

import java.util.Map;
import java.util.Optional;

/**
 * What a page shows of one kind beside the items themselves.
 *
 * @param lacking field to the number of valid items without a value there; fields that all have are left out
 * @param announced how many there are in all, if the page says so
 */
public record Account(Map<String, Integer> lacking, Optional<Announced> announced) {
    public Account {
        lacking = Map.copyOf(lacking);
    }
}
