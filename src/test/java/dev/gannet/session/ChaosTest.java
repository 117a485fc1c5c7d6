package dev.gannet.session;

import dev.gannet.kit.Faults;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leases of real Chrome while its processes are killed, ended and stopped at random moments; {@code src/bench/chaos.sh}
 * runs five hundred.
 */
@Tag("fast")
class ChaosTest {
    private static final int FEW = 12;
    private static final int MANY = Integer.getInteger("gannet.chaos.cycles", 45);
    private static final long SEED = Long.getLong("gannet.seed", 20261123);
    private static final int SIZE = 3;
    private static final Duration CALL = Duration.ofSeconds(3);
    /** What a death may be told as; anything else would be a lie or a bug. */
    private static final Set<FailureKind> TYPED = Set.of(
            FailureKind.SESSION_LOST,
            FailureKind.CRASHED,
            FailureKind.HUNG,
            FailureKind.TIMEOUT,
            FailureKind.NO_SESSION,
            FailureKind.BROWSER_LAUNCH);

    private final Map<String, AtomicInteger> told = new ConcurrentHashMap<>();
    private final Queue<Throwable> odd = new ConcurrentLinkedQueue<>();

    @TempDir
    Path work;

    @Test
    void R32_R35_R37_R43_randomKillsOfRealBrowsersLosePermitsProcessesFoldersAndFilesNowhere() throws Exception {
        kill(FEW);
    }

    @Test
    @Tag("soak")
    void R32_R35_R37_R43_moreRandomKillsLoseNothingEither() throws Exception {
        kill(MANY);
    }

    private void kill(int cycles) throws Exception {
        try (LocalSite site = LocalSite.open()
                        .on(
                                "/",
                                html(
                                        "<title>chaos</title><script>setInterval(()=>document.body.append('x'),20)</script>"));
                RealPool real = RealPool.openCounting(
                        new PoolSettings(
                                SIZE,
                                20,
                                Duration.ofHours(1),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(2),
                                PoolSettings.MEMORY,
                                work),
                        work,
                        Launchers.of(ChromeLauncherTest.CONFIG))) {
            long from = System.nanoTime();
            CountDownLatch done = new CountDownLatch(cycles);
            AtomicInteger next = new AtomicInteger();
            for (int t = 0; t < SIZE; t++) {
                Thread thread = new Thread(() -> {
                    for (int n = next.getAndIncrement(); n < cycles; n = next.getAndIncrement()) {
                        cycle(real, site.url("/"), n);
                        done.countDown();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
            boolean all = done.await(60 + 8L * cycles, TimeUnit.SECONDS);
            System.out.println("seed " + SEED + ": " + (cycles - done.getCount()) + " cycles in "
                    + RealPool.millis(from) / 1000 + " s, " + told + ", " + real.pool.stats());
            assertThat(all).as("every cycle came to an end").isTrue();
            assertThat(odd).isEmpty();
            assertThat(told.keySet()).contains("good");
            if (cycles >= MANY) {
                assertThat(told.keySet()).as("kinds of death").contains("session-lost", "hung", "crashed");
            }
            real.works("afterwards");
            real.endsAsItBegan();
        }
    }

    private void cycle(RealPool real, String url, int n) {
        Random random = new Random(SEED + n);
        boolean harm = random.nextInt(10) < 6;
        Faults.Role role = Faults.Role.values()[random.nextInt(3)];
        Faults.Signal signal = Faults.Signal.values()[random.nextInt(3)]; // not CONT
        int when = random.nextInt(4);
        LeaseKey key = RealPool.key("job" + random.nextInt(2));
        try {
            real.pool.lease(key, Deadline.in(Duration.ofSeconds(25)), session -> {
                harm(real, session, harm && when == 0, role, signal);
                session.cdp("Page.navigate", Map.of("url", url), Deadline.in(CALL));
                harm(real, session, harm && when == 1, role, signal);
                session.script("return document.title", Deadline.in(CALL));
                harm(real, session, harm && when == 2, role, signal);
                session.script("return document.documentElement.outerHTML.length", Deadline.in(CALL));
                harm(real, session, harm && when == 3, role, signal);
                return 1;
            });
            told("good");
        } catch (ScrapeException failure) {
            told(failure.kind().label());
            if (!TYPED.contains(failure.kind())) {
                odd.add(failure);
            }
        } catch (InterruptedException | RuntimeException e) {
            odd.add(e);
        }
    }

    private void told(String what) {
        told.computeIfAbsent(what, name -> new AtomicInteger()).incrementAndGet();
    }

    /** Harms the browser of this very lease: the one whose folder is its own. */
    private void harm(RealPool real, Session session, boolean now, Faults.Role role, Faults.Signal signal) {
        if (!now) {
            return;
        }
        List<ProcessHandle> victims = Faults.processes(session.folder(), role);
        if (victims.isEmpty()) {
            // It died of the lease before, after its last call; this one is about to learn that.
            told("nobody left to harm");
            return;
        }
        told(signal + " " + role);
        Faults.send(signal, victims.get(victims.size() - 1));
    }
}
