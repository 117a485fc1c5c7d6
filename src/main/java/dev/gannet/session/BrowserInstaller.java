package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Gets a browser and its driver where there is none; asked by {@code demo} and {@code doctor --fix} only. */
public final class BrowserInstaller {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private BrowserInstaller() {}

    /**
     * Tries WebDriverManager for a browser that only lacks its driver, then, as root on Debian or Ubuntu, the
     * distribution's packages.
     *
     * @param say told each step in a line
     * @return whether a browser can be found now
     */
    public static boolean install(ChromeConfig config, Consumer<String> say) {
        try {
            say.accept("browser: "
                    + BrowserFinder.find(config, false, BrowserFinder.Mode.MAY_FETCH)
                            .browser());
            return true;
        } catch (ScrapeException missing) {
            say.accept("no browser with its driver yet; WebDriverManager could not help");
        }
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get")) || !Privileges.root()) {
            say.accept("install Chromium or Chrome and the chromedriver of the same version, then try again");
            return false;
        }
        boolean done = run(say, "apt-get", "update")
                && run(
                        say,
                        "apt-get",
                        "install",
                        "-y",
                        "--no-install-recommends",
                        "chromium",
                        "chromium-driver",
                        "chromium-headless-shell");
        return done && found(config, say);
    }

    private static boolean found(ChromeConfig config, Consumer<String> say) {
        try {
            say.accept("browser: " + BrowserFinder.find(config, false).browser());
            return true;
        } catch (ScrapeException missing) {
            say.accept(String.valueOf(missing.getMessage()));
            return false;
        }
    }

    private static boolean run(Consumer<String> say, String... command) {
        say.accept("running " + String.join(" ", command));
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            process.getOutputStream().close();
            Watchdog.Watch watch = new Watchdog().watch(Deadline.in(LONGEST), process::destroyForcibly);
            try (watch) {
                return follow(process, say);
            }
        } catch (IOException e) {
            say.accept(command[0] + ": " + e.getMessage());
            return false;
        }
    }

    private static boolean follow(Process process, Consumer<String> say) throws IOException {
        String last = "";
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
            if (process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return true;
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        say.accept("it failed: " + last);
        return false;
    }
}
