package dev.gannet.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a job is due, and what becomes of what was missed. A job that is due while it is still running is not run a second
 * time beside itself: that time is skipped. Immutable.
 *
 * @param when the moments
 * @param jitter each begins up to so much later, the same in every process
 * @param missed what becomes of moments at which nobody was there to run it
 */
public record ScheduleSpec(Timetable when, Duration jitter, Missed missed) {
    /** What becomes of moments that nobody was there for. */
    public enum Missed {
        /** However many they were, it is run once as soon as somebody is there. */
        ONCE,
        /** The next moment is waited for. */
        SKIP
    }

    /** @return the first moment after this one */
    public Instant after(Instant moment) {
        return when.after(moment);
    }

    /** @return when the job that is due then begins */
    public Instant start(String job, Instant due) {
        if (jitter.isZero()) {
            return due;
        }
        int known = (job + "\n" + due.toEpochMilli()).hashCode();
        return due.plusMillis(Math.floorMod((long) known * 0x9E3779B97F4A7C15L, jitter.toMillis() + 1));
    }

    /** @return the moments after one up to another, the last included; no more than so many, the last ones */
    public List<Instant> between(Instant after, Instant until, int most) {
        List<Instant> all = new ArrayList<>();
        for (Instant due = after(after); !due.isAfter(until); due = after(due)) {
            if (all.size() == most) {
                all.remove(0);
            }
            all.add(due);
        }
        return all;
    }
}
