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
 * that {@link DateText} reads with a time beside it, or what {@link RelativeTime} tells from now. A moment without a zone is
 * one of the field's zone; of UTC where it has none, and the note says so.
 */
final class DateTimeText {
    private static final String WANTED = "a date and time such as 2026-11-22T10:00:00Z";
    private static final Pattern EPOCH = Pattern.compile("\\d{9,10}|\\d{12,13}");
    private static final Pattern RFC_1123 = Pattern.compile("(?:[A-Za-z]{3}, )?\\d{1,2} [A-Za-z]{3} \\d{4} .+");
    private static final int SECONDS_DIGITS = 10;
    private static final Pattern TIME = Pattern.compile(
            "(?<=^|[ T,(\\d])(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<f>\\d{1,9})\\d*)?)?"
                    + " ?(?<half>[AaPp]\\.?[Mm]\\b\\.?)?"
                    + " ?(?<zone>Z\\b|UTC\\b|GMT\\b)? ?(?<offset>[+-]\\d{2}(?::?\\d{2})?)?(?:\\[(?<region>[\\w/+-]+)])?");
    private static final Pattern JOINTS =
            Pattern.compile("(?<=\\d)T$|[ ,]+(?:at|um|à|kl|alle|a las)?\\.?[ ,]*$|^[ ,]+(?:on)?[ ,]*|^ ?Uhr$");

    private DateTimeText() {}

    /**
     * @param how how it is written
     * @param seen when the page was seen
     */
    static Parsed parse(String text, Notation how, Instant seen) {
        if (!how.formats().isEmpty()) {
            return how.formats().stream()
                    .flatMap(format -> format.moment(text, how.zoneOrUtc()).stream())
                    .findFirst()
                    .map(named -> told(named.moment(), named.timed(), named.zoned(), text, how))
                    .orElseGet(() -> Parsed.wanted(text, DateText.written(how)));
        }
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
            if (rfc.isPresent()) {
                return Parsed.of(rfc.get());
            }
            Parsed named = parts(text, plain, how, seen);
            return named.value() != null
                    ? named
                    : RelativeTime.parse(plain, how.locale(), seen.atZone(how.zoneOrUtc()))
                            .map(told -> told.inDays()
                                    ? DateText.relative(told.moment().toInstant(), text, how)
                                    : Parsed.of(told.moment().toInstant()))
                            .orElse(named);
        } catch (DateTimeException noSuchMoment) {
            return Parsed.wanted(text, WANTED);
        }
    }

    private static Optional<Instant> rfc1123(String text) {
        // An exception for each text that is none costs more than all the rest.
        if (!RFC_1123.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private static Parsed parts(String text, String plain, Notation how, Instant seen) {
        Matcher time = TIME.matcher(plain);
        boolean timed = time.find();
        String date = timed ? joined(plain.substring(0, time.start()), plain.substring(time.end())) : plain;
        LocalDate day = (LocalDate) DateText.named(date, how.locale()).value();
        if (day == null && timed) {
            day = RelativeTime.parse(date, how.locale(), seen.atZone(how.zoneOrUtc()))
                    .filter(RelativeTime.Told::inDays)
                    .map(told -> told.moment().toLocalDate())
                    .orElse(null);
        }
        if (day == null) {
            return Parsed.wanted(text, WANTED);
        }
        if (!timed) {
            return told(day.atStartOfDay(how.zoneOrUtc()).toInstant(), false, false, text, how);
        }
        ZoneId zone = zone(time);
        Instant moment = day.atTime(clock(time))
                .atZone(zone == null ? how.zoneOrUtc() : zone)
                .toInstant();
        return told(moment, true, zone != null, text, how);
    }

    private static Parsed told(Instant moment, boolean timed, boolean zoned, String text, Notation how) {
        String zone = how.zone().map(ZoneId::getId).orElse("UTC");
        if (!timed) {
            return Parsed.noted(moment, text, "no time given; taken as 00:00 " + zone);
        }
        return zoned || how.zone().isPresent()
                ? Parsed.of(moment)
                : Parsed.noted(moment, text, "no zone named; taken as UTC; add zone: if it is another");
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
