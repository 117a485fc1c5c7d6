package dev.gannet.job;

import dev.gannet.job.Yaml.Entry;
import dev.gannet.web.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** A mapping of a job file that is read as a {@link Block}: its keys are checked once, then asked for by name. */
final class Section {
    private final Block block;
    private final Yaml.Mapping mapping;
    private final Reading reading;

    private Section(Block block, Yaml.Mapping mapping, Reading reading) {
        this.block = block;
        this.mapping = mapping;
        this.reading = reading;
    }

    /** @return the node as this block, its keys checked; empty when it is no mapping (reported) */
    static Optional<Section> of(Block block, Yaml node, Reading reading) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            String example = block.names().isEmpty() ? "" : block.names().get(0) + ": …";
            reading.problem(
                    node,
                    node.empty() ? "nothing is here" : "keys with values are expected here, not " + Shape.of(node),
                    Shape.comment(node)
                            .orElse("known keys: " + String.join(", ", block.names()) + "; as in " + example));
            return Optional.empty();
        }
        Section section = new Section(block, mapping, reading);
        section.checkKeys();
        return Optional.of(section);
    }

    private void checkKeys() {
        for (Entry entry : mapping.entries()) {
            String name = entry.key().text();
            Optional<Key> key = block.key(name);
            if (key.isPresent() && !key.get().built()) {
                reading.problem(
                        entry.key(),
                        "\"" + name + "\" is not in this version",
                        "leave it out; known here: " + String.join(", ", block.names()));
            } else if (key.isEmpty()) {
                unknown(entry);
            }
        }
        boolean later = mapping.entries().stream()
                .anyMatch(entry -> block.key(entry.key().text())
                        .filter(key -> !key.built())
                        .isPresent());
        for (Key key : later ? List.<Key>of() : block.required()) {
            if (!has(key.name())) {
                reading.problem(mapping, "\"" + key.name() + "\" is missing", key.name() + ": " + key.meaning());
            }
        }
    }

    private void unknown(Entry entry) {
        String name = entry.key().text();
        String first = name.split(" ", 2)[0];
        if (!first.equals(name) && entry.value().empty() && block.key(first).isPresent()) {
            reading.problem(
                    entry.key(),
                    "a colon is missing after \"" + first + "\"",
                    "write " + first + ": " + name.substring(first.length()).strip());
        } else if (mapping.flow() && entry.value().empty() && !name.contains(":")) {
            reading.problem(
                    entry.key(),
                    "\"" + name + "\" has no value: between { }, a comma ends a text",
                    "a text with a comma in it needs quotes: \"…, " + name + "\"");
        } else if (name.matches("[a-z-]+:[^:].*")) {
            reading.problem(
                    entry.key(),
                    "a blank is missing after the colon",
                    "write " + entry.key().spot().rest().replaceFirst(":", ": "));
        } else {
            reading.problem(entry.key(), "unknown key \"" + name + "\"", Nearest.hint(name, block.names()));
        }
    }

    Reading reading() {
        return reading;
    }

    Yaml.Mapping node() {
        return mapping;
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** @return the value of a key of this block when it is written and not empty; an empty one is reported */
    Optional<Yaml> get(String key) {
        if (block.key(key).isEmpty()) {
            throw new IllegalStateException(block.name() + " has no key " + key);
        }
        Optional<Yaml> value = mapping.entry(key).map(Entry::value);
        if (value.isPresent() && value.get().empty()) {
            reading.problem(
                    value.get(),
                    "\"" + key + "\" has no value",
                    Shape.comment(value.get())
                            .map(text -> text.replace("…", key))
                            .orElse("give it one, or leave the key out"));
            return Optional.empty();
        }
        return value;
    }

    Optional<Yaml.Scalar> scalar(String key) {
        return get(key).flatMap(node -> Shape.scalar(node, "\"" + key + "\"", reading));
    }

    /** @return the values of a key that has one or a list of them */
    Stream<Yaml.Scalar> scalars(String key) {
        return get(key).map(node -> Shape.oneOrMore(node, reading)).orElse(List.of()).stream()
                .flatMap(node -> Shape.scalar(node, "\"" + key + "\"", reading).stream());
    }

    /** @return the text as it is spelled */
    Optional<String> text(String key) {
        return scalar(key).map(Yaml.Scalar::text);
    }

    /** @return the text with environment variables filled in */
    Optional<String> filled(String key) {
        return scalar(key).flatMap(reading::shown);
    }

    boolean flag(String key) {
        return read(key, "true or false", text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.<Boolean>empty();
                })
                .orElse(false);
    }

    OptionalInt whole(String key, int least) {
        Optional<Integer> number = read(
                key,
                "a whole number from " + least,
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("\\d{1,9}"))
                        .map(Integer::valueOf)
                        .filter(value -> value >= least));
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    Optional<Duration> duration(String key) {
        return read(key, "a time such as 500ms, 2s, 30m or 1h", Amounts::duration);
    }

    /** @return a time above zero */
    Optional<Duration> span(String key) {
        return read(
                key,
                "a time above zero such as 500ms, 2s, 30m or 1h",
                text -> Amounts.duration(text).filter(time -> !time.isZero()));
    }

    Optional<Since> since(String key) {
        return read(key, "last-visit, a day such as 2026-11-01, or a time such as 7d", Since::parse);
    }

    Optional<Long> size(String key) {
        return read(
                key, "a size such as 500kB or 20MB", text -> Amounts.size(text).filter(size -> size > 0));
    }

    Optional<Double> percent(String key) {
        return read(key, "a percentage from 0% to 100%", Amounts::percent);
    }

    /** @return one of the words */
    Optional<String> word(String key, List<String> words) {
        return scalar(key).flatMap(scalar -> Shape.word(scalar, words, reading));
    }

    /** @return one of an enum's constants, written in lower case */
    <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
        List<String> words = java.util.stream.Stream.of(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        return word(key, words).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }

    private <T> Optional<T> read(String key, String expected, Function<String, Optional<T>> reader) {
        Optional<Yaml.Scalar> scalar = scalar(key);
        Optional<T> value = scalar.map(Yaml.Scalar::text).flatMap(reader);
        if (scalar.isPresent() && value.isEmpty()) {
            reading.problem(
                    scalar.get(),
                    "\"" + key + "\" is " + expected + ", not "
                            + YamlTraps.quote(scalar.get().text()),
                    "");
        }
        return value;
    }
}
