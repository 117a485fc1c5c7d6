package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openqa.selenium.WindowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real browsers that outlive the pools of one test JVM: a browser that a pool asks to quit is emptied of all that its
 * pages left and given to the next pool that wants one of the same specification. Every pool, with its launches, leases
 * and retirements, is the product's own; only the processes behind it are used again. A browser that is killed, or that
 * cannot be emptied, ends as any other does. Thread-safe.
 */
public final class SharedBrowsers {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBrowsers.class);

    /** Browsers that wait for a pool; with those in use, what a fork of the suite has of them at most. */
    private static final int MAX_IDLE = 3;

    private static final int MAX_USES = 60;
    private static final Deque<Reused> IDLE = new ArrayDeque<>();
    private static final RunFolder FOLDER = RunFolder.create(Path.of(System.getProperty("java.io.tmpdir")));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedBrowsers::close, "shared-browsers"));
    }

    private SharedBrowsers() {}

    /** The source of a run's browsers, where the run neither kills them nor asks for special ones. */
    public static SessionLauncher launcher(ChromeConfig config, BrowserSpec spec) {
        SessionLauncher real = Launchers.installed(config, spec);
        return plain(spec) ? new Launcher(config, real) : real;
    }

    /** Headers, proxies, workers and Grids change a browser in ways that emptying it does not undo. */
    private static boolean plain(BrowserSpec spec) {
        return spec.grid().isEmpty() && spec.headers().none() && spec.proxy().isEmpty() && !spec.serviceWorkers();
    }

    private static synchronized Optional<Reused> take(BrowserSpec spec) {
        for (Reused idle : List.copyOf(IDLE)) {
            if (idle.spec.equals(spec)) {
                IDLE.remove(idle);
                if (idle.alive()) {
                    return Optional.of(idle);
                }
                idle.end();
            }
        }
        return Optional.empty();
    }

    private static void keep(Reused browser) {
        List<Reused> ended = new ArrayList<>();
        synchronized (SharedBrowsers.class) {
            IDLE.addLast(browser);
            while (IDLE.size() > MAX_IDLE) {
                ended.add(IDLE.removeFirst());
            }
        }
        ended.forEach(Reused::end);
    }

    private static void close() {
        FOLDER.close();
    }

    private record Launcher(ChromeConfig config, SessionLauncher real) implements SessionLauncher {
        @Override
        public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
            Optional<Reused> idle = take(key.browser());
            Path home = idle.isPresent() ? idle.get().home : FOLDER.forBrowser();
            Reused browser = idle.isPresent()
                    ? new Reused(idle.get())
                    : new Reused(config, key.browser(), home, real.launch(key, home, deadline));
            browser.owns(folder);
            return browser;
        }
    }

    /** One use of a browser, from a pool's launch to its retirement. */
    private static final class Reused implements LaunchedBrowser {
        private final ChromeConfig config;
        private final BrowserSpec spec;
        private final Path home;
        private final LaunchedBrowser real;
        private final int uses;
        private volatile boolean kept;

        Reused(ChromeConfig config, BrowserSpec spec, Path home, LaunchedBrowser real) {
            this.config = config;
            this.spec = spec;
            this.home = home;
            this.real = real;
            uses = 1;
        }

        Reused(Reused before) {
            config = before.config;
            spec = before.spec;
            home = before.home;
            real = before.real;
            uses = before.uses + 1;
        }

        /** What the pool keeps for this browser must be writable for the user that the browser runs as. */
        void owns(Path folder) {
            try {
                for (String whose : List.of("unix:uid", "unix:gid")) {
                    Files.setAttribute(folder, whose, Files.getAttribute(home, whose));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public CdpDriver driver() {
            return real.driver();
        }

        @Override
        public boolean alive() {
            return real.alive();
        }

        @Override
        public OptionalLong memory(long enough) {
            return real.memory(enough);
        }

        @Override
        public void quit() {
            if (uses >= MAX_USES) {
                real.quit();
                return;
            }
            try {
                empty();
            } catch (RuntimeException unusable) {
                LOG.debug("a browser is not used again: {}", unusable.toString());
                real.quit();
                return;
            }
            kept = true;
        }

        /** A new window has no scripts and overrides; cookies, storage, cache and permissions are cleared. */
        private void empty() {
            CdpDriver driver = real.driver();
            List<String> before = List.copyOf(driver.getWindowHandles());
            String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
            for (String window : before) {
                driver.switchTo().window(window).close();
            }
            driver.switchTo().window(fresh);
            if (driver.getWindowHandles().size() != 1) {
                throw new IllegalStateException("a window does not close");
            }
            driver.cdp("Storage.clearCookies", Map.of());
            driver.cdp("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
            driver.cdp("Network.clearBrowserCache", Map.of());
            driver.cdp("Browser.resetPermissions", Map.of());
            Emulation.apply(driver, spec, ChromeWishes.profile(config, spec.profile()));
        }

        @Override
        public void abort() {
            real.abort();
        }

        @Override
        public boolean gone(Deadline deadline) {
            if (kept) {
                keep(this);
                return true;
            }
            boolean gone = real.gone(deadline);
            if (gone) {
                FOLDER.discard(home);
            }
            return gone;
        }

        /** Ends it for good; nobody uses it. */
        void end() {
            real.abort();
            real.gone(Deadline.in(Duration.ofSeconds(10)));
            FOLDER.discard(home);
        }

        @Override
        public boolean sandboxed() {
            return real.sandboxed();
        }
    }
}
