package dev.gannet.extract;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.QueryParser;

/**
 * Says whether a CSS selector means the same to the browser, which waits for it, and to the parser, which extracts with it.
 * Thread-safe.
 */
public final class SelectorSyntax {
    /** What only the parser (jsoup) has. */
    private static final Set<String> PARSER_ONLY = Set.of(
            "contains",
            "containsown",
            "containswholetext",
            "containswholeowntext",
            "containsdata",
            "matches",
            "matchesown",
            "matcheswholetext",
            "matcheswholeowntext",
            "matchesattr",
            "eq",
            "lt",
            "gt",
            "blank");
    /** What both have, besides the structural ones whose names start alike. */
    private static final Pattern SHARED = Pattern.compile(
            "not|has|is|scope|root|empty|(?:nth|nth-last)-(?:child|of-type)|(?:first|last|only)-(?:child|of-type)");

    /** A quoted text, an escape, an attribute, a pseudo class or element, an id or class that starts with a digit. */
    private static final Pattern TOKEN = Pattern.compile("\\\\.|\"(?:\\\\.|[^\"])*\"|'(?:\\\\.|[^'])*'"
            + "|\\[(?<attribute>(?:\"(?:\\\\.|[^\"])*\"|'(?:\\\\.|[^'])*'|[^\\]\"'])*)]"
            + "|(?<colons>::?)(?<pseudo>[A-Za-z-]+)|(?<digit>[#.]\\d[\\w-]*)");

    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\s*(?<name>[^=~|^$*!\\s]*)\\s*" + "(?:(?<operator>[~|^$*!]?=)\\s*(?<value>.*?)(?:\\s+[iIsS])?)?\\s*",
            Pattern.DOTALL);
    private static final Pattern IDENTIFIER =
            Pattern.compile("-?(?:[A-Za-z_\\u0080-\\uffff]|\\\\.)(?:[\\w\\u0080-\\uffff-]|\\\\.)*|--.*");

    private SelectorSyntax() {}

    /**
     * @param css a selector as the job file has it
     * @return one line that says what is wrong and which half cannot use it; empty when both can
     */
    public static Optional<String> problem(String css) {
        if (css.isBlank()) {
            return Optional.of("an empty selector selects nothing");
        }
        Optional<String> oneSided = oneSided(css);
        if (oneSided.isPresent()) {
            return oneSided;
        }
        try {
            QueryParser.parse(css);
            return Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of("not a selector: " + e.getMessage());
        }
    }

    /**
     * @param path a path into JSON
     * @return one line that says what is wrong with it
     */
    public static Optional<String> jsonProblem(String path) {
        try {
            JsonPaths.compile(path);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> oneSided(String css) {
        if (css.strip().matches("(?s)[>+~].*")) {
            return Optional.of("the browser takes no selector that starts with "
                    + css.strip().charAt(0) + "; write :scope " + css.strip());
        }
        Matcher tokens = TOKEN.matcher(css);
        while (tokens.find()) {
            Optional<String> problem = Optional.empty();
            if (tokens.group("attribute") != null) {
                problem = attribute(tokens.group("attribute"));
            } else if (tokens.group("pseudo") != null) {
                problem = pseudo(tokens.group("colons"), tokens.group("pseudo"));
            } else if (tokens.group("digit") != null) {
                problem = Optional.of("the browser takes no name that starts with a digit: " + tokens.group("digit")
                        + "; write " + quoted(tokens.group("digit")));
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static String quoted(String name) {
        return (name.startsWith("#") ? "[id=\"" : "[class*=\"") + name.substring(1) + "\"]";
    }

    private static Optional<String> pseudo(String colons, String name) {
        String low = name.toLowerCase(Locale.ROOT);
        if (colons.length() == 2) {
            return Optional.of("extraction cannot use ::" + name + ": no element of the document is it");
        }
        if (PARSER_ONLY.contains(low)) {
            String hint = low.startsWith("contains") ? "; write {text: \"~…\"}" : "";
            return Optional.of("the browser does not know :" + name + ", so the page could not be awaited" + hint);
        }
        if (low.equals("where")) {
            return Optional.of("extraction does not know :where; write :is");
        }
        if (!SHARED.matcher(low).matches()) {
            return Optional.of("extraction does not know :" + name + "; at most the browser does");
        }
        return low.equals(name) ? Optional.empty() : Optional.of("extraction knows :" + low + " in small letters only");
    }

    private static Optional<String> attribute(String inside) {
        if (inside.strip().startsWith("^")) {
            return Optional.of("the browser does not know [" + inside + "] (attributes by the start of their name)");
        }
        Matcher parts = ATTRIBUTE.matcher(inside);
        if (!parts.matches() || parts.group("operator") == null) {
            return Optional.empty();
        }
        String value = parts.group("value");
        return switch (parts.group("operator")) {
            case "!=" ->
                Optional.of("the browser does not know [" + inside + "]; write :not([" + parts.group("name") + "="
                        + value + "])");
            case "~=" ->
                Optional.of("[" + inside + "] is a word to the browser and a regular expression to extraction;"
                        + " write [" + parts.group("name") + "*=" + value + "], or .name for a class");
            default ->
                value.matches("(?s)[\"'].*") || IDENTIFIER.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of("the browser needs quotes here: [" + parts.group("name") + parts.group("operator")
                                + "\"" + value + "\"]");
        };
    }
}
