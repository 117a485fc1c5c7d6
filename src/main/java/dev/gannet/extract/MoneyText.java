package dev.gannet.extract;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads prices: an amount as {@link NumberText} reads it, with a currency's sign or code before or behind it, or none. An
 * amount that may be two different ones ({@code 1.234} without a locale) is refused: a wrong price is worse than none. The
 * field's currency is that of amounts without one, and of its signs where they may be others' as well; a price that names
 * another currency keeps it.
 */
final class MoneyText {
    private static final String WANTED = "an amount such as 12.50, $1,234.56 or 12,50 €";
    private static final Pattern SHAPE = Pattern.compile("(?<sign>[-+]?) ?(?<before>" + CurrencyNames.ANY
            + "?) ?(?<inner>[-+]?) ?(?<number>[0-9][0-9.,' ]*|[.,][0-9]+)(?<dash>(?<=[.,])[-—]{1,2})?(?<outer>-?) ?(?<after>"
            + CurrencyNames.ANY + "?)");
    private static final Pattern AMBIGUOUS = Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{3}");

    private MoneyText() {}

    static Parsed parse(String text, Notation how) {
        Optional<Locale> locale = how.locale();
        String plain = NumberText.plain(text);
        boolean bracketed = plain.startsWith("(") && plain.endsWith(")");
        Matcher shape = SHAPE.matcher(bracketed ? plain.substring(1, plain.length() - 1) : plain);
        if (!shape.matches()) {
            return Parsed.wanted(text, WANTED);
        }
        String before = shape.group("before");
        String after = shape.group("after");
        boolean strange = !before.isEmpty() && !CurrencyNames.known(before)
                || !after.isEmpty() && !CurrencyNames.known(after)
                || CurrencyNames.isCode(before) && CurrencyNames.isCode(after) && !before.equals(after);
        String number = shape.group("number").strip();
        if (shape.group("dash") != null) {
            number = number.substring(0, number.length() - 1);
        }
        if (strange) {
            return Parsed.wanted(text, WANTED);
        }
        if (locale.isEmpty() && AMBIGUOUS.matcher(number).matches()) {
            return Parsed.wanted(
                    text,
                    "an amount that can be read in one way only; add locale: (the point groups thousands in de-DE and is"
                            + " decimal in en-US)");
        }
        Optional<BigDecimal> amount = NumberText.parse(number, locale);
        if (amount.isEmpty()) {
            return Parsed.wanted(text, locale.isEmpty() ? WANTED : WANTED + ", written as in " + tag(locale.get()));
        }
        boolean negative =
                bracketed || (shape.group("sign") + shape.group("inner") + shape.group("outer")).contains("-");
        BigDecimal signed = negative ? amount.get().negate() : amount.get();
        return Parsed.of(new Money(signed, currency(before, after, how)));
    }

    /** A code says more than a sign: {@code $12 CAD} is Canadian. */
    private static @Nullable String currency(String before, String after, Notation how) {
        String word = after.isEmpty() || CurrencyNames.isCode(before) ? before : after;
        Optional<String> said = how.currency()
                .filter(own -> word.isEmpty() || CurrencyNames.isSignOf(word, own))
                .map(Currency::getCurrencyCode);
        return said.or(() -> word.isEmpty() ? Optional.empty() : CurrencyNames.code(word, how.locale()))
                .orElse(null);
    }

    private static String tag(Locale locale) {
        return locale.toLanguageTag();
    }
}
