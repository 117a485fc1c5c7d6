package dev.gannet.session;

/**
 * Chooses what starts the browsers of a pool. Programs that keep browsers of their own give a run their source; otherwise
 * {@link Launchers#installed} serves. Thread-safe.
 */
@FunctionalInterface
public interface LauncherSource {
    /**
     * @param config what {@code drivers-config} says
     * @param spec the browser that the pool's leases ask for
     * @return starts browsers for that pool
     * @throws dev.gannet.web.ScrapeException {@code BROWSER_LAUNCH} when this machine has no such browser
     */
    SessionLauncher launcher(ChromeConfig config, BrowserSpec spec);
}
