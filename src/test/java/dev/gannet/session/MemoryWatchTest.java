package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the pool does with browsers that grow, with scripted ones. */
@Tag("fast")
class MemoryWatchTest {
    private static final long LIMIT = 900_000_000;
    private static final Duration LONG = Duration.ofSeconds(30);
    private final ScriptedLauncher launcher = new ScriptedLauncher();

    @TempDir
    Path work;

    private SessionManager pool;

    @BeforeEach
    void open() {
        pool = SessionManager.open(PoolSettings.of(2).memory(LIMIT).in(work), launcher);
    }

    @AfterEach
    void close() {
        pool.close();
        assertThat(launcher.launched).allMatch(browser -> browser.seenGone);
    }

    private static Deadline soon() {
        return Deadline.in(LONG);
    }

    private static LeaseKey key(String job) {
        return SessionManagerTest.key(job);
    }

    private ScriptedLauncher.FakeBrowser last() {
        return launcher.launched.get(launcher.launched.size() - 1);
    }

    @Test
    void R40_aBrowserOverItsLimitIsKilledAndItsCallAndLeaseEndAsMemory() {
        assertThatThrownBy(() -> pool.lease(
                        key("a"),
                        soon(),
                        session -> session.call("look", soon(), driver -> {
                            ScriptedLauncher.FakeBrowser eater = last();
                            eater.memory = LIMIT + 34_000_000;
                            assertThat(Waiting.until(() -> eater.dead, soon())).isTrue();
                            throw new WebDriverException("disconnected: not connected to DevTools");
                        })))
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.MEMORY))
                .hasMessageContaining("look")
                .hasMessageContaining("934 MB")
                .hasMessageContaining("900 MB");
        assertThat(Waiting.until(() -> pool.freePermits() == 2, soon())).isTrue();
        assertThat(pool.stats().memoryKills()).isEqualTo(1);
        assertThat(pool.stats().retirements()).containsOnlyKeys(Browser.OUTGREW);
    }

    @Test
    void R40_whatIsAskedOfAKilledBrowserNextIsToldTheSame() throws Exception {
        pool.lease(key("a"), soon(), session -> {
            last().memory = LIMIT + 1;
            assertThat(Waiting.until(() -> last().dead, soon())).isTrue();
            assertThatThrownBy(() -> session.script("return 1", soon()))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.MEMORY));
            return 1;
        });
        pool.lease(key("a"), soon(), Session::uses);
        assertThat(launcher.launched).hasSize(2);
        assertThat(pool.stats().restarts()).isEqualTo(1);
    }

    @Test
    void R40_othersGoOnWhileOneIsKilled() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        int uses = pool.lease(key("a"), soon(), steady -> {
            ScriptedLauncher.FakeBrowser mine = last();
            mine.memory = LIMIT / 2;
            pool.lease(key("b"), soon(), eater -> {
                ScriptedLauncher.FakeBrowser other = last();
                other.memory = LIMIT + 1;
                assertThat(Waiting.until(() -> other.dead, soon())).isTrue();
                return 1;
            });
            done.countDown();
            assertThat(mine.dead).isFalse();
            return steady.call("work", soon(), driver -> 7);
        });
        assertThat(uses).isEqualTo(7);
        assertThat(done.getCount()).isZero();
        assertThat(pool.state().idle()).isEqualTo(1);
    }

    @Test
    void R40_anIdleOneOverItsLimitIsRetiredWithoutBeingLeased() throws Exception {
        pool.lease(key("a"), soon(), Session::uses);
        last().memory = LIMIT + 1;
        assertThat(Waiting.until(() -> pool.state().empty() == 2, soon())).isTrue();
        assertThat(last().seenGone).isTrue();
        assertThat(Waiting.until(() -> pool.freePermits() == 2, soon())).isTrue();
        assertThat(pool.stats().retirements()).containsOnlyKeys(Browser.OUTGREW);
    }

    @Test
    void R40_oneThatWasKilledInItsLeaseIsNotHandedOutAgain() throws Exception {
        pool.close();
        pool = SessionManager.open(PoolSettings.of(1).memory(LIMIT).in(work), launcher);
        pool.lease(key("a"), soon(), session -> {
            last().memory = LIMIT + 1;
            assertThat(Waiting.until(() -> last().dead, soon())).isTrue();
            return 1;
        });
        assertThat(pool.lease(key("a"), soon(), Session::uses)).isEqualTo(1);
        assertThat(launcher.launched).hasSize(2);
    }

    @Test
    void R40_oneAboveTwoThirdsIsReplacedAfterItsLease() throws Exception {
        pool.lease(key("a"), soon(), session -> {
            last().memory = LIMIT / 3 * 2 + 1;
            assertThat(Waiting.until(() -> pool.largest() > LIMIT / 2, soon())).isTrue();
            assertThat(last().dead).isFalse();
            return session.uses();
        });
        assertThat(Waiting.until(() -> pool.state().empty() == 2, soon())).isTrue();
        assertThat(pool.stats().retirements()).containsOnlyKeys("memory");
        assertThat(pool.stats().memoryKills()).isZero();
    }

    @Test
    void lessMemoryThanABrowserNeedsIsRefused() {
        assertThatThrownBy(() -> PoolSettings.of(1).memory(1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("300 MB");
    }
}
