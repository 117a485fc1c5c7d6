package dev.gannet.job;

import dev.gannet.extract.Expectation;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.web.Nearest;
import dev.gannet.web.Selector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what is expected of a kind of item. */
final class ExpectReader {
    private static final String NONE = "none";

    private final Reading reading;
    private final List<String> fields;

    private ExpectReader(Reading reading, List<FieldSpec> fields) {
        this.reading = reading;
        this.fields = fields.stream().map(FieldSpec::name).toList();
    }

    /** @return the item with what is expected of it */
    static ItemSpec read(Section item, ItemSpec spec) {
        return item.get("expect")
                .flatMap(node -> Section.of(JobKeys.EXPECT, node, item.reading()))
                .map(section -> new ExpectReader(item.reading(), spec.fields()).expect(section, spec))
                .map(spec::expecting)
                .orElse(spec);
    }

    private Expectation expect(Section section, ItemSpec spec) {
        Optional<Expectation.Range> page = section.get("page")
                .flatMap(node -> Section.of(JobKeys.EXPECT_PAGE, node, reading))
                .flatMap(this::range);
        boolean off = section.get("counter")
                .filter(node ->
                        node instanceof Yaml.Scalar scalar && scalar.text().equals(NONE))
                .isPresent();
        return new Expectation(
                range(section),
                page,
                section.get("coverage").map(this::coverage).orElse(Map.of()),
                off ? Optional.empty() : counter(section, spec),
                !off);
    }

    private Optional<Expectation.Counter> counter(Section section, ItemSpec spec) {
        Optional<Yaml> node = section.get("counter");
        if (node.isPresent()
                && node.get() instanceof Yaml.Mapping mapping
                && mapping.entry("header").isPresent()) {
            return Section.of(JobKeys.COUNTER_HEADER, mapping, reading).flatMap(header -> header(header, spec));
        }
        Optional<Selector> counter = Selectors.of(section, "counter");
        counter.filter(found -> ItemSpec.json(found) != spec.ofJson())
                .ifPresent(found -> reading.problem(
                        node.orElseThrow(),
                        "the counter is sought by " + (spec.ofJson() ? "a selector" : "a path into JSON")
                                + " and the items by " + (spec.ofJson() ? "paths into JSON" : "selectors"),
                        "both stand in one document: as in counter: " + (spec.ofJson() ? "$.total" : ".results")));
        return counter.map(Expectation.Shown::new);
    }

    private Optional<Expectation.Counter> header(Section section, ItemSpec spec) {
        Optional<Yaml.Scalar> name = section.scalar("header");
        if (!spec.ofJson()) {
            reading.problem(
                    section.node(),
                    "a browser does not tell the headers of a page, and the items are read by selectors",
                    "name what shows the number on the page: as in counter: .results");
            return Optional.empty();
        }
        name.filter(scalar -> !scalar.text().matches(BrowserReader.HEADER))
                .ifPresent(scalar -> reading.problem(
                        scalar,
                        "not the name of a header: " + YamlTraps.quote(scalar.text()),
                        "as in {header: X-Total-Count}"));
        return name.map(Yaml.Scalar::text).map(Expectation.Header::new);
    }

    private Optional<Expectation.Range> range(Section section) {
        OptionalInt count = section.whole("count", 0);
        OptionalInt min = section.whole("min", 0);
        OptionalInt max = section.whole("max", 0);
        if (section.has("count") && (section.has("min") || section.has("max"))) {
            reading.problem(section.node(), "count is min and max in one", "leave out count, or the others");
        } else if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
            reading.problem(
                    section.node(),
                    "min " + min.getAsInt() + " is more than max " + max.getAsInt(),
                    "as in {min: " + max.getAsInt() + ", max: " + min.getAsInt() + "}");
        }
        if (count.isPresent()) {
            return Optional.of(new Expectation.Range(count.getAsInt(), count.getAsInt()));
        }
        return min.isEmpty() && max.isEmpty()
                ? Optional.empty()
                : Optional.of(new Expectation.Range(min.orElse(0), max.isPresent() ? max.getAsInt() : Long.MAX_VALUE));
    }

    private Map<String, Double> coverage(Yaml node) {
        Map<String, Double> parts = new LinkedHashMap<>();
        if (!(node instanceof Yaml.Mapping mapping)) {
            reading.problem(node, "coverage is fields with parts, not " + Shape.of(node), "as in: {price: 95%}");
            return parts;
        }
        for (Yaml.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (!fields.contains(name)) {
                reading.problem(
                        entry.key(),
                        "the coverage names \"" + name + "\", which is no field of the item",
                        Nearest.hint(name, fields));
            }
            Shape.scalar(entry.value(), "the part of \"" + name + "\"", reading).ifPresent(scalar -> {
                Optional<Double> part = Amounts.part(scalar.text());
                part.ifPresent(value -> parts.put(name, value));
                if (part.isEmpty()) {
                    reading.problem(
                            scalar,
                            "a part is a percentage from 0% to 100%, or a number from 0 to 1, not "
                                    + YamlTraps.quote(scalar.text()),
                            "as in " + name + ": 95%");
                }
            });
        }
        return parts;
    }
}
