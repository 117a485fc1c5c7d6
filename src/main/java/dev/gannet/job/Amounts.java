package dev.gannet.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with a unit, as job files write them. */
final class Amounts {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s?([a-zA-Z%]*)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES =
            Map.of("B", 1L, "kB", 1_000L, "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);

    private Amounts() {}

    static Optional<Duration> duration(String text) {
        return amount(text, MILLIS).map(Duration::ofMillis);
    }

    static Optional<Long> size(String text) {
        return amount(text, BYTES);
    }

    /** @return a part of one, 0 to 1 */
    static Optional<Double> percent(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        return Optional.of(matcher)
                .filter(found -> found.matches() && found.group(2).equals("%"))
                .map(found -> new BigDecimal(found.group(1)).movePointLeft(2).doubleValue())
                .filter(part -> part <= 1);
    }

    /** @return a part of one, written as a percentage or as a number from 0 to 1 */
    static Optional<Double> part(String text) {
        return percent(text)
                .or(() -> Optional.of(text)
                        .filter(number -> number.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?"))
                        .map(Double::valueOf));
    }

    private static Optional<Long> amount(String text, Map<String, Long> units) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        Long unit = matcher.group(2).isEmpty() && number.signum() == 0 ? Long.valueOf(1) : units.get(matcher.group(2));
        return Optional.ofNullable(unit)
                .map(each -> number.multiply(BigDecimal.valueOf(each)).longValue());
    }
}
