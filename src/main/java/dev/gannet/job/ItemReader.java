package dev.gannet.job;

import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.job.Yaml.Entry;
import dev.gannet.store.ItemStore;
import dev.gannet.store.TableConflictException;
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
        int before = reading.problems().count();
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
        if (reading.problems().count() == before) {
            kept(mapping, items);
        }
        return items;
    }

    private ItemSpec kind(Yaml.Scalar name, Section section) {
        Yaml.Scalar table = section.scalar("table").orElse(name);
        Columns.table(table, reading);
        List<UrlGlob> at = Globs.of(section, "at");
        Optional<Selector> each = Selectors.of(section, "each");
        List<FieldSpec> fields = section.get("fields")
                .map(new FieldReader(reading, table.text())::read)
                .orElse(List.of());
        List<String> key = ItemKey.read(section, fields, reading);
        ItemSpec plain = new ItemSpec(name.text(), table.text(), at, each, key, ItemKey.required(fields, key));
        ItemSpec item = ExpectReader.read(section, HistoryReader.read(section, plain));
        if (item.mixed()) {
            reading.problem(
                    name,
                    "the item \"" + name.text() + "\" is found partly by paths into JSON ($…) and partly by CSS",
                    "a document is JSON or not; make two kinds of it");
        }
        if (item.astray()) {
            reading.problem(
                    name,
                    "the item \"" + name.text()
                            + "\" is found in data, and some of its fields by selectors of elements",
                    "in data, fields are found by paths ($.name) or as json-ld and microdata; of: page seeks in the page");
        }
        return item;
    }

    /** The store knows what tables these kinds would be kept in, and whether they can. */
    private void kept(Yaml.Mapping mapping, List<ItemSpec> items) {
        for (int i = 0; i < items.size(); i++) {
            try {
                ItemStore.check(items.subList(0, i + 1));
            } catch (TableConflictException conflict) {
                reading.problem(mapping.entries().get(i).key(), String.valueOf(conflict.getMessage()), "");
                return;
            }
        }
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
