package dev.gannet.page;

import dev.gannet.web.Selector;
import java.time.Duration;

/**
 * How one goes through the pages of a list that have no addresses.
 *
 * @param click what leads to the next page, or brings more of this one
 * @param max the most clicks
 * @param until when enough is there; a list without a next page ends every wait
 * @param time the longest it may take, beyond the page's own limit
 */
public record NextSpec(Selector click, int max, ScrollSpec.Until until, Duration time) {
    public static final int MAX = 50;
    public static final Duration TIME = Duration.ofSeconds(60);

    public NextSpec {
        if (max < 1) {
            throw new IllegalArgumentException("at least one click");
        }
    }
}
