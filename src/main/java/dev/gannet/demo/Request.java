package dev.gannet.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One request, read. */
record Request(
        String method, String host, String path, Map<String, String> query, Map<String, String> cookies, String body) {
    static Map<String, String> pairs(String text, String separator) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(separator, -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    /** @return the number of a query parameter, or {@code otherwise} when it is missing or no small number */
    int number(String name, int otherwise) {
        String text = query.getOrDefault(name, "");
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.strip(), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A broken escape stays as it was sent.
            return text;
        }
    }
}
