package dev.gannet.kit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One request that a {@link LocalSite} received.
 *
 * @param method GET, POST…
 * @param target path and query as sent
 * @param headers names in lower case; of a repeated header the last
 * @param body as ISO-8859-1 text
 * @param nanoTime when its head was read
 */
public record Heard(String method, String target, Map<String, String> headers, String body, long nanoTime) {
    /** @return the target without its query */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** @return the header's value, empty when it was not sent */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** @return the values of a parameter of the query, decoded, in order */
    public List<String> all(String parameter) {
        int query = target.indexOf('?');
        return query < 0
                ? List.of()
                : Stream.of(target.substring(query + 1).split("&"))
                        .filter(pair -> pair.startsWith(parameter + "="))
                        .map(pair -> URLDecoder.decode(pair.substring(parameter.length() + 1), StandardCharsets.UTF_8))
                        .toList();
    }

    /** @return the first value of a parameter of the query, as a number, or the default */
    public int number(String parameter, int otherwise) {
        List<String> values = all(parameter);
        return values.isEmpty() ? otherwise : Integer.parseInt(values.get(0));
    }

    /** @return the value of a cookie that the browser sent, empty without one */
    public String cookie(String name) {
        return Stream.of(header("cookie").split("; *"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
