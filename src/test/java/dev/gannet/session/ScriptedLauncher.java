package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Launches browsers that are not there, and fails as told. */
final class ScriptedLauncher implements SessionLauncher {
    final List<FakeBrowser> launched = new CopyOnWriteArrayList<>();
    volatile Consumer<LeaseKey> onLaunch = key -> {};
    volatile boolean quitHangs;

    @Override
    public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) {
        onLaunch.accept(key);
        FakeBrowser browser = new FakeBrowser(quitHangs);
        launched.add(browser);
        return browser;
    }

    static final class FakeBrowser implements LaunchedBrowser {
        private final boolean quitHangs;
        private final CdpDriver driver = new CdpDriver() {};
        volatile boolean dead;

        FakeBrowser(boolean quitHangs) {
            this.quitHangs = quitHangs;
        }

        @Override
        public CdpDriver driver() {
            return driver;
        }

        @Override
        public boolean alive() {
            return !dead;
        }

        @Override
        public void quit() {
            if (quitHangs) {
                Waiting.until(() -> false, Deadline.in(java.time.Duration.ofSeconds(30)));
            }
        }

        @Override
        public void abort() {
            dead = true;
        }

        @Override
        public boolean gone(Deadline deadline) {
            dead = true;
            return true;
        }

        @Override
        public boolean sandboxed() {
            return true;
        }
    }
}
