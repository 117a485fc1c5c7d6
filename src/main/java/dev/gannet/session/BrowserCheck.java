package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.io.UncheckedIOException;
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
 * @param remedy what to do about it; empty when it is well. What will do may have one: it works, and is weaker than it could
 *     be
 */
public record BrowserCheck(String name, boolean ok, String seen, String remedy) {
    private static final String INSTALL = "gannet doctor --fix";

    /** Looks at everything; starts a browser for a moment, where {@code drivers-config} names no Grid. Never throws for what is missing. */
    public static List<BrowserCheck> all(ChromeConfig config) {
        MachineCheck machine = MachineCheck.ofThisMachine();
        List<BrowserCheck> checks = new ArrayList<>();
        if (config.grid().isPresent()) {
            checks.add(GridCheck.of(config.grid().get()));
            checks.addAll(machine.all(Path.of(System.getProperty("java.io.tmpdir")), Path.of("")));
            checks.addAll(new ContainerCheck(Path.of("/")).all());
            return checks;
        }
        Optional<BrowserInstallation> installation = Optional.empty();
        try {
            BrowserInstallation found = BrowserFinder.find(config, false);
            installation = Optional.of(found);
            checks.add(good("browser", found.browser() + " " + found.version()));
            checks.add(good("driver", found.driver() + ", of the browser's version"));
        } catch (ScrapeException missing) {
            checks.add(bad("browser and driver", String.valueOf(missing.getMessage()), INSTALL));
        }
        checks.addAll(machine.all(Path.of(System.getProperty("java.io.tmpdir")), Path.of("")));
        checks.addAll(new ContainerCheck(Path.of("/")).all());
        installation.ifPresent(found -> checks.addAll(trial(config, found, machine)));
        return checks;
    }

    static BrowserCheck good(String name, String seen) {
        return new BrowserCheck(name, true, seen, "");
    }

    static BrowserCheck weak(String name, String seen, String remedy) {
        return new BrowserCheck(name, true, seen, remedy);
    }

    static BrowserCheck bad(String name, String seen, String remedy) {
        return new BrowserCheck(name, false, seen, remedy);
    }

    private static List<BrowserCheck> trial(ChromeConfig config, BrowserInstallation found, MachineCheck machine) {
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
                new BrowserSpec(
                        "trial", false, false, Set.of(), Optional.empty(), Optional.empty(), OwnHeaders.NONE, ""));
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
                            : bad("sandbox", "Chrome runs without its sandbox", remedy(machine.sandboxObstacles())));
        } catch (ScrapeException | UncheckedIOException e) {
            return List.of(bad("trial", String.valueOf(e.getMessage()), remedyOfStart(machine.sandboxObstacles())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(bad("trial", "interrupted", "try again"));
        }
    }

    /** A browser that was just found and does not start most often lacks its sandbox, not its files. */
    static String remedyOfStart(List<String> obstacles) {
        return obstacles.isEmpty() ? INSTALL : "look at " + String.join("; ", obstacles) + "; else " + INSTALL;
    }

    private static String remedy(List<String> obstacles) {
        return obstacles.isEmpty()
                ? "run Gannet as another user than root"
                : "run Gannet as another user than root; look at " + String.join("; ", obstacles);
    }
}
