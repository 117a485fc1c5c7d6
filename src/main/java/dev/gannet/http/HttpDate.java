package dev.gannet.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/** Moments as headers tell them (RFC 9110 section 5.6.7). */
public final class HttpDate {
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private HttpDate() {}

    /**
     * @param text in any of the three forms
     * @return the moment, or empty when it is in none of them
     */
    public static Optional<Instant> of(String text) {
        String clean = text.strip();
        return Optional.ofNullable(DateUtils.parseStandardDate(clean)).or(() -> asctime(clean));
    }

    /** The third form has no zone, and the library wants one. */
    private static Optional<Instant> asctime(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
