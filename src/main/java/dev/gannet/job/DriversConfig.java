package dev.gannet.job;

import dev.gannet.session.ChromeArguments;
import dev.gannet.session.ChromeConfig;
import dev.gannet.session.Profile;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code drivers-config}: {@code chrome.yaml}, {@code webdrivermanager.properties} and {@code profiles/*.yaml}. Each
 * file may be missing; a wrong key in one is an error with its place. Stateless and thread-safe.
 */
public final class DriversConfig {
    /** The system property that names the folder. */
    public static final String PROPERTY = "gannet.drivers-config";

    private static final List<String> BUILT_IN = List.of("desktop", "mobile", "lean");

    private DriversConfig() {}

    /**
     * @param folder the folder, as {@link #locate} finds it; one that does not exist has only the built-in profiles
     * @return what is written there, arguments by the rule of {@link ChromeArguments#refusal}
     * @throws JobException with every problem at once
     */
    public static ChromeConfig load(Path folder) {
        return load(folder, ChromeArguments::refusal);
    }

    /**
     * @param folder the folder, as {@link #locate} finds it; one that does not exist has only the built-in profiles
     * @param argumentRule says of an argument of Chrome why it is refused; empty when it may be used
     * @return what is written there
     * @throws JobException with every problem at once
     */
    public static ChromeConfig load(Path folder, Function<String, Optional<String>> argumentRule) {
        return load(folder, argumentRule, name -> Optional.ofNullable(System.getenv(name)));
    }

    static ChromeConfig load(
            Path folder,
            Function<String, Optional<String>> argumentRule,
            Function<String, Optional<String>> environment) {
        Problems problems = new Problems();
        Map<String, Profile> profiles = new TreeMap<>();
        BUILT_IN.forEach(name -> profile(name, "built-in profile " + name, resource(name), folder, problems, profiles));
        for (Path file : files(folder.resolve("profiles"))) {
            String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            profile(name, file.toString(), TextFile.read(file), folder, problems, profiles);
        }
        Path chrome = folder.resolve("chrome.yaml");
        ChromeReader reader = new ChromeReader(
                new Reading(
                        chrome.toAbsolutePath(),
                        problems,
                        environment,
                        new Redaction(),
                        Optional.empty(),
                        new LinkedHashSet<>(),
                        looked -> {}),
                argumentRule);
        Optional<Yaml> node = Files.exists(chrome)
                ? YamlReader.read(chrome.toString(), TextFile.read(chrome), problems)
                : Optional.empty();
        Map<String, String> manager = managerProperties(folder.resolve("webdrivermanager.properties"), problems);
        ChromeConfig config = reader.read(node, profiles, manager);
        problems.check();
        return config;
    }

    /**
     * @return the folder that the system property {@value #PROPERTY} names, else {@code drivers-config} in the working
     *     directory or one above it, else beside the program; where there is none, the path it would have in the working
     *     directory
     */
    public static Path locate() {
        return locate(System.getProperty(PROPERTY), Path.of("").toAbsolutePath(), program());
    }

    static Path locate(@Nullable String named, Path working, Optional<Path> program) {
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath();
        }
        List<Path> places = new ArrayList<>();
        for (Path at = working; at != null; at = at.getParent()) {
            places.add(at);
        }
        for (Path at = program.map(Path::getParent).orElse(null); at != null; at = at.getParent()) {
            places.add(at);
        }
        return places.stream()
                .map(place -> place.resolve("drivers-config"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> working.resolve("drivers-config"));
    }

    private static Optional<Path> program() {
        CodeSource source = DriversConfig.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return Optional.empty();
        }
    }

    private static void profile(
            String name, String file, String text, Path folder, Problems problems, Map<String, Profile> profiles) {
        Reading reading = Reading.of(folder.toAbsolutePath(), problems);
        YamlReader.read(file, text, problems)
                .flatMap(node -> ProfileReader.read(name, node, reading))
                .ifPresent(profile -> profiles.put(name, profile));
    }

    private static String resource(String name) {
        try (InputStream in = DriversConfig.class.getResourceAsStream("profiles/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the program has no profile " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read line by line, because only so a wrong key has a place. */
    private static Map<String, String> managerProperties(Path file, Problems problems) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return properties;
        }
        SourceText text = SourceText.of(file.toString(), TextFile.read(file));
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0
                    || !line.startsWith("wdm.")
                    || !line.substring(0, equals).strip().matches("wdm\\.[A-Za-z0-9.]+")) {
                problems.at(
                        text.spot(i + 1, 1),
                        "not a setting of WebDriverManager",
                        "as in wdm.cachePath=/var/cache/drivers");
            } else {
                properties.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return properties;
    }
}
