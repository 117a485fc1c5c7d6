package dev.gannet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A way into data: names with dots between them, {@code [n]} for one of a list. Immutable and thread-safe.
 *
 * <p>In things (JSON-LD, microdata) a property with several values is several values, and the rules are schema.org's: a
 * text in the place of a thing is its name or its URL. Where the first name begins with a capital it is a type, and the
 * path starts at the things of that type, wherever they are.
 */
final class DataPath {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)(?:\\[(\\d{1,6}|\\*)])?");
    /** What a text says of the thing in whose place it stands. */
    private static final Set<String> SAID = Set.of("name", "url");

    private final List<Step> steps;

    private DataPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    private record Step(String name, OptionalInt index) {}

    /** @throws IllegalArgumentException with a sentence, when it is none */
    static DataPath of(String text) {
        List<Step> steps = new ArrayList<>();
        for (String word : text.strip().split("\\.", -1)) {
            Matcher step = STEP.matcher(word.strip());
            if (!step.matches()) {
                throw new IllegalArgumentException("not names with dots between them: " + text);
            }
            Optional<String> index = Optional.ofNullable(step.group(2)).filter(one -> !one.equals("*"));
            steps.add(new Step(
                    step.group(1),
                    index.map(one -> OptionalInt.of(Integer.parseInt(one))).orElse(OptionalInt.empty())));
        }
        return new DataPath(steps);
    }

    /** @return how many names it has */
    int length() {
        return steps.size();
    }

    /** @return its first names, with dots between them; empty where one of them picks from a list */
    Optional<String> head(int names) {
        return steps.stream().limit(names).allMatch(step -> step.index().isEmpty())
                ? Optional.of(String.join(
                        ".", steps.stream().limit(names).map(Step::name).toList()))
                : Optional.empty();
    }

    /**
     * @param value a value as JSON is read
     * @param from how many names are behind it already
     * @return what it leads to there; a list stays one
     */
    List<Object> inValue(Object value, int from) {
        List<Object> found = List.of(value);
        for (Step step : steps.subList(from, steps.size())) {
            found = found.stream()
                    .flatMap(DataPath::values)
                    .filter(Map.class::isInstance)
                    .flatMap(one -> Stream.ofNullable(((Map<?, ?>) one).get(step.name())))
                    .<Object>flatMap(one -> step.index().isEmpty()
                            ? Stream.of(one)
                            : pick(values(one).toList(), step))
                    .toList();
        }
        return found;
    }

    /**
     * @param things where it starts: with a type at all things of that type, else at the first that it leads on from
     * @param follow what a reference stands for
     */
    List<Object> inThings(List<Object> things, UnaryOperator<Object> follow) {
        String type = steps.get(0).name();
        if (Character.isUpperCase(type.charAt(0))) {
            List<Object> ofType = new ArrayList<>();
            things.forEach(thing -> outermost(thing, type, ofType));
            List<Object> starts = pick(ofType, steps.get(0)).toList();
            return starts.stream().flatMap(thing -> walk(thing, 1, follow)).toList();
        }
        return things.stream()
                .map(thing -> walk(thing, 0, follow).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private Stream<Object> walk(Object reached, int from, UnaryOperator<Object> follow) {
        Object value = follow.apply(reached);
        if (value instanceof List<?>) {
            return values(value).flatMap(one -> walk(one, from, follow));
        }
        if (value instanceof Map<?, ?> thing) {
            if (from == steps.size()) {
                Object plain = thing.get("@value");
                return Stream.of(plain == null ? value : plain);
            }
            Step step = steps.get(from);
            Object next = property(thing, step.name());
            if (next == null) {
                return Stream.empty();
            }
            return pick(values(next).toList(), step).flatMap(one -> walk(one, from + 1, follow));
        }
        boolean said = from == steps.size() - 1
                && from > 0
                && SAID.contains(steps.get(from).name());
        return said || from == steps.size() ? Stream.of(value) : Stream.empty();
    }

    private static @Nullable Object property(Map<?, ?> thing, String name) {
        Object own = thing.get(name);
        return own != null || name.startsWith("@") ? own : thing.get("schema:" + name);
    }

    private static Stream<Object> pick(List<Object> values, Step step) {
        return step.index().isEmpty()
                ? values.stream()
                : values.stream().skip(step.index().getAsInt()).limit(1);
    }

    private static Stream<Object> values(Object value) {
        return value instanceof List<?> list
                ? list.stream().flatMap(one -> one == null ? Stream.empty() : values(one))
                : Stream.of(value);
    }

    private static void outermost(@Nullable Object value, String type, List<Object> found) {
        if (value instanceof List<?> list) {
            list.forEach(one -> outermost(one, type, found));
        } else if (value instanceof Map<?, ?> map) {
            Object types = map.get("@type");
            if (types != null
                    && values(types).anyMatch(one -> named(String.valueOf(one)).equalsIgnoreCase(type))) {
                found.add(map);
            } else {
                map.values().forEach(one -> outermost(one, type, found));
            }
        }
    }

    /** {@code Product} of {@code https://schema.org/Product} and of {@code schema:Product}. */
    private static String named(String type) {
        return type.substring(
                        Math.max(type.lastIndexOf('/'), Math.max(type.lastIndexOf('#'), type.lastIndexOf(':'))) + 1)
                .toLowerCase(Locale.ROOT);
    }
}
