package dev.gannet.session;

import dev.gannet.kit.Leaks;
import dev.gannet.kit.LocalGrid;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the pool promises, over a hub with two nodes of one browser each. The hub and the nodes say what is lost, and where.
 * The tests of whole runs extend this class, so that one Grid serves both: its three JVMs cost more than most tests.
 */
public abstract class GridSessions {
    /** Nodes end an unused session later than the pool gives an idle one back, which is after ten seconds. */
    private static final Duration SESSION = Duration.ofSeconds(12);

    private static final Duration QUEUED = Duration.ofSeconds(12);
    private static final Duration STEP = Duration.ofMillis(200);
    private static @Nullable LocalGrid shared;
    private LocalGrid grid;

    @TempDir
    Path work;

    /** Ends the Grid of all tests, where a test needed it. */
    @AfterAll
    public static void closeGrid() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /** @return the Grid of all tests, where every slot is free: nodes that a test killed are started again */
    protected static LocalGrid grid() throws IOException {
        if (shared == null) {
            shared = LocalGrid.open(
                    LocalGrid.Settings.USUAL.slots(1).session(SESSION).request(QUEUED));
        } else {
            shared.restore();
        }
        return shared;
    }

    private GridAddress address() {
        return GridAddress.parse(grid.urlWithPassword()).orElseThrow();
    }

    private static LeaseKey key(GridAddress address, OwnHeaders headers) {
        return new LeaseKey(
                "shop",
                "",
                new BrowserSpec(
                        "desktop",
                        false,
                        false,
                        Set.of(),
                        Optional.of(address),
                        Optional.empty(),
                        headers,
                        "gannet-test/1"));
    }

    private static final class Pool implements AutoCloseable {
        private final SessionManager sessions;
        private final LeaseKey key;

        Pool(int size, Path work, LeaseKey key) {
            this(size, work, key, new GridLauncher(ChromeLauncherTest.CONFIG));
        }

        Pool(int size, Path work, LeaseKey key, SessionLauncher launcher) {
            sessions = SessionManager.open(PoolSettings.of(size).in(work), launcher);
            this.key = key;
        }

        <T> T once(LeasedWork<T> work) throws InterruptedException {
            return sessions.lease(key, RealPool.soon(), work);
        }

        /** Asks again where there was no slot, as a run does: on a machine under load a browser may take its time. */
        <T> T lease(LeasedWork<T> work) throws InterruptedException {
            Deadline deadline = RealPool.soon();
            while (true) {
                try {
                    return once(work);
                } catch (ScrapeException e) {
                    if (e.kind() != FailureKind.NO_SESSION || deadline.passed()) {
                        throw e;
                    }
                }
            }
        }

        void works() throws InterruptedException {
            assertThat(lease(Pool::sum)).isEqualTo(42L);
        }

        static Object sum(Session session) {
            return String.valueOf(session.script("return 40 + 2", RealPool.soon()))
                            .equals("42")
                    ? 42L
                    : 0L;
        }

        @Override
        public void close() {
            sessions.close();
        }
    }

    private Pool pool(int size) {
        return new Pool(size, work, key(address(), OwnHeaders.NONE));
    }

    /** Asks less often than {@link Waiting}, for the facts are the hub's. */
    private void await(String what, BooleanSupplier fact) {
        Deadline deadline = RealPool.soon();
        while (!fact.getAsBoolean()) {
            assertThat(deadline.passed())
                    .as(() -> what + ": " + grid.slots() + grid.logs())
                    .isFalse();
            Waiting.pause(STEP);
        }
    }

    /** Two at a time, so that both nodes have one. */
    private static void both(Pool pool, LeasedWork<Object> work) throws Exception {
        CountDownLatch two = new CountDownLatch(2);
        List<CompletableFuture<Void>> leases = List.of(1, 2).stream()
                .map(each -> CompletableFuture.runAsync(() -> {
                    try {
                        pool.lease(session -> {
                            two.countDown();
                            assertThat(two.await(90, TimeUnit.SECONDS)).isTrue();
                            return work.with(session);
                        });
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (CompletableFuture<Void> lease : leases) {
            lease.get(3, TimeUnit.MINUTES);
        }
    }

    @Test
    public void S12_whoIsRefusedIsToldSoAtOnceAndWithoutThePassword() throws Exception {
        grid = grid();
        GridAddress wrong = new GridAddress(grid.url(), Optional.empty()).as("gannet", new Secret("not-this-one"));
        try (Pool pool = new Pool(
                1,
                work,
                key(wrong, OwnHeaders.NONE),
                new GridLauncher(ChromeLauncherTest.CONFIG, Duration.ZERO, Duration.ZERO))) {
            ScrapeException refused = catchThrowableOfType(ScrapeException.class, () -> pool.once(Pool::sum));
            assertThat(refused.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH);
            assertThat(refused)
                    .hasMessageContaining("the Grid at " + grid.url().getAuthority())
                    .hasMessageContaining("user and password");
            assertThat(String.valueOf(wrong)).doesNotContain("not-this-one");
        }
    }

    @Test
    public void S12_theDoctorWarnsOfAGridThatServesAnybody() throws Exception {
        grid = grid();
        assertThat(GridCheck.of(address(), false))
                .isEqualTo(BrowserCheck.good("grid", address().place() + " has 2 nodes"));
        assertThat(GridCheck.of(new GridAddress(grid.url(), Optional.empty())).seen())
                .endsWith("answers 401");
        try (LocalSite open =
                LocalSite.open().on("/status", json("{\"value\": {\"nodes\": [{\"availability\": \"UP\"}]}}"))) {
            GridAddress anybody = GridAddress.parse(open.base()).orElseThrow();
            assertThat(GridCheck.of(anybody, false).seen()).contains("serves anybody");
            assertThat(GridCheck.of(anybody.as("me", new Secret("x")), false).seen())
                    .contains("serves anybody");
            assertThat(GridCheck.of(anybody).ok()).as("on loopback").isTrue();
        }
        assertThat(GridCheck.of(GridAddress.parse("http://127.0.0.1:1").orElseThrow())
                        .seen())
                .endsWith("does not answer");
    }

    @Test
    public void R51_whereAllSlotsAreTakenAPageWaitsUntilOneIsGivenBackOrItIsToldThatThereWasNone() throws Exception {
        grid = grid();
        try (Pool others = pool(2);
                Pool pool = pool(1)) {
            CountDownLatch held = new CountDownLatch(2);
            CountDownLatch told = new CountDownLatch(1);
            FutureTask<Boolean> holding = new FutureTask<>(() -> {
                both(others, session -> {
                    held.countDown();
                    while (!told.await(1, TimeUnit.SECONDS)) {
                        Pool.sum(session); // or its node would end it
                    }
                    return true;
                });
                return true;
            });
            new Thread(holding, "holds-both-slots").start();
            try {
                assertThat(held.await(3, TimeUnit.MINUTES)).isTrue();
                ScrapeException none = catchThrowableOfType(ScrapeException.class, () -> pool.once(Pool::sum));
                assertThat(none.kind()).isEqualTo(FailureKind.NO_SESSION);
                assertThat(none).hasMessageContaining("no slot free");
                // Who does not wait that long is no longer waited for by the hub, either: it would leave a session.
                Deadline one = Deadline.in(Duration.ofSeconds(1));
                ScrapeException late = catchThrowableOfType(
                        ScrapeException.class, () -> pool.sessions.lease(pool.key, one, Pool::sum));
                assertThat(late.kind()).isEqualTo(FailureKind.NO_SESSION);
            } finally {
                told.countDown();
            }
            assertThat(holding.get(3, TimeUnit.MINUTES)).isTrue();
            assertThat(pool.sessions.stats().launchFailures()).isZero();
            assertThat(pool.sessions.freePermits()).isEqualTo(1);
            // The others use theirs no longer, and give them back.
            pool.works();
            await(
                    "given back",
                    () -> others.sessions.state().empty() == 2
                            && grid.slots().stream().anyMatch(slot -> !slot.busy()));
            assertThat(others.sessions.stats().retirements()).containsOnly(Map.entry("idle", 2L));
            assertThat(others.sessions.stats().restarts()).isZero();
            assertThat(pool.sessions.stats().launchFailures()).isZero();
            others.works();
        }
        grid.awaitFree();
        Leaks.assertNone(work);
    }

    /** Its headers, which Chrome's debugging port adds, go through a router that asks for a password. */
    @Test
    public void R51_S16_aSessionThatItsNodeEndedIsReplacedByOneThatSendsTheJobsHeaders() throws Exception {
        grid = grid();
        try (LocalSite site = LocalSite.open().on("/", html("<h1>in</h1>"))) {
            OwnHeaders headers = OwnHeaders.of(Map.of("X-Key", "let me in"), List.of(PageUrl.of(site.url("/"))));
            try (Pool pool = new Pool(1, work, key(address(), headers))) {
                losesItsSession(pool, grid::endSessions);
                // Nobody uses it for a while.
                losesItsSession(pool, () -> {});
                pool.works();
                assertThat(pool.sessions.stats().launches()).isEqualTo(3);
                pool.lease(session -> session.call("get", RealPool.soon(), driver -> {
                    driver.get(site.url("/"));
                    return true;
                }));
                await("asked for", () -> !site.heard("/").isEmpty());
                assertThat(site.heard("/").get(0).header("x-key")).isEqualTo("let me in");
                assertThat(pool.sessions.stats().launches()).isEqualTo(3);
            }
        }
        grid.awaitFree();
    }

    private void losesItsSession(Pool pool, Runnable end) {
        ScrapeException lost = catchThrowableOfType(
                ScrapeException.class,
                () -> pool.lease(session -> {
                    Pool.sum(session);
                    end.run();
                    await("ended by its node", () -> grid.sessions() == 0);
                    return Pool.sum(session);
                }));
        assertThat(lost.kind()).isEqualTo(FailureKind.SESSION_LOST);
    }

    @Test
    public void R51_aNodeThatIsKilledTakesItsSessionWithItAndNothingElse() throws Exception {
        grid = grid();
        try (Pool pool = pool(2)) {
            CountDownLatch killed = new CountDownLatch(1);
            List<Optional<FailureKind>> ends = new CopyOnWriteArrayList<>();
            both(pool, session -> {
                synchronized (ends) {
                    if (killed.getCount() == 1) {
                        grid.killNode(0);
                        killed.countDown();
                    }
                }
                try {
                    Pool.sum(session);
                    ends.add(Optional.empty());
                } catch (ScrapeException e) {
                    ends.add(Optional.of(e.kind()));
                }
                return true;
            });
            assertThat(ends).containsExactlyInAnyOrder(Optional.empty(), Optional.of(FailureKind.SESSION_LOST));
            // Its place is free although the hub does not know yet.
            await("places", () -> pool.sessions.state().idle() == 1 && pool.sessions.freePermits() == 2);
            pool.works();
        }
        grid.restore();
    }

    @Test
    public void R51_aHubThatIsStartedAgainIsWaitedForAndItsSessionsAreEndedAtTheirNodes() throws Exception {
        grid = grid();
        try (Pool pool = pool(2)) {
            both(pool, Pool::sum);
            long timedOut = grid.timedOut();
            grid.killHub();
            CompletableFuture<Object> next = CompletableFuture.supplyAsync(() -> {
                try {
                    // Its browser was idle for a moment: it is asked whether it lives, and no page meets a dead one.
                    new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);
                    return pool.lease(Pool::sum);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            new CountDownLatch(1).await(3, TimeUnit.SECONDS);
            assertThat(next).isNotDone();
            grid.startHub();
            assertThat(next.get(2, TimeUnit.MINUTES)).isEqualTo(42L);
            assertThat(pool.sessions.stats().launchFailures()).isZero();
            pool.close();
            grid.awaitFree();
            // The other one was found out only later, perhaps too late.
            assertThat(grid.timedOut() - timedOut)
                    .as("sessions left to their node")
                    .isLessThan(2);
        }
    }

    @Test
    public void R51_aGridThatStaysAwayIsOneClearFailure() throws Exception {
        GridAddress nowhere = GridAddress.parse("http://127.0.0.1:1").orElseThrow();
        try (Pool pool = new Pool(
                1,
                work,
                key(nowhere, OwnHeaders.NONE),
                new GridLauncher(ChromeLauncherTest.CONFIG, Duration.ofMinutes(2), Duration.ofSeconds(1)))) {
            ScrapeException away = catchThrowableOfType(ScrapeException.class, () -> pool.once(Pool::sum));
            assertThat(away.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH);
            assertThat(away).hasMessageContaining("the Grid at 127.0.0.1:1 does not answer");
            assertThat(pool.sessions.freePermits()).isEqualTo(1);
        }
    }
}
