package dev.gannet.flow.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON and keeps the lines. Stateless and thread-safe. */
final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonText() {}

    /** @throws RecordingException when the text is not one JSON object */
    static JsonObject object(String text) throws RecordingException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RecordingException("a recording is one JSON object, in { }", 1);
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new RecordingException(
                        "more text after the recording",
                        parser.currentTokenLocation().getLineNr());
            }
            return object;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new RecordingException("not JSON: " + e.getOriginalMessage(), line);
        }
    }

    private static JsonObject object(JsonParser parser) {
        int line = parser.currentTokenLocation().getLineNr();
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            lines.put(key, parser.currentTokenLocation().getLineNr());
            parser.nextToken();
            values.put(key, value(parser));
        }
        return new JsonObject(line, values, lines);
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield List.copyOf(list);
            }
            case VALUE_NULL -> JsonObject.NULL;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> parser.getString();
        };
    }
}
