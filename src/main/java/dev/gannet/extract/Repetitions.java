package dev.gannet.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * Finds structures that repeat in a page: elements with the same way to them, by tags and classes, and much in them that is
 * not the same each time. What repeats often and says much is most likely what a visitor comes for. For one thread.
 */
final class Repetitions {
    private static final int LEAST = 3;
    private static final int CANDIDATES = 16;
    private static final int DEEPEST = 60;
    private static final int LOOKED_AT = 30;
    private static final double TOGETHER = 0.35;

    private static final Set<String> NEVER = Set.of(
            "option",
            "br",
            "script",
            "style",
            "link",
            "meta",
            "path",
            "th",
            "td",
            "head",
            "svg",
            "template",
            "noscript",
            "select",
            "thead",
            "tbody",
            "b",
            "i",
            "em",
            "strong",
            "label",
            "input",
            "button",
            "dt",
            "dd",
            "colgroup");

    private final ParsedDocument document;
    private final Map<String, List<Element>> groups = new LinkedHashMap<>();

    Repetitions(ParsedDocument document) {
        this.document = document;
    }

    /**
     * A structure that repeats.
     *
     * @param elements its elements, in the order of the document
     * @param slots what the first of them have in common
     * @param score how likely it is what people come for
     */
    record Repetition(List<Element> elements, Slots slots, double score) {
        /** @return whether a selector can call them by a name of theirs */
        boolean named() {
            return !ElementNames.names(elements.get(0)).isEmpty()
                    || !ShortSelector.begins(elements).isEmpty();
        }

        /** @return whether one stands inside the other */
        boolean overlaps(Repetition other) {
            return around(elements, other.elements) || around(other.elements, elements);
        }

        private static boolean around(List<Element> outer, List<Element> inner) {
            return inner.stream().anyMatch(element -> {
                for (Element at = element; at != null; at = at.parent()) {
                    for (Element one : outer) {
                        if (one == at) {
                            return true;
                        }
                    }
                }
                return false;
            });
        }
    }

    /** @return what repeats, the likeliest first */
    List<Repetition> find() {
        walk(document.root().body(), "", 0);
        return groups.values().stream()
                .map(Repetitions::rows)
                .filter(group -> group.size() >= LEAST)
                .sorted(Comparator.comparingDouble(group -> -guess(group)))
                .limit(CANDIDATES)
                .map(this::repetition)
                .filter(found -> found.score() > 0)
                .sorted(Comparator.comparingDouble(found -> -found.score()))
                .toList();
    }

    private void walk(Element parent, String path, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Map<String, Integer> classes = new HashMap<>();
        Map<String, Integer> tags = new HashMap<>();
        for (Element child : parent.children()) {
            tags.merge(child.normalName(), 1, Integer::sum);
            ClassWords.lasting(child).forEach(word -> classes.merge(child.normalName() + '.' + word, 1, Integer::sum));
        }
        for (Element child : parent.children()) {
            if (child.hasAttr("hidden")) {
                continue;
            }
            String step = path + " > " + step(child, classes, tags);
            if (!NEVER.contains(child.normalName()) && (child.hasText() || child.selectFirst("img[src]") != null)) {
                groups.computeIfAbsent(step, key -> new ArrayList<>()).add(child);
            }
            if (!child.normalName().matches("pre|code")) {
                walk(child, step, depth + 1);
            }
        }
    }

    /** A tag with the class that an element shares with the most of its like; one that none shares is its own name. */
    private static String step(Element element, Map<String, Integer> classes, Map<String, Integer> tags) {
        String tag = element.normalName();
        Comparator<String> often = Comparator.comparingInt(word -> classes.getOrDefault(tag + '.' + word, 0));
        List<String> words = ClassWords.lasting(element);
        return words.stream()
                .max(often.thenComparing(ClassWords::speaks).thenComparing(words::indexOf, Comparator.reverseOrder()))
                .filter(word -> classes.getOrDefault(tag + '.' + word, 0) > 1 || tags.getOrDefault(tag, 0) < LEAST)
                .map(word -> tag + '.' + word)
                .orElseGet(() -> tag + mark(element));
    }

    /** What tells elements without classes apart: what an attribute for programs says, or begins with. */
    private static String mark(Element element) {
        for (Attribute attribute : element.attributes()) {
            String name = attribute.getKey();
            String value = attribute.getValue();
            if (name.equals("data-testid") && value.matches("[A-Za-z-]+")) {
                return '[' + name + '=' + value + ']';
            }
            if (name.startsWith("data-") && value.matches("[A-Za-z]{3,}[/:].+")) {
                return '[' + name + '=' + value.replaceFirst("[/:].*", "") + ']';
            }
        }
        return "";
    }

    /** Rows that have headings only are no items. */
    private static List<Element> rows(List<Element> group) {
        return group.get(0).normalName().equals("tr")
                ? group.stream()
                        .filter(row -> row.children().stream()
                                .anyMatch(cell -> cell.normalName().equals("td")))
                        .toList()
                : group;
    }

    /** A first guess that costs little. */
    private static double guess(List<Element> group) {
        Element first = group.get(group.size() / 2);
        long kinds = first.getAllElements().stream()
                .filter(inner -> !inner.ownText().isBlank() || inner.hasAttr("src") || inner.hasAttr("href"))
                .map(inner -> inner.normalName() + inner.className())
                .distinct()
                .limit(20)
                .count();
        return Math.sqrt(Math.min(group.size(), 100)) * (kinds + 0.1) * weight(group);
    }

    private static double weight(List<Element> group) {
        Element parent = group.get(0).parent();
        return parent != null && (Zones.inAside(parent) || Zones.aside(group.get(0))) ? 0.1 : 1;
    }

    private Repetition repetition(List<Element> group) {
        List<ElementPart> parts = group.stream()
                .limit(LOOKED_AT)
                .map(element -> new ElementPart(document, element))
                .toList();
        Slots slots = new Slots(parts, false);
        double worth = 0;
        double there = 0;
        int count = 0;
        for (Slot slot : slots.single()) {
            double share = (double) slot.items() / parts.size();
            there += share;
            count++;
            worth += slot.varies() ? share * worth(slot) : 0;
        }
        for (Slots.Several several : slots.several()) {
            worth += several.slots().stream().anyMatch(Slot::varies) ? 1.2 : 0;
        }
        boolean alike = count == 0 ? worth > 0 : there / count >= TOGETHER;
        return new Repetition(group, slots, alike ? Math.sqrt(Math.min(group.size(), 100)) * worth * weight(group) : 0);
    }

    private static double worth(Slot slot) {
        if (slot.attribute().isPresent()) {
            return slot.attribute().get().equals("href")
                            || slot.attribute().get().equals("src")
                    ? 0.7
                    : 0.3;
        }
        double length = slot.values(FieldType.TEXT).stream()
                .mapToInt(String::length)
                .average()
                .orElse(0);
        return length < 2 ? 0.4 : length > 20 ? 1.4 : 1;
    }
}
