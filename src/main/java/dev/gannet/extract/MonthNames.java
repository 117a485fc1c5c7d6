package dev.gannet.extract;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The names of months and weekdays in one language and in English, long and short. Immutable. */
final class MonthNames {
    private static final Map<Locale, MonthNames> KNOWN = new ConcurrentHashMap<>();
    private static final List<TextStyle> STYLES =
            List.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE);

    private final Map<String, Integer> months = new HashMap<>();
    private final Set<String> weekdays = new HashSet<>();

    private MonthNames(Locale locale) {
        learn(Locale.ENGLISH);
        months.put("sept", 9);
        learn(locale);
    }

    static MonthNames of(Optional<Locale> locale) {
        return KNOWN.computeIfAbsent(locale.orElse(Locale.ENGLISH), MonthNames::new);
    }

    private void learn(Locale locale) {
        for (TextStyle style : STYLES) {
            for (Month month : Month.values()) {
                String name = fold(month.getDisplayName(style, locale), locale);
                if (name.chars().anyMatch(Character::isLetter)) {
                    months.put(name, month.getValue());
                }
            }
            for (DayOfWeek day : DayOfWeek.values()) {
                weekdays.add(fold(day.getDisplayName(style, locale), locale));
            }
        }
    }

    private static String fold(String name, Locale locale) {
        String low = name.toLowerCase(locale);
        return low.endsWith(".") ? low.substring(0, low.length() - 1) : low;
    }

    /** @return a month's name in English */
    static String english(int month, boolean full) {
        return Month.of(month).getDisplayName(full ? TextStyle.FULL : TextStyle.SHORT, Locale.ENGLISH);
    }

    /** @return 1 to 12, or empty when the word is no month's name */
    OptionalInt month(String word, Optional<Locale> locale) {
        Integer own = months.get(word.toLowerCase(locale.orElse(Locale.ROOT)));
        Integer month = own == null ? months.get(word.toLowerCase(Locale.ROOT)) : own;
        return month == null ? OptionalInt.empty() : OptionalInt.of(month);
    }

    boolean isWeekday(String word, Optional<Locale> locale) {
        return weekdays.contains(word.toLowerCase(locale.orElse(Locale.ROOT)))
                || weekdays.contains(word.toLowerCase(Locale.ROOT));
    }
}
