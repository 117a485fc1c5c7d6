package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchSessionException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rules of the pool, with scripted browsers. */
@Tag("fast")
class SessionManagerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final ScriptedLauncher launcher = new ScriptedLauncher();

    @TempDir
    Path work;

    private SessionManager pool;

    static LeaseKey key(String job) {
        return new LeaseKey(job, "", BrowserSpec.usual(""));
    }

    private SessionManager pool(int size, int uses) {
        pool = SessionManager.open(
                new PoolSettings(
                        size, uses, Duration.ofHours(1), LONG, Duration.ofMillis(50), PoolSettings.MEMORY, work),
                launcher);
        return pool;
    }

    @AfterEach
    void close() {
        if (pool != null) {
            pool.close();
        }
    }

    private static Deadline soon() {
        return Deadline.in(LONG);
    }

    private void calm(int size) {
        assertThat(Waiting.until(() -> pool.freePermits() == size, soon())).isTrue();
        assertThat(pool.state().leased()
                        + pool.state().starting()
                        + pool.state().retiring())
                .isZero();
    }

    @Test
    void theSameKeyGetsItsWarmBrowserAgain() throws Exception {
        pool(2, 100);
        int first = pool.lease(key("a"), soon(), Session::uses);
        int second = pool.lease(key("a"), soon(), Session::uses);
        assertThat(List.of(first, second)).containsExactly(1, 2);
        assertThat(launcher.launched).hasSize(1);
    }

    @Test
    void anotherKeyNeverGetsThatBrowserAndTheOldestIdleOneMakesRoom() throws Exception {
        pool(1, 100);
        pool.lease(key("a"), soon(), session -> session.notes().put("logged in", true));
        Map<String, Object> seen = pool.lease(key("b"), soon(), session -> Map.copyOf(session.notes()));
        assertThat(seen).isEmpty();
        assertThat(launcher.launched).hasSize(2);
        assertThat(launcher.launched.get(0).dead).isTrue();
        assertThat(pool.stats().retirements()).containsEntry("another key", 1L);
    }

    @Test
    void aBrowserIsReplacedAfterItsUses() throws Exception {
        pool(1, 2);
        for (int i = 0; i < 4; i++) {
            pool.lease(key("a"), soon(), Session::uses);
        }
        calm(1);
        assertThat(launcher.launched).hasSize(2);
        assertThat(pool.stats().retirements()).containsEntry("uses", 2L);
    }

    @Test
    void theSitesFaultKeepsTheBrowserAndTheBrowsersFaultRetiresIt() throws Exception {
        pool(1, 100);
        for (FailureKind kind : List.of(FailureKind.HTTP_CLIENT_ERROR, FailureKind.CRASHED)) {
            assertThatThrownBy(() -> pool.lease(key("a"), soon(), session -> {
                        throw new ScrapeException(kind, "", "scripted");
                    }))
                    .isInstanceOf(ScrapeException.class);
        }
        calm(1);
        assertThat(launcher.launched).hasSize(1);
        assertThat(pool.state().empty()).isEqualTo(1);
    }

    @Test
    void anUnknownFailureAndASuspicionRetireIt() throws Exception {
        pool(1, 100);
        assertThatThrownBy(() -> pool.lease(key("a"), soon(), session -> {
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        pool.lease(key("a"), soon(), session -> {
            session.suspect("a window is left");
            return 1;
        });
        calm(1);
        assertThat(pool.stats().retirements()).containsKeys("failed work", "a window is left");
    }

    @Test
    void aSessionIsOfNoUseAfterItsLease() throws Exception {
        pool(1, 100);
        Session kept = pool.lease(key("a"), soon(), session -> session);
        assertThatThrownBy(kept::uses).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.call("x", soon(), driver -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoeverWaitsTooLongIsToldHowThePoolStands() throws Exception {
        pool(1, 100);
        pool.lease(key("a"), soon(), outer -> {
            assertThatThrownBy(() -> pool.lease(key("a"), Deadline.in(Duration.ofMillis(30)), Session::uses))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NO_SESSION))
                    .hasMessageContaining("total=1, idle=0, leased=1, starting=0, retiring=0");
            return 1;
        });
        assertThat(pool.stats().waits()).isEqualTo(1);
        calm(1);
    }

    @Test
    void anInterruptWhileWaitingLeaksNoPermit() throws Exception {
        pool(1, 100);
        AtomicReference<Throwable> met = new AtomicReference<>();
        pool.lease(key("a"), soon(), outer -> {
            Thread waiter = new Thread(() -> {
                try {
                    pool.lease(key("a"), soon(), Session::uses);
                } catch (InterruptedException | RuntimeException e) {
                    met.set(e);
                }
            });
            waiter.start();
            assertThat(Waiting.until(() -> pool.state().waiting() == 1, soon())).isTrue();
            waiter.interrupt();
            waiter.join(LONG.toMillis());
            return 1;
        });
        assertThat(met.get()).isInstanceOf(InterruptedException.class);
        calm(1);
    }

    @Test
    void R49_launchesThatFailInARowEndInAPlainWordAtOnce() {
        pool(2, 100);
        launcher.onLaunch = (key, deadline) -> {
            throw new IllegalStateException("no such binary");
        };
        for (int i = 0; i < LaunchBreaker.MOST; i++) {
            assertThatThrownBy(() -> pool.lease(key("a"), soon(), Session::uses))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH));
        }
        assertThatThrownBy(() -> pool.lease(key("a"), soon(), Session::uses))
                .hasMessageContaining("gannet doctor")
                .hasMessageContaining("no such binary");
        assertThat(pool.stats().launchFailures()).isEqualTo(LaunchBreaker.MOST);
        calm(2);
    }

    @Test
    void aBrowserThatDiedIdleIsNotHandedOut() throws Exception {
        pool(1, 100);
        pool.lease(key("a"), soon(), Session::uses);
        launcher.launched.get(0).dead = true;
        assertThat(pool.lease(key("a"), soon(), Session::uses)).isEqualTo(1);
        assertThat(launcher.launched).hasSize(2);
    }

    @Test
    void R31_deathsAreToldByTheirKindAndTheBrowserIsRetired() throws Exception {
        pool(1, 100);
        Map<RuntimeException, FailureKind> deaths = Map.of(
                new WebDriverException("unknown error: tab crashed"), FailureKind.CRASHED,
                new org.openqa.selenium.TimeoutException(
                                "timeout\nfrom aborted by navigation\nfrom target frame detached"),
                        FailureKind.CRASHED,
                new NoSuchSessionException("invalid session id"), FailureKind.SESSION_LOST,
                new WebDriverException("disconnected: not connected to DevTools"), FailureKind.SESSION_LOST,
                new WebDriverException(new java.io.IOException("broken pipe")), FailureKind.SESSION_LOST,
                new UnhandledAlertException("unexpected alert open"), FailureKind.DIALOG);
        for (Map.Entry<RuntimeException, FailureKind> death : deaths.entrySet()) {
            assertThatThrownBy(() -> pool.lease(
                            key("a"),
                            soon(),
                            session -> session.call("look", soon(), driver -> {
                                throw death.getKey();
                            })))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(death.getValue()));
        }
        calm(1);
        assertThat(launcher.launched).hasSize(deaths.size()).allMatch(browser -> browser.dead);
    }

    @Test
    void aMistakeOfTheCommandAloneComesAsItIsAndCostsNoBrowserWhenHandled() throws Exception {
        pool(1, 100);
        pool.lease(key("a"), soon(), session -> {
            assertThatThrownBy(() -> session.call("find", soon(), driver -> {
                        throw new NoSuchElementException("nothing there");
                    }))
                    .isInstanceOf(NoSuchElementException.class);
            return 1;
        });
        assertThat(pool.state().idle()).isEqualTo(1);
    }

    @Test
    void aDeathThatTheWorkSwallowsRetiresTheBrowserAllTheSame() throws Exception {
        pool(1, 100);
        pool.lease(key("a"), soon(), session -> {
            assertThatThrownBy(() -> session.call("look", soon(), driver -> {
                        throw new WebDriverException("tab crashed");
                    }))
                    .isInstanceOf(ScrapeException.class);
            return 1;
        });
        calm(1);
        assertThat(launcher.launched.get(0).dead).isTrue();
    }

    @Test
    void closingEndsEverythingTwiceHarmlesslyAndLeasesNoMore() throws Exception {
        pool(2, 100);
        pool.lease(key("a"), soon(), Session::uses);
        pool.close();
        pool.close();
        assertThat(launcher.launched).allMatch(browser -> browser.dead);
        assertThat(work).isEmptyDirectory();
        assertThatThrownBy(() -> pool.lease(key("a"), soon(), Session::uses))
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STOPPED));
    }
}
