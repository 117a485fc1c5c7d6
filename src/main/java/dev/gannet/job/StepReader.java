package dev.gannet.job;

import dev.gannet.flow.Condition;
import dev.gannet.flow.FrameRef;
import dev.gannet.flow.Loop;
import dev.gannet.flow.Step;
import dev.gannet.flow.Step.Modifiers;
import dev.gannet.flow.WindowRef;
import dev.gannet.flow.Words;
import dev.gannet.web.Nearest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the steps of a flow, those that have others inside them and what holds for each; see {@link DeedReader}. */
final class StepReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ROUNDS = 1000;

    private final Reading reading;
    private final Deque<String> running = new ArrayDeque<>();

    StepReader(Reading reading) {
        this.reading = reading;
    }

    static List<Step> read(Section section, String key) {
        return new StepReader(section.reading()).steps(section, key);
    }

    private List<Step> steps(Section section, String key) {
        return section.get(key).map(this::steps).orElse(List.of());
    }

    private List<Step> steps(Yaml node) {
        if (node instanceof Yaml.Mapping mapping && mapping.entry("recording").isPresent()) {
            return Section.of(StepKeys.RECORDED, node, reading)
                    .map(this::recorded)
                    .orElse(List.of());
        }
        if (!(node instanceof Yaml.Sequence)) {
            reading.problem(node, "steps are a list", "start each step with a dash, as in: - click: button.more");
            return List.of();
        }
        return read(Shape.oneOrMore(node, reading));
    }

    private List<Step> read(List<Yaml> nodes) {
        return nodes.stream()
                .flatMap(step -> Section.of(StepKeys.STEP, step, reading).stream())
                .flatMap(step -> step(step).stream())
                .toList();
    }

    private List<Step> recorded(Section section) {
        return read(RecordingReader.steps(section));
    }

    private Optional<Step> step(Section step) {
        List<String> verbs = StepKeys.VERBS.stream().filter(step::has).toList();
        boolean group = verbs.isEmpty() && step.has("steps") && (step.has("frame") || step.has("window"));
        if (verbs.size() != 1 && !group) {
            reading.problem(
                    step.node(),
                    verbs.isEmpty()
                            ? "the step has no verb"
                            : "a step has one verb, not " + String.join(" and ", verbs),
                    verbs.isEmpty()
                            ? "verbs: " + String.join(", ", StepKeys.VERBS)
                            : "start the second with a dash of its own");
            return Optional.empty();
        }
        String verb = group ? "steps" : verbs.get(0);
        companions(step, verb);
        Modifiers modifiers = modifiers(step);
        return switch (verb) {
            case "steps" ->
                inside(step, "steps")
                        .map(steps -> new Step.Group(scene(modifiers.scene()), steps, Map.of(), modifiers));
            case "repeat" -> repeat(step, modifiers);
            case "if" -> choice(step, modifiers);
            case "run" -> run(step, modifiers);
            case "recording" -> Optional.of(new Step.Group("recording", recorded(step), Map.of(), modifiers));
            default -> DeedReader.read(verb, step, modifiers);
        };
    }

    private static String scene(Step.Scene scene) {
        return scene.window().map(window -> "in the window " + window + " ").orElse("")
                + scene.frame().map(frame -> "in the frame " + frame).orElse("");
    }

    /** What stands beside one verb only is an error beside another. */
    private void companions(Section step, String verb) {
        Map<String, List<String>> homes = new LinkedHashMap<>();
        homes.put("steps", List.of("repeat", "steps"));
        homes.put("then", List.of("if"));
        homes.put("else", List.of("if"));
        homes.put("with", List.of("run"));
        homes.put("unchanged", List.of("extract"));
        homes.forEach((key, verbs) -> {
            if (step.has(key) && !verbs.contains(verb)) {
                reading.problem(
                        step.get(key).orElse(step.node()),
                        "\"" + key + "\" stands beside "
                                + (key.equals("steps") ? "repeat, frame or window" : verbs.get(0)) + ", not beside "
                                + verb,
                        "start a step of its own for it");
            }
        });
    }

    private Modifiers modifiers(Section step) {
        Spot spot = step.node().spot();
        String source = spot.source().name();
        boolean own =
                reading.file().endsWith(source) || reading.file().toString().equals(source);
        return new Modifiers(
                step.flag("if-present"),
                step.flag("keep-going"),
                step.span("timeout").orElse(TIMEOUT),
                new Step.Scene(
                        step.get("frame").flatMap(this::frame),
                        step.get("window").flatMap(this::window)),
                new Step.Aftermath(step.text("opens"), leads(step)),
                new Step.Where(own ? "" : source, spot.line()));
    }

    private Optional<Step.Leads> leads(Section step) {
        return step.get("navigates").flatMap(node -> {
            if (node instanceof Yaml.Scalar) {
                return step.flag("navigates")
                        ? Optional.of(new Step.Leads(Optional.empty(), Optional.empty()))
                        : Optional.empty();
            }
            return Section.of(StepKeys.NAVIGATES, node, reading)
                    .map(place -> new Step.Leads(place.text("to"), place.text("title")));
        });
    }

    private Optional<FrameRef> frame(Yaml node) {
        if (node instanceof Yaml.Mapping mapping && mapping.entry("path").isPresent()) {
            return Section.of(StepKeys.FRAME_LONG, node, reading)
                    .flatMap(frame -> frame.get("path"))
                    .map(path -> new FrameRef(Shape.oneOrMore(path, reading).stream()
                            .flatMap(part -> part(part).stream())
                            .toList()));
        }
        return part(node).map(part -> new FrameRef(List.of(part)));
    }

    private Optional<FrameRef.Part> part(Yaml node) {
        if (node instanceof Yaml.Mapping mapping && mapping.entry("index").isPresent()) {
            OptionalInt index = Section.of(StepKeys.FRAME_LONG, node, reading)
                    .map(frame -> frame.whole("index", 0))
                    .orElse(OptionalInt.empty());
            return index.isPresent() ? Optional.of(new FrameRef.Part.Numbered(index.getAsInt())) : Optional.empty();
        }
        return Selectors.live(node, reading).map(FrameRef.Part.Found::new);
    }

    Optional<WindowRef> window(Yaml node) {
        if (node instanceof Yaml.Scalar name) {
            return Optional.of(name.text().equals("main") ? new WindowRef.Main() : new WindowRef.Named(name.text()));
        }
        return Section.of(StepKeys.WINDOW_LONG, node, reading).flatMap(window -> {
            if (window.has("url")) {
                return window.scalar("url")
                        .flatMap(scalar -> Globs.one(scalar, reading))
                        .map(WindowRef.At::new);
            }
            if (window.has("title")) {
                return ConditionReader.sample(window, "title").map(WindowRef.Titled::new);
            }
            OptionalInt index = window.whole("index", 0);
            return index.isPresent() ? Optional.of(new WindowRef.Numbered(index.getAsInt())) : Optional.empty();
        });
    }

    /** @return the steps of a key that must have some */
    private Optional<List<Step>> inside(Section step, String key) {
        if (!step.has(key)) {
            reading.problem(step.node(), "\"" + key + "\" is missing", key + ": [steps]");
            return Optional.empty();
        }
        return Optional.of(steps(step, key));
    }

    private Optional<Step> repeat(Section step, Modifiers modifiers) {
        return step.get("repeat")
                .flatMap(node -> Section.of(StepKeys.REPEAT, node, reading))
                .flatMap(repeat -> {
                    List<String> ways = List.of("times", "while", "until", "each").stream()
                            .filter(repeat::has)
                            .toList();
                    if (ways.size() != 1) {
                        reading.problem(
                                repeat.node(),
                                "steps are repeated in one way, not "
                                        + (ways.isEmpty() ? "none" : String.join(" and ", ways)),
                                "one of times, while, until and each");
                        return Optional.empty();
                    }
                    Optional<Loop> loop = switch (ways.get(0)) {
                        case "times" -> repeat.scalar("times").flatMap(this::times);
                        case "while" -> ConditionReader.of(repeat, "while").map(Loop.While::new);
                        case "until" -> ConditionReader.of(repeat, "until").map(Loop.Until::new);
                        default ->
                            repeat.text("each")
                                    .map(list -> new Loop.Each(
                                            list, repeat.text("as").orElse("item")));
                    };
                    int max = repeat.whole("max", 1).orElse(ROUNDS);
                    return inside(step, "steps")
                            .flatMap(steps -> loop.map(until -> new Step.Repeat(until, max, steps, modifiers)));
                });
    }

    private Optional<Loop> times(Yaml.Scalar scalar) {
        Optional<Words> words = reading.words(scalar);
        boolean number = scalar.text().matches("\\d{1,9}")
                || Words.VARIABLE.matcher(scalar.text()).matches();
        if (!number) {
            reading.problem(scalar, "not a number of times: " + YamlTraps.quote(scalar.text()), "as in 3, or ${var:n}");
            return Optional.empty();
        }
        return words.map(Loop.Times::new);
    }

    private Optional<Step> choice(Section step, Modifiers modifiers) {
        Optional<Condition> condition = ConditionReader.of(step, "if");
        return inside(step, "then")
                .flatMap(then -> condition.map(holds -> new Step.If(holds, then, steps(step, "else"), modifiers)));
    }

    private Optional<Step> run(Section step, Modifiers modifiers) {
        Optional<Yaml.Scalar> name = step.scalar("run");
        Map<String, Words> with = with(step);
        return name.flatMap(scalar -> {
            if (reading.flows().flatMap(flows -> flows.entry(scalar.text())).isEmpty()) {
                List<String> known = reading.flows().stream()
                        .flatMap(flows -> flows.entries().stream())
                        .map(entry -> entry.key().text())
                        .toList();
                reading.problem(
                        scalar,
                        "flows has no " + YamlTraps.quote(scalar.text()),
                        known.isEmpty() ? "as in flows: {search: [{click: .go}]}" : Nearest.hint(scalar.text(), known));
                return Optional.empty();
            }
            if (running.contains(scalar.text())) {
                reading.problem(
                        scalar,
                        "the flow " + scalar.text() + " runs itself",
                        "steps that go on and on are a repeat with a condition");
                return Optional.empty();
            }
            return Optional.of(new Step.Group("run " + scalar.text(), named(scalar.text()), with, modifiers));
        });
    }

    /** @return the steps of this name */
    List<Step> named(String name) {
        running.push(name);
        try {
            return reading.flows()
                    .flatMap(flows -> flows.entry(name))
                    .map(Yaml.Entry::value)
                    .map(this::steps)
                    .orElse(List.of());
        } finally {
            running.pop();
        }
    }

    private Map<String, Words> with(Section step) {
        Map<String, Words> with = new LinkedHashMap<>();
        for (Yaml.Entry entry : step.get("with").stream()
                .filter(Yaml.Mapping.class::isInstance)
                .flatMap(node -> ((Yaml.Mapping) node).entries().stream())
                .toList()) {
            Shape.scalar(entry.value(), "\"" + entry.key().text() + "\"", reading)
                    .flatMap(reading::words)
                    .ifPresent(words -> with.put(entry.key().text(), words));
        }
        return with;
    }
}
