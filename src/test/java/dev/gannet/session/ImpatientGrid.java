package dev.gannet.session;

import java.time.Duration;

/** Starts browsers of a Grid; waits only a moment for a Grid that does not answer. */
public final class ImpatientGrid {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ImpatientGrid() {}

    /** A {@link LauncherSource} for runs that name a Grid. */
    public static SessionLauncher launcher(ChromeConfig config, BrowserSpec spec) {
        return new GridLauncher(config, PATIENCE, PATIENCE);
    }
}
