package dev.gannet.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Due at times of the clock in a zone, as cron has them: minute, hour, day of the month, month, day of the week.
 *
 * <p>When the clocks go forward, what is due in the hour that is left out is due once, at the moment they do. When they go
 * back, what names its hour is due the first time that it comes; what is due in every hour ({@code *}, {@code * /2} in the
 * second field) is due in both.
 */
public final class CronTimetable implements Timetable {
    /** No clock is put back by more. */
    private static final Duration SHIFT = Duration.ofHours(2);

    private static final int FIELDS = 5;

    private final String fields;
    private final ZoneId zone;
    private final CronSchedule clock;
    private final boolean hourly;

    private CronTimetable(String fields, ZoneId zone) {
        this.fields = fields;
        this.zone = zone;
        // Times of the clock are sought as if nobody ever changed it; what becomes of each in the zone is said here.
        clock = new CronSchedule(fields.toUpperCase(Locale.ROOT), ZoneOffset.UTC, CronStyle.UNIX);
        hourly = fields.split(" ")[1].startsWith("*");
    }

    /**
     * @param fields the five, with blanks between them
     * @throws IllegalArgumentException with a sentence, when these are no times, or none that ever come
     */
    public static CronTimetable of(String fields, ZoneId zone) {
        String plain = fields.strip().replaceAll("\\s+", " ");
        if (plain.split(" ").length != FIELDS) {
            throw new IllegalArgumentException(
                    "a time table has five fields: minute, hour, day of the month, month, day of the week");
        }
        CronTimetable table;
        try {
            table = new CronTimetable(plain, zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + plain + "\" is no time table: "
                            + String.valueOf(e.getMessage()).replaceFirst("^.*?Cause: ", ""),
                    e);
        }
        if (table.following(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw new IllegalArgumentException("\"" + plain + "\" is a time that never comes");
        }
        return table;
    }

    @Override
    public Instant after(Instant moment) {
        ZoneRules rules = zone.getRules();
        LocalDateTime at = LocalDateTime.ofInstant(moment, zone).minus(SHIFT);
        Optional<Instant> again = Optional.empty();
        while (true) {
            at = following(at).orElseThrow();
            Instant first = first(rules, at);
            Optional<Instant> second = second(rules, at);
            if (second.isPresent()
                    && second.get().isAfter(moment)
                    && again.filter(one -> one.isBefore(second.get())).isEmpty()) {
                again = second;
            }
            if (first.isAfter(moment)) {
                return again.filter(one -> one.isBefore(first)).orElse(first);
            }
        }
    }

    private static Instant first(ZoneRules rules, LocalDateTime at) {
        ZoneOffsetTransition change = rules.getTransition(at);
        return change != null && change.isGap()
                ? change.getInstant()
                : at.toInstant(rules.getValidOffsets(at).get(0));
    }

    /** @return when the clock shows it once more, where that counts */
    private Optional<Instant> second(ZoneRules rules, LocalDateTime at) {
        List<ZoneOffset> offsets = rules.getValidOffsets(at);
        return hourly && offsets.size() > 1 ? Optional.of(at.toInstant(offsets.get(1))) : Optional.empty();
    }

    private Optional<LocalDateTime> following(LocalDateTime at) {
        Instant next = clock.getNextExecutionTime(ExecutionComplete.simulatedSuccess(at.toInstant(ZoneOffset.UTC)));
        return next.isBefore(Schedule.NEVER)
                ? Optional.of(LocalDateTime.ofInstant(next, ZoneOffset.UTC))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronTimetable table && table.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return fields + " " + zone;
    }
}
