package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.Map;
import java.util.Optional;

/**
 * What a job expects of one kind of item, beyond what its pages say themselves.
 *
 * @param run how many different items a run finds; where it is not said, one that finds none is suspect
 * @param page how many items a page has that has any
 * @param coverage field to the least part (0 to 1) of the items that have a value there
 * @param counter what tells how many items there are in all
 * @param announced whether what pages say of the number of their items ({@code counter}, {@code aria-setsize},
 *     {@code aria-rowcount}) is compared with what was read
 */
public record Expectation(
        Optional<Range> run,
        Optional<Range> page,
        Map<String, Double> coverage,
        Optional<Counter> counter,
        boolean announced) {
    /** Nothing but what the pages say. */
    public static final Expectation NONE =
            new Expectation(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), true);

    public Expectation {
        coverage = Map.copyOf(coverage);
    }

    /** What tells how many items there are in all. */
    public sealed interface Counter permits Shown, Header {}

    /**
     * Something in the document, such as an element with "120 results".
     *
     * @param selector how it is found
     */
    public record Shown(Selector selector) implements Counter {
        @Override
        public String toString() {
            return selector.toString();
        }
    }

    /**
     * A header of the answer that the document came with, such as {@code X-Total-Count: 120} or
     * {@code Content-Range: items 0-24/120} (RFC 9110, section 14.4).
     *
     * @param name its name, in any case
     */
    public record Header(String name) implements Counter {
        @Override
        public String toString() {
            return "the header " + name;
        }
    }

    /**
     * A number from one bound to another, both included.
     *
     * @param min the least
     * @param max the most
     */
    public record Range(long min, long max) {
        @Override
        public String toString() {
            if (min == max) {
                return String.valueOf(min);
            }
            if (max == Long.MAX_VALUE) {
                return min == 0 ? "any number" : "at least " + min;
            }
            return min == 0 ? "at most " + max : min + " to " + max;
        }
    }
}
