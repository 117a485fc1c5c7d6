package dev.gannet.extract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many results a site says it has: {@code 1-24 of 1,234}, {@code 120 Treffer}, {@code over 10.000}. */
final class CounterText {
    // A counter counts: what stands before exactly three digits groups, in whatever language.
    private static final String NUMBER = "\\d{1,3}(?:[.,' ]\\d{3})+(?!\\d)|\\d+";
    private static final String VAGUE =
            "(?:over|about|around|more than|at least|approximately|some|mehr als|mindestens|\u00fcber|etwa|rund|circa|ca\\.?|"
                    + "plus de|environ|m\u00e1s de|cerca de|pi\u00f9 di|oltre|~|>|\u2248)";
    private static final Pattern ANY = Pattern.compile("(" + VAGUE + "\\s*)?(" + NUMBER + ")(?!\\d)(\\s*\\+)?");
    private static final Pattern OF =
            Pattern.compile("(?:(?<!plus |m\u00e1s |cerca |pi\u00f9 )\\b(?:of|von|aus|de|sur|di|van|av|af)|/)\\s*("
                    + VAGUE + "\\s*)?(" + NUMBER + ")(?!\\d)(\\s*\\+)?");
    /** Content-Range: items 0-24/* (RFC 9110, section 14.4). */
    private static final Pattern UNKNOWN = Pattern.compile("\\d/\\*\\s*$");

    private static final int LONGEST = 500;
    private static final int MOST_DIGITS = 15;

    private CounterText() {}

    /** @return the number behind "of", or else the largest; empty where there is none, or it says that nobody knows */
    static Optional<Announced> read(String text) {
        String plain = NumberText.plain(text).toLowerCase(java.util.Locale.ROOT);
        if (plain.length() > LONGEST || UNKNOWN.matcher(plain).find()) {
            return Optional.empty();
        }
        return last(OF.matcher(plain)).or(() -> largest(ANY.matcher(plain)));
    }

    private static Optional<Announced> last(Matcher matcher) {
        Optional<Announced> found = Optional.empty();
        while (matcher.find()) {
            found = one(matcher);
        }
        return found;
    }

    private static Optional<Announced> largest(Matcher matcher) {
        Optional<Announced> found = Optional.empty();
        while (matcher.find()) {
            Optional<Announced> next = one(matcher);
            if (next.isPresent()
                    && (found.isEmpty() || next.get().count() > found.get().count())) {
                found = next;
            }
        }
        return found;
    }

    private static Optional<Announced> one(Matcher matcher) {
        String digits = matcher.group(2).replaceAll("[^0-9]", "");
        boolean least = matcher.group(1) != null || matcher.group(3) != null;
        return digits.length() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(new Announced(Long.parseLong(digits), least, Accounts.COUNTER));
    }
}
