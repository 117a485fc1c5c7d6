package dev.gannet.extract;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads numbers as people write them.
 *
 * <p>With a locale its decimal separator counts and the others group: {@code 1.234,56} in de-DE. Without one: of two
 * different separators the last is the decimal one; a separator that is repeated groups; a single {@code ,} before exactly
 * three digits groups ({@code 1,234} is 1234), any other single separator is decimal ({@code 12,50}; {@code 1.234} is
 * 1.234). Spaces of every kind and apostrophes always group. Groups must be well formed: {@code 12.50} is no number in
 * de-DE, rather than 1250.
 */
final class NumberText {
    private static final Pattern GROUPED = Pattern.compile("[1-9]\\d{0,2}(?:G\\d{2,3})*G\\d{3}");
    private static final Pattern WRITTEN = Pattern.compile("[0-9.,' ]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]*");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern FIRST_GROUP = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int MOST_DIGITS = 200;

    private NumberText() {}

    /** @return the number, or empty when the text is none */
    static Optional<BigDecimal> parse(String text, Optional<Locale> locale) {
        String plain = plain(text);
        boolean negative = false;
        if (plain.startsWith("(") && plain.endsWith(")")) {
            negative = true;
            plain = plain.substring(1, plain.length() - 1);
        } else if (plain.startsWith("-") || plain.startsWith("+")) {
            negative = plain.charAt(0) == '-';
            plain = plain.substring(1);
        } else if (plain.endsWith("-")) {
            negative = true;
            plain = plain.substring(0, plain.length() - 1);
        }
        boolean minus = negative;
        return unsigned(plain.strip(), locale).map(number -> minus ? number.negate() : number);
    }

    /** @return the text with its digits, signs and spaces in their plain ASCII form */
    static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isDigit(c)) {
                out.append(Character.digit(c, 10));
            } else if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
                out.append(' ');
            } else if (Character.getType(c) != Character.FORMAT) {
                out.append(
                        switch (c) {
                            case '\u2212', '\u2010', '\u2011', '\u2013' -> "-";
                            case '\u2019', '\u02bc' -> "'";
                            case '\u066b' -> ",";
                            case '\u066c' -> "'";
                            default -> Character.toString(c);
                        });
            }
        }
        return out.toString().strip();
    }

    private static Optional<BigDecimal> unsigned(String text, Optional<Locale> locale) {
        if (text.isEmpty()
                || text.length() > MOST_DIGITS
                || !WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        int decimal = locale.map(known -> text.lastIndexOf(decimalSeparator(known)))
                .orElseGet(() -> decimalWithoutLocale(text));
        String whole = decimal < 0 ? text : text.substring(0, decimal);
        String part = decimal < 0 ? "" : text.substring(decimal + 1);
        if (!DIGITS.matcher(part).matches() || decimal >= 0 && part.isEmpty() || !whole.isEmpty() && !isWhole(whole)) {
            return Optional.empty();
        }
        String digits = NO_DIGIT.matcher(whole).replaceAll("");
        return Optional.of(new BigDecimal((digits.isEmpty() ? "0" : digits) + (part.isEmpty() ? "" : "." + part)));
    }

    private static char decimalSeparator(Locale locale) {
        char separator = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
        return separator == '\u066b' ? ',' : separator;
    }

    private static int decimalWithoutLocale(String text) {
        int point = text.lastIndexOf('.');
        int comma = text.lastIndexOf(',');
        int last = Math.max(point, comma);
        if (last < 0) {
            return -1;
        }
        if (point >= 0 && comma >= 0) {
            return last;
        }
        if (text.indexOf(text.charAt(last)) != last) {
            return -1;
        }
        boolean groups = comma >= 0
                && text.length() - comma - 1 == 3
                && FIRST_GROUP.matcher(text.substring(0, comma)).matches();
        return groups ? -1 : last;
    }

    private static boolean isWhole(String whole) {
        String separators = DIGIT.matcher(whole).replaceAll("");
        if (separators.isEmpty()) {
            return true;
        }
        char group = separators.charAt(0);
        return separators.chars().allMatch(c -> c == group)
                && GROUPED.matcher(whole.replace(group, 'G')).matches();
    }
}
