package dev.gannet.session;

import dev.gannet.kit.Leaks;
import dev.gannet.web.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A pool of the installed Chrome in a folder of its own, which checks at its end that nothing is left of it. */
final class RealPool implements AutoCloseable {
    private static boolean warm;

    final Path work;
    final SessionManager pool;
    private final int size;
    private Optional<Leaks.Held> before = Optional.empty();
    private final Set<String> temporary = Leaks.browserFolders();

    private RealPool(PoolSettings settings, SessionLauncher launcher) {
        work = settings.work();
        size = settings.size();
        pool = SessionManager.open(settings, launcher);
    }

    static RealPool open(int size, Path work) throws IOException {
        return open(PoolSettings.of(size), work, Launchers.of(ChromeLauncherTest.CONFIG));
    }

    static RealPool open(PoolSettings settings, Path work, SessionLauncher launcher) throws IOException {
        // The folder of a test is for its owner only; the browser's user must be able to go through.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        return new RealPool(settings.in(work.toRealPath()), launcher);
    }

    /** Opens a pool that can be asked whether threads and open files end as they began. */
    static RealPool openCounting(PoolSettings settings, Path work, SessionLauncher launcher) throws Exception {
        warmUp(work);
        Leaks.Held before = Leaks.held();
        RealPool real = open(settings, work, launcher);
        real.before = Optional.of(before);
        return real;
    }

    /** @return the usual settings, except that a browser that does not quit is killed after a second */
    static PoolSettings quickToQuit(int size) {
        PoolSettings usual = PoolSettings.of(size);
        return new PoolSettings(
                size,
                usual.maxUses(),
                usual.maxAge(),
                usual.launchTimeout(),
                Duration.ofSeconds(1),
                usual.memory(),
                usual.work());
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(90));
    }

    static LeaseKey key(String job, Optional<String> proxy) {
        return new LeaseKey(
                job,
                "",
                new BrowserSpec(
                        "desktop", false, false, Set.of(), Optional.empty(), proxy, OwnHeaders.NONE, "gannet-test"));
    }

    static LeaseKey key(String job) {
        return key(job, Optional.empty());
    }

    /** A lease that must go well, as any page's would. */
    void works(String job) throws InterruptedException {
        Object answer = pool.lease(key(job), soon(), session -> session.script("return 40 + 2", soon()));
        assertThat(answer).isEqualTo(42L);
    }

    /** @return whether, in time, nobody holds a permit */
    boolean calm() {
        return Waiting.until(() -> pool.freePermits() == size, soon());
    }

    /** Opens and closes the first pool of the JVM, so that what a JVM opens once is not counted as a leak. */
    private static synchronized void warmUp(Path work) throws Exception {
        if (warm) {
            return;
        }
        try (RealPool first = open(1, work)) {
            first.works("warm");
        }
        warm = true;
    }

    /** Every permit is back, no process lives, no folder lies around (R35, R37). */
    void leavesNothing() {
        assertThat(calm())
                .as(() -> "permits: " + pool.freePermits() + " of " + size + ", " + pool.state())
                .isTrue();
        pool.close();
        Leaks.assertNone(work);
        assertThat(Leaks.browserFolders()).as("left in /tmp").isSubsetOf(temporary);
    }

    /** It leaves nothing, and threads and open files are as many as before (R43). */
    void endsAsItBegan() {
        leavesNothing();
        Leaks.assertHeldAsBefore(before.orElseThrow());
    }

    static long millis(long from) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    }

    @Override
    public void close() {
        pool.close();
    }
}
