package dev.gannet.job;

import dev.gannet.job.Yaml.Entry;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.ChromePreferences;
import dev.gannet.session.GridAddress;
import dev.gannet.session.PoolSettings;
import dev.gannet.session.Profile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code chrome.yaml}. */
record ChromeReader(Reading reading, Function<String, Optional<String>> argumentRule) {
    ChromeConfig read(Optional<Yaml> node, Map<String, Profile> profiles, Map<String, String> manager) {
        Optional<Section> section = node.flatMap(found -> Section.of(DriverKeys.CHROME, found, reading));
        return new ChromeConfig(
                section.flatMap(found -> path(found, "binary")),
                section.flatMap(found -> path(found, "driver")),
                section.map(this::arguments).orElse(List.of()),
                section.map(this::preferences).orElse(Map.of()),
                profiles,
                manager,
                section.flatMap(this::memory).orElse(PoolSettings.MEMORY),
                section.flatMap(GridReader::read).or(this::named));
    }

    /** Containers are told by their environment; what is written in the file comes first, as it does for the browser. */
    private Optional<GridAddress> named() {
        Optional<String> named =
                reading.environment().apply(GridAddress.VARIABLE).filter(text -> !text.isBlank());
        Optional<GridAddress> grid = named.flatMap(GridAddress::parse);
        if (named.isPresent() && grid.isEmpty()) {
            String shown = named.get().replaceFirst("//.*@", "//•••@");
            reading.problems()
                    .at(SourceText.of(GridAddress.VARIABLE, shown).spot(1, 1), GridReader.WRONG, GridReader.EXAMPLE);
        }
        return grid;
    }

    private Optional<Long> memory(Section section) {
        Optional<Long> bytes = section.size("memory");
        if (bytes.isPresent() && bytes.get() < PoolSettings.LEAST_MEMORY) {
            reading.problem(
                    section.get("memory").orElseThrow(),
                    "a browser needs 300MB of memory at least",
                    "1500MB is the default");
            return Optional.empty();
        }
        return bytes;
    }

    private Optional<Path> path(Section section, String key) {
        return section.scalar(key).filter(scalar -> !none(scalar)).flatMap(scalar -> {
            try {
                return Optional.of(reading.file().resolveSibling(scalar.text()).normalize());
            } catch (InvalidPathException e) {
                reading.problem(scalar, "not a path: " + scalar.text(), "");
                return Optional.empty();
            }
        });
    }

    private List<String> arguments(Section section) {
        List<String> arguments = new ArrayList<>();
        Optional<Yaml> node = section.get("arguments");
        if (node.isPresent()
                && node.get() instanceof Yaml.Sequence list
                && list.values().isEmpty()) {
            return arguments;
        }
        for (Yaml each : node.map(value -> Shape.oneOrMore(value, reading)).orElse(List.of())) {
            Shape.scalar(each, "an argument", reading).ifPresent(scalar -> {
                argumentRule.apply(scalar.text()).ifPresent(why -> reading.problem(scalar, why, "leave it out"));
                arguments.add(scalar.text());
            });
        }
        return arguments;
    }

    private Map<String, Object> preferences(Section section) {
        Map<String, Object> preferences = new LinkedHashMap<>();
        Optional<Yaml> node = section.get("preferences");
        if (node.isPresent() && !(node.get() instanceof Yaml.Mapping)) {
            reading.problem(node.get(), "preferences are names with values", "as in {intl.accept_languages: de}");
        }
        if (node.isPresent() && node.get() instanceof Yaml.Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                Shape.scalar(entry.value(), "a preference", reading).ifPresent(scalar -> {
                    ChromePreferences.refusal(entry.key().text(), value(scalar))
                            .ifPresent(why -> reading.problem(scalar, why, "leave it out"));
                    preferences.put(entry.key().text(), value(scalar));
                });
            }
        }
        return preferences;
    }

    /** Chrome tells numbers and booleans from texts, so here a plain scalar has a type. */
    private static Object value(Yaml.Scalar scalar) {
        if (scalar.plain() && scalar.text().matches("true|false")) {
            return Boolean.valueOf(scalar.text());
        }
        return scalar.plain() && scalar.text().matches("-?\\d{1,9}") ? Integer.valueOf(scalar.text()) : scalar.text();
    }

    private static boolean none(Yaml.Scalar scalar) {
        return scalar.plain() && scalar.text().matches("null|~");
    }
}
