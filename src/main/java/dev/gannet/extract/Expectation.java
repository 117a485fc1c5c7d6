package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.Map;
import java.util.Optional;

/**
 * What a job expects of one kind of item, beyond what its pages say themselves.
 *
 * @param run how many different items a run finds
 * @param page how many items a page has that has any
 * @param coverage field to the least part (0 to 1) of the items that have a value there
 * @param counter an element that tells how many items there are in all, such as "120 results"
 * @param announced whether what pages say of the number of their items ({@code counter}, {@code aria-setsize},
 *     {@code aria-rowcount}) is compared with what was read
 */
public record Expectation(
        Range run, Range page, Map<String, Double> coverage, Optional<Selector> counter, boolean announced) {
    /** Nothing but what the pages say. */
    public static final Expectation NONE = new Expectation(Range.ANY, Range.ANY, Map.of(), Optional.empty(), true);

    public Expectation {
        coverage = Map.copyOf(coverage);
    }

    /**
     * A number from one bound to another, both included.
     *
     * @param min the least
     * @param max the most
     */
    public record Range(long min, long max) {
        /** Any number. */
        public static final Range ANY = new Range(0, Long.MAX_VALUE);

        /** @return whether it is bound at all */
        public boolean bound() {
            return !equals(ANY);
        }

        @Override
        public String toString() {
            if (min == max) {
                return String.valueOf(min);
            }
            return max == Long.MAX_VALUE ? "at least " + min : min == 0 ? "at most " + max : min + " to " + max;
        }
    }
}
