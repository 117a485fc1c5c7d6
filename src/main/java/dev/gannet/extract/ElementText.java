package dev.gannet.extract;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/** The text that an element stands for. */
final class ElementText {
    private static final Set<String> PRESENCE = Set.of(
            "checked",
            "selected",
            "disabled",
            "hidden",
            "open",
            "readonly",
            "required",
            "multiple",
            "autofocus",
            "async");

    private ElementText() {}

    /**
     * @param attribute whose value is wanted; without one, what the element shows (for a form control its value)
     * @param type what is made of it: a URL without an attribute is where the element leads, a date in {@code <time>} its
     *     machine-readable one
     * @return empty when there is none
     */
    static Optional<String> of(Element element, Optional<String> attribute, FieldType type) {
        if (attribute.isPresent()) {
            return attribute(element, attribute.get().toLowerCase(Locale.ROOT), type);
        }
        boolean leads = type == FieldType.URL || type == FieldType.FILE;
        Optional<String> implied = leads && element.normalName().equals("img")
                ? ImageUrl.of(element)
                : implied(element, type)
                        .filter(element::hasAttr)
                        .map(name -> element.attr(name).strip());
        String text = implied.orElseGet(() -> shown(element, type)).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> attribute(Element element, String name, FieldType type) {
        if (type == FieldType.BOOL && PRESENCE.contains(name)) {
            return Optional.of(String.valueOf(element.hasAttr(name)));
        }
        String value = element.attr(name).strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<String> implied(Element element, FieldType type) {
        String tag = element.normalName();
        return Optional.ofNullable(
                switch (type) {
                    case URL, FILE ->
                        switch (tag) {
                            case "a", "area", "link" -> "href";
                            case "script", "iframe", "source", "video", "audio", "embed" -> "src";
                            case "form" -> "action";
                            default -> null;
                        };
                    case DATE, DATETIME -> tag.equals("time") ? "datetime" : null;
                    case HTML, MARKDOWN -> null;
                    default -> tag.equals("meta") ? "content" : null;
                });
    }

    private static String shown(Element element, FieldType type) {
        if (type == FieldType.HTML) {
            return element.html();
        }
        if (type == FieldType.MARKDOWN) {
            return Markdown.of(element);
        }
        return switch (element.normalName()) {
            case "script", "style" -> element.data();
            case "meta" -> element.attr("content");
            case "input" ->
                type == FieldType.BOOL && element.attr("type").matches("(?i)checkbox|radio")
                        ? String.valueOf(element.hasAttr("checked"))
                        : element.attr("value");
            case "select" -> chosen(element);
            default -> element.text();
        };
    }

    private static String chosen(Element select) {
        Element option = select.selectFirst("option[selected]");
        return option == null ? "" : option.text();
    }
}
