package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the launcher of a run. */
public final class Launchers {
    private Launchers() {}

    /**
     * Starts the browser of this machine, which must be there, or those of a Grid where the specification names one.
     *
     * @throws dev.gannet.web.ScrapeException {@code BROWSER_LAUNCH} when this machine has no such browser
     */
    public static SessionLauncher installed(ChromeConfig config, BrowserSpec spec) {
        return spec.grid().isPresent() ? of(config) : of(config, BrowserFinder.find(config, spec.full()));
    }

    /** @return starts that installation, and browsers of a Grid for jobs that name one */
    public static SessionLauncher of(ChromeConfig config, BrowserInstallation installation) {
        return routed(config, full -> installation);
    }

    /**
     * @return finds the browser itself, offline, when the first one is started: a job that uses a Grid needs none here
     */
    public static SessionLauncher of(ChromeConfig config) {
        Map<Boolean, BrowserInstallation> found = new ConcurrentHashMap<>();
        return routed(
                config,
                full -> found.computeIfAbsent(
                        full, kind -> BrowserFinder.find(config, kind, BrowserFinder.Mode.OFFLINE)));
    }

    private static SessionLauncher routed(ChromeConfig config, ChromeLauncher.InstallationSource source) {
        SessionLauncher local = new ChromeLauncher(config, source);
        SessionLauncher grid = new GridLauncher(config);
        return new SessionLauncher() {
            @Override
            public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
                return of(key).launch(key, folder, deadline);
            }

            @Override
            public boolean queues(LeaseKey key) {
                return of(key).queues(key);
            }

            private SessionLauncher of(LeaseKey key) {
                return key.browser().grid().isPresent() ? grid : local;
            }
        };
    }
}
