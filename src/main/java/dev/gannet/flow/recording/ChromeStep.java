package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of a recording of Chrome, asked for its values by name; what is not as it must be is collected. */
final class ChromeStep {
    private final int number;
    private final JsonObject json;
    private final Faults faults;

    /** @param number its place among the steps, from 1 */
    ChromeStep(int number, JsonObject json, Faults faults) {
        this.number = number;
        this.json = json;
        this.faults = faults;
    }

    int line() {
        return json.line();
    }

    String type() {
        return json.get("type")
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse("");
    }

    boolean has(String key) {
        return json.get(key).isPresent();
    }

    JsonObject json() {
        return json;
    }

    /** @return the step as messages call it */
    String words() {
        return "step " + number + (type().isEmpty() ? "" : " (" + type() + ")");
    }

    void fault(String key, String message, String remedy) {
        faults.at(json.line(key), words() + ": " + message, remedy);
    }

    Optional<String> text(String key) {
        return value(key, String.class, "a text");
    }

    /** @return the text; a step without it is reported */
    String needed(String key) {
        return needed(key, text(key), "");
    }

    Optional<Number> number(String key) {
        return value(key, Number.class, "a number");
    }

    /** @return the number; a step without it is reported */
    Number neededNumber(String key) {
        return needed(key, number(key), 0);
    }

    Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    Optional<JsonObject> object(String key) {
        return value(key, JsonObject.class, "an object, in { }");
    }

    /** @return one of the words, as it is called here; an unknown one is reported */
    Optional<String> word(String key, Map<String, String> words) {
        Optional<String> word = text(key);
        if (word.isPresent() && !words.containsKey(word.get())) {
            fault(
                    key,
                    key + " \"" + word.get() + "\" is not known",
                    "known: "
                            + String.join(", ", words.keySet().stream().sorted().toList()));
        }
        return word.map(words::get);
    }

    /** @return the window that the step is about; empty for the page's own */
    Optional<Map<String, Object>> window() {
        return text("target")
                .filter(target -> !target.equals("main") && !target.isEmpty())
                .map(target -> Map.of("url", Literal.glob(target)));
    }

    /** @return the frame that the step is in, by indexes from the top document inwards; empty for the top document */
    Optional<Map<String, Object>> frame() {
        List<Object> path = new ArrayList<>();
        for (Object index : list("frame")) {
            if (index instanceof Number whole && whole.intValue() == whole.doubleValue() && whole.intValue() >= 0) {
                path.add(Map.of("index", whole.intValue()));
            } else {
                fault("frame", "frame is a list of whole numbers, each the index of a frame in its document", "");
                return Optional.empty();
            }
        }
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        path.size() == 1
                                ? Map.of("index", ((Map<?, ?>) path.get(0)).get("index"))
                                : Map.of("path", path));
    }

    List<Object> list(String key) {
        Optional<?> list = value(key, List.class, "a list, in [ ]");
        return list.isPresent() ? List.copyOf((List<?>) list.get()) : List.of();
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        Optional<Object> value = json.get(key);
        if (value.isPresent() && !type.isInstance(value.get())) {
            fault(key, key + " is " + expected, "");
            return Optional.empty();
        }
        return value.map(type::cast);
    }

    private <T> T needed(String key, Optional<T> value, T fallback) {
        if (!has(key)) {
            fault("", "\"" + key + "\" is missing", "");
        }
        return value.orElse(fallback);
    }
}
