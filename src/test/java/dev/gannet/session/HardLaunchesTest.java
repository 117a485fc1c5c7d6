package dev.gannet.session;

import dev.gannet.kit.Faults;
import dev.gannet.kit.Leaks;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Launches that fail, many at a time, and again and again. */
@Tag("fast")
class HardLaunchesTest {
    private static final int AT_ONCE = 6;

    @TempDir
    Path folder;

    private Path work;
    private Path tools;

    @BeforeEach
    void folders() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        work = Files.createDirectory(folder.toRealPath().resolve("work"));
        tools = Files.createDirectory(folder.toRealPath().resolve("tools"));
        Files.setPosixFilePermissions(tools, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static BrowserInstallation installed() {
        return BrowserFinder.find(ChromeLauncherTest.CONFIG, false, BrowserFinder.Mode.OFFLINE);
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The launcher alone, so that no breaker stands between it and fifty failures; a few at a time, as a pool does. */
    private int failures(BrowserInstallation broken, int launches, Duration each) throws Exception {
        ChromeLauncher launcher = new ChromeLauncher(ChromeLauncherTest.CONFIG, full -> broken);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        int failed = 0;
        try (RunFolder run = RunFolder.create(work)) {
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
            Callable<Boolean> launch = () -> {
                Path home = run.forBrowser();
                RuntimeException failure = catchThrowableOfType(
                        RuntimeException.class, () -> launcher.launch(RealPool.key("job"), home, Deadline.in(each)));
                assertThat(Leaks.processes(home)).as("after a launch").isEmpty();
                run.discard(home);
                return failure != null;
            };
            for (Future<Boolean> answer :
                    threads.invokeAll(Collections.nCopies(launches, launch), 5, TimeUnit.MINUTES)) {
                failed += answer.get() ? 1 : 0;
            }
        } finally {
            threads.shutdownNow();
        }
        Leaks.assertNone(work);
        return failed;
    }

    @Test
    @Tag("soak")
    void R36_R43_manyLaunchesThatFailLeaveNothingEither() throws Exception {
        failAndLeaveNothing("a browser that exits at once", "exit 7", 30, 30);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a browser that exits at once | exit 7 | 30",
                "a browser that crashes at once | kill -SEGV $$ | 30",
                "a browser that never answers | exec sleep 600 | 2",
                "a browser that forks and hangs | (sleep 600 &) ; exec sleep 600 | 2",
            })
    void R36_R43_launchesThatFailLeaveNoDriverNoFolderNoThreadAndNoFile(String what, String script, int seconds)
            throws Exception {
        // A leak of one thread or file by each is more than what is allowed.
        failAndLeaveNothing(what, script, 6, seconds);
    }

    private void failAndLeaveNothing(String what, String script, int launches, int seconds) throws Exception {
        BrowserInstallation good = installed();
        // As root, Gannet first tries whether the browser runs as another user; that goes well.
        Path browser =
                script("chromium-headless-shell", "case \"$*\" in *--dump-dom*) echo gannet; exit;; esac\n" + script);
        BrowserInstallation broken = new BrowserInstallation(browser, good.driver(), good.version(), true, List.of());
        failures(broken, 1, Duration.ofSeconds(seconds));
        Leaks.Held before = Leaks.held();
        assertThat(failures(broken, launches, Duration.ofSeconds(seconds)))
                .as(what)
                .isEqualTo(launches);
        Leaks.assertHeldAsBefore(before);
    }

    @Test
    void R36_aBrowserThatHangsWhenItIsTriedIsALaunchThatFailedInTimeAndNoReasonToGiveUpTheSandbox() throws Exception {
        BrowserInstallation good = installed();
        Path browser = script("chromium-headless-shell", "exec sleep 600");
        BrowserInstallation broken = new BrowserInstallation(browser, good.driver(), good.version(), true, List.of());
        long from = System.nanoTime();
        assertThat(failures(broken, 2, Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(RealPool.millis(from)).isLessThan(2 * 15_000);
    }

    @Test
    void R36_aDriverThatNeverSpeaksIsGivenUpAtTheDeadlineAndGone() throws Exception {
        BrowserInstallation good = installed();
        Path driver = script("chromedriver", "case \"$1\" in --version) echo ChromeDriver 1;; *) sleep 600;; esac");
        BrowserInstallation broken = new BrowserInstallation(good.browser(), driver, good.version(), true, List.of());
        assertThat(failures(broken, 2, Duration.ofSeconds(1))).isEqualTo(2);
    }

    @Test
    void R46_aDriverThatFoundItsPortTakenIsStartedAgain() throws Exception {
        BrowserInstallation good = installed();
        Path count = Files.createFile(tools.resolve("count"));
        Files.setPosixFilePermissions(count, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path driver = script("chromedriver", """
                echo x >>%s
                if [ $(wc -l <%s) -le 2 ]; then
                  echo 'Starting ChromeDriver on port 0'
                  echo '[SEVERE]: bind() failed: Address already in use (98)'
                  exit 1
                fi
                exec %s "$@\"""".formatted(count, count, good.driver()));
        BrowserInstallation unlucky = new BrowserInstallation(good.browser(), driver, good.version(), true, List.of());
        SessionLauncher launcher = new ChromeLauncher(ChromeLauncherTest.CONFIG, full -> unlucky);
        try (RealPool real = RealPool.open(PoolSettings.of(1), work, launcher)) {
            real.works("unlucky");
            assertThat(real.pool.stats().launchFailures()).isZero();
            real.leavesNothing();
        }
        assertThat(Files.readAllLines(count)).hasSize(3);
    }

    @Test
    void R36_failedLaunchesLoseNoPermitAndTheWaitBetweenThemGrows() throws Exception {
        ScriptedLauncher launcher = new ScriptedLauncher();
        List<Long> launches = new ArrayList<>();
        launcher.onLaunch = (key, deadline) -> {
            launches.add(System.nanoTime());
            throw new IllegalStateException("scripted: no such binary");
        };
        Duration firstWait = Duration.ofMillis(40);
        try (SessionManager pool =
                SessionManager.open(PoolSettings.of(2).in(work), launcher, new LaunchBreaker(firstWait))) {
            for (int i = 0; i < LaunchBreaker.MOST; i++) {
                ScrapeException failure = catchThrowableOfType(
                        ScrapeException.class, () -> pool.lease(RealPool.key("job"), RealPool.soon(), Session::uses));
                assertThat(failure.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH);
            }
            assertThat(pool.freePermits()).isEqualTo(2);
        }
        assertThat(launches).hasSize(LaunchBreaker.MOST);
        for (int i = 1; i < launches.size(); i++) {
            assertThat(launches.get(i) - launches.get(i - 1))
                    .as("nanoseconds before launch %d", i)
                    .isGreaterThanOrEqualTo(firstWait.toNanos() << (i - 1));
        }
    }

    /** Those that are killed are {@link SignalsTest}'s. */
    @Test
    void R37_R43_createAndQuitLeavesTheMachineAsItWas() throws Exception {
        // A leak of one thread or file by each is more than what is allowed.
        createAndQuit(6, false);
    }

    @Test
    @Tag("soak")
    void R37_R43_createAndQuitWithKillsLeavesTheMachineAsItWas() throws Exception {
        // A leak of one thread or file by either end is more than what is allowed.
        createAndQuit(Integer.getInteger("gannet.launch.cycles", 14), true);
    }

    private void createAndQuit(int cycles, boolean kills) throws Exception {
        PoolSettings oneLeaseEach = new PoolSettings(
                2, 1, Duration.ofHours(1), Duration.ofSeconds(60), Duration.ofSeconds(10), PoolSettings.MEMORY, work);
        try (RealPool real = RealPool.openCounting(oneLeaseEach, work, Launchers.of(ChromeLauncherTest.CONFIG))) {
            for (int i = 0; i < cycles; i++) {
                boolean kill = kills && i % 2 == 1;
                real.pool.lease(RealPool.key("job"), RealPool.soon(), session -> {
                    if (kill) {
                        Faults.processes(session.folder(), Faults.Role.CHROME)
                                .forEach(chrome -> Faults.send(Faults.Signal.KILL, chrome));
                    }
                    return session.uses();
                });
            }
            assertThat(real.pool.stats().launches()).isEqualTo(cycles);
            assertThat(Waiting.until(() -> homes().isEmpty(), RealPool.soon()))
                    .as(() -> "folders of browsers that have quit: " + homes())
                    .isTrue();
            real.endsAsItBegan();
        }
    }

    /** @return the folders that browsers have below the pool's own */
    private List<Path> homes() {
        try (Stream<Path> below = Files.find(
                work, 2, (path, file) -> path.getFileName().toString().matches("s-\\d+"))) {
            return below.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void R46_parallelLaunchesDoNotClashAndStaleLocksAreHarmless() throws Exception {
        launchInParallel(3, 1);
    }

    @Test
    @Tag("soak")
    void R46_parallelLaunchesDoNotClashRoundAfterRound() throws Exception {
        launchInParallel(6, Integer.getInteger("gannet.launch.rounds", 2));
    }

    private void launchInParallel(int at, int rounds) throws Exception {
        RunFolder dead = RunFolder.create(work);
        Path stale = Files.createDirectories(dead.path().resolve("s-1/tmp/org.chromium.Chromium.scoped_dir.x"));
        Files.createSymbolicLink(stale.resolve("SingletonLock"), Path.of("killed-container-123"));
        ExecutorService threads = Executors.newFixedThreadPool(at);
        try (RealPool real = RealPool.open(at, work)) {
            for (int round = 0; round < rounds; round++) {
                List<Callable<String>> leases = new ArrayList<>();
                for (int n = 0; n < at; n++) {
                    String name = round + "-" + n;
                    leases.add(() -> real.pool.lease(RealPool.key(name), RealPool.soon(), session -> {
                        BrowserMemoryTest.open(session, "data:text/html,<title>" + name + "</title>");
                        Waiting.until(() -> name.equals(title(session)), RealPool.soon());
                        return title(session);
                    }));
                }
                List<String> seen = new ArrayList<>();
                for (Future<String> answer : threads.invokeAll(leases, 5, TimeUnit.MINUTES)) {
                    seen.add(answer.get());
                }
                int now = round;
                assertThat(seen)
                        .as("each browser shows its own page")
                        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, at)
                                .mapToObj(n -> now + "-" + n)
                                .toList());
            }
            assertThat(real.pool.stats().launchFailures()).isZero();
            dead.close();
            real.leavesNothing();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String title(Session session) {
        return String.valueOf(session.script("return document.title", RealPool.soon()));
    }
}
