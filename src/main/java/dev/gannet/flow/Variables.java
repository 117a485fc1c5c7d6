package dev.gannet.flow;

import dev.gannet.web.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;

/** What the variables of one flow hold: texts, numbers, lists, whatever JSON has. For one thread. */
final class Variables {
    private static final Json JSON = new Json();

    private final Map<String, Object> values = new HashMap<>();

    /** @param value null takes the variable away */
    void set(String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    /** Sets some for as long as the work takes. */
    void during(Map<String, Words> some, Runnable work) {
        Map<String, Object> before = new HashMap<>();
        Map<String, String> filled = new HashMap<>();
        some.forEach((name, words) -> filled.put(name, fill(words).reveal()));
        some.keySet().forEach(name -> Optional.ofNullable(values.get(name)).ifPresent(old -> before.put(name, old)));
        values.putAll(filled);
        try {
            work.run();
        } finally {
            some.keySet().forEach(name -> set(name, before.get(name)));
        }
    }

    /** @throws StepFailure when a variable in it holds nothing */
    Secret fill(Words words) {
        return words.filled(this::textOf);
    }

    /** @return a selector's text with variables in it, filled in */
    String fill(String text) {
        return replaced(text, this::textOf);
    }

    /** @return JavaScript with variables in it; they stand there as literals */
    String code(String script) {
        return replaced(script, name -> JSON.toJson(value(name)));
    }

    /** @return the values of a list; a text is one of one value */
    List<Object> list(String name) {
        Object value = value(name);
        return value instanceof List<?> list ? new ArrayList<>(list) : List.of(value);
    }

    String textOf(String name) {
        return text(value(name));
    }

    /** @return what JavaScript would make of it as a text */
    static String text(Object value) {
        boolean whole = value instanceof Double number && number % 1 == 0 && Math.abs(number) < 1e15;
        return value instanceof String text
                ? text
                : whole
                        ? String.valueOf(((Double) value).longValue())
                        : value instanceof List || value instanceof Map ? JSON.toJson(value) : String.valueOf(value);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new StepFailure("the variable " + name + " holds nothing"
                    + (values.isEmpty() ? "" : "; there are: " + String.join(", ", values.keySet())));
        }
        return value;
    }

    private static String replaced(String text, Function<String, String> by) {
        return Words.VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found.group(1))));
    }
}
