package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Names kinds of items as the page does: by its vocabulary, a class, an id, or where their links lead. */
final class KindName {
    private KindName() {}

    /**
     * @param item one of them
     * @param links where its links lead
     */
    static String of(Element item, List<PageUrl> links) {
        Optional<String> type = schema(item);
        if (type.isPresent()) {
            return type.get();
        }
        if (item.normalName().matches("h[1-6]") && item.className().isEmpty()) {
            return "heading";
        }
        List<Element> around = new ArrayList<>();
        for (Element at = item;
                at != null && around.size() < 3 && !at.normalName().matches("body|html|main");
                at = at.parent()) {
            around.add(at);
        }
        return around.stream()
                .limit(2)
                .flatMap(element -> said(element, element == item).stream())
                .findFirst()
                .or(() -> route(links))
                .or(() -> around.stream()
                        .skip(2)
                        .flatMap(element -> said(element, false).stream())
                        .findFirst())
                .or(() -> vague(item))
                .orElse(item.normalName().equals("tr") ? "row" : "item");
    }

    /** @return a name for a field that holds several such elements */
    static String several(Element part, Set<String> around) {
        for (Element at = part; at != null && !at.normalName().matches("body|html|main"); at = at.parent()) {
            for (String word : ClassWords.lasting(at)) {
                String name = ClassWords.speaks(word) ? FieldWords.ofClass(word, around) : "";
                if (!name.isEmpty() && !around.contains(name) && !ClassWords.vague(name)) {
                    return plural(name);
                }
            }
            if (at != part && (at.childrenSize() > 8 || at.normalName().equals("article"))) {
                break;
            }
        }
        return switch (part.normalName()) {
            case "a" -> "links";
            case "img" -> "images";
            case "tr" -> "rows";
            case "li" -> "points";
            case "p" -> "paragraphs";
            default -> "parts";
        };
    }

    private static String plural(String name) {
        if (!name.equals(FieldWords.singular(name)) || name.matches(".*(ss|us|is|news|ing|ed)")) {
            return name;
        }
        return name.matches(".*(ch|sh|x)")
                ? name + "es"
                : name.matches(".*[^aeiou]y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    /** {@code itemtype="https://schema.org/Product"} */
    static Optional<String> schema(Element item) {
        String type = item.attr("itemtype").replaceFirst("[/#]+$", "");
        String name = FieldWords.name(
                FieldWords.of(type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('#')) + 1)));
        return name.isEmpty() || name.equals("list_item") ? Optional.empty() : Optional.of(name);
    }

    private static Optional<String> said(Element element, boolean own) {
        List<String> words = new ArrayList<>(ClassWords.lasting(element));
        if (ClassWords.lastingId(element.id())) {
            words.add(element.id());
        }
        for (String attribute : List.of("data-testid", "data-test", "data-type")) {
            words.add(element.attr(attribute));
        }
        for (String word : words) {
            if (!ClassWords.simple(word) || !ClassWords.speaks(word)) {
                continue;
            }
            List<String> parts = FieldWords.of(word).stream()
                    .filter(
                            part -> !ClassWords.vague(part)
                                    && !part.matches(
                                            "list|lists|results?|search|table|index|all|js|new|tag|group|set|feed|stream|preview|summary|wrapper|holder|ctr|cont|wrap|full|mini|grid"))
                    .toList();
            if (!parts.isEmpty() && parts.stream().allMatch(part -> part.matches("[a-z]{2,20}"))) {
                List<String> named = new ArrayList<>(parts.subList(Math.max(0, parts.size() - 2), parts.size()));
                named.set(named.size() - 1, FieldWords.singular(named.get(named.size() - 1)));
                return Optional.of(FieldWords.name(named))
                        .filter(name -> !name.isEmpty() && !(own && name.matches("(get|post|put|even|odd)")));
            }
        }
        return Optional.empty();
    }

    /** {@code /products/12} are products. */
    private static Optional<String> route(List<PageUrl> links) {
        return links.stream()
                .limit(1)
                .flatMap(link -> List.of(link.path().split("/")).stream())
                .filter(part -> part.matches("[a-z]{4,20}")
                        && !ClassWords.vague(part)
                        && !part.matches(
                                "index|detail|details|html|catalogue|catalog|category|web|static|view|show|article"))
                .map(FieldWords::singular)
                .reduce((first, second) -> first);
    }

    private static Optional<String> vague(Element item) {
        return ClassWords.lasting(item).stream()
                .filter(ClassWords::speaks)
                .map(word -> FieldWords.name(FieldWords.of(word)))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(FieldWords::singular);
    }
}
