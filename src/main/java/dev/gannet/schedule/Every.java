package dev.gannet.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Due again and again after the same time, counted from 1970-01-01T00:00Z: every process has the same moments, also after
 * it was started again. Clocks that change do not matter.
 *
 * @param time at least a second
 */
public record Every(Duration time) implements Timetable {
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException with a sentence, when it is too short */
    public Every {
        if (time.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("what is due every time again is due every second at most");
        }
    }

    @Override
    public Instant after(Instant moment) {
        long length = time.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(moment.toEpochMilli(), length) + 1) * length);
    }

    @Override
    public String toString() {
        return "every " + time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
