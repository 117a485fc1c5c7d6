package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Names a field as the page does: by its vocabulary, the head of its column, its attribute, its class, a label before it; or
 * else by what it is.
 */
final class FieldName {
    private static final int LONGEST_LABEL = 30;

    private final Slot slot;
    private final Set<String> around;
    private final List<ElementPart> items;

    FieldName(Slot slot, Set<String> around, List<ElementPart> items) {
        this.slot = slot;
        this.around = around;
        this.items = items;
    }

    /** @param texts names of the text fields by the way to their elements */
    String of(Map<String, String> texts) {
        Element element = slot.sample().element();
        String attribute = slot.attribute().orElse("");
        if (attribute.startsWith("data-")) {
            return ofData(attribute);
        }
        return switch (attribute) {
            case "id" -> "id";
            case "href" -> link(element, texts);
            case "src" -> image(element);
            case "title" -> {
                String text = texts.getOrDefault(slot.path(), "");
                yield text.isEmpty() ? said(element).orElse("title") : text + "_title";
            }
            case "datetime" -> said(element).orElse("date");
            default -> said(element).orElseGet(() -> nature(element));
        };
    }

    private String ofData(String attribute) {
        List<String> words = new ArrayList<>(FieldWords.of(attribute.substring("data-".length())));
        while (words.size() > 1 && around.contains(words.get(0))) {
            words.remove(0);
        }
        String name = FieldWords.name(words);
        return name.equals("src") || name.equals("lazy_src") || name.equals("original") || name.equals("srcset")
                ? "image"
                : name.isEmpty() ? "value" : name;
    }

    /** The link that the item itself, its heading or its first text is. */
    private String link(Element element, Map<String, String> texts) {
        boolean whole = slot.path().isEmpty()
                || element.selectFirst("h1, h2, h3, h4, h5, h6, img") != null
                || element.closest("h1, h2, h3, h4, h5, h6") != null;
        Optional<String> text = texts.entrySet().stream()
                .filter(entry -> entry.getKey().equals(slot.path())
                        || entry.getKey().startsWith(slot.path() + " > ")
                        || slot.path().startsWith(entry.getKey() + " > "))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean title = text.filter(name -> name.matches("title|name|heading|headline|text|subject"))
                .isPresent();
        if (whole || title) {
            return "url";
        }
        return text.or(() -> said(element))
                .map(name -> name.equals("link") ? "link" : name + "_url")
                .orElse("link");
    }

    private String image(Element element) {
        return said(element)
                .filter(name -> !name.matches("img|image|picture|photo|thumb|thumbnail|pic|src|title|link"))
                .map(name -> name.endsWith("image") ? name : name + "_image")
                .orElse("image");
    }

    /** What the page itself calls it. */
    private Optional<String> said(Element element) {
        List<Element> equal =
                ShortSelector.equal(element, at -> isItem(at) || at.normalName().equals("body"));
        return first(equal, one -> FieldWords.name(FieldWords.of(one.attr("itemprop"))))
                .or(() -> column(element))
                .or(() -> first(equal, this::byAttribute))
                .or(() -> first(equal, one -> byClass(one, false)))
                .or(() -> first(equal, FieldName::label))
                .or(() -> first(equal, one -> byClass(one, true)));
    }

    private boolean isItem(Element element) {
        return items.stream().anyMatch(item -> item.element() == element);
    }

    private static Optional<String> first(List<Element> elements, java.util.function.Function<Element, String> name) {
        return elements.stream().map(name).filter(found -> !found.isEmpty()).findFirst();
    }

    private String byAttribute(Element element) {
        for (String attribute : ElementNames.OF_FIELDS) {
            if (ClassWords.simple(element.attr(attribute))) {
                return FieldWords.ofClass(element.attr(attribute), around);
            }
        }
        return "";
    }

    private String byClass(Element element, boolean vague) {
        for (String word : ClassWords.lasting(element)) {
            if (ClassWords.speaks(word) && everywhere(element, word)) {
                String name = FieldWords.ofClass(word, around);
                boolean says = !name.isEmpty() && !around.contains(name);
                boolean fits = vague
                        ? name.matches("title|label|text|value|content|info|details")
                        : !ClassWords.vague(name) || name.equals("title");
                if (says && fits) {
                    return name;
                }
            }
        }
        return "";
    }

    /** A class that not all have is one of state. */
    private boolean everywhere(Element sample, String word) {
        if (sample != slot.sample().element()) {
            return true;
        }
        for (int i = 0; i < items.size(); i++) {
            if (slot.in(i).stream().anyMatch(part -> !part.element().hasClass(word))) {
                return false;
            }
        }
        return true;
    }

    /** The head of the column that a cell stands in. */
    private static Optional<String> column(Element element) {
        Element cell = element.closest("td, th");
        Element table = cell == null ? null : cell.closest("table");
        if (cell == null || table == null || cell.parent() == null) {
            return Optional.empty();
        }
        Element head = table.selectFirst("thead tr:has(th), tr:has(th):not(:has(td)), thead tr");
        if (head == null || head == cell.parent() || cell.elementSiblingIndex() >= head.childrenSize()) {
            return Optional.empty();
        }
        boolean spans = head.children().stream()
                .anyMatch(one -> one.hasAttr("colspan") && !one.attr("colspan").equals("1"));
        String name = FieldWords.name(
                FieldWords.of(head.child(cell.elementSiblingIndex()).text()));
        return spans || name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** A text before it that names it: {@code <dt>}, {@code <th>}, {@code <label>}, or one with a colon. */
    private static String label(Element element) {
        Element before = element.previousElementSibling();
        if (before == null || before.text().length() > LONGEST_LABEL) {
            return "";
        }
        boolean says =
                before.normalName().matches("dt|label") || before.text().strip().endsWith(":");
        return says ? FieldWords.name(FieldWords.of(before.text())) : "";
    }

    private String nature(Element element) {
        String tag = element.normalName();
        boolean money = slot.values(FieldType.TEXT).stream()
                .allMatch(text -> MoneyText.parse(text, Notation.PLAIN).value() instanceof Money price
                        && price.currency() != null);
        if (money) {
            return "price";
        }
        boolean link = ShortSelector.equal(element, this::isItem).stream()
                .anyMatch(one -> one.normalName().equals("a") || heading(one));
        if (link) {
            return "title";
        }
        return switch (tag) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> "title";
            case "th", "dt" -> "name";
            case "td" ->
                element.previousElementSibling() != null
                                && element.previousElementSibling().normalName().equals("th")
                        ? "value"
                        : "column_" + (element.elementSiblingIndex() + 1);
            case "dd" -> "value";
            case "time" -> "date";
            case "code" -> "code";
            case "cite" -> "author";
            case "address" -> "address";
            case "a" -> "title";
            default -> tag.equals("p") || tag.equals("blockquote") ? "text" : heading(element) ? "title" : "text";
        };
    }

    private static boolean heading(Element element) {
        return element.closest("h1, h2, h3, h4, h5, h6, [role=heading]") != null
                || element.attr("role").toLowerCase(Locale.ROOT).equals("heading");
    }

    /** @return the words of a class list, for what is around */
    static Set<String> words(Element element) {
        Set<String> words = new HashSet<>();
        element.classNames().forEach(word -> words.addAll(FieldWords.of(word)));
        return words;
    }
}
