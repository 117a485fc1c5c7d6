package dev.gannet.session;

import io.github.bonigarcia.wdm.WebDriverManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** WebDriverManager: its cache, and the network where that is allowed. */
final class ManagedDriver {
    private static final int SECONDS = 10;
    /** Below the cache's folder: {@code chromedriver/PLATFORM/VERSION/chromedriver}. */
    private static final int DEPTH = 4;

    private ManagedDriver() {}

    /** Its settings are read from system properties, so they are set before it is first asked. */
    static synchronized Optional<Path> find(
            ChromeConfig config, String version, BrowserFinder.Mode mode, Consumer<String> trail) {
        config.webDriverManager().forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            WebDriverManager manager = WebDriverManager.chromedriver();
            String pinned = Optional.ofNullable(manager.config().getChromeDriverVersion())
                    .orElse("");
            Path cache = Path.of(manager.config().getCachePath());
            Optional<Path> cached = cached(cache, pinned, version);
            trail.accept("WebDriverManager's cache " + cache + ": "
                    + cached.map(Path::toString).orElse("no chromedriver of the browser's version"));
            return cached.isPresent() || mode == BrowserFinder.Mode.OFFLINE
                    ? cached
                    : fetched(manager, pinned, version, trail);
        } catch (RuntimeException | IOException e) {
            trail.accept("WebDriverManager: " + (e instanceof RuntimeException r ? Symptoms.firstLine(r) : e));
            return Optional.empty();
        }
    }

    /** Read by ourselves: even without external connections WebDriverManager asks the network for what it has not got. */
    private static Optional<Path> cached(Path cache, String pinned, String version) throws IOException {
        Path drivers = cache.resolve("chromedriver");
        if (!Files.isDirectory(drivers)) {
            return Optional.empty();
        }
        List<Path> programs;
        try (Stream<Path> files = Files.walk(drivers, DEPTH - 1)) {
            programs = files.filter(file -> file.getFileName().toString().matches("chromedriver(\\.exe)?"))
                    .filter(file -> !file.equals(drivers) && Files.isRegularFile(file))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        return programs.stream()
                .filter(file -> pinned.isEmpty()
                        || file.endsWith(Path.of(pinned, file.getFileName().toString())))
                .filter(file -> fits(file, version))
                .findFirst();
    }

    private static Optional<Path> fetched(
            WebDriverManager manager, String pinned, String version, Consumer<String> trail) {
        // Its system property would count as the user's own wish the next time a driver is looked for.
        WebDriverManager asked =
                manager.timeout(SECONDS).avoidBrowserDetection().avoidExport();
        if (pinned.isEmpty()) {
            asked = asked.browserVersion(Version.major(version));
        }
        asked.setup();
        Path driver = Path.of(asked.getDownloadedDriverPath());
        boolean fits = fits(driver, version);
        trail.accept("WebDriverManager: " + driver + (fits ? "" : " is not of the browser's version"));
        return fits ? Optional.of(driver) : Optional.empty();
    }

    private static boolean fits(Path driver, String version) {
        return Files.isExecutable(driver)
                && Version.of(driver)
                        .map(Version::major)
                        .filter(Version.major(version)::equals)
                        .isPresent();
    }
}
