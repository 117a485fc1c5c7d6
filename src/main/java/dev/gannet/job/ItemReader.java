package dev.gannet.job;

import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.job.Yaml.Entry;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the kinds of items. */
final class ItemReader {
    private static final String EXAMPLE = """
            as in
              items:
                product:
                  each: .product
                  fields: {name: h2, price: .price}""";

    private final Reading reading;
    private final Map<String, ItemSpec> tables = new HashMap<>();

    private ItemReader(Reading reading) {
        this.reading = reading;
    }

    static List<ItemSpec> read(Section job) {
        return job.get("items").map(new ItemReader(job.reading())::kinds).orElse(List.of());
    }

    private List<ItemSpec> kinds(Yaml node) {
        List<ItemSpec> items = new ArrayList<>();
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.problem(node, "items has at least one kind with a name", EXAMPLE);
            return items;
        }
        for (Entry entry : mapping.entries()) {
            Section.of(JobKeys.ITEM, entry.value(), reading).ifPresent(section -> {
                ItemSpec item = kind(entry.key(), section);
                shared(entry.key(), item);
                items.add(item);
            });
        }
        return items;
    }

    private ItemSpec kind(Yaml.Scalar name, Section section) {
        Yaml.Scalar table = section.scalar("table").orElse(name);
        Columns.table(table, reading);
        List<UrlGlob> at = Globs.of(section, "at");
        Optional<Selector> each = Selectors.of(section, "each");
        List<FieldSpec> fields =
                section.get("fields").map(new FieldReader(reading)::read).orElse(List.of());
        ItemSpec item = new ItemSpec(name.text(), table.text(), at, each, key(section, fields), fields);
        if (item.mixed()) {
            reading.problem(
                    name,
                    "the item \"" + name.text() + "\" is found partly by paths into JSON ($…) and partly by CSS",
                    "a document is JSON or not; make two kinds of it");
        }
        return item;
    }

    private List<String> key(Section section, List<FieldSpec> fields) {
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

    private static boolean manyfold(FieldSpec field) {
        return field.many() || field.source() instanceof dev.gannet.extract.Source.Nested;
    }

    /** Two kinds share a table only where a key says which rows are the same. */
    private void shared(Yaml.Scalar name, ItemSpec item) {
        ItemSpec other = tables.putIfAbsent(item.table().toLowerCase(Locale.ROOT), item);
        if (other != null
                && (item.key().isEmpty()
                        || !item.key().equals(other.key())
                        || !item.table().equals(other.table()))) {
            reading.problem(
                    name,
                    "\"" + other.kind() + "\" and \"" + item.kind() + "\" share the table " + other.table()
                            + " without the same key",
                    "give both the same key, or one of them another table: NAME");
        }
    }
}
