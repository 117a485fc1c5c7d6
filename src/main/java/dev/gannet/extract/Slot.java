package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place that items of one kind have in common, with what stands there in each: a text, or an attribute. For one thread.
 */
final class Slot {
    private final String path;
    private final Optional<String> attribute;
    private final List<List<ElementPart>> found = new ArrayList<>();

    /**
     * @param path the way to it from the item, the same in all items
     * @param attribute the attribute that is meant; empty for the text
     */
    Slot(String path, Optional<String> attribute, int items) {
        this.path = path;
        this.attribute = attribute;
        for (int i = 0; i < items; i++) {
            found.add(new ArrayList<>());
        }
    }

    void add(int item, ElementPart part) {
        found.get(item).add(part);
    }

    String path() {
        return path;
    }

    Optional<String> attribute() {
        return attribute;
    }

    /** @return the elements of one item */
    List<ElementPart> in(int item) {
        return found.get(item);
    }

    /** @return one of its elements, for all that they have in common */
    ElementPart sample() {
        return found.stream().flatMap(List::stream).findFirst().orElseThrow();
    }

    /** @return the first text of each item that has one, as a field of that type would read it */
    List<String> values(FieldType type) {
        List<String> values = new ArrayList<>();
        for (List<ElementPart> parts : found) {
            parts.stream()
                    .limit(1)
                    .flatMap(part -> part.text(attribute, type).stream())
                    .forEach(values::add);
        }
        return values;
    }

    /** @return the first text of each item, empty where there is none: what tells two slots with the same content */
    List<String> signature() {
        FieldType type = attribute.isPresent() ? FieldType.URL : FieldType.TEXT;
        return found.stream()
                .map(parts -> parts.stream()
                        .limit(1)
                        .flatMap(part -> part.text(attribute, type).stream())
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    /** @return in how many items it is */
    int items() {
        return (int) found.stream().filter(parts -> !parts.isEmpty()).count();
    }

    /** @return whether an item has several */
    boolean several() {
        return found.stream().anyMatch(parts -> parts.size() > 1);
    }

    /** @return whether it says something of its item: not the same in all of them */
    boolean varies() {
        Set<String> different = new HashSet<>();
        for (List<ElementPart> parts : found) {
            parts.forEach(part -> part.text(attribute, FieldType.TEXT).ifPresent(different::add));
        }
        return different.size() > 1;
    }
}
