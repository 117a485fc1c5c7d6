package dev.gannet.job;

import dev.gannet.extract.SelectorSyntax;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;

/** Reads selectors. */
final class Selectors {
    private static final int LONGEST = 1000;

    private Selectors() {}

    /** @return the selector, a list being the first of its choices that works */
    static Optional<Selector> of(Section section, String key) {
        return section.get(key).flatMap(node -> one(node, section.reading()));
    }

    /** @return a selector of elements on a live page */
    static Optional<Selector> live(Section section, String key) {
        return of(section, key);
    }

    static Optional<Selector> live(Yaml node, Reading reading) {
        return one(node, reading);
    }

    /** @return selectors that all count */
    static List<Selector> all(Section section, String key) {
        return section.get(key).map(node -> all(node, section.reading())).orElse(List.of());
    }

    static Optional<Selector> one(Yaml node, Reading reading) {
        if (node instanceof Yaml.Sequence list
                && list.flow()
                && list.values().size() == 1
                && bare(list.values().get(0), "[a-zA-Z].*")) {
            bracketed(list, reading);
            return Optional.empty();
        }
        List<Selector> choices = all(node, reading);
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(choices.size() == 1 ? choices.get(0) : new Selector.FirstOf(choices));
    }

    /** @return selectors that all count */
    static List<Selector> all(Yaml node, Reading reading) {
        if (node instanceof Yaml.Sequence list
                && list.flow()
                && list.values().size() == 1
                && bare(list.values().get(0), "[a-z]+(-[a-z-]+|.*=.*)")) {
            bracketed(list, reading);
            return List.of();
        }
        return Shape.oneOrMore(node, reading).stream()
                .map(each -> choice(each, reading))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean bare(Yaml node, String pattern) {
        return node instanceof Yaml.Scalar scalar
                && scalar.plain()
                && scalar.text().matches(pattern);
    }

    private static void bracketed(Yaml.Sequence list, Reading reading) {
        String word = ((Yaml.Scalar) list.values().get(0)).text();
        reading.problem(
                list,
                "to YAML, [" + word + "] is a list of one text",
                "for the attribute write \"[" + word + "]\"; for the element write " + word);
    }

    private static Optional<Selector> choice(Yaml node, Reading reading) {
        if (node instanceof Yaml.Scalar scalar) {
            return css(scalar, reading);
        }
        if (node instanceof Yaml.Sequence) {
            reading.problem(
                    node, "a selector is expected here, not a list", "a selector that starts with [ needs quotes");
            return Optional.empty();
        }
        return Section.of(JobKeys.SELECTOR_LONG, node, reading).flatMap(section -> longForm(section, reading));
    }

    private static Optional<Selector> longForm(Section section, Reading reading) {
        if (section.has("text") == section.has("json")) {
            if (section.node().entries().stream()
                    .allMatch(entry ->
                            List.of("text", "json").contains(entry.key().text()))) {
                reading.problem(section.node(), "a selector is one of text and json", "as in {text: Show all}");
            }
            return Optional.empty();
        }
        return section.has("json")
                ? section.scalar("json").flatMap(scalar -> json(scalar, reading))
                : section.scalar("text").flatMap(scalar -> text(scalar, reading));
    }

    /** @return the path into JSON */
    static Optional<Selector> json(Yaml.Scalar scalar, Reading reading) {
        String path = scalar.text().strip();
        Optional<String> wrong = path.startsWith("$")
                ? SelectorSyntax.jsonProblem(path)
                : Optional.of("a path into JSON starts with $: " + path);
        wrong.ifPresent(sentence -> reading.problem(scalar, sentence, "as in $.items[*]"));
        return wrong.isPresent() ? Optional.empty() : Optional.of(new Selector.Json(path));
    }

    private static Optional<Selector> css(Yaml.Scalar scalar, Reading reading) {
        String css = scalar.text().strip();
        if (css.startsWith("$")) {
            return json(scalar, reading);
        }
        if (css.startsWith("@")) {
            reading.problem(scalar, css + " is an attribute, and elements are expected here", "");
        } else if (css.startsWith("/")) {
            reading.problem(scalar, "XPath is not in this version", "write CSS, or {text: T}");
        } else if (css.length() > LONGEST) {
            reading.problem(scalar, "a selector of more than " + LONGEST + " letters", "");
        } else {
            Optional<String> wrong = SelectorSyntax.problem(css);
            wrong.ifPresent(sentence -> reading.problem(scalar, sentence, ""));
            return wrong.isPresent() ? Optional.empty() : Optional.of(Selector.css(css));
        }
        return Optional.empty();
    }

    private static Optional<Selector> text(Yaml.Scalar scalar, Reading reading) {
        boolean contains = scalar.text().startsWith("~");
        String text = (contains ? scalar.text().substring(1) : scalar.text()).strip();
        if (text.isEmpty()) {
            reading.problem(scalar, "the text is empty", "");
            return Optional.empty();
        }
        return Optional.of(new Selector.Text(text, contains));
    }
}
