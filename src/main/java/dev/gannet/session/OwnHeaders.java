package dev.gannet.session;

import dev.gannet.web.PageUrl;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Headers of a job, which may be credentials, and the only origins that they go to: scheme, host and port must all be the
 * same (S16). Immutable; printing them shows no value.
 *
 * @param values by name
 * @param origins as Chrome writes them, without the scheme's own port
 */
public record OwnHeaders(Map<String, String> values, Set<String> origins) {
    /** No headers, for nobody. */
    public static final OwnHeaders NONE = new OwnHeaders(Map.of(), Set.of());

    public OwnHeaders {
        values = Map.copyOf(values);
        origins = Set.copyOf(origins);
    }

    /** @param homes URLs of the origins that the headers are for */
    public static OwnHeaders of(Map<String, String> values, Collection<PageUrl> homes) {
        return new OwnHeaders(values, homes.stream().map(OwnHeaders::origin).collect(Collectors.toSet()));
    }

    /** @return what is sent to that URL: all of them or none */
    public Map<String, String> to(PageUrl url) {
        return origins.contains(origin(url)) ? values : Map.of();
    }

    boolean none() {
        return values.isEmpty() || origins.isEmpty();
    }

    /** @return what the DevTools protocol matches the requests to these origins by */
    List<String> patterns() {
        return origins.stream().map(origin -> origin + "/*").sorted().toList();
    }

    private static String origin(PageUrl url) {
        boolean usual = url.port() == ("https".equals(url.scheme()) ? 443 : 80);
        return url.scheme() + "://" + url.host() + (usual ? "" : ":" + url.port());
    }

    @Override
    public String toString() {
        return values.keySet() + " to " + origins;
    }
}
