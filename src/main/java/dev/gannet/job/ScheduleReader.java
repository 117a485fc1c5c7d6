package dev.gannet.job;

import dev.gannet.schedule.CronTimetable;
import dev.gannet.schedule.Every;
import dev.gannet.schedule.ScheduleSpec;
import dev.gannet.schedule.ScheduleSpec.Missed;
import dev.gannet.schedule.Timetable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads when a job is due. */
final class ScheduleReader {
    private static final String EXAMPLE =
            "as in schedule: every 15m, schedule: \"0 6 * * mon-fri Europe/Paris\", or a block with every or cron";
    private static final String EVERY = "every ";
    private static final int FIELDS = 5;

    private final Reading reading;

    private ScheduleReader(Reading reading) {
        this.reading = reading;
    }

    static Optional<ScheduleSpec> read(Section job) {
        return job.get("schedule").flatMap(new ScheduleReader(job.reading())::spec);
    }

    private Optional<ScheduleSpec> spec(Yaml node) {
        if (node instanceof Yaml.Mapping) {
            return Section.of(JobKeys.SCHEDULE, node, reading).flatMap(block -> block(block, node));
        }
        return Shape.scalar(node, "a schedule", reading)
                .flatMap(this::table)
                .map(table -> new ScheduleSpec(table, Duration.ZERO, Missed.ONCE));
    }

    private Optional<ScheduleSpec> block(Section block, Yaml node) {
        if (block.has("every") == block.has("cron")) {
            reading.problem(node, "a schedule is one of every and cron", EXAMPLE);
            return Optional.empty();
        }
        if (block.has("zone") && block.has("every")) {
            reading.problem(node, "zone goes with cron: a time that comes again and again knows no clock", "");
        }
        Optional<Timetable> table = block.has("every")
                ? block.scalar("every").flatMap(scalar -> every(scalar, scalar.text()))
                : block.scalar("cron")
                        .flatMap(scalar -> zone(block).flatMap(zone -> cron(scalar, scalar.text(), zone)));
        Duration jitter = block.span("jitter").orElse(Duration.ZERO);
        Missed missed = block.constant("missed", Missed.class).orElse(Missed.ONCE);
        return table.map(found -> new ScheduleSpec(found, jitter, missed));
    }

    private Optional<ZoneId> zone(Section block) {
        Optional<Yaml.Scalar> zone = block.scalar("zone");
        return zone.isEmpty()
                ? Optional.of(ZoneOffset.UTC)
                : zone(zone.get(), zone.get().text());
    }

    private Optional<ZoneId> zone(Yaml.Scalar scalar, String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            reading.problem(scalar, "no zone is called " + YamlTraps.quote(text), "as in Europe/Paris");
            return Optional.empty();
        }
    }

    private Optional<Timetable> table(Yaml.Scalar scalar) {
        String text = scalar.text().strip().replaceAll("\\s+", " ");
        if (text.startsWith(EVERY)) {
            return every(scalar, text.substring(EVERY.length()));
        }
        String[] words = text.split(" ");
        if (words.length == FIELDS) {
            return cron(scalar, text, ZoneOffset.UTC);
        }
        if (words.length == FIELDS + 1) {
            int last = text.lastIndexOf(' ');
            return zone(scalar, text.substring(last + 1)).flatMap(zone -> cron(scalar, text.substring(0, last), zone));
        }
        reading.problem(scalar, "no schedule: " + YamlTraps.quote(scalar.text()), EXAMPLE);
        return Optional.empty();
    }

    private Optional<Timetable> every(Yaml.Scalar scalar, String text) {
        Optional<Duration> time = Amounts.duration(text.strip());
        if (time.isEmpty()) {
            reading.problem(scalar, "no time: " + YamlTraps.quote(text), EXAMPLE);
            return Optional.empty();
        }
        try {
            return Optional.of(new Every(time.get()));
        } catch (IllegalArgumentException tooShort) {
            reading.problem(scalar, String.valueOf(tooShort.getMessage()), EXAMPLE);
            return Optional.empty();
        }
    }

    private Optional<Timetable> cron(Yaml.Scalar scalar, String fields, ZoneId zone) {
        try {
            return Optional.of(CronTimetable.of(fields, zone));
        } catch (IllegalArgumentException wrong) {
            reading.problem(scalar, String.valueOf(wrong.getMessage()), EXAMPLE);
            return Optional.empty();
        }
    }
}
