package dev.gannet.extract;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Turns the text of a field into its type. */
final class ValueText {
    private ValueText() {}

    /**
     * @param text not blank
     * @param field what it is wanted as
     * @param around the page that it stands in
     */
    static Parsed parse(String text, FieldSpec field, Setting around) {
        Optional<Locale> locale = field.notation().locale();
        return switch (field.type()) {
            case TEXT, HTML, MARKDOWN -> Parsed.of(text);
            case INT -> integer(text, locale);
            case DECIMAL ->
                NumberText.parse(text, locale)
                        .map(Parsed::of)
                        .orElseGet(() -> Parsed.wanted(text, "a decimal such as 12.50" + written(locale)));
            case MONEY -> MoneyText.parse(text, field.notation());
            case DATE -> DateText.parse(text, field.notation(), around.takenAt());
            case DATETIME -> DateTimeText.parse(text, field.notation(), around.takenAt());
            case URL, FILE -> UrlText.parse(text, around.base());
            case BOOL -> bool(text);
            case JSON, TABLE ->
                JsonText.parse(text, around.cleaner())
                        .map(Parsed::of)
                        .orElseGet(() -> Parsed.wanted(text, "JSON such as {\"a\": 1}"));
        };
    }

    private static Parsed integer(String text, Optional<Locale> locale) {
        Optional<BigDecimal> number = NumberText.parse(text, locale);
        return number.flatMap(ValueText::whole).map(Parsed::of).orElseGet(() -> {
            String hint = number.isPresent() && locale.isEmpty() && text.matches(".*\\d\\.\\d{3}\\D*")
                    ? "; add locale: if the point groups thousands"
                    : written(locale);
            return Parsed.wanted(text, "a whole number such as 1200" + hint);
        });
    }

    private static Optional<Long> whole(BigDecimal number) {
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }

    private static String written(Optional<Locale> locale) {
        return locale.map(known -> ", written as in " + known.toLanguageTag()).orElse("");
    }

    private static Parsed bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "on", "checked", "selected" -> Parsed.of(true);
            case "false", "no", "0", "off" -> Parsed.of(false);
            default -> Parsed.wanted(text, "true or false");
        };
    }
}
