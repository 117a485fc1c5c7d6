package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The JSON-LD of one document (https://www.w3.org/TR/json-ld11/, section 7.3), read as search engines do: its blocks are
 * data as they stand, and no context is fetched. Immutable once made.
 */
final class JsonLd {
    /** Its blocks in a document. */
    static final String BLOCKS = "script[type*=ld+json]";

    private record Block(Element element, List<Object> things) {}

    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Object> named = new HashMap<>();
    private final Map<String, List<Object>> placed = new HashMap<>();
    private final String base;
    private final List<String> broken = new ArrayList<>();

    JsonLd(Document document, Cleaner cleaner) {
        base = document.baseUri();
        for (Element script : document.select(BLOCKS)) {
            String text = EmbeddedJson.bare(script.data());
            if (text.isEmpty()) {
                continue;
            }
            try {
                List<Object> things = EmbeddedJson.read(text, cleaner).stream()
                        .flatMap(JsonLd::things)
                        .toList();
                blocks.add(new Block(script, things));
                things.forEach(this::name);
            } catch (ScriptLiteral.NoLiteralException none) {
                broken.add("a block of JSON-LD is no JSON: " + none.getMessage());
            }
        }
    }

    /** @return what is wrong with blocks that could not be read */
    List<String> broken() {
        return broken;
    }

    /**
     * @return the things of all blocks that stand in an element, in the order of the document; where none does, those whose
     *     {@code url} or {@code @id} is where a link in the element leads, as in a list whose block stands in the head
     */
    List<Object> in(Element element) {
        boolean whole = element instanceof Document;
        List<Object> own = blocks.stream()
                .filter(block -> whole || block.element().parents().contains(element))
                .flatMap(block -> block.things().stream())
                .toList();
        return whole || !own.isEmpty() || placed.isEmpty()
                ? own
                : element.select("a[href]").stream()
                        .flatMap(link -> place(link.attr("href"), link.baseUri()))
                        .distinct()
                        .flatMap(url -> placed.getOrDefault(url, List.of()).stream())
                        .toList();
    }

    private static Stream<String> place(String url, String base) {
        return UrlText.resolve(url, base).map(PageUrl::key).stream();
    }

    /** @return what a mere reference ({@code {"@id": …}}) stands for; any other value as it is */
    Object follow(Object value) {
        if (value instanceof Map<?, ?> map && map.size() == 1 && map.get("@id") instanceof String id) {
            return named.getOrDefault(id, value);
        }
        return value;
    }

    private static Stream<Object> things(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(one -> one == null ? Stream.empty() : things(one));
        }
        Object graph = value instanceof Map<?, ?> map ? map.get("@graph") : null;
        if (graph != null) {
            return things(graph);
        }
        return value instanceof Map<?, ?> ? Stream.of(value) : Stream.empty();
    }

    private void name(Object value) {
        if (value instanceof List<?> list) {
            list.forEach(one -> Optional.ofNullable(one).ifPresent(this::name));
        } else if (value instanceof Map<?, ?> map) {
            if (map.size() > 1 && map.get("@id") instanceof String id) {
                named.putIfAbsent(id, map);
            }
            Stream.of("url", "@id")
                    .flatMap(key -> map.get(key) instanceof String url ? Stream.of(url) : Stream.empty())
                    .flatMap(url -> place(url, base))
                    .distinct()
                    .forEach(url -> placed.computeIfAbsent(url, none -> new ArrayList<>())
                            .add(map));
            map.values().forEach(one -> Optional.ofNullable(one).ifPresent(this::name));
        }
    }
}
