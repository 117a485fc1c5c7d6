package dev.gannet.schedule;

import java.time.Instant;

/** The moments at which something is due. Immutable and thread-safe. */
public sealed interface Timetable permits Every, CronTimetable {
    /** @return the first moment after this one */
    Instant after(Instant moment);
}
