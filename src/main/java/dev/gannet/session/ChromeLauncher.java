package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;

/** Starts Chrome on this machine. Thread-safe. */
final class ChromeLauncher implements SessionLauncher {
    private final ChromeConfig config;
    private final InstallationSource source;
    private final SharedMemory sharedMemory = SharedMemory.here();
    private final Watchdog watchdog = new Watchdog();
    private @Nullable Privileges privileges;

    /** Where the installation for a kind of browser comes from. */
    @FunctionalInterface
    interface InstallationSource {
        BrowserInstallation of(boolean full);
    }

    ChromeLauncher(ChromeConfig config, InstallationSource source) {
        this.config = config;
        this.source = source;
    }

    @Override
    public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
        BrowserSpec spec = key.browser();
        BrowserInstallation installation = source.of(spec.full());
        Profile profile = ChromeWishes.profile(config, spec.profile());
        Privileges as = privileges(installation, folder, deadline);
        List<String> more = new ArrayList<>(sharedMemory.arguments());
        if (!as.sandboxed()) {
            more.add("--no-sandbox");
        }
        ChromeOptions options = ChromeWishes.at(installation.browser(), ChromeWishes.of(config, spec, profile, more));
        DriverProcess process = DriverProcess.start(installation.driver(), as, folder, deadline);
        boolean up = false;
        Watchdog.Watch watch = watchdog.watch(deadline, process.tree()::kill);
        try (watch) {
            CdpDriver driver = CdpDriver.start(client(process), options);
            Emulation.apply(driver, spec, profile);
            LaunchedBrowser browser =
                    InterceptedBrowser.of(new LocalBrowser(driver, process, as.sandboxed()), spec.headers(), deadline);
            up = true;
            return browser;
        } catch (RuntimeException failure) {
            if (!watch.bitten() && Symptoms.interrupted(failure)) {
                Thread.interrupted();
                InterruptedException interrupted = new InterruptedException("interrupted while a browser started");
                interrupted.initCause(failure);
                throw interrupted;
            }
            throw failure;
        } finally {
            if (!up) {
                process.tree().kill();
                process.tree().gone(Deadline.in(Duration.ofSeconds(10)));
            }
        }
    }

    private static ClientConfig client(DriverProcess process) {
        return ClientConfig.defaultConfig()
                .baseUri(process.address())
                .connectionTimeout(Duration.ofSeconds(10))
                .readTimeout(Session.LONGEST_CALL);
    }

    private synchronized Privileges privileges(BrowserInstallation installation, Path folder, Deadline deadline)
            throws InterruptedException {
        if (privileges == null) {
            privileges = Privileges.find(installation, folder, deadline);
        }
        return privileges;
    }
}
