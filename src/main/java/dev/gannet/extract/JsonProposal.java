package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proposes what to take from a JSON document: the list of objects that says most. For one thread. */
final class JsonProposal {
    private static final int DEEPEST = 6;
    private static final int LOOKED_AT = 50;
    private static final int MOST = 20;
    private static final int MOST_INNER = 8;
    private static final Set<String> WRAPPERS = Set.of(
            "items",
            "data",
            "results",
            "result",
            "records",
            "rows",
            "list",
            "entries",
            "hits",
            "values",
            "docs",
            "content",
            "nodes",
            "edges",
            "objects",
            "elements");

    private final ParsedPage page;
    private final PageUrl url;
    private final JsonPart root;
    private @Nullable Candidate best;

    JsonProposal(ParsedPage page, PageUrl url, JsonPart root) {
        this.page = page;
        this.url = url;
        this.root = root;
    }

    private record Candidate(String path, List<Map<?, ?>> objects, List<String> keys, int worth) {}

    Proposal make() {
        search(root.value(), "$", List.of(), 0);
        Candidate found = best;
        if (found == null) {
            return Proposal.NOTHING;
        }
        Map<String, FieldSpec> fields = new LinkedHashMap<>();
        fields(found.objects(), "$", List.of(), fields, 0, MOST);
        KindDraft draft = new KindDraft(
                kind(found.keys()),
                List.of(),
                Optional.of(new Selector.Json(found.path())),
                fields.values(),
                List.of(page));
        List<Suggestion> kinds = draft.tried().stream().toList();
        return Proposal.of(kinds, next());
    }

    private void search(@Nullable Object value, String path, List<String> keys, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof List<?> list) {
            List<Map<?, ?>> objects = new ArrayList<>();
            list.stream().limit(LOOKED_AT).forEach(one -> {
                if (one instanceof Map<?, ?> map && !map.isEmpty()) {
                    objects.add(map);
                }
            });
            if (objects.size() == Math.min(LOOKED_AT, list.size()) && !objects.isEmpty()) {
                int worth = Math.min(list.size(), 100) * objects.get(0).size() / (depth + 1);
                if (best == null || worth > best.worth()) {
                    best = new Candidate(path + "[*]", objects, keys, worth);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                List<String> deeper = new ArrayList<>(keys);
                deeper.add(String.valueOf(key));
                search(inner, path + member(String.valueOf(key)), deeper, depth + 1);
            });
        }
    }

    private static String member(String key) {
        return key.matches("[A-Za-z_][A-Za-z0-9_]*")
                ? "." + key
                : "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    private String kind(List<String> keys) {
        for (int i = keys.size() - 1; i >= 0; i--) {
            String name = FieldWords.name(FieldWords.of(keys.get(i)));
            if (!name.isEmpty() && !WRAPPERS.contains(name)) {
                return FieldWords.singular(name);
            }
        }
        String last = url.path().replaceFirst("/+$", "").replaceFirst("\\.json$", "");
        String name = FieldWords.singular(FieldWords.name(FieldWords.of(last.substring(last.lastIndexOf('/') + 1))));
        return name.isEmpty() || !name.matches("[a-z_]+") ? "item" : name;
    }

    private void fields(
            List<Map<?, ?>> objects,
            String path,
            List<String> names,
            Map<String, FieldSpec> fields,
            int depth,
            int most) {
        Set<String> keys = new LinkedHashSet<>();
        objects.forEach(object -> object.keySet().forEach(key -> keys.add(String.valueOf(key))));
        for (String key : keys) {
            if (fields.size() >= most) {
                return;
            }
            List<Object> values = new ArrayList<>();
            objects.forEach(object -> {
                Object value = object.get(key);
                if (value != null) {
                    values.add(value);
                }
            });
            List<String> named = new ArrayList<>(names);
            named.addAll(FieldWords.of(key));
            String name = FieldWords.name(named);
            if (values.isEmpty() || name.isEmpty() || fields.containsKey(name)) {
                continue;
            }
            field(values, path + member(key), name, named, fields, depth);
        }
    }

    private void field(
            List<Object> values,
            String path,
            String name,
            List<String> named,
            Map<String, FieldSpec> fields,
            int depth) {
        Source source = new Source.Select(Optional.of(new Selector.Json(path)), Optional.empty(), false);
        if (values.stream().allMatch(JsonProposal::scalar)) {
            fields.put(name, KindDraft.field(name, source, type(values, name)));
        } else if (values.stream().allMatch(Map.class::isInstance) && depth < 2) {
            List<Map<?, ?>> inner = new ArrayList<>();
            values.forEach(value -> inner.add((Map<?, ?>) value));
            fields(inner, path, named, fields, depth + 1, MOST);
        } else if (values.stream().allMatch(List.class::isInstance)) {
            list(values, path, name, source, fields, depth);
        } else {
            fields.put(name, KindDraft.field(name, source, FieldType.JSON));
        }
    }

    private void list(
            List<Object> values, String path, String name, Source source, Map<String, FieldSpec> fields, int depth) {
        List<Object> all = new ArrayList<>();
        values.forEach(value -> ((List<?>) value).stream().limit(LOOKED_AT).forEach(one -> {
            if (one != null) {
                all.add(one);
            }
        }));
        if (all.isEmpty()) {
            return;
        }
        if (all.stream().allMatch(JsonProposal::scalar)) {
            fields.put(name, KindDraft.many(KindDraft.field(name, source, type(all, name))));
        } else if (all.stream().allMatch(Map.class::isInstance) && depth < 2) {
            List<Map<?, ?>> inner = new ArrayList<>();
            all.forEach(value -> inner.add((Map<?, ?>) value));
            Map<String, FieldSpec> parts = new LinkedHashMap<>();
            fields(inner, "$", List.of(), parts, 2, MOST_INNER);
            if (!parts.isEmpty()) {
                fields.put(
                        name,
                        KindDraft.field(
                                name,
                                new Source.Nested(new Selector.Json(path + "[*]"), List.copyOf(parts.values())),
                                FieldType.JSON));
            }
        } else {
            fields.put(name, KindDraft.field(name, source, FieldType.JSON));
        }
    }

    private static boolean scalar(Object value) {
        return !(value instanceof Map) && !(value instanceof List);
    }

    private FieldType type(List<Object> values, String name) {
        if (values.stream().allMatch(Boolean.class::isInstance)) {
            return FieldType.BOOL;
        }
        if (values.stream().allMatch(Number.class::isInstance)) {
            boolean whole = values.stream().allMatch(value -> value instanceof Integer || value instanceof Long);
            return whole ? FieldType.INT : FieldType.DECIMAL;
        }
        List<String> texts = values.stream()
                .map(Object::toString)
                .filter(text -> !text.isBlank())
                .toList();
        boolean links = !texts.isEmpty()
                && texts.stream()
                        .allMatch(text -> text.matches("https?://\\S+|/[^/\\s]\\S*")
                                && UrlText.resolve(text, url.text()).isPresent());
        if (links) {
            return FieldType.URL;
        }
        FieldType guessed = TypeGuess.of(texts, name, Optional.empty()).type();
        return guessed == FieldType.DATE || guessed == FieldType.DATETIME ? guessed : FieldType.TEXT;
    }

    /** The link to the next page that some APIs give. */
    private List<Selector> next() {
        for (String path : List.of(
                "$.next",
                "$.links.next",
                "$._links.next.href",
                "$.paging.next",
                "$.next_page_url",
                "$.meta.next",
                "$.info.next",
                "$.nextPage",
                "$.next_page")) {
            boolean link = root.find(Query.of(new Selector.Json(path))).stream()
                    .flatMap(part -> part.text(Optional.empty(), FieldType.TEXT).stream())
                    .anyMatch(text -> text.matches("https?://\\S+|[/?]\\S+"));
            if (link) {
                return List.of(new Selector.Json(path));
            }
        }
        return List.of();
    }
}
