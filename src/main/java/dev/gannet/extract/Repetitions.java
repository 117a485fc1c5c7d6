package dev.gannet.extract;

import dev.gannet.web.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Finds structures that repeat in a page: siblings of one tag and class with text in them. What repeats often and holds much
 * of different kinds is most likely what a visitor comes for. For one thread.
 */
final class Repetitions {
    private static final int LEAST = 3;
    private static final int MOST_SUGGESTIONS = 3;
    private static final int MOST_FIELDS = 8;
    private static final int LONGEST_TEXT = 300;
    /** Names that need no escape; others are left to people. */
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final Set<String> NEVER =
            Set.of("option", "br", "script", "style", "link", "meta", "path", "th", "td", "head");

    private final ParsedDocument document;

    Repetitions(ParsedDocument document) {
        this.document = document;
    }

    List<Suggestion> suggest() {
        Map<String, List<Element>> groups = new LinkedHashMap<>();
        for (Element element : document.root().body().getAllElements()) {
            Element parent = element.parent();
            if (parent != null && !NEVER.contains(element.normalName()) && element.hasText()) {
                groups.computeIfAbsent(path(parent) + step(element), name -> new ArrayList<>())
                        .add(element);
            }
        }
        Set<String> taken = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<Suggestion> suggestions = new ArrayList<>();
        groups.entrySet().stream()
                .filter(group -> group.getValue().size() >= LEAST)
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, List<Element>> group) -> -score(group.getValue())))
                .limit(MOST_SUGGESTIONS * 2L)
                .forEach(group -> {
                    Suggestion suggestion = suggestion(group.getKey(), group.getValue());
                    if (suggestions.size() < MOST_SUGGESTIONS
                            && !suggestion.fields().isEmpty()
                            && taken.add(suggestion.each())) {
                        suggestions.add(
                                names.add(suggestion.kind())
                                        ? suggestion
                                        : suggestion.named(suggestion.kind() + (suggestions.size() + 1)));
                    }
                });
        return suggestions;
    }

    /** Many items count less and less; what is in one of them counts in full; navigation counts little. */
    private static double score(List<Element> group) {
        Element first = group.get(0);
        long kinds = first.getAllElements().stream()
                .filter(inner -> !inner.ownText().isBlank() || inner.hasAttr("src"))
                .map(Repetitions::step)
                .distinct()
                .count();
        double weight = first.closest("nav, footer, header") == null ? 1 : 0.2;
        return Math.sqrt(Math.min(group.size(), 100)) * kinds * weight;
    }

    private Suggestion suggestion(String path, List<Element> items) {
        String own = step(items.get(0));
        boolean enough = own.contains(".") && count(own) == items.size();
        String each = enough ? own : path;
        String kind = own.contains(".") ? own.substring(own.indexOf('.') + 1).replaceAll("\\..*", "") : "item";
        return new Suggestion(name(kind, "item"), each, count(each), fields(items));
    }

    private int count(String css) {
        return document.root().select(css).size();
    }

    private static Map<String, Suggestion.Field> fields(List<Element> items) {
        Map<String, Suggestion.Field> fields = new LinkedHashMap<>();
        Set<String> selectors = new HashSet<>();
        for (Element inner : items.get(0).getAllElements()) {
            if (inner == items.get(0) || fields.size() == MOST_FIELDS) {
                continue;
            }
            String select = step(inner);
            if (inner.normalName().equals("img") && inner.hasAttr("src") && selectors.add(select)) {
                put(fields, "image", new Suggestion.Field(select, "src", FieldType.URL, sample(inner.attr("src"))));
            } else if (!inner.ownText().isBlank() && inner.text().length() <= LONGEST_TEXT && selectors.add(select)) {
                text(fields, inner, select);
            }
            if (inner.normalName().equals("a") && inner.hasAttr("href") && selectors.add(select + "@href")) {
                put(fields, "link", new Suggestion.Field(select, "href", FieldType.URL, sample(inner.attr("href"))));
            }
        }
        return fields;
    }

    private static void text(Map<String, Suggestion.Field> fields, Element inner, String select) {
        boolean money = MoneyText.parse(inner.text(), Optional.empty()).value() instanceof Money price
                && price.currency() != null;
        String fallback = inner.normalName().matches("h[1-6]") ? "title" : money ? "price" : "text";
        String words = inner.classNames().stream()
                .filter(name -> SIMPLE.matcher(name).matches())
                .findFirst()
                .orElse("");
        FieldType type = money ? FieldType.MONEY : FieldType.TEXT;
        put(fields, name(words, fallback), new Suggestion.Field(select, "", type, sample(inner.text())));
    }

    private static void put(Map<String, Suggestion.Field> fields, String name, Suggestion.Field field) {
        String free = name;
        for (int i = 2; fields.containsKey(free); i++) {
            free = name + i;
        }
        fields.put(free, field);
    }

    private static String sample(String text) {
        return OneLine.of(text);
    }

    private static String name(String wanted, String fallback) {
        String name = wanted.replace('-', '_').replaceAll("^_+|_+$", "");
        return name.length() < 2 || name.length() > 40 ? fallback : name;
    }

    /** @return the selector of an element among its siblings: its tag and first simple class */
    private static String step(Element element) {
        String tag = SIMPLE.matcher(element.normalName()).matches() ? element.normalName() : "*";
        return element.classNames().stream()
                .filter(name -> SIMPLE.matcher(name).matches())
                .findFirst()
                .map(name -> tag.equals("div") || tag.equals("span") || tag.equals("*") ? "." + name : tag + "." + name)
                .orElse(tag);
    }

    /** @return the selector of a parent, from the nearest simple id or the body down */
    private static String path(Element parent) {
        String path = "";
        for (Element at = parent; at != null && !at.normalName().equals("html"); at = at.parent()) {
            if (SIMPLE.matcher(at.id()).matches()) {
                return "#" + at.id() + " > " + path;
            }
            path = step(at) + " > " + path;
        }
        return path;
    }
}
