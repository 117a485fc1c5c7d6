package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jsoup.helper.W3CDom;
import org.jsoup.select.QueryParser;
import org.w3c.dom.Document;

/**
 * Says whether a selector means the same to the browser, which waits for it, and to the parser, which extracts with it.
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

    /** What only the browser has: it depends on the state of the page, or on shadow roots. */
    private static final Pattern LIVE = Pattern.compile(
            "where|checked|disabled|enabled|hover|focus|focus-within|focus-visible|active|visited|link|any-link|target"
                    + "|valid|invalid|user-valid|user-invalid|required|optional|read-only|read-write|placeholder-shown"
                    + "|default|indeterminate|in-range|out-of-range|lang|dir|defined|open|modal|popover-open|fullscreen"
                    + "|autofill|picture-in-picture|playing|paused|muted|state|host|host-context");
    /** What has an argument that is no selector. */
    private static final Pattern WORDS = Pattern.compile(":(?:lang|dir|state)\\([^)]*\\)");

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
        return problem(css, false);
    }

    /**
     * @param css a selector that only the browser uses
     * @return one line that says what is wrong; empty when the browser can use it
     */
    public static Optional<String> liveProblem(String css) {
        return problem(css, true);
    }

    private static Optional<String> problem(String css, boolean live) {
        if (css.isBlank()) {
            return Optional.of("an empty selector selects nothing");
        }
        Optional<String> oneSided = oneSided(css, live);
        if (oneSided.isPresent()) {
            return oneSided;
        }
        try {
            QueryParser.parse(live ? parsable(css) : css);
            return Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of("not a selector: " + e.getMessage());
        }
    }

    /** The same selector with something that the parser knows in the place of what only the browser does. */
    private static String parsable(String css) {
        String known = WORDS.matcher(css).replaceAll(":empty");
        StringBuilder out = new StringBuilder();
        Matcher tokens = TOKEN.matcher(known);
        while (tokens.find()) {
            String put = tokens.group();
            if (tokens.group("pseudo") != null
                    && LIVE.matcher(tokens.group("pseudo").toLowerCase(Locale.ROOT))
                            .matches()) {
                put = known.startsWith("(", tokens.end()) ? ":is" : ":empty";
            } else if (tokens.group("pseudo") != null) {
                put = put.toLowerCase(Locale.ROOT);
            } else if (tokens.group("attribute") != null) {
                put = put.replace("~=", "=");
            }
            tokens.appendReplacement(out, Matcher.quoteReplacement(put));
        }
        return tokens.appendTail(out).toString();
    }

    /**
     * @param path a path (XPath 1.0)
     * @return one line that says what is wrong with it; empty when it can lead to elements
     */
    public static Optional<String> pathProblem(String path) {
        String last = path.strip().replaceFirst("(?s).*/", "");
        if (last.matches("@.*|attribute::.*|text\\(\\).*")) {
            return Optional.of("the path leads to " + last + ", and elements are expected here");
        }
        try {
            Document empty = W3CDom.convert(new org.jsoup.nodes.Document(""));
            XPathFactory.newInstance().newXPath().compile(path).evaluate(empty, XPathConstants.NODESET);
            return Optional.empty();
        } catch (XPathExpressionException e) {
            return Optional.of("not a path of XPath 1.0 to elements: " + cause(e));
        }
    }

    /**
     * @param path a path (XPath 1.0)
     * @return one line that says what is wrong with it; empty when it can lead to elements, attributes, texts or a value
     */
    public static Optional<String> valueProblem(String path) {
        try {
            Document empty = W3CDom.convert(new org.jsoup.nodes.Document(""));
            XPathFactory.newInstance().newXPath().compile(path).evaluateExpression(empty);
            return Optional.empty();
        } catch (XPathExpressionException e) {
            return Optional.of("not a path of XPath 1.0: " + cause(e));
        }
    }

    private static String cause(XPathExpressionException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    /**
     * @param path names with dots between them
     * @return one line that says what is wrong with it
     */
    public static Optional<String> dataProblem(String path) {
        try {
            DataPath.of(path);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * @param selector any
     * @return what a parsed document cannot be asked for, such as a role; empty when extraction can use the selector
     */
    public static Optional<String> liveOnly(Selector selector) {
        if (selector instanceof Selector.FirstOf list) {
            return list.choices().stream()
                    .flatMap(choice -> liveOnly(choice).stream())
                    .findFirst();
        }
        if (selector instanceof Selector.Role role) {
            return Optional.of(role.role().isPresent() ? "role" : "name");
        }
        if (selector instanceof Selector.Label) {
            return Optional.of("label");
        }
        if (selector instanceof Selector.Pierce) {
            return Optional.of("pierce");
        }
        return selector instanceof Selector.Inside ? Optional.of("inside") : Optional.empty();
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

    private static Optional<String> oneSided(String css, boolean live) {
        if (css.strip().matches("(?s)[>+~].*")) {
            return Optional.of("the browser takes no selector that starts with "
                    + css.strip().charAt(0) + "; write :scope " + css.strip());
        }
        Matcher tokens = TOKEN.matcher(css);
        while (tokens.find()) {
            Optional<String> problem = Optional.empty();
            if (tokens.group("attribute") != null) {
                problem = attribute(tokens.group("attribute"), live);
            } else if (tokens.group("pseudo") != null) {
                problem = pseudo(tokens.group("colons"), tokens.group("pseudo"), live);
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

    private static Optional<String> pseudo(String colons, String name, boolean live) {
        String low = name.toLowerCase(Locale.ROOT);
        if (colons.length() == 2) {
            return Optional.of((live ? "::" + name + " cannot be used" : "extraction cannot use ::" + name)
                    + ": no element of the document is it");
        }
        if (PARSER_ONLY.contains(low)) {
            String hint = low.startsWith("contains") ? "; write {text: \"~…\"}" : "";
            return Optional.of("the browser does not know :" + name + ", so the page could not be awaited" + hint);
        }
        if (live) {
            return SHARED.matcher(low).matches() || LIVE.matcher(low).matches()
                    ? Optional.empty()
                    : Optional.of("the browser does not know :" + name);
        }
        if (low.equals("where")) {
            return Optional.of("extraction does not know :where; write :is");
        }
        if (!SHARED.matcher(low).matches()) {
            return Optional.of("extraction does not know :" + name + "; at most the browser does");
        }
        return low.equals(name) ? Optional.empty() : Optional.of("extraction knows :" + low + " in small letters only");
    }

    private static Optional<String> attribute(String inside, boolean live) {
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
                live
                        ? Optional.empty()
                        : Optional.of(
                                "[" + inside + "] is a word to the browser and a regular expression to extraction;"
                                        + " write [" + parts.group("name") + "*=" + value + "], or .name for a class");
            default ->
                value.matches("(?s)[\"'].*") || IDENTIFIER.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of("the browser needs quotes here: [" + parts.group("name") + parts.group("operator")
                                + "\"" + value + "\"]");
        };
    }
}
