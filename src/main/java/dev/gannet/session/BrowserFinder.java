package dev.gannet.session;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a browser and the driver that fits it, in the order: configuration, system property or environment, PATH and the
 * known places, WebDriverManager. A pair fits when the major versions agree.
 */
public final class BrowserFinder {
    private static final List<String> SHELLS =
            List.of("chromium-headless-shell", "chrome-headless-shell", "headless_shell");
    private static final List<String> CHROMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** Whether something may be fetched from outside. */
    public enum Mode {
        OFFLINE,
        MAY_FETCH
    }

    private final ChromeConfig config;
    private final boolean full;
    private final List<String> trail = new ArrayList<>();

    private BrowserFinder(ChromeConfig config, boolean full) {
        this.config = config;
        this.full = full;
    }

    /** As {@link #find(ChromeConfig, boolean, Mode)}, offline. */
    public static BrowserInstallation find(ChromeConfig config, boolean full) {
        return find(config, full, Mode.OFFLINE);
    }

    /**
     * @param full whether full Chrome is wanted; else the headless shell is preferred and full Chrome taken where there is
     *     none
     * @throws ScrapeException with {@link FailureKind#BROWSER_LAUNCH}, naming every place that was tried and the remedy
     */
    public static BrowserInstallation find(ChromeConfig config, boolean full, Mode mode) {
        return new BrowserFinder(config, full).search(mode);
    }

    private BrowserInstallation search(Mode mode) {
        List<Path> drivers = drivers();
        for (Path browser : browsers()) {
            Optional<String> version = Version.of(browser);
            trail.add(browser + ": " + version.map(found -> "browser " + found).orElse("does not say its version"));
            if (version.isEmpty()) {
                continue;
            }
            Optional<Path> driver = drivers.stream()
                    .filter(candidate -> fits(candidate, version.get()))
                    .findFirst()
                    .or(() -> ManagedDriver.find(config, version.get(), mode, trail::add));
            if (driver.isPresent()) {
                return new BrowserInstallation(browser, driver.get(), version.get(), shell(browser), trail);
            }
        }
        throw new ScrapeException(
                FailureKind.BROWSER_LAUNCH,
                "",
                "no browser with a driver of its version was found; gannet doctor --fix installs one. Tried: "
                        + String.join("; ", trail));
    }

    private boolean fits(Path driver, String browser) {
        Optional<String> version = Version.of(driver);
        trail.add(driver + ": " + version.map(found -> "driver " + found).orElse("does not say its version"));
        return version.isPresent() && Version.major(version.get()).equals(Version.major(browser));
    }

    static boolean shell(Path browser) {
        return browser.getFileName().toString().matches(".*headless[-_]shell.*");
    }

    private List<Path> browsers() {
        Optional<Path> named = named("browser", config.binary(), "gannet.chrome", "GANNET_CHROME");
        if (named.isPresent()) {
            return List.of(named.get());
        }
        List<String> names = new ArrayList<>();
        if (!full) {
            names.addAll(SHELLS);
        }
        names.addAll(CHROMES);
        Set<Path> found = new LinkedHashSet<>();
        for (String name : names) {
            for (Path folder : Places.browsers()) {
                Places.program(folder, name)
                        .flatMap(Wrapper::through)
                        .filter(program -> !full || !shell(program))
                        .ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            trail.add("PATH and " + Places.browsers() + ": no browser");
        }
        return List.copyOf(found);
    }

    private List<Path> drivers() {
        Optional<Path> named = named("driver", config.driver(), "webdriver.chrome.driver", "GANNET_CHROMEDRIVER");
        if (named.isPresent()) {
            return List.of(named.get());
        }
        Set<Path> found = new LinkedHashSet<>();
        for (Path folder : Places.drivers()) {
            Places.program(folder, "chromedriver").flatMap(Wrapper::through).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            trail.add("PATH and " + Places.drivers() + ": no chromedriver");
        }
        return List.copyOf(found);
    }

    private Optional<Path> named(String what, Optional<Path> configured, String property, String variable) {
        Optional<Path> named = configured
                .or(() -> Optional.ofNullable(System.getProperty(property)).map(Path::of))
                .or(() -> Optional.ofNullable(System.getenv(variable)).map(Path::of));
        if (named.isPresent() && !Files.isExecutable(named.get())) {
            trail.add(named.get() + ": named as the " + what + ", but no program is there");
            return Optional.empty();
        }
        return named.flatMap(Wrapper::through);
    }
}
