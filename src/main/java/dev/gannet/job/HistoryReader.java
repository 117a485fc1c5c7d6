package dev.gannet.job;

import dev.gannet.extract.HistorySpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.web.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is noted of how items change. */
final class HistoryReader {
    private static final String EXAMPLE = "as in history: false, or history: {ignore: [views]}";

    private HistoryReader() {}

    /** @return the item with what is noted of its changes */
    static ItemSpec read(Section item, ItemSpec spec) {
        Optional<Yaml> node = item.get("history");
        if (node.isEmpty()) {
            return spec;
        }
        if (spec.key().isEmpty()) {
            item.reading()
                    .problem(
                            node.get(),
                            "only items with a key have a history",
                            "name the fields that tell them apart: key: [" + example(spec) + "]");
            return spec;
        }
        if (!(node.get() instanceof Yaml.Scalar scalar)) {
            return Section.of(JobKeys.HISTORY, node.get(), item.reading())
                    .map(section -> spec.noting(new HistorySpec(true, ignored(section, spec))))
                    .orElse(spec);
        }
        return switch (scalar.text()) {
            case "true" -> spec;
            case "false" -> spec.noting(HistorySpec.NONE);
            default -> {
                item.reading().problem(scalar, "history is true, false, or fields to ignore", EXAMPLE);
                yield spec;
            }
        };
    }

    private static String example(ItemSpec spec) {
        return spec.fields().isEmpty() ? "sku" : spec.fields().get(0).name();
    }

    private static Set<String> ignored(Section section, ItemSpec spec) {
        List<String> names = names(spec, "");
        Set<String> ignored = new LinkedHashSet<>();
        section.scalars("ignore").forEach(scalar -> {
            if (!names.contains(scalar.text())) {
                section.reading()
                        .problem(
                                scalar,
                                "the history ignores \"" + scalar.text() + "\", which is no field of the item",
                                Nearest.hint(scalar.text(), names));
            }
            ignored.add(scalar.text());
        });
        return ignored;
    }

    private static List<String> names(ItemSpec spec, String prefix) {
        List<String> names = new ArrayList<>();
        spec.fields().forEach(field -> {
            names.add(prefix + field.name());
            spec.inner(field).ifPresent(inner -> names.addAll(names(inner, prefix + field.name() + ".")));
        });
        return names;
    }
}
