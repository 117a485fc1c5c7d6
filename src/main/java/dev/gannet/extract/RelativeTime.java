package dev.gannet.extract;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads times that are told from now: {@code 3 hours ago}, {@code vor 2 Tagen}, {@code yesterday}, {@code in 5 min}. The words
 * are those of {@code relative-times.properties}: the language of the field's locale and English; without a locale, of all
 * languages there. A time is no more precise than its words: {@code 3 hours ago} is the beginning of that hour.
 */
final class RelativeTime {
    private static final Pattern TOKEN = Pattern.compile("(?<number>\\d{1,6})|(?<word>[\\p{L}\\p{M}]+)|[ ,\u00b7]+");
    private static final Pattern SHORT_WORDS_END = Pattern.compile("(?<=\\p{L})\\.");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Set<String> NORWEGIAN = Set.of("no", "nn");
    private static final List<Language> LANGUAGES = languages();

    private RelativeTime() {}

    /**
     * A time that is told from now.
     *
     * @param moment it, cut to {@code unit}, in the zone of now
     * @param unit the smallest unit that it is told in, days at most
     */
    record Told(ZonedDateTime moment, ChronoUnit unit) {
        /** @return whether it is a day rather than a moment */
        boolean inDays() {
            return unit == ChronoUnit.DAYS;
        }
    }

    private record Step(int amount, ChronoUnit unit) {}

    /**
     * @param text as {@link NumberText#plain} gives it
     * @param now when it was true
     */
    static Optional<Told> parse(String text, Optional<Locale> locale, ZonedDateTime now) {
        String undotted = SHORT_WORDS_END
                .matcher(text.toLowerCase(locale.orElse(Locale.ROOT)))
                .replaceAll("");
        String low = BLANKS.matcher(undotted.replace('\u2019', '\'')).replaceAll(" ");
        Optional<String> own = locale.map(Locale::getLanguage).map(code -> NORWEGIAN.contains(code) ? "nb" : code);
        return LANGUAGES.stream()
                .filter(language -> own.isEmpty() || language.code.equals(own.get()) || language.code.equals("en"))
                .map(language -> language.steps(low))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(steps -> told(steps, now));
    }

    private static Optional<Told> told(List<Step> steps, ZonedDateTime now) {
        ZonedDateTime moment = now;
        ChronoUnit smallest = ChronoUnit.DAYS;
        try {
            for (Step step : steps) {
                moment = moment.plus(step.amount(), step.unit());
                smallest = step.unit().compareTo(smallest) < 0 ? step.unit() : smallest;
            }
            boolean known = moment.getYear() > 0 && moment.getYear() < 10_000;
            return known ? Optional.of(new Told(moment.truncatedTo(smallest), smallest)) : Optional.empty();
        } catch (DateTimeException | ArithmeticException tooFar) {
            return Optional.empty();
        }
    }

    /** The words of one language. */
    private static final class Language {
        private final String code;
        private final List<Pattern> past;
        private final List<Pattern> future;
        private final Map<String, Step> named = new HashMap<>();
        private final Map<String, ChronoUnit> units = new HashMap<>();
        private final Set<String> ones;
        private final Set<String> silent;

        Language(String code, Properties words) {
            this.code = code;
            past = frames(words, "past");
            future = frames(words, "future");
            ones = of(words, "one").collect(Collectors.toUnmodifiableSet());
            silent = of(words, "silent").collect(Collectors.toUnmodifiableSet());
            of(words, "now").forEach(word -> named.put(word, new Step(0, ChronoUnit.MINUTES)));
            for (ChronoUnit unit : ChronoUnit.values()) {
                String name = unit.name().toLowerCase(Locale.ROOT);
                of(words, name).forEach(word -> units.put(word, unit));
                of(words, name + ".named").forEach(entry -> {
                    int amount = entry.lastIndexOf(' ');
                    named.put(
                            entry.substring(0, amount), new Step(Integer.parseInt(entry.substring(amount + 1)), unit));
                });
            }
        }

        private List<Pattern> frames(Properties words, String key) {
            return of(words, key)
                    .map(frame -> Pattern.compile(Stream.of(frame.split("\\*", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("(.+)"))))
                    .toList();
        }

        private Stream<String> of(Properties words, String key) {
            return Stream.of(words.getProperty(code + "." + key, "").split(";"))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty());
        }

        Optional<List<Step>> steps(String text) {
            Step word = named.get(text);
            return word != null
                    ? Optional.of(List.of(word))
                    : framed(text, past, -1).or(() -> framed(text, future, 1));
        }

        private Optional<List<Step>> framed(String text, List<Pattern> frames, int sign) {
            return frames.stream()
                    .map(frame -> frame.matcher(text))
                    .filter(Matcher::matches)
                    .map(inside -> amounts(inside.group(1).strip(), sign))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        /** Reads numbers with units: {@code 1 year, 2 months}; nothing else may stand there. */
        private Optional<List<Step>> amounts(String text, int sign) {
            List<Step> steps = new ArrayList<>();
            Matcher tokens = TOKEN.matcher(text);
            Integer number = null;
            int end = 0;
            while (tokens.find() && tokens.start() == end) {
                end = tokens.end();
                @Nullable String word = tokens.group("word");
                if (tokens.group("number") != null) {
                    if (number != null) {
                        return Optional.empty();
                    }
                    number = Integer.valueOf(tokens.group("number"));
                } else if (word != null && number == null && ones.contains(word)) {
                    number = 1;
                } else if (word != null && units.containsKey(word)) {
                    // "an hour" is one; of some languages the unit alone is, too.
                    steps.add(new Step(sign * Objects.requireNonNullElse(number, 1), units.get(word)));
                    number = null;
                } else if (word != null && !silent.contains(word)) {
                    return Optional.empty();
                }
            }
            return end == text.length() && number == null && !steps.isEmpty() ? Optional.of(steps) : Optional.empty();
        }
    }

    private static List<Language> languages() {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(RelativeTime.class.getResourceAsStream("relative-times.properties")),
                StandardCharsets.UTF_8)) {
            words.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words.stringPropertyNames().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                // English first: where words are alike, it is the likelier.
                .sorted((a, b) -> a.equals("en") ? -1 : b.equals("en") ? 1 : a.compareTo(b))
                .map(code -> new Language(code, words))
                .toList();
    }
}
