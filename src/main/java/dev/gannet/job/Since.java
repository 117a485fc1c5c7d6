package dev.gannet.job;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** From when on a page must have been changed to be visited, where a sitemap says when it was. */
public sealed interface Since {
    /** As it stands in job files. */
    String LAST_VISIT = "last-visit";

    /** A day, in UTC. */
    record Day(LocalDate day) implements Since {
        /** @return its first moment */
        public Instant start() {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    /** So long ago. */
    record Ago(Duration time) implements Since {}

    /** When the job last read the page to the end. */
    record LastVisit() implements Since {}

    /** @return what the text says: {@code last-visit}, a day such as {@code 2026-11-01}, or a time such as {@code 7d} */
    static Optional<Since> parse(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals(LAST_VISIT)) {
            return Optional.of(new LastVisit());
        }
        try {
            return Optional.of(new Day(LocalDate.parse(text.strip())));
        } catch (DateTimeParseException noDay) {
            return Amounts.duration(text).filter(time -> !time.isZero()).map(Ago::new);
        }
    }
}
