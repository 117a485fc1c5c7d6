package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.UsernameAndPassword;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * Starts sessions of a Selenium Grid. Where every slot is taken, its hub lets us wait; who waits too long is told that
 * there was none. A Grid that is away, or whose node is lost while it starts a browser, is tried again for a while, longer
 * when it has given us one before: hubs are started again. How its browsers are sandboxed is the Grid's own affair; each is
 * asked, so that the run can be told. Thread-safe.
 */
final class GridLauncher implements SessionLauncher {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** For a hub that is started again, with its nodes. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** For one that has given nothing yet: it may be about to start, but its address is rather a mistake. */
    static final Duration FIRST_PATIENCE = Duration.ofSeconds(15);

    private static final List<String> NONE_FREE = List.of("session request timed out", "request was cancelled");
    /** What is no passing trouble of a Grid: no other try would go better. */
    private static final List<String> FOR_GOOD =
            List.of("cannot find chrome binary", "no chrome binary", "invalid argument", "matching capabilities");

    private final ChromeConfig config;
    private final Duration patience;
    private final Duration firstPatience;
    private final Watchdog watchdog = new Watchdog();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final AtomicReference<@Nullable Deadline> trouble = new AtomicReference<>();
    private volatile boolean proven;

    GridLauncher(ChromeConfig config) {
        this(config, PATIENCE, FIRST_PATIENCE);
    }

    /**
     * @param patience how long a Grid may be away that has been there
     * @param firstPatience how long one may be away that has not
     */
    GridLauncher(ChromeConfig config, Duration patience, Duration firstPatience) {
        this.config = config;
        this.patience = patience;
        this.firstPatience = firstPatience;
    }

    @Override
    public boolean queues(LeaseKey key) {
        return true;
    }

    @Override
    public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
        GridAddress grid = key.browser().grid().orElseThrow();
        GridHub hub = new GridHub(http, grid);
        while (true) {
            try {
                LaunchedBrowser browser = once(key.browser(), grid, hub, deadline);
                proven = true;
                trouble.set(null);
                return browser;
            } catch (RuntimeException failure) {
                GridHub.Status status = hub.status();
                // Without a node nothing can become free: they come to a hub that was started after them.
                if (deadline.passed() || says(failure, NONE_FREE) && status.nodes() > 0) {
                    throw noneFree(grid, status, failure);
                }
                if (says(failure, FOR_GOOD) || patienceOver()) {
                    throw explained(grid, status, failure);
                }
            }
            TimeUnit.NANOSECONDS.sleep(deadline.atMost(PAUSE).left().toNanos());
        }
    }

    /** All who want a browser of the Grid share one patience: it is the Grid that is away. */
    private boolean patienceOver() {
        Deadline now = Deadline.in(proven ? patience : firstPatience);
        @Nullable Deadline since = trouble.compareAndExchange(null, now);
        return since != null && since.passed();
    }

    private static boolean says(RuntimeException failure, List<String> words) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(text::contains);
    }

    private static RuntimeException noneFree(GridAddress grid, GridHub.Status status, RuntimeException failure) {
        return new ScrapeException(
                FailureKind.NO_SESSION,
                "",
                "the Grid at " + grid.place() + " had no slot free in time: "
                        + status.sessions().size() + " sessions on " + status.nodes() + " nodes",
                failure);
    }

    private static RuntimeException explained(GridAddress grid, GridHub.Status status, RuntimeException failure) {
        if (status.ok() && status.nodes() > 0) {
            return new ScrapeException(
                    FailureKind.BROWSER_LAUNCH,
                    "",
                    "the Grid at " + grid.place() + " starts no browser: " + Symptoms.firstLine(failure),
                    failure);
        }
        String what = switch (status.code()) {
            case 200 -> " has no node";
            case 401 ->
                " asks for a user and password, and refuses " + (grid.account().isPresent() ? "ours" : "to go without");
            case GridHub.NONE -> " does not answer";
            default -> " answers " + status.code() + " when asked for its status";
        };
        return new ScrapeException(FailureKind.BROWSER_LAUNCH, "", "the Grid at " + grid.place() + what, failure);
    }

    private LaunchedBrowser once(BrowserSpec spec, GridAddress grid, GridHub hub, Deadline deadline)
            throws InterruptedException {
        Profile profile = ChromeWishes.profile(config, spec.profile());
        ChromeOptions options = ChromeWishes.of(config, spec, profile, List.of());
        @Nullable CdpDriver driver = null;
        @Nullable URI node = null;
        Watchdog.Watch watch = watchdog.watch(deadline, () -> {});
        try (watch) {
            driver = CdpDriver.start(client(grid), options);
            node = hub.status().sessions().get(String.valueOf(driver.getSessionId()));
            Emulation.apply(driver, spec, profile);
            return InterceptedBrowser.of(
                    new GridBrowser(driver, hub, node, sandboxed(driver)),
                    spec.headers(),
                    grid.authorization(),
                    deadline);
        } catch (RuntimeException | InterruptedException | Error failure) {
            boolean stopped = failure instanceof InterruptedException
                    || (failure instanceof RuntimeException thrown && !watch.bitten() && Symptoms.interrupted(thrown));
            Thread.interrupted(); // or the Grid could not be told to end the session
            if (driver != null) {
                new GridBrowser(driver, hub, node, false).abort();
                driver.hangUp();
            }
            if (stopped) {
                InterruptedException interrupted = new InterruptedException("interrupted while a browser started");
                interrupted.initCause(failure);
                throw interrupted;
            }
            throw failure;
        }
    }

    private static ClientConfig client(GridAddress grid) {
        ClientConfig client = ClientConfig.defaultConfig()
                .baseUri(grid.url())
                .connectionTimeout(CONNECT)
                .readTimeout(Session.LONGEST_CALL);
        return grid.account()
                .map(who -> client.authenticateAs(
                        new UsernameAndPassword(who.user(), who.password().reveal())))
                .orElse(client);
    }

    /** Chrome without a sandbox starts only when its command line says so; one that does not show it is not trusted. */
    private static boolean sandboxed(CdpDriver driver) {
        try {
            return driver.cdp("Browser.getBrowserCommandLine", Map.of()).get("arguments") instanceof List<?> arguments
                    && !arguments.contains("--no-sandbox");
        } catch (WebDriverException e) {
            if (Symptoms.interrupted(e)) {
                throw e;
            }
            return false;
        }
    }
}
