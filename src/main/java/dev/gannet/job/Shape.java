package dev.gannet.job;

import dev.gannet.web.Nearest;
import java.util.List;
import java.util.Optional;

/** Questions that are asked of any node. */
final class Shape {
    private Shape() {}

    /** @return what the node is, for people */
    static String of(Yaml node) {
        if (node instanceof Yaml.Sequence) {
            return "a list";
        }
        return node instanceof Yaml.Mapping ? "keys with values" : "a text";
    }

    /** @return the values of a list, or the one value that stands for a list of one; empty ones are reported */
    static List<Yaml> oneOrMore(Yaml node, Reading reading) {
        List<Yaml> values = node instanceof Yaml.Sequence list ? list.values() : List.of(node);
        if (values.isEmpty()) {
            reading.problem(node, "the list is empty", "");
        }
        values.stream()
                .filter(Yaml::empty)
                .forEach(each -> reading.problem(
                        each, "nothing is here", comment(each).orElse("give it a value, or leave it out")));
        return values.stream().filter(each -> !each.empty()).toList();
    }

    static Optional<Yaml.Scalar> scalar(Yaml node, String what, Reading reading) {
        if (node instanceof Yaml.Scalar scalar) {
            return Optional.of(scalar);
        }
        boolean placeholder =
                node.spot().rest().startsWith("{env:") || node.spot().rest().startsWith("{{");
        reading.problem(
                node,
                what + " is one text, not " + of(node),
                placeholder || node instanceof Yaml.Mapping || node instanceof Yaml.Sequence
                        ? "a text that starts with [ or { needs quotes"
                        : "");
        return Optional.empty();
    }

    static Optional<String> word(Yaml.Scalar scalar, List<String> words, Reading reading) {
        if (words.contains(scalar.text())) {
            return Optional.of(scalar.text());
        }
        reading.problem(
                scalar, "not known here: " + YamlTraps.quote(scalar.text()), Nearest.hint(scalar.text(), words));
        return Optional.empty();
    }

    /** @return what to write where YAML took a text for a comment, which leaves nothing */
    static Optional<String> comment(Yaml node) {
        String rest = node.spot().rest().strip();
        return rest.startsWith("#") && node.empty()
                ? Optional.of("to YAML, # after a blank starts a comment; write …: "
                        + YamlTraps.quote(rest.replaceAll("\\s*[}\\]]+\\s*$", "")))
                : Optional.empty();
    }
}
