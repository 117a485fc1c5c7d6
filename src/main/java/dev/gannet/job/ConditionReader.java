package dev.gannet.job;

import dev.gannet.flow.Aspect;
import dev.gannet.flow.Condition;
import dev.gannet.flow.Condition.State;
import dev.gannet.flow.Sample;
import dev.gannet.flow.Words;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Reads what steps wait for, assert and ask. */
final class ConditionReader {
    private static final Map<String, State> STATES = Stream.of(State.values())
            .collect(java.util.stream.Collectors.toMap(state -> state.name().toLowerCase(Locale.ROOT), state -> state));

    private static final List<String> OTHERS =
            List.of("of", "count", "url", "title", "script", "var", "dialog", "rest", "not", "all", "any");

    private static final List<String> KINDS =
            Stream.concat(STATES.keySet().stream().sorted(), OTHERS.stream()).toList();

    private ConditionReader() {}

    static Optional<Condition> of(Section section, String key) {
        return section.get(key).flatMap(node -> read(node, section.reading()));
    }

    static Optional<Condition> read(Yaml node, Reading reading) {
        boolean named = node instanceof Yaml.Mapping mapping
                && mapping.entries().stream()
                        .anyMatch(entry -> KINDS.contains(entry.key().text()));
        return named
                ? Section.of(StepKeys.CONDITION_LONG, node, reading).flatMap(ConditionReader::longForm)
                : Selectors.live(node, reading).map(element -> new Condition.Is(element, State.VISIBLE));
    }

    private static Optional<Condition> longForm(Section section) {
        List<String> kinds = KINDS.stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            section.reading()
                    .problem(
                            section.node(),
                            "a condition is one thing, not " + String.join(" and ", kinds),
                            "several of them: all: [{…}, {…}], or any");
            return Optional.empty();
        }
        String kind = kinds.get(0);
        if (STATES.containsKey(kind)) {
            return Selectors.live(section, kind).map(element -> new Condition.Is(element, STATES.get(kind)));
        }
        return switch (kind) {
            case "of" -> reads(section);
            case "count" -> count(section);
            case "url" ->
                section.scalar("url")
                        .flatMap(scalar -> Globs.one(scalar, section.reading()))
                        .map(Condition.At::new);
            case "title" -> sample(section, "title").map(Condition.Titled::new);
            case "script" ->
                section.reading()
                        .script(section, "script", ScriptSource.Use.VALUE)
                        .map(Condition.Script::new);
            case "var" ->
                section.text("var")
                        .flatMap(name -> sample(section, "is").map(sample -> new Condition.Variable(name, sample)));
            case "dialog" -> sample(section, "dialog").map(Condition.Said::new);
            case "rest" -> Optional.of(new Condition.Rest());
            case "not" -> of(section, "not").map(Condition.Not::new);
            case "all" -> each(section, "all", Condition.All::new);
            default -> each(section, "any", Condition.Any::new);
        };
    }

    private static Optional<Condition> each(
            Section section, String key, Function<List<Condition>, Condition> together) {
        List<Yaml> nodes = section.get(key)
                .map(node -> Shape.oneOrMore(node, section.reading()))
                .orElse(List.of());
        List<Condition> read = nodes.stream()
                .flatMap(node -> read(node, section.reading()).stream())
                .toList();
        return read.isEmpty() || read.size() < nodes.size() ? Optional.empty() : Optional.of(together.apply(read));
    }

    private static Optional<Condition> reads(Section section) {
        Optional<Selector> element = Selectors.live(section, "of");
        Optional<Aspect> aspect = Aspects.of(section, false);
        if (aspect.isEmpty()) {
            section.reading()
                    .problem(
                            section.node(),
                            "nothing of the element is asked",
                            "as in {of: h1, text: T}, or value, selected, selected-value, attr and is, prop and is");
        }
        return aspect.flatMap(part ->
                sample(section, key(part)).flatMap(sample -> element.map(of -> new Condition.Reads(of, part, sample))));
    }

    private static String key(Aspect aspect) {
        if (aspect instanceof Aspect.Text) {
            return "text";
        }
        if (aspect instanceof Aspect.Value) {
            return "value";
        }
        if (aspect instanceof Aspect.Selected) {
            return "selected";
        }
        return aspect instanceof Aspect.SelectedValue ? "selected-value" : "is";
    }

    private static Optional<Condition> count(Section section) {
        Optional<Selector> element = Selectors.live(section, "count");
        OptionalInt exactly = section.whole("is", 0);
        int least = exactly.orElseGet(() -> section.whole("least", 0).orElse(0));
        int most = exactly.orElseGet(() -> section.whole("most", 0).orElse(Integer.MAX_VALUE));
        if (!section.has("is") && !section.has("least") && !section.has("most")) {
            section.reading()
                    .problem(section.node(), "how many are counted is not said", "as in {count: .card, least: 3}");
            return Optional.empty();
        }
        return element.map(of -> new Condition.Count(of, least, most));
    }

    /** @return the text that something is held against */
    static Optional<Sample> sample(Section section, String key) {
        Optional<Yaml.Scalar> scalar = section.scalar(key);
        if (scalar.isEmpty()) {
            if (!section.has(key)) {
                section.reading().problem(section.node(), "\"" + key + "\" is missing", "the text that it is to be");
            }
            return Optional.empty();
        }
        return sample(section.reading(), scalar.get());
    }

    /** @return the text that something is held against: {@code ~T} for a part of it, {@code re:T} for a pattern */
    static Optional<Sample> sample(Reading reading, Yaml.Scalar scalar) {
        String text = scalar.text();
        if (text.startsWith("re:")) {
            try {
                Pattern.compile(text.substring(3).replaceAll(Words.VARIABLE.pattern(), "x"));
            } catch (PatternSyntaxException e) {
                reading.problem(scalar, "not a regular expression: " + e.getDescription(), "");
                return Optional.empty();
            }
            return Optional.of(new Sample(Sample.How.MATCHES, Words.of(text.substring(3))));
        }
        boolean part = text.startsWith("~");
        return reading.words(scalar, part ? 1 : 0)
                .map(words -> new Sample(part ? Sample.How.CONTAINS : Sample.How.IS, words));
    }
}
