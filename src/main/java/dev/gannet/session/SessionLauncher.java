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
     * @throws RuntimeException when none could be started; then no process is left
     * @throws InterruptedException when the thread was interrupted; then no process is left either
     */
    LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException;
}
