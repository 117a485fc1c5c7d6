package dev.gannet.extract;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Where something is searched: inside one element, or in the whole page with its frames one after the other. */
record Place(List<Part> parts) {
    /** An element and the document that it stands in. */
    record Part(ParsedDocument document, Element element) {
        Place asPlace() {
            return new Place(List.of(this));
        }
    }

    /** @return every match; of a list of selectors, those of the first that matches anywhere in this place */
    List<Part> find(Query query) {
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .map(this::find)
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return parts.stream()
                .flatMap(part -> part.document().find(part.element(), query).stream()
                        .map(element -> new Part(part.document(), element)))
                .toList();
    }

    /** @return what the query finds; without a query the place itself */
    List<Part> find(Optional<Query> query) {
        return query.isPresent() ? find(query.get()) : List.of(own());
    }

    private Part own() {
        Part first = parts.get(0);
        Element html = first.element().selectFirst("> html");
        return html == null ? first : new Part(first.document(), html);
    }
}
