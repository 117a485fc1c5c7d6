package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a run's browsers need, and what was found.
 *
 * @param name what was looked at
 * @param ok whether it will do
 * @param seen what was seen
 * @param remedy what to do about it; empty when it is well
 */
public record BrowserCheck(String name, boolean ok, String seen, String remedy) {
    private static final long MEGA = 1024L * 1024;
    private static final String INSTALL = "gannet doctor --fix";

    /** Looks at everything; starts a browser for a moment. Never throws for what is missing. */
    public static List<BrowserCheck> all(ChromeConfig config) {
        List<BrowserCheck> checks = new ArrayList<>();
        Optional<BrowserInstallation> installation = Optional.empty();
        try {
            BrowserInstallation found = BrowserFinder.find(config, false);
            installation = Optional.of(found);
            checks.add(good("browser", found.browser() + " " + found.version()));
            checks.add(good("driver", found.driver() + ", of the browser's version"));
        } catch (ScrapeException missing) {
            checks.add(bad("browser and driver", String.valueOf(missing.getMessage()), INSTALL));
        }
        checks.add(sharedMemory());
        checks.add(temporary(Path.of(System.getProperty("java.io.tmpdir"))));
        checks.add(limits());
        installation.ifPresent(found -> checks.addAll(trial(config, found)));
        return checks;
    }

    private static BrowserCheck good(String name, String seen) {
        return new BrowserCheck(name, true, seen, "");
    }

    private static BrowserCheck bad(String name, String seen, String remedy) {
        return new BrowserCheck(name, false, seen, remedy);
    }

    private static BrowserCheck sharedMemory() {
        Path memory = Path.of("/dev/shm");
        try {
            if (!Files.isDirectory(memory)) {
                return good("shared memory", "this system has no /dev/shm");
            }
            long size = Files.getFileStore(memory).getTotalSpace() / MEGA;
            return size >= 256
                    ? good("shared memory", "/dev/shm has " + size + " MB")
                    : bad(
                            "shared memory",
                            "/dev/shm has " + size + " MB, tabs may crash",
                            "start the container with --shm-size=1g, or add --disable-dev-shm-usage to chrome.yaml");
        } catch (IOException e) {
            return bad("shared memory", String.valueOf(e.getMessage()), "make /dev/shm readable");
        }
    }

    private static BrowserCheck temporary(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "gannet", ".probe");
            Files.delete(probe);
            long free = Files.getFileStore(folder).getUsableSpace() / MEGA;
            return free >= 500
                    ? good("temporary folder", folder + " has " + free + " MB free")
                    : bad("temporary folder", folder + " has " + free + " MB free", "free at least 500 MB there");
        } catch (IOException e) {
            return bad(
                    "temporary folder",
                    folder + " cannot be written",
                    "make it writable or name another with -Djava.io.tmpdir");
        }
    }

    private static BrowserCheck limits() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                String[] words = line.strip().split("\\s{2,}");
                if (line.startsWith("Max open files") && words.length > 2 && words[1].matches("\\d+")) {
                    long files = Long.parseLong(words[1]);
                    return files >= 1024
                            ? good("open files", files + " may be open")
                            : bad("open files", "only " + files + " may be open", "ulimit -n 4096");
                }
            }
        } catch (IOException noProc) {
            return good("open files", "this system does not tell its limit");
        }
        return good("open files", "no limit");
    }

    private static List<BrowserCheck> trial(ChromeConfig config, BrowserInstallation found) {
        Profile plain = new Profile("trial", 800, 600, 1, false, Optional.empty(), Optional.empty(), Set.of());
        ChromeConfig trial = new ChromeConfig(
                config.binary(),
                config.driver(),
                config.arguments(),
                config.preferences(),
                Map.of("trial", plain),
                config.webDriverManager());
        LeaseKey key = new LeaseKey(
                "doctor",
                "",
                new BrowserSpec("trial", false, Set.of(), Optional.empty(), Optional.empty(), Map.of(), ""));
        Deadline deadline = Deadline.in(Duration.ofSeconds(60));
        long from = System.nanoTime();
        try (SessionManager pool = SessionManager.open(PoolSettings.of(1), Launchers.of(trial, found))) {
            boolean sandboxed = pool.lease(key, deadline, session -> {
                session.script("return 1", deadline);
                return session.sandboxed();
            });
            return List.of(
                    good("trial", "a browser started in " + (System.nanoTime() - from) / 1_000_000 + " ms"),
                    sandboxed
                            ? good("sandbox", "Chrome keeps its sandbox")
                            : bad("sandbox", "Chrome runs as root without a sandbox", "run Gannet as another user"));
        } catch (ScrapeException | UncheckedIOException e) {
            return List.of(bad("trial", String.valueOf(e.getMessage()), INSTALL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(bad("trial", "interrupted", "try again"));
        }
    }
}
