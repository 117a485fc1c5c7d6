package dev.gannet.extract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A piece of a document: the whole of it, or what a selector found in it. For one thread. */
sealed interface Part permits ElementPart, JsonPart, TextPart, BodiesPart {
    /** @return what the query finds inside this piece, in document order */
    List<Part> find(Query query);

    /** @return the piece that is meant when a field has no selector */
    default Part own() {
        return this;
    }

    /** @return the pieces that this one stands for where many are wanted: the elements of a list */
    default Stream<Part> each() {
        return Stream.of(this);
    }

    /** @return its text, as {@link ElementText#of} tells it */
    Optional<String> text(Optional<String> attribute, FieldType type);

    /** @return why the query can find nothing here, whatever is in it; empty when it can */
    default Optional<String> unreachable(Query query) {
        return Optional.empty();
    }

    /** @return the field as this piece writes its values: a number of JSON is no local way of writing */
    FieldSpec reading(FieldSpec field);

    /** @return the URL that its links are relative to */
    String base();

    /** @return what a person is shown of it */
    Probe.Sample sample();

    /** @return this piece alone */
    default Place asPlace() {
        return new Place(List.of(this));
    }
}
