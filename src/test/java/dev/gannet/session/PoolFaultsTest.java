package dev.gannet.session;

import dev.gannet.kit.Leaks;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.NoSuchSessionException;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriverException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of leases with a fault at every step, all from one seed: another run of the same seed scripts the same
 * faults, and {@code -Dgannet.seed=N} repeats those of a run that failed.
 */
@Tag("fast")
class PoolFaultsTest {
    private static final int FEW = 700;
    private static final int MANY = 5_000;
    private static final int THREADS = 6;
    private static final int SIZE = 4;
    private static final long SEED = Long.getLong("gannet.seed", 20261123);
    private static final Duration LONG = Duration.ofSeconds(30);
    /** Each death of a browser as the driver tells it. */
    private static final List<RuntimeException> DEATHS = List.of(
            new WebDriverException("unknown error: tab crashed"),
            new NoSuchSessionException("invalid session id"),
            new NoSuchWindowException("no such window: target window already closed"),
            new WebDriverException("disconnected: not connected to DevTools"),
            new WebDriverException("timeout: Timed out receiving message from renderer: 1.000"),
            new WebDriverException(new IOException("connection reset")),
            new UnhandledAlertException("unexpected alert open"));

    private final ScriptedLauncher launcher = new ScriptedLauncher();
    private final Map<String, AtomicInteger> met = new ConcurrentHashMap<>();
    private final Queue<Throwable> odd = new ConcurrentLinkedQueue<>();

    @TempDir
    Path work;

    private SessionManager pool;

    @AfterEach
    void close() {
        if (pool != null) {
            pool.close();
        }
    }

    /** What goes wrong in one cycle; the weights make most of them good. */
    enum Fault {
        NOTHING,
        INTERRUPTED_BEFORE,
        INTERRUPTED_IN_CALL,
        INTERRUPTED_GIVING_BACK,
        NO_TIME,
        LITTLE_TIME,
        DIES_IDLE,
        CALL_DIES,
        CALL_HANGS,
        PAGE_FAILS,
        SITE_FAILS,
        BUG,
        SUSPECT,
        OUTGROWS
    }

    @Test
    void R32_afterLeasesWithAFaultAtEveryStepEveryPermitIsBackAndNothingIsLeft() throws Exception {
        lease(FEW);
    }

    @Test
    @Tag("soak")
    void R32_afterThousandsOfLeasesWithAFaultAtEveryStepTheyTakeNoLongerThanAtFirst() throws Exception {
        Halves halves = lease(MANY);
        assertThat(halves.second()).as("throughput does not fall").isLessThan(3 * halves.first());
    }

    /** @param first nanoseconds that the first half of all leases took */
    private record Halves(long first, long second) {}

    private Halves lease(int leases) throws Exception {
        warmUp();
        Leaks.Held before = Leaks.held();
        pool = pool();
        scriptBrowsers();
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = watcher(over);
        long from = System.nanoTime();
        CountDownLatch half = new CountDownLatch(leases / 2);
        CountDownLatch done = new CountDownLatch(leases);
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(SEED + t);
            int cycles = leases / THREADS + (t < leases % THREADS ? 1 : 0);
            start("cycles", () -> {
                for (int i = 0; i < cycles; i++) {
                    cycle(random);
                    half.countDown();
                    done.countDown();
                }
            });
        }
        assertThat(half.await(240, TimeUnit.SECONDS)).isTrue();
        long first = System.nanoTime() - from;
        assertThat(done.await(240, TimeUnit.SECONDS)).isTrue();
        long second = System.nanoTime() - from - first;
        over.set(true);
        watcher.join();
        System.out.println("seed " + SEED + ": " + leases + " cycles, halves " + first / 1_000_000 + " and "
                + second / 1_000_000 + " ms, " + met + ", " + pool.stats());

        assertThat(odd).isEmpty();
        assertThat(met.keySet()).contains(names(Fault.values()));
        assertThat(Waiting.until(() -> pool.freePermits() == SIZE, soon()))
                .as(() -> "permits: " + pool.freePermits())
                .isTrue();
        assertThat(pool.state().idle() + pool.state().empty()).isEqualTo(SIZE);
        assertThat(pool.stats().waits()).isPositive();
        pool.close();
        assertThat(launcher.launched).allMatch(browser -> browser.seenGone);
        assertThat(work).isEmptyDirectory();
        Leaks.assertHeldAsBefore(before);
        return new Halves(first, second);
    }

    private static String[] names(Fault... faults) {
        return java.util.Arrays.stream(faults).map(Fault::name).toArray(String[]::new);
    }

    private SessionManager pool() {
        return SessionManager.open(
                new PoolSettings(
                        SIZE,
                        9,
                        Duration.ofHours(1),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(5),
                        PoolSettings.MEMORY,
                        work),
                launcher);
    }

    /** What a JVM opens once, for whichever pool is the first, is no leak of this one. */
    private void warmUp() throws InterruptedException {
        try (SessionManager first = pool()) {
            first.lease(SessionManagerTest.key("warm"), soon(), Session::uses);
        }
        launcher.launched.clear();
    }

    private static Deadline soon() {
        return Deadline.in(LONG);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the state all the time: a sum that does not hold throws there. */
    private Thread watcher(AtomicBoolean over) {
        Thread thread = new Thread(() -> {
            try {
                while (!over.get()) {
                    PoolState state = pool.state();
                    if (state.total() != SIZE || state.leased() > SIZE || pool.freePermits() > SIZE) {
                        odd.add(new AssertionError(state + ", permits " + pool.freePermits()));
                    }
                    Waiting.pause(Duration.ofMillis(1));
                }
            } catch (RuntimeException e) {
                odd.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private void met(String fault) {
        met.computeIfAbsent(fault, name -> new AtomicInteger()).incrementAndGet();
    }

    /** Launches fail and hang, quits throw and hang, and some browsers outlive a look or two. */
    private void scriptBrowsers() {
        AtomicInteger launches = new AtomicInteger();
        launcher.onLaunch = (key, deadline) -> {
            int n = launches.incrementAndGet();
            if (n % 211 == 0) {
                met("LAUNCH_FAILS");
                throw new IllegalStateException("scripted: no such binary");
            }
            if (n % 197 == 0) {
                met("LAUNCH_HANGS");
                Deadline most = deadline.atMost(Duration.ofMillis(200));
                while (!most.passed()) {
                    Waiting.pause(Duration.ofMillis(5));
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
                throw new IllegalStateException("scripted: it did not start in time");
            }
            if (n % 101 == 0) {
                met("LAUNCH_INTERRUPTED");
                throw new InterruptedException("scripted");
            }
        };
        AtomicInteger born = new AtomicInteger();
        launcher.onBorn = browser -> {
            Random random = new Random(SEED * 31 + born.incrementAndGet());
            if (random.nextInt(20) == 0) {
                browser.quit = ScriptedLauncher.Quit.THROWS;
                met("QUIT_THROWS");
            } else if (random.nextInt(20) == 0) {
                browser.quit = ScriptedLauncher.Quit.HANGS;
                met("QUIT_HANGS");
            }
            if (random.nextInt(10) == 0) {
                browser.survive(1 + random.nextInt(3));
                met("GONE_LATE");
            }
        };
    }

    private void cycle(Random random) {
        Fault fault = random.nextInt(4) < 3 ? Fault.NOTHING : Fault.values()[random.nextInt(Fault.values().length)];
        RuntimeException death = DEATHS.get(random.nextInt(DEATHS.size()));
        LeaseKey key = SessionManagerTest.key("job" + random.nextInt(3));
        met(fault.name());
        Duration time = switch (fault) {
            case NO_TIME -> Duration.ofNanos(1);
            case LITTLE_TIME -> Duration.ofMillis(random.nextInt(5));
            default -> LONG;
        };
        if (fault == Fault.INTERRUPTED_BEFORE) {
            Thread.currentThread().interrupt();
        }
        try {
            pool.lease(key, Deadline.in(time), session -> work(session, fault, death));
        } catch (InterruptedException | IllegalStateException expected) {
            // Both are scripted.
        } catch (ScrapeException failure) {
            if (failure.kind() == FailureKind.BUG || (failure.kind() == FailureKind.NO_SESSION && time.equals(LONG))) {
                odd.add(failure);
            }
        } catch (Throwable e) {
            odd.add(e);
        } finally {
            Thread.interrupted();
        }
    }

    private int work(Session session, Fault fault, RuntimeException death) {
        session.call("work", soon(), driver -> 1);
        switch (fault) {
            case INTERRUPTED_IN_CALL ->
                session.call("wait", soon(), driver -> {
                    Thread.currentThread().interrupt();
                    throw new WebDriverException(new InterruptedException("scripted"));
                });
            case INTERRUPTED_GIVING_BACK -> Thread.currentThread().interrupt();
            case DIES_IDLE -> own(session).dead = true;
            case CALL_DIES ->
                session.call("die", soon(), driver -> {
                    throw death;
                });
            case CALL_HANGS ->
                session.call("hang", Deadline.in(Duration.ofMillis(5)), driver -> {
                    Waiting.until(() -> false, soon());
                    throw new WebDriverException("scripted: the connection broke");
                });
            case PAGE_FAILS -> throw new ScrapeException(FailureKind.HUNG, "", "scripted");
            case SITE_FAILS -> throw new ScrapeException(FailureKind.DNS, "", "scripted");
            case BUG -> throw new IllegalStateException("scripted");
            case SUSPECT -> session.suspect("a window is left");
            case OUTGROWS -> outgrow(session);
            default -> session.call("work", soon(), driver -> 1);
        }
        return 1;
    }

    /** Most leave before anybody looks, and one in ten stays to be killed. */
    private void outgrow(Session session) {
        ScriptedLauncher.FakeBrowser browser = own(session);
        browser.memory = 2 * PoolSettings.MEMORY;
        if (met.get(Fault.OUTGROWS.name()).get() % 10 == 0) {
            assertThat(Waiting.until(() -> browser.dead, soon())).isTrue();
            session.call("look", soon(), driver -> 1);
        }
    }

    private ScriptedLauncher.FakeBrowser own(Session session) {
        return session.call(
                "look",
                soon(),
                driver -> launcher.launched.stream()
                        .filter(browser -> browser.driver() == driver)
                        .findFirst()
                        .orElseThrow());
    }
}
