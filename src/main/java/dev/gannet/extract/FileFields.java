package dev.gannet.extract;

import dev.gannet.web.Artefact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of items that name files to be fetched: finds the URLs, and puts beside each what became of it. Immutable and
 * thread-safe.
 */
public final class FileFields {
    private final Map<String, ItemSpec> kinds = new HashMap<>();
    private final boolean any;

    public FileFields(List<ItemSpec> kinds) {
        ItemSpec.withInner(kinds).forEach(kind -> this.kinds.put(kind.kind(), kind));
        any = kinds.stream().anyMatch(kind -> any(kind.fields()));
    }

    private static boolean any(List<FieldSpec> fields) {
        return fields.stream()
                .anyMatch(field -> field.type() == FieldType.FILE
                        || field.source() instanceof Source.Nested nested && any(nested.fields()));
    }

    /** @return whether there are such fields at all */
    public boolean any() {
        return any;
    }

    /** What became of a file. */
    public sealed interface Outcome {
        /**
         * It is there.
         *
         * @param path where, as rows tell it
         */
        record Had(Artefact file, String path) implements Outcome {}

        /**
         * It could not be had.
         *
         * @param why one line
         */
        record Lost(String why) implements Outcome {}
    }

    /**
     * Items with their files.
     *
     * @param problems a sentence for each place that names a file which could not be had
     */
    public record Filled(List<Item> items, List<Extraction.Problem> problems) {}

    /** @return the URLs of the files that the items name, each once */
    public Set<String> urls(List<Item> items) {
        Set<String> urls = new LinkedHashSet<>();
        if (any) {
            with(items, url -> {
                urls.add(url);
                return new Outcome.Lost("");
            });
        }
        return urls;
    }

    /** @return the items, with what became of each file beside its URL; nothing where it could not be had */
    public Filled with(List<Item> items, Function<String, Outcome> files) {
        List<Extraction.Problem> problems = new ArrayList<>();
        return new Filled(
                items.stream().map(item -> filled(item, files, problems)).toList(), problems);
    }

    private Item filled(Item item, Function<String, Outcome> files, List<Extraction.Problem> problems) {
        ItemSpec kind = kinds.get(item.kind());
        if (kind == null) {
            return item;
        }
        Spot spot = new Spot(item.kind(), item.position(), "", new Place(List.of()), false);
        return new Item(item.kind(), item.position(), filled(kind.fields(), item.values(), spot, files, problems));
    }

    private Map<String, @Nullable Object> filled(
            List<FieldSpec> fields,
            Map<String, @Nullable Object> values,
            Spot spot,
            Function<String, Outcome> files,
            List<Extraction.Problem> problems) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            filled.put(name, value);
            fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .ifPresent(field -> {
                        Function<String, Outcome> told = url -> {
                            Outcome outcome = files.apply(url);
                            if (outcome instanceof Outcome.Lost lost) {
                                problems.add(new Extraction.Problem(
                                        spot.kind(),
                                        spot.position(),
                                        spot.path() + name,
                                        Extraction.Cause.UNREADABLE,
                                        "",
                                        lost.why()));
                            }
                            return outcome;
                        };
                        if (field.type() == FieldType.FILE) {
                            file(field, value, told, filled);
                        } else if (value instanceof Item.Rows rows) {
                            filled.put(
                                    name,
                                    new Item.Rows(rows.items().stream()
                                            .map(inner -> filled(inner, files, problems))
                                            .toList()));
                        } else if (value != null
                                && field.source() instanceof Source.Nested nested
                                && any(nested.fields())) {
                            Spot inside = spot.inside(name, spot.place());
                            filled.put(
                                    name,
                                    like(
                                            value,
                                            objects(value).stream()
                                                    .map(object ->
                                                            filled(nested.fields(), object, inside, files, problems))
                                                    .toList()));
                        }
                    });
        });
        return filled;
    }

    private static void file(
            FieldSpec field,
            @Nullable Object value,
            Function<String, Outcome> files,
            Map<String, @Nullable Object> filled) {
        if (!field.many()) {
            Map<String, @Nullable Object> beside = beside(value == null ? null : files.apply(value.toString()));
            beside.forEach((what, told) -> filled.put(field.name() + "_" + what, told));
        } else if (value != null) {
            filled.put(
                    field.name(),
                    like(
                            value,
                            list(value).stream().map(url -> object(url, files)).toList()));
        }
    }

    private static Map<String, @Nullable Object> object(@Nullable Object url, Function<String, Outcome> files) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("url", url);
        object.putAll(beside(files.apply(String.valueOf(url))));
        return object;
    }

    /** @return by the second part of the column's name, what is kept beside a URL */
    private static Map<String, @Nullable Object> beside(@Nullable Outcome outcome) {
        Outcome.Had had = outcome instanceof Outcome.Had there ? there : null;
        Map<String, @Nullable Object> beside = new LinkedHashMap<>();
        beside.put("path", had == null ? null : had.path());
        beside.put("sha256", had == null ? null : had.file().sha256());
        beside.put("type", had == null ? null : had.file().type());
        beside.put("size", had == null ? null : had.file().bytes());
        return beside;
    }

    /** @return the list as the value is one: as JSON, or within JSON */
    private static Object like(Object value, List<?> list) {
        return value instanceof Item.Json ? JsonText.write(list) : list;
    }

    private static List<?> list(Object value) {
        Object read = value instanceof Item.Json json ? JsonText.read(json.text()) : value;
        return read instanceof List<?> list ? list : List.of();
    }

    private static List<Map<String, @Nullable Object>> objects(Object value) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Object one : list(value)) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            if (one instanceof Map<?, ?> map) {
                map.forEach((key, inner) -> object.put(String.valueOf(key), inner));
            }
            objects.add(object);
        }
        return objects;
    }
}
