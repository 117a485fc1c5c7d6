package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Recorder of Chrome's developer tools: JSON by the schema of Puppeteer Replay 3.1.3. What a step does is what that
 * program's runner does. Nothing is passed over: what is not known, or not needed, is reported or noted.
 *
 * @see <a href="https://github.com/puppeteer/replay">the schema and its runner</a>
 */
final class ChromeRecording implements RecordingFormat {
    private static final Set<String> FILE_KEYS = Set.of("title", "timeout", "selectorAttribute", "steps");
    private static final Set<String> EVENT_KEYS = Set.of("type", "url", "title");
    private static final String SOURCE_MAP = "//# recorderSourceMap=";

    /** Each step type that can be run, with its keys. */
    private static final Map<String, Set<String>> TYPES = types();

    /** The keys of a step that is always refused. */
    private static final Set<String> CUSTOM =
            Set.of("type", "timeout", "assertedEvents", "target", "frame", "name", "parameters");

    private static Map<String, Set<String>> types() {
        String base = "type timeout assertedEvents target ";
        String inFrame = base + "frame ";
        String onElement = inFrame + "selectors ";
        String pointed = onElement + "deviceType button offsetX offsetY duration ";
        Map<String, String> keys = new TreeMap<>();
        keys.put("change", onElement + "value");
        keys.put("click", pointed);
        keys.put("close", base);
        keys.put("doubleClick", pointed);
        keys.put("emulateNetworkConditions", base + "download upload latency");
        keys.put("hover", onElement);
        keys.put("keyDown", base + "key");
        keys.put("keyUp", base + "key");
        keys.put("navigate", base + "url");
        keys.put("scroll", onElement + "x y");
        keys.put("setViewport", base + "width height deviceScaleFactor isMobile hasTouch isLandscape");
        keys.put("waitForElement", onElement + "operator count visible properties attributes");
        keys.put("waitForExpression", inFrame + "expression");
        Map<String, Set<String>> types = new TreeMap<>();
        keys.forEach((type, names) ->
                types.put(type, new TreeSet<>(List.of(names.strip().split(" +")))));
        return types;
    }

    @Override
    public boolean reads(String fileName, String text) {
        if (fileName.endsWith(".side")) {
            return false;
        }
        try {
            JsonObject file = JsonText.object(withoutSourceMap(text));
            return file.get("steps").isPresent()
                    || (fileName.endsWith(".json") && file.get("tests").isEmpty());
        } catch (RecordingException unsound) {
            return fileName.endsWith(".json");
        }
    }

    @Override
    public Recording read(String text, Optional<String> part) throws RecordingException {
        JsonObject file = JsonText.object(withoutSourceMap(text));
        Faults faults = new Faults();
        unknown(file, FILE_KEYS, "the recording", faults);
        String name = file.get("title").map(String::valueOf).orElse("recording");
        if (part.isPresent() && !part.get().equals(name)) {
            faults.at(
                    file.line("title"),
                    "it has no part named \"" + part.get() + "\": a recording of Chrome is one flow",
                    "leave the name out");
        }
        List<ChromeStep> steps = steps(file, faults);
        Translation translation = new Translation(timeout(file.get("timeout"), file, "the recording", faults), faults);
        translation.all(steps);
        faults.check();
        return new Recording(name, translation.start, translation.out, translation.notes);
    }

    @Override
    public List<String> supported() {
        return Stream.of(
                        TYPES.keySet().stream().map(type -> "step " + type),
                        Stream.of("step customStep"),
                        Stream.of(ChromeSelectors.Kind.values()).map(kind -> "selector " + kind.label()),
                        Stream.of("event navigation"),
                        FILE_KEYS.stream().map(key -> "key recording." + key),
                        EVENT_KEYS.stream().map(key -> "key navigation." + key),
                        Stream.concat(TYPES.entrySet().stream(), Stream.of(Map.entry("customStep", CUSTOM)))
                                .flatMap(type ->
                                        type.getValue().stream().map(key -> "key " + type.getKey() + "." + key)),
                        ChromeVerbs.BUTTONS.keySet().stream().map(button -> "button " + button),
                        ChromeVerbs.DEVICES.keySet().stream().map(device -> "device " + device),
                        ChromeWaits.OPERATORS.stream().map(operator -> "operator " + operator))
                .flatMap(names -> names)
                .sorted()
                .toList();
    }

    /** The recorder itself leaves such a line at the end of what it shows in its own window. */
    private static String withoutSourceMap(String text) {
        int last = text.stripTrailing().lastIndexOf('\n');
        return text.startsWith(SOURCE_MAP, last + 1) ? text.substring(0, last + 1) : text;
    }

    private static List<ChromeStep> steps(JsonObject file, Faults faults) {
        Object list = file.get("steps").orElse(JsonObject.NULL);
        if (!(list instanceof List<?> all)) {
            faults.at(file.line("steps"), "a recording has a list of steps", "");
            return List.of();
        }
        List<ChromeStep> steps = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!(all.get(i) instanceof JsonObject json)) {
                faults.at(file.line("steps"), "step " + (i + 1) + ": a step is an object, in { }", "");
                continue;
            }
            ChromeStep step = new ChromeStep(i + 1, json, faults);
            if (known(step)) {
                unknown(json, TYPES.getOrDefault(step.type(), Set.of()), step.words(), faults);
                steps.add(step);
            }
        }
        return steps;
    }

    private static boolean known(ChromeStep step) {
        if (step.type().equals("customStep")) {
            step.fault(
                    "type",
                    "only the extension that recorded \"" + step.text("name").orElse("") + "\" knows what it does",
                    "record the steps themselves in its place");
        } else if (!TYPES.containsKey(step.type())) {
            step.fault(
                    "type",
                    step.has("type") ? "no such type of step is known" : "it has no type",
                    "known: " + String.join(", ", TYPES.keySet()));
        }
        return TYPES.containsKey(step.type());
    }

    private static void unknown(JsonObject json, Set<String> known, String words, Faults faults) {
        json.values().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> faults.at(
                        json.line(key),
                        words + ": unknown key \"" + key + "\"",
                        "known here: " + String.join(", ", new TreeSet<>(known))));
    }

    private static Optional<Number> timeout(Optional<Object> value, JsonObject json, String words, Faults faults) {
        if (value.isPresent() && !(value.get() instanceof Number time && time.doubleValue() >= 1)) {
            faults.at(json.line("timeout"), words + ": timeout is a number of milliseconds from 1", "");
            return Optional.empty();
        }
        return value.map(Number.class::cast);
    }

    /** The steps in their order, each with its modifiers. */
    private static final class Translation {
        private final Optional<Number> timeout;
        private final Faults faults;
        private final List<RecordedStep> out = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String start = "";

        Translation(Optional<Number> timeout, Faults faults) {
            this.timeout = timeout;
            this.faults = faults;
        }

        void all(List<ChromeStep> steps) {
            for (int i = 0; i < steps.size(); i++) {
                ChromeStep step = steps.get(i);
                boolean last = i == steps.size() - 1;
                if (blank(step)) {
                    notes.add(step.words() + ": the empty page before the first is left out");
                } else if (step.type().equals("close") && step.window().isEmpty()) {
                    close(step, last);
                } else if (!last && isPress(step, steps.get(i + 1))) {
                    add(step, Map.of("press", ChromeVerbs.keyName(step)), List.of(step, steps.get(i + 1)));
                    i++;
                } else {
                    add(step, ChromeVerbs.of(step), List.of(step));
                }
            }
        }

        private boolean blank(ChromeStep step) {
            return start.isEmpty()
                    && step.type().equals("navigate")
                    && step.text("url").orElse("").matches("about:blank|chrome://(newtab|new-tab-page).*");
        }

        private void close(ChromeStep step, boolean last) {
            if (last) {
                notes.add(step.words() + ": the page itself stays open until it has been read");
            } else {
                step.fault("type", "it closes the page itself, and steps follow", "leave it out");
            }
        }

        private static boolean isPress(ChromeStep down, ChromeStep up) {
            return down.type().equals("keyDown")
                    && up.type().equals("keyUp")
                    && down.text("key").equals(up.text("key"))
                    && down.window().equals(up.window());
        }

        private void add(ChromeStep step, Map<String, Object> verb, List<ChromeStep> halves) {
            if (step.type().equals("navigate") && start.isEmpty()) {
                start = String.valueOf(verb.get("goto"));
            }
            Map<String, Object> whole = new LinkedHashMap<>(verb);
            step.frame().ifPresent(frame -> whole.put("frame", frame));
            step.window()
                    .filter(window -> !step.type().equals("close"))
                    .ifPresent(window -> whole.put("window", window));
            halves.stream()
                    .flatMap(half -> navigations(half).stream())
                    .reduce((earlier, later) -> later)
                    .ifPresent(navigates -> whole.put("navigates", navigates));
            halves.stream()
                    .flatMap(half -> timeout(half.json().get("timeout"), half.json(), half.words(), faults).stream())
                    .max((one, other) -> Double.compare(one.doubleValue(), other.doubleValue()))
                    .or(() -> timeout)
                    .ifPresent(time -> whole.put("timeout", ChromeVerbs.time(time)));
            if (step.text("deviceType")
                    .filter(device -> !device.equals("mouse"))
                    .isPresent()) {
                notes.add(step.words() + ": clicked with the mouse, as Chrome's own replay does");
            }
            out.add(new RecordedStep(whole, step.line()));
        }

        /** @return where the step led, place after place */
        private List<Object> navigations(ChromeStep step) {
            List<Object> navigations = new ArrayList<>();
            for (Object each : step.list("assertedEvents")) {
                if (!(each instanceof JsonObject event) || !event.get("type").equals(Optional.of("navigation"))) {
                    step.fault("assertedEvents", "the only event that is known is a navigation", "");
                    continue;
                }
                unknown(event, EVENT_KEYS, step.words() + ", navigation", faults);
                Map<String, Object> place = new LinkedHashMap<>();
                event.get("url")
                        .map(String::valueOf)
                        .filter(url -> !url.isEmpty())
                        .ifPresent(url -> place.put("to", url));
                event.get("title")
                        .map(String::valueOf)
                        .filter(title -> !title.isBlank())
                        .ifPresent(title -> place.put("title", Literal.text(title)));
                navigations.add(place.isEmpty() ? true : place);
            }
            return navigations;
        }
    }
}
