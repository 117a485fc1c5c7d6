package dev.gannet.extract;

import dev.gannet.web.OneLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document.
 *
 * @param value a Map, List, String, Number, Boolean, or null
 * @param base the URL of the document
 */
record JsonPart(@Nullable Object value, String base) implements Part {
    @Override
    public List<Part> find(Query query) {
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .map(this::find)
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        if (value == null || !(query instanceof Query.Json json)) {
            return List.of();
        }
        return json.in(value).stream()
                .<Part>map(found -> new JsonPart(found, base))
                .toList();
    }

    @Override
    public Part own() {
        return this;
    }

    @Override
    public Stream<Part> each() {
        return value instanceof List<?> list ? list.stream().map(one -> new JsonPart(one, base)) : Stream.of(this);
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
            return number.toPlainString();
        }
        boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        // A text is JSON inside JSON only where it says so itself.
        boolean quoted = type == FieldType.JSON && value instanceof String text && !text.matches("(?s)\\s*[\\[{].*");
        return scalar && !quoted ? String.valueOf(value) : JsonText.write(value).text();
    }

    @Override
    public FieldSpec reading(FieldSpec field) {
        return value instanceof Number
                ? new FieldSpec(
                        field.name(),
                        field.source(),
                        field.type(),
                        field.many(),
                        field.required(),
                        field.fallback(),
                        Optional.empty())
                : field;
    }

    @Override
    public Probe.Sample sample() {
        return new Probe.Sample("json", OneLine.of(JsonText.write(value).text()), Map.of());
    }
}
