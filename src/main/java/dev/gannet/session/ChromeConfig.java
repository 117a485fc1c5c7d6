package dev.gannet.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code drivers-config}, read and checked: which browser and driver, and how they are started.
 *
 * @param binary the browser, when it is pinned
 * @param driver the chromedriver, when it is pinned
 * @param arguments extra arguments of Chrome, each on the allow-list (S9)
 * @param preferences extra preferences of Chrome, each on the allow-list
 * @param profiles by name
 * @param webDriverManager {@code wdm.*} properties by name
 * @param memory bytes that a browser may take with all its processes; see {@link PoolSettings#memory()}
 * @param grid the Selenium Grid of jobs that say nothing else
 */
public record ChromeConfig(
        Optional<Path> binary,
        Optional<Path> driver,
        List<String> arguments,
        Map<String, Object> preferences,
        Map<String, Profile> profiles,
        Map<String, String> webDriverManager,
        long memory,
        Optional<GridAddress> grid) {
    public ChromeConfig {
        arguments = List.copyOf(arguments);
        preferences = Map.copyOf(preferences);
        profiles = Map.copyOf(profiles);
        webDriverManager = Map.copyOf(webDriverManager);
    }

    /** The same with the usual limit of memory and no Grid. */
    public ChromeConfig(
            Optional<Path> binary,
            Optional<Path> driver,
            List<String> arguments,
            Map<String, Object> preferences,
            Map<String, Profile> profiles,
            Map<String, String> webDriverManager) {
        this(binary, driver, arguments, preferences, profiles, webDriverManager, PoolSettings.MEMORY, Optional.empty());
    }
}
