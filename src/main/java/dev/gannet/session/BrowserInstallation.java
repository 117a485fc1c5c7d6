package dev.gannet.session;

import java.nio.file.Path;
import java.util.List;

/**
 * A browser and a driver that fit together.
 *
 * @param browser the browser's own binary, not a script around it
 * @param driver the chromedriver
 * @param version the browser's version
 * @param headlessShell whether it is the headless shell rather than full Chrome
 * @param trail every place that was looked at, and what was found there
 */
public record BrowserInstallation(
        Path browser, Path driver, String version, boolean headlessShell, List<String> trail) {
    public BrowserInstallation {
        trail = List.copyOf(trail);
    }
}
