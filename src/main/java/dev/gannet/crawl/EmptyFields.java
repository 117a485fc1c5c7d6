package dev.gannet.crawl;

import dev.gannet.extract.Extractor;
import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.frontier.Breach;
import dev.gannet.frontier.Found;
import dev.gannet.web.Completeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the fields that are empty in all items of a run: a selector that matches nothing, a type that no text is of.
 * Immutable.
 */
final class EmptyFields {
    /** By earlier runs so many items of this one would have a value; fewer may have none by chance. */
    private static final double EXPECTED = 3;

    private final Usual usual;
    private final List<Found> found;
    private final Map<String, RunTally.Gap> gaps;

    EmptyFields(Usual usual, List<Found> found, Map<String, RunTally.Gap> gaps) {
        this.usual = usual;
        this.found = found;
        this.gaps = gaps;
    }

    /** @return what is wrong with the fields of a kind and of what is inside its items */
    List<Breach> of(ItemSpec item) {
        List<Breach> breaches = new ArrayList<>();
        for (FieldSpec field : item.fields()) {
            // Who says what part of the items has a value says so of what is inside it, too.
            if (!item.expect().coverage().containsKey(field.name())) {
                field(item, field, breaches);
            }
        }
        return breaches;
    }

    private void field(ItemSpec item, FieldSpec field, List<Breach> breaches) {
        Optional<ItemSpec> rows = item.inner(field);
        Found all = found(item.kind());
        if (all.items() == 0) {
            return;
        }
        if (rows.isPresent()) {
            Found inner = found(rows.get().kind());
            if (inner.items() == 0) {
                add(breaches, item, field.name(), all.items());
            } else {
                for (FieldSpec part : rows.get().fields()) {
                    String name = field.name() + "." + part.name();
                    if (inner.coverage(part.name()) == 0 && part.fallback().isEmpty()) {
                        add(breaches, item, name, inner.items());
                    }
                }
            }
            return;
        }
        if (all.coverage(field.name()) == 0) {
            if (field.fallback().isEmpty() && unusual(item.kind(), field.name(), all.items())) {
                add(breaches, item, field.name(), all.items());
            }
        } else if (field.source() instanceof Source.Nested nested) {
            for (FieldSpec part : nested.fields()) {
                String name = field.name() + "." + part.name();
                if (all.coverage(name) == 0 && part.fallback().isEmpty()) {
                    add(breaches, item, name, all.items());
                }
            }
        }
    }

    /** @return whether earlier runs do not show that the field is rarely filled */
    private boolean unusual(String kind, String field, long items) {
        OptionalDouble before = usual.coverage(kind, field);
        return before.isEmpty() || before.getAsDouble() == 0 || before.getAsDouble() * items >= EXPECTED;
    }

    /** One item alone may well be without something; it proves a wrong selector only where another one would have matched. */
    private void add(List<Breach> breaches, ItemSpec item, String field, long items) {
        Optional<String> told =
                Optional.ofNullable(gaps.get(item.kind() + "." + field)).map(RunTally.Gap::told);
        if (items > 1 || told.filter(one -> !one.endsWith(Extractor.NOTHING)).isPresent()) {
            breaches.add(breach(item, field, items));
        }
    }

    private Breach breach(ItemSpec item, String field, long items) {
        Optional<RunTally.Gap> gap = Optional.ofNullable(gaps.get(item.kind() + "." + field));
        String outer = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        Breach breach = Breach.ofField(
                Completeness.SUSPECT,
                Rules.EMPTY,
                item.kind(),
                field,
                field + " is empty in " + (items == 1 ? "the only item" : "all " + items + " items")
                        + gap.map(one -> ": " + one.told()).orElse("")
                        + "; if that is right, say so with expect: {coverage: {" + outer + ": 0%}}");
        return gap.map(one -> breach.seenOn(one.url(), Optional.empty())).orElse(breach);
    }

    private Found found(String kind) {
        return found.stream().filter(one -> one.kind().equals(kind)).findFirst().orElse(new Found(kind, 0, Map.of()));
    }
}
