package dev.gannet.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pattern that a job says its dates are written in, in the letters of {@link DateTimeFormatter} ({@code dd.MM.yyyy HH:mm}).
 * Days that no calendar has are refused rather than moved. Names of months are those of the locale or English ones, short or
 * with a dot behind. Years of two digits are 1970 to 2069. Immutable and thread-safe.
 */
public final class DatePattern {
    /** A moment whose parts cannot be taken for each other. */
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(2031, 11, 22, 13, 14, 15, 0, ZoneId.of("Europe/Paris"));

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*\\.?");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    private final String pattern;
    private final Optional<Locale> locale;
    private final List<DateTimeFormatter> formatters = new ArrayList<>();
    private final @Nullable DateTimeFormatter english;
    private final boolean shortYear;

    private DatePattern(String pattern, Optional<Locale> locale) {
        this.pattern = pattern;
        this.locale = locale;
        Locale own = locale.orElse(Locale.ENGLISH);
        formatters.add(formatter(pattern, own));
        String letters = QUOTED.matcher(pattern).replaceAll("");
        boolean named = letters.contains("MMM");
        shortYear = letters.matches("[^yu]*(yy|uu)[^yu]*");
        if (named) {
            formatters.add(formatter(pattern.replace("M", "L"), own));
        }
        english = named ? formatter(pattern, Locale.ENGLISH) : null;
    }

    /**
     * @param pattern the pattern
     * @param locale whose names months have
     * @throws IllegalArgumentException with a sentence, when it is none, or gives no day, month and year
     */
    public static DatePattern of(String pattern, Optional<Locale> locale) {
        DatePattern read;
        try {
            read = new DatePattern(pattern, locale);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("not a pattern of a date: " + none.getMessage(), none);
        }
        boolean whole;
        try {
            whole = read.date(SAMPLE.format(read.formatters.get(0)))
                    .filter(SAMPLE.toLocalDate()::equals)
                    .isPresent();
        } catch (DateTimeException unwritable) {
            whole = false;
        }
        if (!whole) {
            throw new IllegalArgumentException("the pattern gives no date: it needs a year, a month and a day");
        }
        return read;
    }

    private static DateTimeFormatter formatter(String pattern, Locale locale) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** @return the day that a text names */
    Optional<LocalDate> date(String text) {
        return parsed(text).map(this::day);
    }

    /**
     * A moment that a text names.
     *
     * @param moment it
     * @param timed whether the text names a time
     * @param zoned whether the text names a zone
     */
    record Named(Instant moment, boolean timed, boolean zoned) {}

    /**
     * @param zone the zone of texts that name none
     * @return the moment that a text names
     */
    Optional<Named> moment(String text, ZoneId zone) {
        return parsed(text).map(found -> {
            LocalDate day = day(found);
            LocalTime time = found.query(TemporalQueries.localTime());
            ZoneId own = found.query(TemporalQueries.zone());
            LocalDateTime local = time == null ? day.atStartOfDay() : day.atTime(time);
            return new Named(local.atZone(own == null ? zone : own).toInstant(), time != null, own != null);
        });
    }

    private LocalDate day(TemporalAccessor found) {
        LocalDate day = found.query(TemporalQueries.localDate());
        return shortYear && day.getYear() >= 2000 + DateText.FIRST_SHORT_YEAR ? day.minusYears(100) : day;
    }

    private Optional<TemporalAccessor> parsed(String text) {
        String plain = NumberText.plain(text).replaceAll("\\s+", " ");
        for (DateTimeFormatter formatter : formatters) {
            Optional<TemporalAccessor> found = parsed(plain, formatter);
            if (found.isPresent()) {
                return found;
            }
        }
        return english == null ? Optional.empty() : parsed(inEnglish(plain), english);
    }

    private static Optional<TemporalAccessor> parsed(String text, DateTimeFormatter formatter) {
        try {
            return Optional.of(formatter.parse(text)).filter(found -> found.query(TemporalQueries.localDate()) != null);
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    /** @return the text with the name of its month as the pattern has it in English */
    private String inEnglish(String text) {
        MonthNames names = MonthNames.of(locale);
        boolean full = pattern.contains("MMMM");
        return WORD.matcher(text).replaceAll(found -> {
            String word = found.group();
            OptionalInt month = names.month(word.endsWith(".") ? word.substring(0, word.length() - 1) : word, locale);
            return month.isEmpty() ? Matcher.quoteReplacement(word) : MonthNames.english(month.getAsInt(), full);
        });
    }

    /** @return the pattern */
    @Override
    public String toString() {
        return pattern;
    }
}
