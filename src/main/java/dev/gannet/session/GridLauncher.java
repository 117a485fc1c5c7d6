package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * Starts sessions of a Selenium Grid. How its browsers are sandboxed is the Grid's own affair; each is asked, so that the
 * run can be told. Thread-safe.
 */
final class GridLauncher implements SessionLauncher {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ChromeConfig config;
    private final Watchdog watchdog = new Watchdog();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    GridLauncher(ChromeConfig config) {
        this.config = config;
    }

    @Override
    public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
        BrowserSpec spec = key.browser();
        URI grid = spec.grid().orElseThrow();
        Profile profile = ChromeWishes.profile(config, spec.profile());
        ChromeOptions options = ChromeWishes.of(config, spec, profile, List.of());
        ClientConfig client = ClientConfig.defaultConfig()
                .baseUri(grid)
                .connectionTimeout(CONNECT)
                .readTimeout(Session.LONGEST_CALL);
        @Nullable CdpDriver driver = null;
        Watchdog.Watch watch = watchdog.watch(deadline, () -> {});
        try (watch) {
            driver = CdpDriver.start(client, options);
            Emulation.apply(driver, spec, profile);
            return InterceptedBrowser.of(
                    new GridBrowser(driver, grid, http, sandboxed(driver)), spec.headers(), deadline);
        } catch (RuntimeException | InterruptedException | Error failure) {
            boolean stopped = failure instanceof InterruptedException
                    || (failure instanceof RuntimeException thrown && !watch.bitten() && Symptoms.interrupted(thrown));
            Thread.interrupted(); // or the Grid could not be told to end the session
            if (driver != null) {
                new GridBrowser(driver, grid, http, false).abort();
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
