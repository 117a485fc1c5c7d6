package dev.gannet.job;

import dev.gannet.flow.Step;
import dev.gannet.flow.Step.Modifiers;
import dev.gannet.flow.Totp;
import dev.gannet.flow.Typed;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the steps of a flow. */
final class StepReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private StepReader() {}

    static List<Step> read(Section section, String key) {
        Optional<Yaml> node = section.get(key);
        boolean recorded = node.filter(RecordingReader::isRecording).isPresent();
        if (node.isPresent() && !recorded && !(node.get() instanceof Yaml.Sequence)) {
            section.reading()
                    .problem(
                            node.get(), "steps are a list", "start each step with a dash, as in: - click: button.more");
            return List.of();
        }
        return node.stream()
                .flatMap(list -> Shape.oneOrMore(list, section.reading()).stream())
                .flatMap(step -> RecordingReader.isRecording(step)
                        ? RecordingReader.steps(step, section.reading()).stream()
                        : Stream.of(step))
                .flatMap(step -> Section.of(JobKeys.STEP, step, section.reading()).stream())
                .flatMap(step -> step(step).stream())
                .toList();
    }

    private static Optional<Step> step(Section step) {
        List<String> verbs = JobKeys.VERBS.stream().filter(step::has).toList();
        Modifiers modifiers = new Modifiers(
                step.flag("if-present"),
                step.span("timeout").orElse(TIMEOUT),
                Selectors.of(step, "frame"),
                step.node().spot().line());
        if (verbs.size() != 1) {
            boolean later = step.node().entries().stream()
                    .anyMatch(entry -> JobKeys.STEP
                            .key(entry.key().text())
                            .filter(Key::built)
                            .isEmpty());
            if (verbs.size() > 1 || !later) {
                step.reading()
                        .problem(
                                step.node(),
                                verbs.isEmpty()
                                        ? "the step has no verb"
                                        : "a step has one verb, not " + String.join(" and ", verbs),
                                verbs.isEmpty()
                                        ? "verbs: " + String.join(", ", JobKeys.VERBS)
                                        : "start the second with a dash of its own");
            }
            return Optional.empty();
        }
        return switch (verbs.get(0)) {
            case "click" -> Selectors.of(step, "click").map(target -> new Step.Click(target, modifiers));
            case "double-click" ->
                Selectors.of(step, "double-click").map(target -> new Step.DoubleClick(target, modifiers));
            case "hover" -> Selectors.of(step, "hover").map(target -> new Step.Hover(target, modifiers));
            case "check" -> check(step, modifiers);
            case "select" -> select(step, modifiers);
            case "type" -> type(step, modifiers);
            case "press" -> press(step, modifiers);
            default -> await(step, modifiers);
        };
    }

    private static Optional<Step> check(Section step, Modifiers modifiers) {
        if (step.get("check").filter(StepReader::isBox).isEmpty()) {
            return Selectors.of(step, "check").map(box -> new Step.Check(box, true, modifiers));
        }
        return step.get("check")
                .flatMap(node -> Section.of(JobKeys.CHECK, node, step.reading()))
                .flatMap(check -> {
                    boolean on = !check.word("on", List.of("true", "false")).equals(Optional.of("false"));
                    return Selectors.of(check, "box").map(box -> new Step.Check(box, on, modifiers));
                });
    }

    /** A mapping can be the long form of a selector, too. */
    private static boolean isBox(Yaml node) {
        return node instanceof Yaml.Mapping mapping
                && (mapping.entry("box").isPresent() || mapping.entry("on").isPresent());
    }

    private static Optional<Step> select(Section step, Modifiers modifiers) {
        return step.get("select")
                .flatMap(node -> Section.of(JobKeys.SELECT, node, step.reading()))
                .flatMap(select -> {
                    Optional<Selector> in = Selectors.of(select, "in");
                    return select.text("option")
                            .flatMap(option -> in.map(element -> new Step.Select(element, option, modifiers)));
                });
    }

    private static Optional<Step> type(Section step, Modifiers modifiers) {
        return step.get("type")
                .flatMap(node -> Section.of(JobKeys.TYPE, node, step.reading()))
                .flatMap(type -> {
                    Optional<Selector> into = Selectors.of(type, "into");
                    return typed(type).flatMap(what -> into.map(input -> new Step.Type(input, what, modifiers)));
                });
    }

    private static Optional<Typed> typed(Section type) {
        Reading reading = type.reading();
        if (type.has("text") == type.has("totp")) {
            reading.problem(
                    type.node(),
                    "what is typed is one of text and totp",
                    "as in {into: \"#user\", text: \"${env:USER}\"}");
            return Optional.empty();
        }
        if (type.has("text")) {
            return type.scalar("text").flatMap(reading::filled).map(Typed.Text::new);
        }
        return type.scalar("totp")
                .flatMap(scalar -> reading.filled(scalar).flatMap(key -> codes(scalar, key, reading)));
    }

    private static Optional<Typed> codes(Yaml.Scalar scalar, Secret key, Reading reading) {
        try {
            return Optional.of(new Typed.OneTimeCode(Totp.of(key)));
        } catch (IllegalArgumentException wrong) {
            reading.problem(
                    scalar,
                    String.valueOf(wrong.getMessage()),
                    "the key that the site shows beside its picture, or the otpauth:// URL in it");
            return Optional.empty();
        }
    }

    private static Optional<Step> press(Section step, Modifiers modifiers) {
        Optional<Yaml> node = step.get("press");
        if (node.isPresent() && node.get() instanceof Yaml.Scalar key) {
            return Optional.of(new Step.Press(key.text(), Optional.empty(), modifiers));
        }
        return node.flatMap(block -> Section.of(JobKeys.PRESS, block, step.reading()))
                .flatMap(press -> {
                    Optional<Selector> on = Selectors.of(press, "on");
                    return press.text("key").map(key -> new Step.Press(key, on, modifiers));
                });
    }

    private static Optional<Step> await(Section step, Modifiers modifiers) {
        Optional<Yaml> node = step.get("wait");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Yaml.Scalar time
                && time.plain()
                && Amounts.duration(time.text()).isPresent()) {
            step.reading()
                    .problem(
                            time,
                            "a fixed wait is either too short or too long",
                            "wait for what you want to see: wait: .result, or wait: {gone: .spinner}");
            return Optional.empty();
        }
        if (node.get() instanceof Yaml.Mapping mapping && mapping.entry("text").isEmpty()) {
            return Section.of(JobKeys.GONE, mapping, step.reading())
                    .flatMap(gone -> Selectors.of(gone, "gone"))
                    .map(target -> new Step.WaitFor(target, true, modifiers));
        }
        return Selectors.of(step, "wait").map(target -> new Step.WaitFor(target, false, modifiers));
    }
}
