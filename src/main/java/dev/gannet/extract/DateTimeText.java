package dev.gannet.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads moments: ISO 8601, RFC 1123 ({@code Sun, 22 Nov 2026 10:00:00 GMT}), seconds or milliseconds since 1970, or a date
 * that {@link DateText} reads with a time beside it. A moment without a zone is taken as UTC, and the note says so.
 */
final class DateTimeText {
    private static final String WANTED = "a date and time such as 2026-11-22T10:00:00Z";
    private static final Pattern EPOCH = Pattern.compile("\\d{9,10}|\\d{12,13}");
    private static final int SECONDS_DIGITS = 10;
    private static final Pattern TIME = Pattern.compile(
            "(?<=^|[ T,(\\d])(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<f>\\d{1,9})\\d*)?)?"
                    + " ?(?<half>[AaPp]\\.?[Mm]\\b\\.?)?"
                    + " ?(?<zone>Z\\b|UTC\\b|GMT\\b)? ?(?<offset>[+-]\\d{2}(?::?\\d{2})?)?(?:\\[(?<region>[\\w/+-]+)])?");
    private static final Pattern JOINTS =
            Pattern.compile("(?<=\\d)T$|[ ,]+(?:at|um|à|kl|alle|a las)?\\.?[ ,]*$|^[ ,]+(?:on)?[ ,]*|^ ?Uhr$");

    private DateTimeText() {}

    static Parsed parse(String text, Optional<Locale> locale) {
        String plain = NumberText.plain(text);
        try {
            if (EPOCH.matcher(plain).matches()) {
                long number = Long.parseLong(plain);
                return Parsed.of(
                        plain.length() <= SECONDS_DIGITS
                                ? Instant.ofEpochSecond(number)
                                : Instant.ofEpochMilli(number));
            }
            Optional<Instant> rfc = rfc1123(plain);
            return rfc.isPresent() ? Parsed.of(rfc.get()) : parts(text, plain, locale);
        } catch (DateTimeException noSuchMoment) {
            return Parsed.wanted(text, WANTED);
        }
    }

    private static Optional<Instant> rfc1123(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private static Parsed parts(String text, String plain, Optional<Locale> locale) {
        Matcher time = TIME.matcher(plain);
        boolean timed = time.find();
        String date = timed ? joined(plain.substring(0, time.start()), plain.substring(time.end())) : plain;
        if (!(DateText.parse(date, locale).value() instanceof LocalDate day)) {
            return Parsed.wanted(text, WANTED);
        }
        if (!timed) {
            return Parsed.noted(
                    day.atStartOfDay(ZoneOffset.UTC).toInstant(), text, "which has no time; taken as 00:00 UTC");
        }
        ZoneId zone = zone(time);
        Instant moment = day.atTime(clock(time))
                .atZone(zone == null ? ZoneOffset.UTC : zone)
                .toInstant();
        return zone == null ? Parsed.noted(moment, text, "which names no zone; taken as UTC") : Parsed.of(moment);
    }

    private static String joined(String before, String after) {
        String left = JOINTS.matcher(before).replaceAll("");
        String right = JOINTS.matcher(after).replaceAll("");
        return (left + " " + right).strip();
    }

    private static LocalTime clock(Matcher time) {
        int hour = Integer.parseInt(time.group("h"));
        String half = time.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no such hour");
            }
            hour = hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
        }
        String second = time.group("s");
        String fraction = time.group("f");
        return LocalTime.of(
                hour,
                Integer.parseInt(time.group("m")),
                second == null ? 0 : Integer.parseInt(second),
                fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)));
    }

    private static @Nullable ZoneId zone(Matcher time) {
        if (time.group("offset") != null) {
            String offset = time.group("offset");
            return ZoneOffset.of(
                    offset.length() == 5 && !offset.contains(":")
                            ? offset.substring(0, 3) + ":" + offset.substring(3)
                            : offset);
        }
        if (time.group("region") != null) {
            return ZoneId.of(time.group("region"));
        }
        return time.group("zone") == null ? null : ZoneOffset.UTC;
    }
}
