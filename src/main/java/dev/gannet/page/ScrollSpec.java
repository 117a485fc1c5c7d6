package dev.gannet.page;

import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.Optional;

/**
 * How a list that grows while it is scrolled is brought up (R59).
 *
 * @param until when enough of it is there
 * @param item what is counted; empty for whatever the job's kinds of items select
 * @param in the box that scrolls; empty for the one that the items are in, or the window
 * @param max the longest it may take, beyond the page's own limit
 * @param scrolls the most ways down to the end of the list
 */
public record ScrollSpec(Until until, Optional<Selector> item, Optional<Selector> in, Duration max, int scrolls) {
    public static final Duration MAX = Duration.ofSeconds(60);
    public static final int SCROLLS = 200;

    /** When a list is long enough. One that stops growing ends every wait. */
    public sealed interface Until {
        /** Nothing more came, three times in a row. */
        record Stable() implements Until {}

        /**
         * So many are there, or all.
         *
         * @param items how many
         */
        record Count(int items) implements Until {}

        /**
         * A mark of the end is visible.
         *
         * @param marker finds it
         */
        record Seen(Selector marker) implements Until {}
    }
}
