package dev.gannet.extract;

import dev.gannet.web.OneLine;
import dev.gannet.web.Selector;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document.
 *
 * @param value a Map, List, String, Number, Boolean, or null
 * @param base the URL of the document
 * @param links what references in it stand for
 */
record JsonPart(@Nullable Object value, String base, Links links) implements Part {
    /** A document without references. */
    static final Links NO_LINKS = value -> value;
    /** Written out, a number with more digits would be a page of zeros. */
    private static final int LONGEST_NUMBER = 400;

    /** What a reference stands for; of any other value itself. */
    @FunctionalInterface
    interface Links extends UnaryOperator<Object> {}

    JsonPart(@Nullable Object value, String base) {
        this(value, base, NO_LINKS);
    }

    @Override
    public List<Part> find(Query query) {
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .map(this::find)
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        if (value == null) {
            return List.of();
        }
        List<Object> found = query instanceof Query.Json json
                ? json.in(value)
                : query instanceof Query.Data data && data.kind() != Selector.Data.Kind.STATE
                        ? data.path().inThings(List.of(value), links)
                        : List.of();
        return found.stream().<Part>map(one -> new JsonPart(one, base, links)).toList();
    }

    @Override
    public Stream<Part> each() {
        return value instanceof List<?> list
                ? list.stream().map(one -> new JsonPart(one, base, links))
                : Stream.of(this);
    }

    @Override
    public Optional<String> text(Optional<String> attribute, FieldType type) {
        Object found = attribute.isEmpty() ? value : value instanceof Map<?, ?> map ? map.get(attribute.get()) : null;
        if (found == null) {
            return Optional.empty();
        }
        String text = written(found, type).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String written(Object value, FieldType type) {
        if (value instanceof BigDecimal number) {
            return Math.abs((long) number.scale()) > LONGEST_NUMBER ? number.toString() : number.toPlainString();
        }
        boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        // A text is JSON inside JSON only where it says so itself.
        boolean quoted = type == FieldType.JSON && value instanceof String text && !text.matches("(?s)\\s*[\\[{].*");
        return scalar && !quoted ? String.valueOf(value) : JsonText.write(value).text();
    }

    @Override
    public FieldSpec reading(FieldSpec field) {
        return value instanceof Number ? field.written(field.notation().neutral()) : field;
    }

    @Override
    public Probe.Sample sample() {
        return new Probe.Sample("json", OneLine.of(JsonText.write(value).text()), Map.of());
    }
}
