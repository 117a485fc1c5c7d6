package dev.gannet.frontier;

import java.time.Duration;

/**
 * How fast a host may be asked.
 *
 * @param delay least time between the starts of two requests
 * @param parallel most pages in flight
 */
public record Pace(Duration delay, int parallel) {
    public Pace {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is never negative: " + delay);
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one page must be allowed in flight, not " + parallel);
        }
    }
}
