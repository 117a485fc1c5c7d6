package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the fields of items of one page. For one thread. */
final class FieldReader {
    /** Where a value came from. */
    enum Outcome {
        FOUND,
        FILLED,
        /** There is a text, and it is not what the field is to be. */
        UNREADABLE,
        MISSING;

        /** @return whether the field has no value */
        boolean without() {
            return this == UNREADABLE || this == MISSING;
        }
    }

    private final ParsedPage page;
    private final Notes notes;
    /** Many items have one base. */
    private final Map<String, Optional<PageUrl>> bases = new HashMap<>();

    FieldReader(ParsedPage page, Notes notes) {
        this.page = page;
        this.notes = notes;
    }

    /** Reads one field of the item and puts its columns into {@code row}, {@code null} where there is no value. */
    Outcome read(CompiledField field, Spot spot, Map<String, @Nullable Object> row) {
        CompiledField.Origin origin = field.origin();
        if (origin instanceof CompiledField.Origin.Nested nested) {
            return readNested(field.spec(), nested, spot, row);
        }
        if (origin instanceof CompiledField.Origin.Filled filled) {
            return fill(field.spec(), filled.template().fill(page, spot.position()), spot, row);
        }
        return readFound(field.spec(), (CompiledField.Origin.Found) origin, spot, row);
    }

    private Outcome readFound(
            FieldSpec spec, CompiledField.Origin.Found found, Spot spot, Map<String, @Nullable Object> row) {
        List<Part> parts = found(found, spot);
        if (parts.isEmpty() && found.query().isPresent()) {
            (found.ofPage() ? page.whole() : spot.place())
                    .parts().stream()
                            .limit(1)
                            .flatMap(part -> part.unreachable(found.query().get()).stream())
                            .forEach(told -> notes.once(spot, spec.name(), told));
        }
        List<Object> values = new ArrayList<>();
        boolean refused = false;
        for (Part part : spec.many()
                ? parts.stream().flatMap(Part::each).toList()
                : parts.stream().limit(1).toList()) {
            for (Meant meant : meant(part, found, spec, spot)) {
                if (spec.notation().saysAbsent(meant.text())) {
                    continue;
                }
                Object value = typed(
                        meant.text(), meant.part().reading(spec), meant.part().base(), spot);
                refused |= value == null;
                Optional.ofNullable(value).ifPresent(values::add);
            }
        }
        if (values.isEmpty() && !refused && spec.fallback().isPresent()) {
            return fill(spec, spec.fallback().get(), spot, row);
        }
        if (parts.isEmpty()) {
            found.query().flatMap(page::unreadable).ifPresent(why -> notes.once(spot, spec.name(), why));
        }
        if (put(spec, values, row)) {
            return Outcome.FOUND;
        }
        return refused ? Outcome.UNREADABLE : Outcome.MISSING;
    }

    /** A text and the part of the document whose way of writing it has. */
    private record Meant(String text, Part part) {}

    private List<Meant> meant(Part part, CompiledField.Origin.Found found, FieldSpec spec, Spot spot) {
        if (found.portion().whole()) {
            return part.text(found.attribute(), spec.type()).stream()
                    .map(text -> new Meant(text, part))
                    .toList();
        }
        Portion.Cut cut = found.portion().of(part, found.attribute(), spec, notes.cleaner());
        if (spec.fallback().isEmpty()) {
            cut.note().ifPresent(note -> notes.once(spot, spec.name(), note));
        }
        return (spec.many()
                        ? cut.parts().stream().flatMap(Part::each)
                        : cut.parts().stream().limit(1))
                .flatMap(piece ->
                        piece.text(Optional.empty(), spec.type()).stream().map(text -> new Meant(text, piece)))
                .toList();
    }

    private List<Part> found(CompiledField.Origin.Found found, Spot spot) {
        if (found.ofPage() || found.query().isEmpty()) {
            return (found.ofPage() ? page.whole() : spot.place()).find(found.query());
        }
        return found(found.query().get(), spot);
    }

    /** What a page says of itself it says of its only item, wherever it stands. */
    private List<Part> found(Query query, Spot spot) {
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .map(choice -> found(choice, spot))
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        List<Part> own = spot.place().find(query);
        boolean ofPage = query instanceof Query.Meta || query instanceof Query.Data || query instanceof Query.Fetched;
        return own.isEmpty() && ofPage && spot.alone() ? page.whole().find(query) : own;
    }

    private Outcome fill(FieldSpec spec, String text, Spot spot, Map<String, @Nullable Object> row) {
        String clean = notes.cleaner().clean(text);
        Object value =
                clean.isBlank() ? null : typed(clean, spec, page.snapshot().finalUrl(), spot);
        return put(spec, value == null ? List.of() : List.of(value), row) ? Outcome.FILLED : Outcome.MISSING;
    }

    private Outcome readNested(
            FieldSpec spec, CompiledField.Origin.Nested nested, Spot spot, Map<String, @Nullable Object> row) {
        if (nested.rows()) {
            List<Item> rows = rows(nested, spot.kind() + "." + spec.name(), spot.place());
            row.put(spec.name(), new Item.Rows(rows));
            return rows.isEmpty() ? Outcome.MISSING : Outcome.FOUND;
        }
        List<Object> objects = new ArrayList<>();
        for (Part part : spot.place().findEach(nested.each())) {
            Spot inner = spot.inside(spec.name(), part.asPlace());
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            if (readAll(nested.fields(), inner, object)) {
                objects.add(object);
            }
        }
        row.put(spec.name(), objects.isEmpty() ? null : JsonText.write(objects));
        return objects.isEmpty() ? Outcome.MISSING : Outcome.FOUND;
    }

    private List<Item> rows(CompiledField.Origin.Nested nested, String kind, Place outer) {
        List<Item> rows = new ArrayList<>();
        int position = 0;
        for (Part part : outer.findEach(nested.each())) {
            Spot inner = new Spot(kind, position++, "", part.asPlace(), false);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            if (readAll(nested.fields(), inner, values)) {
                rows.add(new Item(kind, inner.position(), values));
            } else {
                notes.itemLeftOut(kind);
            }
        }
        return rows;
    }

    /** @return whether every required field is there; a problem is noted for each that is not */
    boolean readAll(List<CompiledField> fields, Spot spot, Map<String, @Nullable Object> row) {
        boolean complete = true;
        for (CompiledField field : fields) {
            Outcome outcome = read(field, spot, row);
            if (outcome.without() && field.spec().required()) {
                missing(field, outcome, spot);
                complete = false;
            }
        }
        return complete;
    }

    void missing(CompiledField field, Outcome outcome, Spot spot) {
        notes.missing(spot, field.spec().name(), outcome == Outcome.UNREADABLE);
    }

    private @Nullable Object typed(String text, FieldSpec spec, String base, Spot spot) {
        Setting around = new Setting(
                bases.computeIfAbsent(base, PageUrl::parse), page.snapshot().takenAt(), notes.cleaner());
        Parsed parsed = ValueText.parse(text, spec, around);
        notes.parsed(spot, spec.name(), parsed);
        return parsed.value();
    }

    /** @return whether there was a value */
    private static boolean put(FieldSpec spec, List<Object> values, Map<String, @Nullable Object> row) {
        if (spec.many()) {
            row.put(spec.name(), values.isEmpty() ? null : JsonText.write(values));
        } else if (spec.type() == FieldType.MONEY) {
            Money money = values.isEmpty() ? null : (Money) values.get(0);
            row.put(spec.name(), money == null ? null : money.amount());
            row.put(spec.name() + "_currency", money == null ? null : money.currency());
        } else {
            row.put(spec.name(), values.isEmpty() ? null : values.get(0));
        }
        return !values.isEmpty();
    }
}
