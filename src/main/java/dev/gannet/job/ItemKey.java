package dev.gannet.job;

import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.Source;
import dev.gannet.web.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the key of an item, or of items inside one. */
final class ItemKey {
    private ItemKey() {}

    /** @return the names of the key's fields; empty where there is no key */
    static List<String> read(Section section, List<FieldSpec> fields, Reading reading) {
        List<String> names = fields.stream().map(FieldSpec::name).toList();
        List<String> key = new ArrayList<>();
        Optional<Yaml> node = section.get("key");
        for (Yaml each : node.map(value -> Shape.oneOrMore(value, reading)).orElse(List.of())) {
            Shape.scalar(each, "a field's name", reading).ifPresent(scalar -> {
                String name = scalar.text();
                boolean declared = section.get("fields")
                        .filter(value -> value instanceof Yaml.Mapping map
                                && map.entry(name).isPresent())
                        .isPresent();
                if (!declared) {
                    reading.problem(
                            scalar,
                            "the key names \"" + name + "\", which is no field of the item",
                            Nearest.hint(name, names));
                } else if (key.contains(name)) {
                    reading.problem(scalar, "\"" + name + "\" is in the key twice", "");
                } else if (fields.stream().anyMatch(field -> field.name().equals(name) && manyfold(field))) {
                    reading.problem(
                            scalar,
                            "\"" + name + "\" is a list and cannot identify an item",
                            "use a field with one value");
                }
                key.add(name);
            });
        }
        return key;
    }

    /** @return the fields, those of the key required: without it an item could not be kept */
    static List<FieldSpec> required(List<FieldSpec> fields, List<String> key) {
        return fields.stream()
                .map(field -> key.contains(field.name()) ? field.asRequired() : field)
                .toList();
    }

    private static boolean manyfold(FieldSpec field) {
        return field.many() || field.source() instanceof Source.Nested;
    }
}
