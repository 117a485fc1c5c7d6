package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;

/** Starts sessions of a Selenium Grid; how its browsers are sandboxed is the Grid's own affair. Thread-safe. */
final class GridLauncher implements SessionLauncher {
    private final ChromeConfig config;
    private final Watchdog watchdog = new Watchdog();

    GridLauncher(ChromeConfig config) {
        this.config = config;
    }

    @Override
    public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
        BrowserSpec spec = key.browser();
        URI grid = spec.grid().orElseThrow();
        Profile profile = ChromeWishes.profile(config, spec.profile());
        ChromeOptions options = ChromeWishes.of(config, spec, profile, java.util.List.of());
        ClientConfig client = ClientConfig.defaultConfig()
                .baseUri(grid)
                .connectionTimeout(Duration.ofSeconds(10))
                .readTimeout(Session.LONGEST_CALL);
        Watchdog.Watch watch = watchdog.watch(deadline, () -> {});
        try (watch) {
            CdpDriver driver = CdpDriver.start(client, options);
            boolean up = false;
            try {
                Emulation.apply(driver, spec, profile);
                up = true;
                return new GridBrowser(driver, grid);
            } finally {
                if (!up) {
                    new GridBrowser(driver, grid).abort();
                }
            }
        } catch (RuntimeException failure) {
            if (!watch.bitten() && Symptoms.interrupted(failure)) {
                Thread.interrupted();
                InterruptedException interrupted = new InterruptedException("interrupted while a browser started");
                interrupted.initCause(failure);
                throw interrupted;
            }
            throw failure;
        }
    }
}
