package dev.gannet.frontier;

import java.util.Map;

/**
 * What the done pages of a run gave of one kind.
 *
 * @param kind its name
 * @param items how many valid items, those that several pages show counted each time
 * @param lacking field to the number of those without a value there; fields that all have are left out
 */
public record Found(String kind, long items, Map<String, Long> lacking) {
    public Found {
        lacking = Map.copyOf(lacking);
    }

    /** @return the part of the items (0 to 1) that have a value in the field; 1 where there are none */
    public double coverage(String field) {
        return items == 0 ? 1 : 1 - lacking.getOrDefault(field, 0L) / (double) items;
    }
}
