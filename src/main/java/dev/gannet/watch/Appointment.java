package dev.gannet.watch;

import dev.gannet.schedule.ScheduleSpec;
import java.time.Instant;

/**
 * What is known of a job's next run where all processes see it.
 *
 * @param due the moment that it is for
 * @param by the schedule that says so: a job whose file has another by now is not waited for until then
 */
record Appointment(Instant due, String by) {
    static Appointment of(ScheduleSpec spec, Instant due) {
        return new Appointment(due, spec.toString());
    }

    /** @param text as {@link #toString} writes it */
    static Appointment parse(String text) {
        int end = text.indexOf('\n');
        return new Appointment(Instant.parse(text.substring(0, end)), text.substring(end + 1));
    }

    @Override
    public String toString() {
        return due + "\n" + by;
    }
}
