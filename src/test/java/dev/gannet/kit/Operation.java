package dev.gannet.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One operation of the OpenAPI file that {@link SwaggerUi} and {@link Redoc} show, read from the file itself.
 *
 * @param method in capitals
 * @param path with its {@code {parameters}}
 * @param summary one line
 * @param tag the heading it stands under
 */
public record Operation(String method, String path, String summary, String tag) {
    static final String FILE = "/third-party/petstore-like.json";

    /** @return all operations, in the order of the file */
    static List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
                operations.add(new Operation(
                        one.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        one.getValue().get("summary").asString(),
                        one.getValue().get("tags").get(0).asString()));
            }
        }
        return List.copyOf(operations);
    }

    private static JsonNode document() {
        try (InputStream in = Operation.class.getResourceAsStream(FILE)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
