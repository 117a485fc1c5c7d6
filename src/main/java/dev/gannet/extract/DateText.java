package dev.gannet.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads dates as people write them: {@code 2026-11-22}, {@code 22.11.2026}, {@code Nov 22, 2026}, {@code 22 November 2026}
 * and the same with the month names of the field's locale. {@code 11/12/2026} is read by the locale's order; without a
 * locale only where one of the numbers is above 12. Two-digit years are 1970 to 2069. What is told from now ({@code yesterday})
 * is read by {@link RelativeTime}. Where the job names patterns, these count alone.
 */
final class DateText {
    /** Years of two digits from here on are those of the last century. */
    static final int FIRST_SHORT_YEAR = 70;

    static final String WANTED = "a date such as 2026-11-22";
    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ]\\d{2}:.*)?");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2}) ?([-/.]) ?(\\d{1,2}) ?\\2 ?(\\d{4}|\\d{2})");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*|\\d+|[^\\p{L}\\d]+");
    private static final Set<String> PARTICLES =
            Set.of("of", "the", "st", "nd", "rd", "th", "de", "del", "den", "der", "le", "er", "г", "on");

    private DateText() {}

    /**
     * @param how how it is written
     * @param seen when the page was seen
     */
    static Parsed parse(String text, Notation how, Instant seen) {
        if (!how.formats().isEmpty()) {
            return how.formats().stream()
                    .flatMap(format -> format.date(text).stream())
                    .findFirst()
                    .map(Parsed::of)
                    .orElseGet(() -> Parsed.wanted(text, written(how)));
        }
        Parsed named = named(text, how.locale());
        if (named.value() != null) {
            return named;
        }
        return RelativeTime.parse(NumberText.plain(text), how.locale(), seen.atZone(how.zoneOrUtc()))
                .map(told -> relative(told.moment().toLocalDate(), text, how))
                .orElse(named);
    }

    /** @return a day that is told from another, with a note where it is not known where days begin */
    static Parsed relative(Object value, String text, Notation how) {
        return how.zone().isPresent()
                ? Parsed.of(value)
                : Parsed.noted(
                        value, text, "counted from when the page was seen, in days of UTC; add zone: for others");
    }

    /** @return what the patterns of a job want */
    static String written(Notation how) {
        return "a date written as "
                + how.formats().stream().map(DatePattern::toString).collect(Collectors.joining(" or "));
    }

    /** Reads a date by its looks, without those that are told from now. */
    static Parsed named(String text, Optional<Locale> locale) {
        String plain = NumberText.plain(text).replaceAll("(\\d) ?[年年] ?(\\d+) ?[月月] ?(\\d+) ?[日日]", "$1-$2-$3");
        try {
            Matcher iso = ISO.matcher(plain);
            if (iso.matches()) {
                return Parsed.of(LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)));
            }
            Matcher numbers = NUMBERS.matcher(plain);
            if (numbers.matches()) {
                return byNumbers(text, numbers, locale);
            }
            return byName(plain, locale).map(Parsed::of).orElseGet(() -> Parsed.wanted(text, WANTED));
        } catch (DateTimeException noSuchDay) {
            return Parsed.wanted(text, WANTED);
        }
    }

    private static Parsed byNumbers(String text, Matcher numbers, Optional<Locale> locale) {
        int first = number(numbers, 1);
        int second = number(numbers, 3);
        int year = year(numbers.group(4));
        boolean dotted = numbers.group(2).equals(".");
        if (locale.isEmpty() && !dotted && first <= 12 && second <= 12 && first != second) {
            return Parsed.wanted(text, WANTED + "; add locale: to say whether the day or the month comes first");
        }
        boolean monthFirst = locale.map(DateText::monthFirst).orElse(!dotted && first <= 12);
        return Parsed.of(monthFirst ? LocalDate.of(year, first, second) : LocalDate.of(year, second, first));
    }

    private static boolean monthFirst(Locale locale) {
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
        return pattern.indexOf('M') < pattern.indexOf('d');
    }

    private static Optional<LocalDate> byName(String text, Optional<Locale> locale) {
        MonthNames names = MonthNames.of(locale);
        List<String> numbers = new ArrayList<>();
        OptionalInt month = OptionalInt.empty();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            if (Character.isDigit(word.charAt(0))) {
                numbers.add(word);
            } else if (Character.isLetter(word.charAt(0))) {
                OptionalInt named = names.month(word, locale);
                boolean silent = PARTICLES.contains(word.toLowerCase(Locale.ROOT)) || names.isWeekday(word, locale);
                if (named.isPresent() && month.isEmpty()) {
                    month = named;
                } else if (!silent) {
                    return Optional.empty();
                }
            } else if (!word.matches("[ .,'/-]+")) {
                return Optional.empty();
            }
        }
        if (month.isEmpty() || numbers.size() != 2) {
            return Optional.empty();
        }
        boolean yearFirst = numbers.get(0).length() == 4;
        String day = numbers.get(yearFirst ? 1 : 0);
        String year = numbers.get(yearFirst ? 0 : 1);
        if (day.length() > 2 || year.length() != 4 && year.length() != 2) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.of(year(year), month.getAsInt(), Integer.parseInt(day)));
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return digits.length() == 4 ? year : year < FIRST_SHORT_YEAR ? 2000 + year : 1900 + year;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
