package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * A leased browser. Valid inside its lease only: afterwards every method throws {@link IllegalStateException}. Not
 * thread-safe.
 *
 * <p>Every call has a deadline. When it passes, the browser is killed, the call ends and throws
 * {@link FailureKind#HUNG}. Other deaths are told as {@link FailureKind#CRASHED}, {@link FailureKind#SESSION_LOST},
 * {@link FailureKind#DIALOG} and {@link FailureKind#MEMORY}; a call without time left throws {@link FailureKind#TIMEOUT} and asks nothing; an
 * interrupted one throws {@link FailureKind#STOPPED}. What is wrong with the command alone comes as Selenium's own
 * {@link org.openqa.selenium.WebDriverException}.
 */
public final class Session {
    /** No call takes longer, whatever its deadline: what the driver's connection waits for at most. */
    static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    private static final String SCRIPT_TIMEOUT = "session.script-timeout";
    private static final String DOWNLOADS = "session.downloads";

    private final Browser browser;
    private final Watchdog watchdog;
    private volatile boolean over;
    private volatile @Nullable String suspicion;

    Session(Browser browser, Watchdog watchdog) {
        this.browser = browser;
        this.watchdog = watchdog;
    }

    /**
     * The one way to the driver.
     *
     * @param what what is done, for the message of a failure
     * @param deadline when the call is ended by force
     * @throws ScrapeException as the class says
     */
    public <T extends @Nullable Object> T call(String what, Deadline deadline, Function<RemoteWebDriver, T> command) {
        return ask(what, deadline, command::apply);
    }

    /** Sends a DevTools command to the page; works over a Grid as well. @return its answer */
    public Map<String, Object> cdp(String method, Map<String, Object> parameters, Deadline deadline) {
        return ask(method, deadline, driver -> driver.cdp(method, parameters));
    }

    /** Runs the body of a function in the page. @return what it returns, as Selenium translates it */
    public @Nullable Object script(String javascript, Deadline deadline, @Nullable Object... arguments) {
        return ask("script", deadline, driver -> driver.executeScript(javascript, arguments));
    }

    /** Runs the body of a function in the page that answers through its last argument. @return what it answers */
    public @Nullable Object asyncScript(String javascript, Deadline deadline, @Nullable Object... arguments) {
        once(
                SCRIPT_TIMEOUT,
                () -> ask("script timeout", deadline, driver -> {
                    // The deadline of the call is what counts; Chrome's own must not come before it.
                    driver.manage().timeouts().scriptTimeout(LONGEST_CALL);
                    return true;
                }));
        return ask("script", deadline, driver -> driver.executeAsyncScript(javascript, arguments));
    }

    /** Runs the set-up the first time in this browser's life; one that throws is run again the next time. */
    public void once(String name, Runnable setUp) {
        check();
        if (!browser.done.contains(name)) {
            setUp.run();
            browser.done.add(name);
        }
    }

    /** @return what rooms remember about this browser; lives as long as the browser does */
    public Map<String, Object> notes() {
        check();
        return browser.notes;
    }

    /** @return how many leases the browser served, this one included */
    public int uses() {
        check();
        return browser.uses();
    }

    /** @return what the browser's processes are known by: the folder that all of them were started with */
    Path folder() {
        return browser.folder;
    }

    /** @return the browser that was asked for */
    public BrowserSpec spec() {
        check();
        return browser.key.browser();
    }

    /** @return whether Chrome's own sandbox is around the page */
    public boolean sandboxed() {
        check();
        return browser.launched.sandboxed();
    }

    /** Tells the window that the driver is in what the browser's first was told; a new one knows nothing of it. */
    public void equipWindow(Deadline deadline) {
        ask("window", deadline, driver -> {
            driver.emulation().ifPresent(emulation -> emulation.window(driver));
            return true;
        });
    }

    /** Gives the window that the driver is in the profile's own size and touch again. */
    public void resetDevice(Deadline deadline) {
        ask("viewport", deadline, driver -> {
            driver.emulation().ifPresent(emulation -> emulation.device(driver));
            return true;
        });
    }

    /**
     * Has the browser save the files that it is sent in a folder, each under a name of the browser's own, until {@link
     * #refuseDownloads}.
     *
     * @param folder made by {@link #newFolder}
     * @return what becomes of them
     */
    public DownloadEvents saveDownloads(Path folder, Deadline deadline) {
        return ask("downloads", deadline, driver -> {
            DownloadEvents events = browser.notes.get(DOWNLOADS) instanceof DownloadEvents before && before.intact()
                    ? before
                    : DownloadEvents.of(driver, deadline);
            browser.notes.put(DOWNLOADS, events);
            events.allow(folder, deadline);
            return events;
        });
    }

    /** Has the browser refuse files, as it does from its start on. */
    public void refuseDownloads(Deadline deadline) {
        ask("downloads", deadline, driver -> {
            if (browser.notes.get(DOWNLOADS) instanceof DownloadEvents events) {
                events.end();
            }
            Emulation.denyDownloads(driver);
            return true;
        });
    }

    /** @return whether the browser runs on another machine, which has other files */
    public boolean remote() {
        check();
        return browser.key.browser().grid().isPresent();
    }

    /**
     * Makes a folder that the browser can read and write in and other users of this machine cannot; it goes with the browser.
     *
     * @throws java.io.UncheckedIOException when it cannot be made
     */
    public Path newFolder() {
        check();
        try {
            Path made = Files.createTempDirectory(browser.folder, "f-");
            if (Files.getFileStore(made).supportsFileAttributeView("unix")) {
                for (String whose : List.of("unix:uid", "unix:gid")) {
                    Files.setAttribute(made, whose, Files.getAttribute(browser.folder, whose));
                }
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for files below " + browser.folder, e);
        }
    }

    /** Has the browser replaced after this lease: it may not be clean (a window or dialog is left, for example). */
    public void suspect(String why) {
        check();
        suspicion = why;
    }

    Optional<String> suspicion() {
        return Optional.ofNullable(suspicion);
    }

    void end() {
        over = true;
    }

    private void check() {
        if (over) {
            throw new IllegalStateException("the lease of this session is over");
        }
    }

    private <T extends @Nullable Object> T ask(String what, Deadline deadline, Function<CdpDriver, T> command) {
        check();
        if (browser.exceeded().isPresent()) {
            throw outgrown(what, null);
        }
        if (deadline.passed()) {
            throw new ScrapeException(FailureKind.TIMEOUT, "", "no time was left for " + what);
        }
        Watchdog.Watch watch = watchdog.watch(deadline.atMost(LONGEST_CALL), browser.launched::abort);
        try (watch) {
            return command.apply(browser.launched.driver());
        } catch (RuntimeException thrown) {
            throw translated(what, thrown, watch.bitten());
        }
    }

    private ScrapeException outgrown(String what, @Nullable RuntimeException thrown) {
        return new ScrapeException(
                FailureKind.MEMORY, "", what + ": " + browser.exceeded().orElse("") + "; it was killed", thrown);
    }

    private RuntimeException translated(String what, RuntimeException thrown, boolean bitten) {
        RuntimeException told = thrown;
        if (browser.exceeded().isPresent()) {
            told = outgrown(what, thrown);
        } else if (bitten) {
            told = new ScrapeException(
                    FailureKind.HUNG, "", what + ": no answer in time, the browser was killed", thrown);
        } else if (!(thrown instanceof ScrapeException)) {
            if (Symptoms.interrupted(thrown)) {
                Thread.currentThread().interrupt();
                told = new ScrapeException(FailureKind.STOPPED, "", what + ": interrupted", thrown);
            } else {
                told = Symptoms.of(what, thrown)
                        .map(RuntimeException.class::cast)
                        .orElse(thrown);
            }
        }
        if (told instanceof ScrapeException failure && failure.kind().session() == FailureKind.Session.RETIRE) {
            suspicion = failure.kind().label(); // even when the caller swallows it
        }
        return told;
    }
}
