package dev.gannet.session;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where systems keep browsers and drivers: PATH, then the folders of Debian, Ubuntu, Fedora, macOS and Chrome for Testing. */
final class Places {
    private static final List<String> BROWSERS = List.of(
            "/usr/lib/chromium",
            "/usr/lib64/chromium-browser",
            "/usr/lib/chromium-browser",
            "/usr/lib64/chromium-headless-shell",
            "/opt/google/chrome",
            "/opt/chrome-headless-shell-linux64",
            "/opt/chrome-linux64",
            "/snap/chromium/current/usr/lib/chromium-browser",
            "/Applications/Google Chrome.app/Contents/MacOS",
            "/Applications/Chromium.app/Contents/MacOS");
    private static final List<String> DRIVERS = List.of(
            "/usr/bin",
            "/usr/lib/chromium",
            "/usr/lib/chromium-browser",
            "/usr/local/bin",
            "/snap/chromium/current/usr/lib/chromium-browser",
            "/opt/homebrew/bin",
            "/opt/chromedriver-linux64");

    private Places() {}

    static List<Path> browsers() {
        return with(BROWSERS);
    }

    static List<Path> drivers() {
        return with(DRIVERS);
    }

    private static List<Path> with(List<String> known) {
        Set<Path> folders = new LinkedHashSet<>();
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<String> all = new ArrayList<>(List.of(path.split(File.pathSeparator)));
        all.addAll(known);
        all.stream()
                .filter(folder -> folder.startsWith("/") || folder.contains(":\\"))
                .map(Path::of)
                .forEach(folders::add);
        return List.copyOf(folders);
    }

    /** @return the program of that name in the folder */
    static Optional<Path> program(Path folder, String name) {
        List<String> spellings = name.equals("chrome") ? List.of("chrome", "Google Chrome", "Chromium") : List.of(name);
        return spellings.stream()
                .map(folder::resolve)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
