package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code waitForElement} waits for. As Chrome's replay does it: enough elements are there, seen or not, and have the
 * attributes and properties; {@code visible: false} turns all of that round. Its operator is {@code >=} where none is
 * written, whatever the comments of the format say.
 */
final class ChromeWaits {
    static final Set<String> OPERATORS = Set.of("==", ">=", "<=");

    private final ChromeStep step;
    private final Object selector;

    private ChromeWaits(ChromeStep step) {
        this.step = step;
        this.selector = ChromeSelectors.of(step);
    }

    static Map<String, Object> of(ChromeStep step) {
        return new ChromeWaits(step).condition();
    }

    private Map<String, Object> condition() {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(count());
        step.object("attributes")
                .ifPresent(attributes -> attributes.values().forEach((name, value) -> {
                    if (value instanceof String text) {
                        all.add(of("attr", name, text));
                    } else {
                        step.fault("attributes", "the attribute " + name + " is a text", "");
                    }
                }));
        step.object("properties").ifPresent(properties -> properties("", properties.values(), all));
        Map<String, Object> whole = all.size() == 1 ? all.get(0) : Map.of("all", all);
        if (step.flag("visible").orElse(true)) {
            return whole;
        }
        if (whole.containsKey("there") || whole.containsKey("absent")) {
            return Map.of(whole.containsKey("there") ? "absent" : "there", selector);
        }
        return Map.of("not", whole);
    }

    private Map<String, Object> count() {
        String operator = step.text("operator").orElse(">=");
        if (!OPERATORS.contains(operator)) {
            step.fault("operator", "operator \"" + operator + "\" is not known", "known: ==, >=, <=");
        }
        Number count = step.number("count").orElse(1);
        if (count.intValue() != count.doubleValue() || count.intValue() < 0) {
            step.fault("count", "count is a whole number from 0", "");
        }
        int number = count.intValue();
        if (number == 0 && !operator.equals(">=")) {
            return Map.of("absent", selector);
        }
        if (number == 1 && operator.equals(">=")) {
            return Map.of("there", selector);
        }
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("count", selector);
        condition.put(
                switch (operator) {
                    case "==" -> "is";
                    case "<=" -> "most";
                    default -> "least";
                },
                number);
        return condition;
    }

    /** What is inside a property is named by a path with dots, as in scripts. */
    private void properties(String before, Map<String, Object> values, List<Map<String, Object>> all) {
        values.forEach((name, value) -> {
            if (value instanceof JsonObject inner && !inner.values().isEmpty()) {
                properties(before + name + ".", inner.values(), all);
            } else if (value instanceof JsonObject || value instanceof List<?> || value == JsonObject.NULL) {
                step.fault("properties", "the property " + before + name + " is a text, number, true or false", "");
            } else {
                all.add(of("prop", before + name, String.valueOf(value)));
            }
        });
    }

    private Map<String, Object> of(String kind, String name, String value) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("of", selector);
        condition.put(kind, name);
        condition.put("is", Literal.text(value));
        return condition;
    }
}
