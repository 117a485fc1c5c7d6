package dev.gannet.store;

import dev.gannet.db.CleanText;
import dev.gannet.db.ColumnType;
import dev.gannet.extract.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The values of fields, as a column takes them, and when two of them are the same. */
final class Values {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Values() {}

    /** @return the value as the column takes it: comparable with what comes out of it */
    static @Nullable Object of(ColumnType type, @Nullable Object value) {
        if (value instanceof Item.Json json) {
            return clean(json.text());
        }
        if (value instanceof String text) {
            return type == ColumnType.JSON ? clean(JSON.writeValueAsString(text)) : CleanText.of(text);
        }
        if (value instanceof Instant moment) {
            return moment.truncatedTo(ChronoUnit.MILLIS);
        }
        return value instanceof Integer number ? (Long) number.longValue() : value;
    }

    /** @return whether a value is the one that is there already: by number and by JSON value, not by spelling */
    static boolean same(ColumnType type, @Nullable Object before, @Nullable Object now) {
        if (before == null || now == null) {
            return before == now;
        }
        if (type == ColumnType.DECIMAL) {
            return sameNumber(decimal(before), decimal(now));
        }
        if (type == ColumnType.JSON) {
            return JSON.readTree(before.toString())
                    .equals(
                            (a, b) -> a.isNumber() && b.isNumber()
                                    ? a.decimalValue().compareTo(b.decimalValue())
                                    : a.equals(b) ? 0 : 1,
                            JSON.readTree(now.toString()));
        }
        return before.equals(now);
    }

    /** @return whether a value is the one that is there already, lists in whatever order */
    static boolean sameSet(ColumnType type, @Nullable Object before, @Nullable Object now) {
        return same(type, before, now)
                || type == ColumnType.JSON
                        && before != null
                        && now != null
                        && sorted(before.toString()).equals(sorted(now.toString()));
    }

    /** @return the elements of a list in an order of their own; anything else alone */
    private static List<String> sorted(String json) {
        JsonNode node = JSON.readTree(json);
        Stream<JsonNode> parts = node.isArray() ? node.valueStream() : Stream.of(node);
        return parts.map(part -> JSON.writeValueAsString(canonical(part)))
                .sorted()
                .toList();
    }

    /**
     * @return the JSON in the one spelling that all texts of the same value share: keys sorted, numbers without trailing
     *     zeros
     */
    static String canonical(String json) {
        return JSON.writeValueAsString(canonical(JSON.readTree(json)));
    }

    private static JsonNode canonical(JsonNode node) {
        if (node.isNumber()) {
            return JSON.getNodeFactory().stringNode("#" + node.decimalValue().stripTrailingZeros());
        }
        if (node.isString()) {
            return JSON.getNodeFactory().stringNode("'" + node.stringValue());
        }
        if (node.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            node.forEach(element -> list.add(canonical(element)));
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> object.set(field.getKey(), canonical(field.getValue())));
            return object;
        }
        return node;
    }

    /**
     * @return the text, when it is JSON
     * @throws tools.jackson.core.JacksonException when it is none
     */
    static String parsed(String json) {
        JSON.readTree(json);
        return json;
    }

    /** SQLite keeps 15 digits; what it cut off is no change of the site's. */
    private static boolean sameNumber(BigDecimal before, BigDecimal now) {
        return before.compareTo(now) == 0
                || now.precision() > 15 && Double.compare(before.doubleValue(), now.doubleValue()) == 0;
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof BigDecimal number ? number : new BigDecimal(value.toString());
    }

    /** JSON can spell out characters that no database keeps; only texts with escapes need the long way. */
    private static String clean(String json) {
        String text = CleanText.of(json);
        return text.contains("\\u") ? JSON.writeValueAsString(clean(JSON.readTree(text))) : text;
    }

    private static JsonNode clean(JsonNode node) {
        if (node.isString()) {
            return JSON.getNodeFactory().stringNode(CleanText.of(node.stringValue()));
        }
        if (node.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            node.forEach(element -> list.add(clean(element)));
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.properties().forEach(field -> object.set(CleanText.of(field.getKey()), clean(field.getValue())));
            return object;
        }
        return node;
    }
}
