package dev.gannet.extract;

import java.util.List;
import java.util.Optional;

/** A field with its selectors compiled. Immutable and thread-safe. */
record CompiledField(FieldSpec spec, Origin origin) {
    /** Where its text comes from, compiled. */
    sealed interface Origin {
        record Found(Optional<Query> query, Optional<String> attribute, boolean ofPage, Portion portion)
                implements Origin {}

        record Filled(Template template) implements Origin {}

        record Nested(Query each, List<CompiledField> fields, boolean rows) implements Origin {}
    }

    /** @throws IllegalArgumentException with a sentence, when a selector or template is none */
    static CompiledField of(FieldSpec spec) {
        Source source = spec.source();
        if (source instanceof Source.Value value) {
            return new CompiledField(spec, new Origin.Filled(new Template(value.template())));
        }
        if (source instanceof Source.Nested nested) {
            return new CompiledField(
                    spec,
                    new Origin.Nested(
                            Query.of(nested.each()),
                            nested.fields().stream().map(CompiledField::of).toList(),
                            nested.rows().isPresent()));
        }
        Source.Select select = (Source.Select) source;
        return new CompiledField(
                spec,
                new Origin.Found(
                        select.selector().map(Query::of),
                        select.attribute(),
                        select.ofPage(),
                        Portion.of(select.portion())));
    }
}
