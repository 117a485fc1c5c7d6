package dev.gannet.flow;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Finds scripts that are not JavaScript before a page is there. The browser that will run them parses them: it alone knows
 * which syntax it has. Nothing is run. For one thread.
 */
public final class ScriptCheck {
    /** Literals that a variable may become; a script that one of them fits into is not refused. */
    private static final List<String> LITERALS = List.of("\"x\"", "0", "[0]", "true");
    /** With more variables not every combination is tried, so nothing is refused. */
    private static final int MAX_VARIABLES = 3;

    private final Session session;

    public ScriptCheck(Session session) {
        this.session = session;
    }

    /**
     * Where a script is wrong.
     *
     * @param line from 1, in the script
     * @param column from 1
     * @param message as the browser puts it
     */
    public record Fault(int line, int column, String message) {}

    /**
     * @param code the body of a function
     * @return what is wrong with it; empty for nothing, and where that depends on its variables
     * @throws dev.gannet.web.ScrapeException as {@link Session} says
     */
    public Optional<Fault> body(String code, Deadline deadline) {
        return check(code, false, deadline);
    }

    /** As {@link #body}, of an expression or the body of a function that returns a value. */
    public Optional<Fault> value(String code, Deadline deadline) {
        return check(code, true, deadline);
    }

    private Optional<Fault> check(String code, boolean value, Deadline deadline) {
        Set<String> names = new LinkedHashSet<>();
        Matcher variable = Words.VARIABLE.matcher(code);
        while (variable.find()) {
            names.add(variable.group(1));
        }
        Optional<Fault> first = Optional.empty();
        for (Map<String, String> literals : combinations(names)) {
            String filled = Words.VARIABLE
                    .matcher(code)
                    .replaceAll(found -> Matcher.quoteReplacement(literals.getOrDefault(found.group(1), "0")));
            Optional<Fault> fault = parsed(value ? Scripts.function(filled) : filled, value ? filled : "", deadline);
            if (fault.isEmpty()) {
                return fault;
            }
            first = first.or(() -> fault);
        }
        return names.size() > MAX_VARIABLES ? Optional.empty() : first;
    }

    private static List<Map<String, String>> combinations(Set<String> names) {
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
        for (String name : names.size() > MAX_VARIABLES ? Set.<String>of() : names) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (String literal : LITERALS) {
                for (Map<String, String> one : all) {
                    Map<String, String> with = new HashMap<>(one);
                    with.put(name, literal);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all;
    }

    /**
     * The driver wraps what it runs in such a function too: {@code await} and {@code return} stand in its outermost block.
     *
     * @param value the expression that a body returns; empty for a body that is as it was written
     */
    private Optional<Fault> parsed(String body, String value, Deadline deadline) {
        Map<String, Object> answer = session.cdp(
                "Runtime.compileScript",
                Map.of("expression", "(async function () {\n" + body + "\n})", "sourceURL", "", "persistScript", false),
                deadline);
        if (!(answer.get("exceptionDetails") instanceof Map<?, ?> details)) {
            return Optional.empty();
        }
        int line = Math.max(1, number(details, "lineNumber"));
        int before = line == 1 && !value.isEmpty() ? Math.max(0, body.indexOf(value)) : 0;
        int column = 1 + Math.max(0, number(details, "columnNumber") - before);
        String message = details.get("exception") instanceof Map<?, ?> exception
                        && exception.get("description") instanceof String description
                ? description.lines().findFirst().orElse("")
                : String.valueOf(details.get("text"));
        return Optional.of(new Fault(line, column, message.replaceFirst("^(Uncaught )?SyntaxError: ", "")));
    }

    private static int number(Map<?, ?> details, String key) {
        return details.get(key) instanceof Number number ? number.intValue() : 0;
    }
}
