package dev.gannet.flow.recording;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Selenium IDE's texts in the language of steps: <code>${name}</code> becomes <code>${var:name}</code>. As in Selenium
 * IDE, space at the ends of an argument does not count.
 */
final class SideText {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(.*?)}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{var:[^}]*}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern OUTSIDE = Pattern.compile("env:\\w+|secret:.+");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<String> variables;
    private final Set<String> handles;

    /**
     * @param variables the names that some command stores something under
     * @param handles the names that some command keeps a window under
     */
    SideText(Set<String> variables, Set<String> handles) {
        this.variables = Set.copyOf(variables);
        this.handles = Set.copyOf(handles);
    }

    /** @return the text with its variables; <code>${env:…}</code> and <code>${secret:…}</code> stay as they are */
    String text(String raw) throws UnfitException {
        return filled(raw.strip());
    }

    /** @return the same for a part of an argument, whose spaces count */
    String filled(String raw) throws UnfitException {
        Matcher found = PLACEHOLDER.matcher(raw);
        StringBuilder out = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(out, Matcher.quoteReplacement(placeholder(found.group(1))));
        }
        return found.appendTail(out).toString();
    }

    private String placeholder(String name) throws UnfitException {
        if (name.equals("nbsp")) {
            return "\u00a0";
        }
        if (OUTSIDE.matcher(name).matches()) {
            return "${" + name + "}";
        }
        if (variables.contains(name)) {
            return "${var:" + name + "}";
        }
        if (handles.contains(name)) {
            throw new UnfitException("${" + name + "} is a window, not a text", "selectWindow handle=${" + name + "}");
        }
        throw new UnfitException(
                "no command stores the variable " + name, "store it before, as in store | x | " + name);
    }

    /**
     * @return what a text must be: itself, or where it starts with {@code glob:}, {@code regexp:} or {@code regexpi:} a
     *     regular expression
     */
    String pattern(String raw) throws UnfitException {
        String text = text(raw);
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "exact" -> literal(rest);
            case "glob" -> "re:^" + escaped(rest).replace("\\*", "[\\s\\S]*").replace("\\?", "[\\s\\S]") + "$";
            case "regexp" -> "re:" + rest;
            case "regexpi" -> "re:(?i:" + rest + ")";
            default -> literal(text);
        };
    }

    /** As {@link Literal#text}, with variables that stay variables. */
    private static String literal(String text) {
        return text.startsWith("~") || text.startsWith("re:") ? "re:^" + escaped(text) + "$" : text;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        Matcher found = VARIABLE.matcher(text);
        int from = 0;
        while (found.find()) {
            out.append(Literal.quoted(text.substring(from, found.start()))).append(found.group());
            from = found.end();
        }
        return out.append(Literal.quoted(text.substring(from))).toString();
    }

    /** @return a script with its variables; what else stands in <code>${}</code> is the script's own */
    String script(String raw) {
        return PLACEHOLDER
                .matcher(raw.strip())
                .replaceAll(found -> Matcher.quoteReplacement(
                        variables.contains(found.group(1)) ? "${var:" + found.group(1) + "}" : found.group()));
    }

    /** @return the condition that an expression of JavaScript is true */
    Map<String, Object> condition(String raw) throws UnfitException {
        String expression = script(raw).replaceFirst("[;\\s]+$", "");
        if (expression.isEmpty()) {
            throw new UnfitException("it has no condition", "an expression of JavaScript, as in ${count} < 3");
        }
        // "return" inside an expression, as in a function of it, would make a body of it.
        return SideStep.mapping("script", expression.contains("return") ? "return (" + expression + ");" : expression);
    }

    /** @return an expression of JavaScript whose value is a text that has its variables already */
    static String quoted(String text) {
        Matcher found = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (found.find()) {
            if (found.start() > from || from == 0) {
                out.append(JSON.writeValueAsString(text.substring(from, found.start())))
                        .append(" + ");
            }
            out.append(found.group()).append(" + ");
            from = found.end();
        }
        return out.append(JSON.writeValueAsString(text.substring(from))).toString();
    }

    /** @return a variable's name, which may be written as {@code name} or as <code>${name}</code> */
    static String name(String raw) throws UnfitException {
        String name = raw.strip().replaceFirst("^\\$\\{(.*)}$", "$1");
        if (!NAME.matcher(name).matches()) {
            throw new UnfitException(
                    name.isEmpty() ? "it names no variable" : "\"" + name + "\" is not the name of a variable",
                    "letters, digits, _ and -, a letter first");
        }
        return name;
    }

    /** @return a time in milliseconds as a job writes it; empty where none is given, or none at all */
    static Optional<String> millis(String raw) throws UnfitException {
        String text = raw.strip();
        if (!text.matches("\\d{0,9}")) {
            throw new UnfitException("\"" + text + "\" is not a time", "milliseconds, as in 3000");
        }
        return text.matches("0*") ? Optional.empty() : Optional.of(Long.parseLong(text) + "ms");
    }
}
