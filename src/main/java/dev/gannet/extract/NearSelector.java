package dev.gannet.extract;

import dev.gannet.web.Nearest;
import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the selector that was probably meant where one matches nothing. A proposal is tried before it is made: it always
 * matches. Looks at a bounded part of the document. For one thread.
 */
final class NearSelector {
    private static final int MOST_PLACES = 5;
    private static final int MOST_NAMES = 2_000;
    private static final int MOST_NAMED = 5;
    private static final int MOST_TRIED = 5;
    /** Of words with fewer letters every other is near. */
    private static final int SHORTEST = 3;

    /** The words of a CSS selector, with what says that they are classes or identifiers. */
    private static final Pattern CSS_WORD = Pattern.compile("[.#]?[A-Za-z_][\\w-]*");

    private static final Pattern JSON_WORD = Pattern.compile("[A-Za-z_][\\w-]*");
    private static final Pattern HEADING = Pattern.compile("h[1-6]");

    private final List<Place> places;

    /** @param places where the selector was sought in vain, the first of them */
    NearSelector(List<Place> places) {
        this.places = places.stream().limit(MOST_PLACES).toList();
    }

    /** @return the likest selector that matches; empty where none is like it */
    Optional<Selector> to(Selector selector) {
        if (selector instanceof Selector.FirstOf list) {
            return list.choices().stream()
                    .flatMap(choice -> to(choice).stream())
                    .findFirst();
        }
        if (selector instanceof Selector.Css css) {
            return near(css.css(), CSS_WORD, elementNames().keySet(), Selector.Css::new);
        }
        if (selector instanceof Selector.Json json) {
            return near(json.path(), JSON_WORD, keys(), Selector.Json::new);
        }
        return Optional.empty();
    }

    /** @return what there is instead, the most frequent first, for people; empty where nothing has a name */
    List<String> names(Selector selector) {
        if (selector instanceof Selector.Json) {
            return keys().stream().limit(MOST_NAMED).toList();
        }
        return elementNames().entrySet().stream()
                .filter(name -> name.getKey().startsWith("."))
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_NAMED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<Selector> near(
            String text, Pattern words, Set<String> names, Function<String, Selector> selector) {
        Matcher word = words.matcher(text);
        while (word.find()) {
            String before = text.substring(0, word.start());
            String after = text.substring(word.end());
            Optional<Selector> found = like(word.group(), names).stream()
                    .map(name -> selector.apply(before + name + after))
                    .filter(this::matches)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** @return the names like a word, those first that are of its sort: a class for a class */
    private static List<String> like(String word, Set<String> names) {
        String plain = bare(word);
        List<String> near = new ArrayList<>(Nearest.all(
                plain, names.stream().map(NearSelector::bare).distinct().toList()));
        List<String> like = new ArrayList<>();
        for (String name : near) {
            for (String sort : List.of(word.substring(0, word.length() - plain.length()), ".", "#", "")) {
                String candidate = sort + name;
                boolean telling = plain.length() >= SHORTEST && name.length() >= SHORTEST
                        || HEADING.matcher(plain).matches()
                                && HEADING.matcher(candidate).matches();
                if (telling && !candidate.equals(word) && names.contains(candidate) && !like.contains(candidate)) {
                    like.add(candidate);
                }
            }
        }
        return like.subList(0, Math.min(MOST_TRIED, like.size()));
    }

    private static String bare(String name) {
        return name.startsWith(".") || name.startsWith("#") ? name.substring(1) : name;
    }

    private boolean matches(Selector selector) {
        try {
            Query query = Query.of(selector);
            return places.stream().anyMatch(place -> !place.find(query).isEmpty());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** @return tags, classes and identifiers as selectors have them, with how often each is there */
    private Map<String, Integer> elementNames() {
        Map<String, Integer> names = new LinkedHashMap<>();
        places.stream()
                .flatMap(place -> place.parts().stream())
                .filter(ElementPart.class::isInstance)
                .flatMap(part -> ((ElementPart) part).element().stream().skip(1))
                .limit(MOST_NAMES)
                .forEach(element -> names(element).forEach(name -> names.merge(name, 1, Integer::sum)));
        return names;
    }

    private static List<String> names(Element element) {
        List<String> names = new ArrayList<>(List.of(element.normalName()));
        element.classNames().stream().filter(name -> !name.isEmpty()).forEach(name -> names.add("." + name));
        if (!element.id().isEmpty()) {
            names.add("#" + element.id());
        }
        return names;
    }

    private Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        places.stream()
                .flatMap(place -> place.parts().stream())
                .filter(JsonPart.class::isInstance)
                .forEach(part -> keys(((JsonPart) part).value(), keys, 0));
        return keys;
    }

    private static void keys(@Nullable Object value, Set<String> keys, int depth) {
        if (keys.size() >= MOST_NAMES || depth > MOST_NAMED) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> keys.add(String.valueOf(key)));
            map.values().forEach(inner -> keys(inner, keys, depth + 1));
        } else if (value instanceof List<?> list) {
            list.stream().limit(MOST_PLACES).forEach(inner -> keys(inner, keys, depth + 1));
        }
    }
}
