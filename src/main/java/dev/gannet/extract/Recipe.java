package dev.gannet.extract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A kind of item, compiled. Immutable and thread-safe. */
final class Recipe {
    private final ItemSpec spec;
    private final Optional<Query> each;
    private final List<CompiledField> fields;
    private final Optional<Function<ParsedPage, Optional<String>>> counter;

    /** @throws IllegalArgumentException with a sentence, when a selector or template is none */
    Recipe(ItemSpec spec) {
        this.spec = spec;
        each = spec.each().map(Query::of);
        fields = spec.fields().stream().map(CompiledField::of).toList();
        counter = spec.expect().counter().map(Recipe::teller);
    }

    ItemSpec spec() {
        return spec;
    }

    Optional<Query> each() {
        return each;
    }

    List<CompiledField> fields() {
        return fields;
    }

    /** @return what finds the text that tells how many items there are in all, where the job names it */
    Optional<Function<ParsedPage, Optional<String>>> counter() {
        return counter;
    }

    private static Function<ParsedPage, Optional<String>> teller(Expectation.Counter counter) {
        if (counter instanceof Expectation.Header header) {
            return page -> page.snapshot().said().header(header.name());
        }
        Query query = Query.of(((Expectation.Shown) counter).selector());
        return page -> page.whole().find(query).stream()
                .limit(1)
                .flatMap(part -> part.text(Optional.empty(), FieldType.TEXT).stream())
                .findFirst();
    }

    /** @param first the position of the first item */
    List<Item> read(ParsedPage page, Notes notes, int first) {
        FieldReader reader = new FieldReader(page, notes);
        if (each.isEmpty()) {
            return onePerPage(page, reader, notes, first);
        }
        List<Item> items = new ArrayList<>();
        int position = first;
        List<Part> parts = page.whole().findEach(each.get());
        for (Part part : parts) {
            Spot spot = new Spot(spec.kind(), position++, "", part.asPlace(), parts.size() == 1);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            if (reader.readAll(fields, spot, row)) {
                items.add(new Item(spec.kind(), spot.position(), row));
            } else {
                notes.itemLeftOut(spec.kind());
            }
        }
        return items;
    }

    /** A page on which no field finds anything has none; that is an error only where {@code at:} promised one. */
    private List<Item> onePerPage(ParsedPage page, FieldReader reader, Notes notes, int position) {
        Spot spot = new Spot(spec.kind(), position, "", page.whole(), true);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Set<FieldReader.Outcome> outcomes = EnumSet.noneOf(FieldReader.Outcome.class);
        Map<CompiledField, FieldReader.Outcome> missing = new LinkedHashMap<>();
        for (CompiledField field : fields) {
            FieldReader.Outcome outcome = reader.read(field, spot, row);
            outcomes.add(outcome);
            if (outcome.without() && field.spec().required()) {
                missing.put(field, outcome);
            }
        }
        boolean something = outcomes.contains(FieldReader.Outcome.FOUND)
                || outcomes.contains(FieldReader.Outcome.UNREADABLE)
                || !outcomes.contains(FieldReader.Outcome.MISSING) && !seeks();
        if (missing.isEmpty()) {
            return something ? List.of(new Item(spec.kind(), position, row)) : List.of();
        }
        if (something || !spec.at().isEmpty()) {
            missing.forEach((field, outcome) -> reader.missing(field, outcome, spot));
            notes.itemLeftOut(spec.kind());
        }
        return List.of();
    }

    /** @return whether any field is looked for in the page, rather than filled in */
    private boolean seeks() {
        return fields.stream().anyMatch(field -> !(field.origin() instanceof CompiledField.Origin.Filled));
    }
}
