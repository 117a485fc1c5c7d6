package dev.gannet.extract;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * The classes that many items have in them, and so tell what their parts are; what has none of them is text as its author
 * wrote it. For one thread.
 */
final class CommonClasses {
    private static final Set<String> PHRASE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
            "mark", "q", "s", "samp", "small", "span", "strong", "strike", "sub", "sup", "tt", "u", "var", "wbr");
    private static final Set<String> PROSE = Set.of("p", "ul", "ol", "li", "blockquote", "pre", "hr");

    private final int items;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<Element, Boolean> named = new IdentityHashMap<>();
    private final Map<Element, String> texts = new IdentityHashMap<>();

    /** @param starts the items */
    CommonClasses(List<Element> starts) {
        items = starts.size();
        count(starts);
    }

    /** @return whether a class is on such elements of many of the items */
    private boolean frequent(String tag, String word) {
        int least = items < 3 ? items : Math.max(2, (items * 3 + 9) / 10);
        return classes.getOrDefault(tag + '.' + word, 0) >= least;
    }

    private void count(List<Element> starts) {
        for (Element start : starts) {
            Set<String> seen = new HashSet<>();
            for (Element element : start.getAllElements()) {
                for (String word : element.classNames()) {
                    if (ClassWords.lasts(word)) {
                        seen.add(element.normalName() + '.' + word);
                    }
                }
            }
            seen.forEach(word -> classes.merge(word, 1, Integer::sum));
        }
    }

    /** @return the class that tells an element's kind among all items; empty where none does */
    String kind(Element element) {
        String tag = element.normalName();
        List<String> words = ClassWords.lasting(element).stream()
                .filter(word -> frequent(tag, word))
                .toList();
        Comparator<String> often = Comparator.comparingInt(word -> classes.getOrDefault(tag + '.' + word, 0));
        return words.stream()
                .filter(ClassWords::speaks)
                .max(often.thenComparing(words::indexOf, Comparator.reverseOrder()))
                .or(() -> words.stream().max(often.thenComparing(words::indexOf, Comparator.reverseOrder())))
                .orElse("");
    }

    /** @return its tag, with that class */
    String step(Element element) {
        String kind = kind(element);
        return kind.isEmpty() ? element.normalName() : element.normalName() + '.' + kind;
    }

    /** @return whether an element is told part by part, because there are parts in it that say something themselves */
    boolean partsInside(Element element) {
        if (prose(element) || element.normalName().matches("pre|code")) {
            return false;
        }
        for (Element inner : element.getAllElements()) {
            if (inner == element) {
                continue;
            }
            boolean phrase = PHRASE.contains(inner.normalName());
            boolean shown = inner.hasText() || inner.normalName().equals("img");
            boolean part = !phrase || named(inner) && !text(inner).equals(text(element));
            if (shown && part && !Slots.SKIPPED.contains(inner.normalName())) {
                return true;
            }
        }
        return element.ownText().isBlank() && several(element);
    }

    /** Some phrases side by side, and no text between them: each is one of its own. */
    private static boolean several(Element element) {
        List<Element> shown =
                element.children().stream().filter(Element::hasText).toList();
        return shown.size() > 1 && !element.normalName().matches("h[1-6]|p|a|li");
    }

    /** @return whether an element is text as an author writes it, with paragraphs, to be taken as a whole */
    boolean prose(Element element) {
        if (element.normalName().equals("p")) {
            return element.getAllElements().stream().allMatch(inner -> inner == element || unnamedPhrase(inner));
        }
        List<Element> children = element.children();
        boolean paragraphs =
                children.stream().anyMatch(child -> child.normalName().equals("p"))
                        && children.stream().filter(Element::hasText).count() > 1;
        return paragraphs
                && element.getAllElements().stream()
                        .allMatch(inner -> inner == element
                                || unnamedPhrase(inner)
                                || PROSE.contains(inner.normalName()) && !named(inner));
    }

    private boolean unnamedPhrase(Element inner) {
        return PHRASE.contains(inner.normalName()) && !named(inner);
    }

    private boolean named(Element inner) {
        return named.computeIfAbsent(
                inner,
                one -> one.hasAttr("itemprop")
                        || one.hasAttr("data-testid")
                        || ClassWords.lasting(one).stream()
                                .anyMatch(word -> ClassWords.speaks(word) && frequent(one.normalName(), word)));
    }

    private String text(Element element) {
        return texts.computeIfAbsent(element, Element::text);
    }
}
