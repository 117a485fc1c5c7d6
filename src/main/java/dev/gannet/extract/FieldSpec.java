package dev.gannet.extract;

import java.util.Locale;
import java.util.Optional;

/**
 * One field of an item as the job describes it.
 *
 * @param name column name
 * @param source where its text comes from
 * @param type what the text is turned into
 * @param many whether every match is taken, as a JSON list, instead of the first
 * @param required whether an item without it is invalid
 * @param fallback the text used where nothing is found ({@code default:})
 * @param notation how its values are written
 */
public record FieldSpec(
        String name,
        Source source,
        FieldType type,
        boolean many,
        boolean required,
        Optional<String> fallback,
        Notation notation) {
    /** A field of whose notation at most the locale is said. */
    public FieldSpec(
            String name,
            Source source,
            FieldType type,
            boolean many,
            boolean required,
            Optional<String> fallback,
            Optional<Locale> locale) {
        this(name, source, type, many, required, fallback, Notation.in(locale));
    }

    /** @return the same field, its values written in another way */
    FieldSpec written(Notation other) {
        return new FieldSpec(name, source, type, many, required, fallback, other);
    }

    /** @return the same field, required */
    public FieldSpec asRequired() {
        return new FieldSpec(name, source, type, many, true, fallback, notation);
    }
}
