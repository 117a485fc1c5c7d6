package dev.gannet.session;

import io.github.bonigarcia.wdm.WebDriverManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** WebDriverManager: its cache, and the network where that is allowed. */
final class ManagedDriver {
    private static final int SECONDS = 10;

    private ManagedDriver() {}

    /** Its settings are read from system properties when its first class is loaded, so they are set before. */
    static synchronized Optional<Path> find(
            ChromeConfig config, String version, BrowserFinder.Mode mode, Consumer<String> trail) {
        config.webDriverManager().forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        Optional<String> pinned = Optional.ofNullable(System.getProperty("wdm.chromeDriverVersion"));
        if (mode == BrowserFinder.Mode.OFFLINE && pinned.isEmpty()) {
            trail.accept("WebDriverManager: not asked, offline and no wdm.chromeDriverVersion is pinned");
            return Optional.empty();
        }
        try {
            WebDriverManager manager =
                    WebDriverManager.chromedriver().timeout(SECONDS).avoidBrowserDetection();
            if (mode == BrowserFinder.Mode.OFFLINE) {
                manager = manager.avoidExternalConnections();
            } else if (pinned.isEmpty()) {
                manager = manager.browserVersion(Version.major(version));
            }
            manager.setup();
            Path driver = Path.of(manager.getDownloadedDriverPath());
            boolean fits = Files.isExecutable(driver)
                    && Version.of(driver)
                            .map(Version::major)
                            .filter(Version.major(version)::equals)
                            .isPresent();
            trail.accept("WebDriverManager: " + driver + (fits ? "" : " is not of the browser's version"));
            return fits ? Optional.of(driver) : Optional.empty();
        } catch (RuntimeException e) {
            trail.accept("WebDriverManager: " + Symptoms.firstLine(e));
            return Optional.empty();
        }
    }
}
