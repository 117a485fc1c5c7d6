package dev.gannet.job;

import dev.gannet.job.Yaml.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts {@code name=value} options into a job before it is checked, so that they obey the same rules as the file. */
final class Overrides {
    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    Yaml apply(Yaml job, List<String> options) {
        Yaml result = job;
        for (String option : options) {
            result = apply(result, option);
        }
        return result;
    }

    private Yaml apply(Yaml job, String option) {
        SourceText source = SourceText.of("--set", option);
        int equals = option.indexOf('=');
        if (equals <= 0 || option.substring(0, equals).isBlank()) {
            problems.at(source.spot(1, 1), "a setting is name=value", "as in --set politeness.delay=2s");
            return job;
        }
        // Padded with blanks, so that places in the value are places in the option.
        String padded = " ".repeat(equals + 1) + option.substring(equals + 1);
        Problems own = new Problems();
        Optional<Yaml> value = YamlReader.read("--set", padded, own);
        if (value.isEmpty() || own.any()) {
            problems.at(
                    source.spot(1, equals + 2),
                    "the value is not YAML",
                    "put it into quotes: --set '" + option.substring(0, equals) + "=\"…\"'");
            return job;
        }
        if (typed(option.substring(0, equals), value.get())) {
            problems.at(
                    source.spot(1, equals + 2),
                    "whoever lists the processes of this machine reads the command line, and what a login types",
                    "write ${env:NAME}, and set NAME in the environment, or ${secret:NAME}, a file");
            return job;
        }
        return put(job, option.substring(0, equals).split("\\.", -1), 0, new Setting(source, value.get()));
    }

    /** Whether it is what a login types, itself and not by reference. */
    private static boolean typed(String path, Yaml value) {
        return path.matches("login\\..*\\.(text|totp)")
                && value instanceof Yaml.Scalar scalar
                && !scalar.text().contains("${");
    }

    private record Setting(SourceText source, Yaml value) {}

    private Yaml put(Yaml node, String[] path, int at, Setting setting) {
        if (at == path.length) {
            return setting.value();
        }
        Spot spot = setting.source()
                .spot(1, String.join(".", List.of(path).subList(0, at)).length() + (at == 0 ? 1 : 2));
        if (node instanceof Yaml.Sequence list) {
            return element(list, path, at, setting);
        }
        if (!(node instanceof Yaml.Mapping mapping)) {
            problems.at(spot, "there are no keys in what stands before \"" + path[at] + "\"", "");
            return node;
        }
        List<Entry> entries = new ArrayList<>(mapping.entries());
        int index = entries.stream().map(entry -> entry.key().text()).toList().indexOf(path[at]);
        Yaml inner = index < 0 || entries.get(index).value().empty()
                ? new Yaml.Mapping(spot, List.of(), false)
                : entries.get(index).value();
        Entry entry = new Entry(new Yaml.Scalar(spot, path[at], true), put(inner, path, at + 1, setting));
        if (index < 0) {
            entries.add(entry);
        } else {
            entries.set(index, entry);
        }
        return new Yaml.Mapping(mapping.spot(), entries, mapping.flow());
    }

    private Yaml element(Yaml.Sequence list, String[] path, int at, Setting setting) {
        if (!path[at].matches("\\d{1,6}")
                || Integer.parseInt(path[at]) >= list.values().size()) {
            problems.at(
                    setting.source().spot(1, 1),
                    "\"" + path[at] + "\" is no place in the list, which has 0 to "
                            + (list.values().size() - 1),
                    "");
            return list;
        }
        List<Yaml> values = new ArrayList<>(list.values());
        int index = Integer.parseInt(path[at]);
        values.set(index, put(values.get(index), path, at + 1, setting));
        return new Yaml.Sequence(list.spot(), values, list.flow());
    }
}
