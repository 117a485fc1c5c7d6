package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One running browser, as the pool sees it. Thread-safe but for the driver. */
public interface LaunchedBrowser {
    /** @return the way to the browser */
    CdpDriver driver();

    /** @return whether its processes still run, as far as can be told without asking it */
    boolean alive();

    /**
     * @param enough below this many bytes a rough figure, too high rather than too low, will do
     * @return bytes of memory that its processes take, the driver among them; empty where they are not of this machine
     */
    OptionalLong memory(long enough);

    /** @return how long the pool may keep it without using it; empty for as long as it likes */
    default Optional<Duration> mostIdle() {
        return Optional.empty();
    }

    /** Asks it to end; may fail and may take for ever. */
    void quit();

    /** Ends it by force, at once, from any thread: a call that waits for it comes back with an error. */
    void abort();

    /** Ends by force whatever is left of it and looks whether that worked. @return whether nothing is left */
    boolean gone(Deadline deadline);

    /** @return whether Chrome's own sandbox is around its pages */
    boolean sandboxed();
}
