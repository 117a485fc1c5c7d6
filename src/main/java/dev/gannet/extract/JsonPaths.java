package dev.gannet.extract;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingException;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** Paths into JSON that is already read into maps and lists. Stateless and thread-safe. */
final class JsonPaths {
    private static final Configuration SETTINGS = Configuration.builder()
            .jsonProvider(new Trees())
            .mappingProvider(new NoMapping())
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private JsonPaths() {}

    /** @throws IllegalArgumentException with a sentence, when it is no path */
    static JsonPath compile(String path) {
        try {
            return JsonPath.compile(path);
        } catch (InvalidPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a path into JSON: " + path + " (" + e.getMessage() + ")", e);
        }
    }

    /** @return what the path leads to, without nulls; nothing where it leads nowhere */
    static List<Object> read(JsonPath path, Object value) {
        try {
            List<?> found = path.read(value, SETTINGS);
            return found == null
                    ? List.of()
                    : found.stream()
                            .filter(Objects::nonNull)
                            .<Object>map(one -> one)
                            .toList();
        } catch (JsonPathException leadsNowhere) {
            return List.of();
        }
    }

    /** Documents as Jackson reads them; nothing is parsed or written here. */
    private static final class Trees extends AbstractJsonProvider {
        @Override
        public Object parse(String json) {
            throw new InvalidJsonException("documents are read before they are searched");
        }

        @Override
        public Object parse(InputStream json, String charset) {
            return parse("");
        }

        @Override
        public String toJson(Object value) {
            return JsonText.write(value).text();
        }

        @Override
        public Object createArray() {
            return new ArrayList<>();
        }

        @Override
        public Object createMap() {
            return new LinkedHashMap<>();
        }
    }

    /** Values are taken as they are. */
    private static final class NoMapping implements MappingProvider {
        @Override
        public <T> T map(Object source, Class<T> target, Configuration settings) {
            return target.cast(source);
        }

        @Override
        public <T> T map(Object source, TypeRef<T> target, Configuration settings) {
            throw new MappingException("values are taken as they are");
        }
    }
}
