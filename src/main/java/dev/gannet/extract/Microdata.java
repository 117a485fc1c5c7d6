package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Microdata (https://html.spec.whatwg.org/multipage/microdata.html) as things of the same form as those of JSON-LD. Beyond
 * the standard, {@code content} counts on every element, as search engines have it. For one element.
 */
final class Microdata {
    private static final int DEEPEST = 50;

    private final Set<Element> within = new HashSet<>();

    private Microdata() {}

    /**
     * @return the thing that the element is; else what properties stand in it by themselves, as one thing, and then the
     *     outermost things in it
     */
    static List<Object> in(Element element) {
        Microdata reader = new Microdata();
        List<Object> things = new ArrayList<>();
        if (element.hasAttr("itemscope")) {
            things.add(reader.thing(element));
            return things;
        }
        Map<String, Object> loose = element instanceof Document ? Map.of() : reader.properties(List.of(element));
        if (!loose.isEmpty()) {
            things.add(loose);
        }
        NodeTraversor.filter(
                (node, depth) -> {
                    if (node instanceof Element scope && scope.hasAttr("itemscope")) {
                        things.add(reader.thing(scope));
                        return NodeFilter.FilterResult.SKIP_CHILDREN;
                    }
                    return NodeFilter.FilterResult.CONTINUE;
                },
                element);
        return things;
    }

    private Map<String, Object> thing(Element scope) {
        Map<String, Object> thing = new LinkedHashMap<>();
        List<String> types = words(scope, "itemtype");
        if (!types.isEmpty()) {
            thing.put("@type", types);
        }
        if (scope.hasAttr("itemid")) {
            thing.put("@id", scope.absUrl("itemid"));
        }
        // One that holds itself, by itemref, would have no end.
        if (within.size() < DEEPEST && within.add(scope)) {
            List<Element> places = new ArrayList<>(List.of(scope));
            Document document = scope.ownerDocument();
            for (String id : words(scope, "itemref")) {
                Element other = document == null ? null : document.getElementById(id);
                if (other != null) {
                    places.add(other);
                }
            }
            thing.putAll(properties(places));
            within.remove(scope);
        }
        return thing;
    }

    /** The first place is the thing itself; what the others are counts as well. */
    private Map<String, Object> properties(List<Element> places) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Element place : places) {
            NodeTraversor.filter(
                    (node, depth) -> {
                        if (!(node instanceof Element element) || element == places.get(0)) {
                            return NodeFilter.FilterResult.CONTINUE;
                        }
                        List<String> names = words(element, "itemprop");
                        if (!names.isEmpty()) {
                            Object value = value(element);
                            names.forEach(name -> add(found, name, value));
                        }
                        return element.hasAttr("itemscope")
                                ? NodeFilter.FilterResult.SKIP_CHILDREN
                                : NodeFilter.FilterResult.CONTINUE;
                    },
                    place);
        }
        return found;
    }

    private static void add(Map<String, Object> found, String name, Object value) {
        if (found.computeIfAbsent(name, none -> new ArrayList<Object>()) instanceof List<?> values) {
            List<Object> all = new ArrayList<>(values);
            all.add(value);
            found.put(name, all);
        }
    }

    private Object value(Element element) {
        if (element.hasAttr("itemscope")) {
            return thing(element);
        }
        if (element.hasAttr("content")) {
            return element.attr("content").strip();
        }
        return switch (element.normalName()) {
            case "audio", "embed", "iframe", "img", "source", "track", "video" -> url(element, "src");
            case "a", "area", "link" -> url(element, "href");
            case "object" -> url(element, "data");
            case "data", "meter" -> element.attr("value").strip();
            case "time" ->
                element.hasAttr("datetime") ? element.attr("datetime").strip() : element.text();
            default -> element.text();
        };
    }

    private static String url(Element element, String attribute) {
        String absolute = element.absUrl(attribute);
        return absolute.isEmpty() ? element.attr(attribute).strip() : absolute;
    }

    private static List<String> words(Element element, String attribute) {
        return List.of(element.attr(attribute).strip().split("\\s+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
