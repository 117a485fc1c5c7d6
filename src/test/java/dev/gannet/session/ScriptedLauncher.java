package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Launches browsers that are not there, and fails as told. Thread-safe. */
final class ScriptedLauncher implements SessionLauncher {
    final List<FakeBrowser> launched = new CopyOnWriteArrayList<>();
    volatile LaunchScript onLaunch = (key, deadline) -> {};
    /** Is shown each browser before anybody else sees it, to set its faults. */
    volatile java.util.function.Consumer<FakeBrowser> onBorn = browser -> {};

    /** What happens when a browser is launched: nothing, a failure, or waiting until the deadline. */
    @FunctionalInterface
    interface LaunchScript {
        void run(LeaseKey key, Deadline deadline) throws InterruptedException;
    }

    @Override
    public LaunchedBrowser launch(LeaseKey key, Path folder, Deadline deadline) throws InterruptedException {
        onLaunch.run(key, deadline);
        FakeBrowser browser = new FakeBrowser();
        onBorn.accept(browser);
        launched.add(browser);
        return browser;
    }

    /** How a browser takes being asked to end. */
    enum Quit {
        ENDS,
        THROWS,
        HANGS
    }

    static final class FakeBrowser implements LaunchedBrowser {
        private final CdpDriver driver = new CdpDriver() {};
        private final AtomicInteger survives = new AtomicInteger();
        volatile Quit quit = Quit.ENDS;
        volatile long memory;
        /** Its processes ended: by themselves, or by our force. */
        volatile boolean dead;
        /** The pool looked, and saw that nothing is left. */
        volatile boolean seenGone;

        /** Lets it outlive that many looks. */
        void survive(int looks) {
            survives.set(looks);
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
        public OptionalLong memory(long enough) {
            return memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory);
        }

        @Override
        public void quit() {
            if (quit == Quit.THROWS) {
                throw new IllegalStateException("scripted: quit failed");
            }
            if (quit == Quit.HANGS) {
                Waiting.until(() -> false, Deadline.in(Duration.ofSeconds(30)));
            }
        }

        @Override
        public void abort() {
            dead = true;
        }

        @Override
        public boolean gone(Deadline deadline) {
            dead = true;
            seenGone = survives.getAndDecrement() <= 0;
            return seenGone;
        }

        @Override
        public boolean sandboxed() {
            return true;
        }
    }
}
