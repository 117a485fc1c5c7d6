package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;

/**
 * Finds the selector that a person would write for elements: short, by what names them rather than by where they stand, and
 * checked to find them and nothing else in every item. For one thread.
 */
final class ShortSelector {
    private static final int MOST_WAYS = 120;
    private static final int MOST_AROUND = 4;
    private static final Set<String> TELLING_TAGS = Set.of(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "time",
            "img",
            "a",
            "th",
            "td",
            "dd",
            "dt",
            "code",
            "address",
            "figcaption",
            "strong",
            "b",
            "em",
            "i",
            "p",
            "blockquote",
            "summary",
            "meter",
            "abbr",
            "cite",
            "article",
            "li",
            "tr",
            "small",
            "data",
            "pre",
            "figure",
            "caption");
    private static final Set<String> CONTAINERS = Set.of(
            "main", "table", "tbody", "thead", "ul", "ol", "dl", "section", "header", "footer", "nav", "article");

    private final List<ElementPart> items;

    /** @param items where it is looked for */
    ShortSelector(List<ElementPart> items) {
        this.items = items;
    }

    /**
     * @param wanted of each item the elements that are to be found in it
     * @param all whether each of them is wanted; else the first match counts
     * @param text whether an element around it with the same text is as good
     */
    Optional<String> of(List<List<Element>> wanted, boolean all, boolean text) {
        return of(wanted, all, text, true);
    }

    /** @return what finds these elements of a document, and would find their like in others: no mere tag */
    static Optional<String> each(ElementPart document, List<Element> elements) {
        ShortSelector selector = new ShortSelector(List.of(document));
        return selector.of(List.of(elements), true, false, false);
    }

    private Optional<String> of(List<List<Element>> wanted, boolean all, boolean text, boolean bare) {
        for (int i = 0; i < items.size(); i++) {
            if (wanted.get(i).isEmpty()) {
                continue;
            }
            Element target = wanted.get(i).get(0);
            Element item = items.get(i).element();
            List<String> ways = bare ? ways(target, item, text && !all, all) : eachWays(target, item, wanted.get(i));
            Optional<String> found = ways.stream()
                    .limit(MOST_WAYS)
                    .filter(css -> finds(css, wanted, all, text))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            if (i > 2) {
                break;
            }
        }
        return Optional.empty();
    }

    private boolean finds(String css, List<List<Element>> wanted, boolean all, boolean text) {
        if (SelectorSyntax.problem(css).isPresent()) {
            return false;
        }
        Query query = Query.of(Selector.css(css));
        for (int i = 0; i < items.size(); i++) {
            List<Element> found = items.get(i).document().find(items.get(i).element(), query);
            List<Element> right = wanted.get(i);
            if (all ? !same(found, right) : !first(found, right, text)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<Element> found, List<Element> right) {
        if (found.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) != right.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean first(List<Element> found, List<Element> right, boolean text) {
        if (found.isEmpty() || right.isEmpty()) {
            return found.isEmpty() && right.isEmpty();
        }
        Element one = found.get(0);
        boolean nested = around(right.get(0), one) || around(one, right.get(0));
        return one == right.get(0)
                || text && nested && one.text().equals(right.get(0).text());
    }

    private static boolean around(Element inner, Element outer) {
        for (Element at = inner; at != null; at = at.parent()) {
            if (at == outer) {
                return true;
            }
        }
        return false;
    }

    /** @return the elements around and inside one that have the same text */
    static List<Element> equal(Element element, Predicate<Element> end) {
        List<Element> equal = new ArrayList<>(List.of(element));
        Element at = element;
        while (at.childrenSize() == 1 && at.child(0).text().equals(element.text()) && element.hasText()) {
            at = at.child(0);
            equal.add(at);
        }
        at = element.parent();
        while (at != null && !end.test(at) && at.text().equals(element.text())) {
            equal.add(at);
            at = at.parent();
        }
        return equal;
    }

    /** The ways to say it, the best first: of many a mere tag says little, of one it may say all. */
    private static List<String> ways(Element target, Element item, boolean text, boolean many) {
        List<Element> equal = text ? equal(target, at -> at == item) : List.of(target);
        Set<String> ways = new LinkedHashSet<>();
        equal.forEach(element -> ways.addAll(ElementNames.names(element)));
        List<String> bare = new ArrayList<>();
        equal.stream().filter(ShortSelector::tells).forEach(element -> bare.add(element.normalName()));
        ElementNames.cell(target).ifPresent(bare::add);
        equal.forEach(element -> bare.addAll(ElementNames.looks(element)));
        if (!many) {
            ways.addAll(bare);
        }
        List<Element> outer = new ArrayList<>();
        for (Element at = target.parent();
                at != null && at != item && !at.normalName().equals("html");
                at = at.parent()) {
            outer.add(at);
        }
        List<Element> near = outer.subList(0, Math.min(MOST_AROUND, outer.size()));
        List<String> last = new ArrayList<>(ElementNames.names(target));
        last.add(target.normalName());
        ElementNames.cell(target).ifPresent(last::add);
        near.forEach(around -> joined(ElementNames.names(around), around, target, last, ways));
        if (many) {
            ways.addAll(bare);
        }
        near.stream()
                .filter(around ->
                        TELLING_TAGS.contains(around.normalName()) || CONTAINERS.contains(around.normalName()))
                .forEach(around -> joined(List.of(around.normalName()), around, target, last, ways));
        ElementNames.looks(target)
                .forEach(own -> outer.stream()
                        .limit(2)
                        .flatMap(around -> ElementNames.names(around).stream())
                        .forEach(before -> ways.add(before + " " + own)));
        ways.add(target.normalName());
        ways.add(ElementNames.numbered(target));
        path(target, item).ifPresent(ways::add);
        return List.copyOf(ways);
    }

    private static void joined(
            List<String> first, Element around, Element target, List<String> last, Set<String> ways) {
        String joint = around == target.parent() && !TELLING_TAGS.contains(target.normalName()) ? " > " : " ";
        first.forEach(before -> last.forEach(own -> ways.add(before + joint + own)));
        first.forEach(before -> last.forEach(own -> ways.add(before + " > " + own)));
        first.forEach(before -> ways.add(before + joint + ElementNames.numbered(target)));
    }

    /** A cell among others is told by its place. */
    private static boolean tells(Element element) {
        boolean cell = element.normalName().matches("td|th");
        return TELLING_TAGS.contains(element.normalName()) && !(cell && !ElementNames.only(element));
    }

    private static List<String> eachWays(Element target, Element document, List<Element> all) {
        Set<String> ways = new LinkedHashSet<>();
        ElementNames.names(target).stream()
                .filter(name -> !name.startsWith("[role="))
                .forEach(ways::add);
        ElementNames.looks(target).stream()
                .filter(css -> ClassWords.speaks(css.substring(css.indexOf('.') + 1)))
                .forEach(ways::add);
        begins(all).forEach(ways::add);
        if (target.normalName().equals("article")) {
            ways.add("article");
        }
        String row = target.normalName().equals("tr") ? "tr:has(td)" : target.normalName();
        List<String> own = new ArrayList<>(ElementNames.names(target));
        own.add(row);
        own.addAll(ElementNames.looks(target));
        own.removeIf(name -> name.equals("div") || name.equals("span"));
        List<Element> outer = new ArrayList<>();
        for (Element at = target.parent();
                at != null && at != document && outer.size() < MOST_AROUND + 2;
                at = at.parent()) {
            outer.add(at);
        }
        outer.forEach(at ->
                ElementNames.names(at).forEach(around -> own.forEach(inner -> ways.add(around + " " + inner))));
        below(outer, row, ElementNames::names, ways);
        outer.stream()
                .filter(at -> CONTAINERS.contains(at.normalName()))
                .forEach(at -> own.forEach(inner -> ways.add(at.normalName() + " " + inner)));
        below(outer, row, at -> CONTAINERS.contains(at.normalName()) ? List.of(at.normalName()) : List.of(), ways);
        outer.forEach(at ->
                ElementNames.looks(at).forEach(around -> own.forEach(inner -> ways.add(around + " " + inner))));
        below(outer, row, ElementNames::looks, ways);
        return List.copyOf(ways);
    }

    /** Step by step below each of the elements around. */
    private static void below(
            List<Element> outer, String row, Function<Element, List<String>> names, Set<String> ways) {
        String below = row;
        for (Element at : outer) {
            for (String around : names.apply(at)) {
                ways.add(around + " > " + below);
            }
            below = at.normalName() + " > " + below;
        }
    }

    /** {@code [data-section-id^="operation/"]}: what an attribute of all of them begins with, or that they have it. */
    static List<String> begins(List<Element> all) {
        List<String> ways = new ArrayList<>();
        Element first = all.get(0);
        first.attributes().forEach(attribute -> {
            String name = attribute.getKey();
            boolean fits = name.equals("id")
                    || name.startsWith("data-") && !name.startsWith("data-v-") && !name.startsWith("data-react");
            if (!fits || !ClassWords.simple(name) || !all.stream().allMatch(element -> element.hasAttr(name))) {
                return;
            }
            String prefix = attribute.getValue();
            for (Element element : all) {
                String value = element.attr(name);
                int same = 0;
                while (same < Math.min(prefix.length(), value.length()) && prefix.charAt(same) == value.charAt(same)) {
                    same++;
                }
                prefix = prefix.substring(0, same);
            }
            String start = prefix.replaceFirst("[^/:_.-]*$", "");
            if (start.matches("[A-Za-z][A-Za-z0-9_/:.-]{2,}")) {
                ways.add(first.normalName() + '[' + name + "^=\"" + start + "\"]");
            } else if (!name.equals("id")) {
                ways.add('[' + name + ']');
                ways.add(first.normalName() + '[' + name + ']');
            }
        });
        return ways;
    }

    /** Step by step from the item: the last resort. */
    private static Optional<String> path(Element target, Element item) {
        StringBuilder path = new StringBuilder();
        int steps = 0;
        for (Element at = target; at != item; at = at.parent()) {
            if (at == null || at.normalName().equals("html") || ++steps > 6 || !ClassWords.simple(at.normalName())) {
                return Optional.empty();
            }
            path.insert(0, " > " + (ElementNames.only(at) ? at.normalName() : ElementNames.numbered(at)));
        }
        return Optional.of(":scope" + path);
    }
}
