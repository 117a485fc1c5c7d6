package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;

/** Starts browsers. Thread-safe. */
public interface SessionLauncher {
    /**
     * @param key what the browser is for
     * @param folder an empty folder of this browser's own; everything it writes belongs below it
     * @param deadline when the launch is given up; the launcher keeps to it
     * @return a browser that answers
     * @throws RuntimeException when none could be started; then no process is left. {@link
     *     dev.gannet.web.FailureKind#NO_SESSION} says that none was free, which is no fault; {@link
     *     dev.gannet.web.FailureKind#BROWSER_LAUNCH} that no other try would go better
     * @throws InterruptedException when the thread was interrupted; then no process is left either
     */
    LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException;

    /** @return whether a browser for that key may have to be waited for as long as its lease is, because others use them */
    default boolean queues(LeaseKey key) {
        return false;
    }
}
