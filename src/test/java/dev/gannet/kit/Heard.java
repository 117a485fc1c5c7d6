package dev.gannet.kit;

import java.util.Map;

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
}
