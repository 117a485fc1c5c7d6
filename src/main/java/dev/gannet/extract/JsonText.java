package dev.gannet.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the JSON that a value can be. */
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    /** Escapes that stand for characters no database keeps, or may. */
    private static final Pattern SUSPECT = Pattern.compile("\\\\u(?:0000|[dD][89a-fA-F])");

    private JsonText() {}

    /** @return the JSON as it was written, without characters that no database keeps; empty when it is not JSON */
    static Optional<Item.Json> parse(String text, Cleaner cleaner) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isMissingNode()) {
                return Optional.empty();
            }
            return Optional.of(SUSPECT.matcher(text).find() ? write(clean(plain(tree), cleaner)) : new Item.Json(text));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** @return the document, without characters that no database keeps; empty when it is not JSON */
    static Optional<JsonPart> tree(String text, String base, Cleaner cleaner) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new JsonPart(clean(plain(tree), cleaner), base));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** @return the value, without characters that no database keeps; empty for null, and when it is not JSON */
    static Optional<Object> value(String text, Cleaner cleaner) {
        return tree(text, "", cleaner).map(JsonPart::value);
    }

    /** @param value a value of an {@link Item}, or a list or map of such */
    static Item.Json write(@Nullable Object value) {
        return new Item.Json(JSON.writeValueAsString(embeddable(value)));
    }

    private static @Nullable Object embeddable(@Nullable Object value) {
        if (value instanceof Item.Json json) {
            return JSON.readTree(json.text());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonText::embeddable).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            map.forEach((key, inner) -> out.put(String.valueOf(key), embeddable(inner)));
            return out;
        }
        if (value instanceof Money money) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            out.put("amount", money.amount());
            out.put("currency", money.currency());
            return out;
        }
        if (value == null || value instanceof Boolean || value instanceof Number || value instanceof JsonNode) {
            return value;
        }
        return value.toString();
    }

    /** @return the JSON as lists, maps, texts, numbers, truths and null */
    static @Nullable Object read(String json) {
        return plain(JSON.readTree(json));
    }

    private static @Nullable Object plain(JsonNode tree) {
        return JSON.treeToValue(tree, Object.class);
    }

    /** @return the value without characters that no database keeps, in all its texts */
    static @Nullable Object clean(@Nullable Object value, Cleaner cleaner) {
        if (value instanceof String text) {
            return cleaner.clean(text);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> out = new ArrayList<>();
            list.forEach(inner -> out.add(clean(inner, cleaner)));
            return out;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            map.forEach((key, inner) -> out.put(cleaner.clean(String.valueOf(key)), clean(inner, cleaner)));
            return out;
        }
        return value;
    }
}
