package dev.gannet.extract;

import java.util.List;
import java.util.Optional;

/** Where something is searched: inside one item, or in the whole page with its frames one after the other. */
record Place(List<Part> parts) {
    /** @return every match; of a list of selectors, those of the first that matches anywhere in this place */
    List<Part> find(Query query) {
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .map(this::find)
                    .filter(some -> !some.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return parts.stream().flatMap(part -> part.find(query).stream()).toList();
    }

    /** @return every match, and of a list the elements instead of it */
    List<Part> findEach(Query query) {
        return find(query).stream().flatMap(Part::each).toList();
    }

    /** @return what the query finds; without a query the place itself */
    List<Part> find(Optional<Query> query) {
        return query.isPresent()
                ? find(query.get())
                : parts.stream().limit(1).map(Part::own).toList();
    }
}
