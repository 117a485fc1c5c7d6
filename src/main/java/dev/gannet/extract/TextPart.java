package dev.gannet.extract;

import dev.gannet.web.OneLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text that is no element: an attribute's, a piece of one.
 *
 * @param text it
 * @param base the URL that its links are relative to
 */
record TextPart(String text, String base) implements Part {
    @Override
    public List<Part> find(Query query) {
        return List.of();
    }

    @Override
    public Optional<String> text(Optional<String> attribute, FieldType type) {
        String folded = text.strip().replaceAll("\\s+", " ");
        return Optional.of(folded).filter(some -> !some.isEmpty() && attribute.isEmpty());
    }

    @Override
    public FieldSpec reading(FieldSpec field) {
        return field;
    }

    @Override
    public Probe.Sample sample() {
        return new Probe.Sample("text", OneLine.of(text), Map.of());
    }
}
