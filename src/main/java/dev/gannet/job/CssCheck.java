package dev.gannet.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a CSS selector means the same to Chrome, which waits for it, and to jsoup, which reads with it. Checked from the
 * text alone, on the strict side.
 */
final class CssCheck {
    private static final Set<String> BOTH = Set.of(
            "has",
            "is",
            "not",
            "first-child",
            "last-child",
            "only-child",
            "nth-child",
            "nth-last-child",
            "first-of-type",
            "last-of-type",
            "only-of-type",
            "nth-of-type",
            "nth-last-of-type",
            "empty",
            "root");
    private static final Set<String> JSOUP = Set.of(
            "contains",
            "containsown",
            "containsdata",
            "containswholetext",
            "containswholeowntext",
            "matches",
            "matchesown",
            "matcheswholetext",
            "matcheswholeowntext",
            "matchtext",
            "eq",
            "lt",
            "gt",
            "input",
            "parent");
    private static final Pattern PSEUDO = Pattern.compile("::?([a-zA-Z-]*)(\\()?");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s*([^\\s=~|^$*!]*)\\s*(?:([~|^$*!]?=)\\s*(.*?)\\s*)?", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile(
            "-?[A-Za-z_\\u0080-\\uFFFF][\\w\\u0080-\\uFFFF-]*|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'",
            Pattern.DOTALL);
    private static final Pattern COMBINATORS =
            Pattern.compile("[>+~,]\\s*[>+~,]|^\\s*[>+~,]|[>+~,]\\s*$|\\(\\s*[,]|[>+~,]\\s*\\)");
    private static final Pattern DIGIT = Pattern.compile("[#.](?:\\d|-\\d)|[#.](?=[\\s>+~,.#:\\[)]|$)");

    private CssCheck() {}

    /** @return one sentence on what is wrong, or empty */
    static Optional<String> problem(String css) {
        if (css.isBlank()) {
            return Optional.of("the selector is empty");
        }
        StringBuilder bare = new StringBuilder();
        Deque<Character> open = new ArrayDeque<>();
        for (int i = 0; i < css.length(); i++) {
            char c = css.charAt(i);
            if (c == '\\') {
                bare.append("x");
                i++;
            } else if (c == '"' || c == '\'') {
                int end = closing(css, i);
                if (end < 0) {
                    return Optional.of("a quote is not closed");
                }
                bare.append("x");
                i = end;
            } else if (c == '[') {
                int end = bracket(css, i);
                if (end < 0) {
                    return Optional.of("a [ is not closed");
                }
                Optional<String> wrong = attribute(css.substring(i + 1, end));
                if (wrong.isPresent()) {
                    return wrong;
                }
                bare.append("[x]");
                i = end;
            } else if (c == '(') {
                open.push(c);
                bare.append(c);
            } else if (c == ')') {
                if (open.isEmpty()) {
                    return Optional.of("a ) has no (");
                }
                open.pop();
                bare.append(c);
            } else if ("]{}@$!;/%&|<`?=^".indexOf(c) >= 0) {
                return Optional.of("\"" + c + "\" has no meaning here");
            } else {
                bare.append(c);
            }
        }
        return open.isEmpty() ? skeleton(bare.toString()) : Optional.of("a ( is not closed");
    }

    private static Optional<String> skeleton(String bare) {
        Matcher pseudo = PSEUDO.matcher(bare);
        while (pseudo.find()) {
            String name = pseudo.group(1).toLowerCase(Locale.ROOT);
            String written = pseudo.group();
            if (JSOUP.contains(name)) {
                return Optional.of(
                        "Chrome cannot use " + written + (name.startsWith("contains") ? "…); write {text: ~T}" : ""));
            }
            if (name.isEmpty()) {
                return Optional.of("a name is missing after the colon");
            }
            if (written.startsWith("::") || !BOTH.contains(name)) {
                return Optional.of("the reader of the page (jsoup) cannot use " + written.replace("(", "()"));
            }
        }
        String plain = bare.replaceAll("\\([\\d\\sn+-]*\\)|\\((?:odd|even)\\)", "");
        if (COMBINATORS.matcher(plain.replaceAll("\\(\\s*[>+~]", "(")).find()) {
            return Optional.of("a name is missing beside one of > + ~ ,");
        }
        if (DIGIT.matcher(plain).find()) {
            return Optional.of("after # and . comes a name that starts with no digit; write [id=\"1a\"]");
        }
        return Optional.empty();
    }

    private static Optional<String> attribute(String inside) {
        Matcher parts = ATTRIBUTE.matcher(inside);
        if (inside.startsWith("^")) {
            return Optional.of("Chrome cannot use [^prefix]");
        }
        if (!parts.matches() || parts.group(1).isEmpty() || !parts.group(1).matches("[\\w\\\\:.-]+")) {
            return Optional.of("[" + inside + "] names no attribute");
        }
        if (parts.group(1).startsWith("abs:")) {
            return Optional.of("Chrome cannot use [abs:…]");
        }
        String sign = parts.group(2);
        if (sign == null) {
            return Optional.empty();
        }
        if (sign.equals("~=") || sign.equals("!=") || sign.equals("|=")) {
            return Optional.of("[… " + sign + " …] is another thing to Chrome than to the reader of the page (jsoup)");
        }
        return VALUE.matcher(parts.group(3)).matches()
                ? Optional.empty()
                : Optional.of("the value in [" + inside + "] needs quotes");
    }

    private static int closing(String css, int at) {
        for (int i = at + 1; i < css.length(); i++) {
            if (css.charAt(i) == '\\') {
                i++;
            } else if (css.charAt(i) == css.charAt(at)) {
                return i;
            }
        }
        return -1;
    }

    private static int bracket(String css, int at) {
        for (int i = at + 1; i < css.length(); i++) {
            char c = css.charAt(i);
            if (c == '"' || c == '\'') {
                i = closing(css, i);
                if (i < 0) {
                    return -1;
                }
            } else if (c == ']') {
                return i;
            }
        }
        return -1;
    }
}
