package dev.gannet.session;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import dev.gannet.kit.Faults;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.remote.http.ClientConfig;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Nothing that asks a browser waits for ever. */
@Tag("fast")
class SessionDeadlinesTest {
    /** Of the libraries only the drivers' own types are asked for; importing all that is named takes most of the time. */
    private static final JavaClasses HOUSE = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setClassResolver(SelectedClassResolverFromClasspath.class);
        configuration.setClassResolverArguments("org.openqa.selenium.remote");
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.gannet");
    });

    @TempDir
    Path work;

    /** @return the classes, without those inside them, that call the method */
    private static Set<String> callers(Class<?> owner, String method) {
        return calls(owner, method)
                .map(call -> call.getOriginOwner())
                .map(SessionDeadlinesTest::outermost)
                .collect(Collectors.toSet());
    }

    private static Stream<? extends JavaAccess<?>> calls(Class<?> owner, String method) {
        return HOUSE.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().equals(method));
    }

    private static Set<String> asked(String type) {
        return HOUSE.stream()
                .filter(one -> outermost(one).equals(type))
                .flatMap(one -> one.getAccessesFromSelf().stream())
                .filter(call -> call.getTargetOwner().isAssignableTo(WebDriver.class))
                .map(JavaAccess::getName)
                .collect(Collectors.toSet());
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(SessionDeadlinesTest::outermost).orElse(type.getSimpleName());
    }

    @Test
    void R34_theDriverOfALeasedBrowserIsReachedOnlyThroughACallWithADeadline() {
        List<String> asking = calls(LaunchedBrowser.class, "driver")
                .map(call -> outermost(call.getOriginOwner()) + "."
                        + call.getOrigin().getName())
                .toList();
        assertThat(asking)
                .as("who touches the driver: besides the session, a browser around a browser, which hands it on")
                .containsExactlyInAnyOrder("Session.ask", "InterceptedBrowser.driver", "InterceptedBrowser.of");
        assertThat(asked("InterceptedBrowser")).isEmpty();
        assertThat(asked("DevToolsSocket"))
                .as("what it asks of a driver by itself: what that knows already")
                .containsExactly("getCapabilities");
        assertThat(callers(Watchdog.class, "watch")).contains("Session", "ChromeLauncher", "GridLauncher");
    }

    @Test
    void R34_quittingAndLaunchingAreAskedForInOnePlaceEachWhichBoundsThem() {
        assertThat(callers(LaunchedBrowser.class, "quit"))
                .as("the reaper, and a browser around a browser for it")
                .containsExactlyInAnyOrder("Reaper", "InterceptedBrowser");
        assertThat(callers(SessionLauncher.class, "launch")).containsOnly("Launching", "Launchers");
        assertThat(callers(CdpDriver.class, "quit")).containsOnly("LocalBrowser", "GridBrowser");
    }

    @Test
    void R34_everyConnectionToADriverGivesUpWhenNobodyAnswers() {
        Set<String> connecting = callers(ClientConfig.class, "defaultConfig");
        assertThat(connecting).isNotEmpty();
        assertThat(callers(ClientConfig.class, "readTimeout")).isEqualTo(connecting);
        assertThat(callers(ClientConfig.class, "connectionTimeout")).isEqualTo(connecting);
    }

    @Test
    void R53_deadlinesAndPoolKnowNoWallClock() {
        Set<String> clocks = Set.of("java.time.Instant.now", "java.lang.System.currentTimeMillis");
        List<String> used = HOUSE.stream()
                .filter(type ->
                        type.getPackageName().equals("dev.gannet.session") || type.isEquivalentTo(Deadline.class))
                // The doctor looks whether the wall clock itself is right.
                .filter(type -> !type.isEquivalentTo(MachineCheck.class))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(call -> clocks.contains(call.getTargetOwner().getName() + "." + call.getName())
                        || call.getTargetOwner().getName().equals("java.time.Clock")
                        || call.getTargetOwner().getName().equals("java.util.Date"))
                .map(JavaAccess::getDescription)
                .toList();
        assertThat(used).isEmpty();
    }

    @Test
    void R54_nothingIsLoggedByTheDriverThatNobodyReads() {
        LeaseKey key = RealPool.key("job");
        Map<String, Object> asked = ChromeWishes.of(
                        ChromeLauncherTest.CONFIG, key.browser(), ChromeLauncherTest.DESKTOP, List.of())
                .asMap();
        assertThat(asked).doesNotContainKeys("goog:loggingPrefs", "loggingPrefs", "se:bidiEnabled");
        assertThat(String.valueOf(asked)).doesNotContain("perfLoggingPrefs").doesNotContain("--enable-logging");
    }

    @Test
    void R33_aPageThatLoopsForEverIsHungCostsOneDeadlineAndItsProcessesAreDead() throws Exception {
        try (LocalSite site = LocalSite.open()
                        .on(
                                "/",
                                html(
                                        "<title>loop</title><script>setTimeout(() => { while (true) {} }, 100)</script>"));
                RealPool real = RealPool.open(1, work)) {
            Path[] folder = new Path[1];
            AtomicReference<Long> from = new AtomicReference<>(0L);
            ScrapeException failure = catchThrowableOfType(
                    ScrapeException.class,
                    () -> real.pool.lease(RealPool.key("job"), RealPool.soon(), session -> {
                        folder[0] = session.folder();
                        BrowserMemoryTest.open(session, site.url("/"));
                        from.set(System.nanoTime());
                        Deadline page = Deadline.in(Duration.ofSeconds(2));
                        while (true) {
                            session.script("return document.title", page);
                        }
                    }));
            assertThat(failure.kind()).isEqualTo(FailureKind.HUNG);
            // The page's deadline and ten seconds, and three times the room for a machine that others use.
            assertThat(RealPool.millis(from.get())).isBetween(1_900L, 2_000L + 30_000);
            assertThat(Waiting.until(
                            () -> Faults.processes(folder[0], Faults.Role.RENDERER)
                                            .isEmpty()
                                    && Faults.processes(folder[0], Faults.Role.CHROME)
                                            .isEmpty(),
                            Deadline.in(Duration.ofSeconds(30))))
                    .isTrue();
            real.works("job");
            real.leavesNothing();
        }
    }

    @Test
    void R52_anInterruptInsideACallEndsItStoppedKeepsTheFlagAndLosesNoPermit() throws Exception {
        // A chromedriver whose command has no end does not quit: how long it is asked to is not what this is about.
        try (RealPool real = RealPool.open(RealPool.quickToQuit(1), work, Launchers.of(ChromeLauncherTest.CONFIG))) {
            real.works("job");
            AtomicReference<Optional<FailureKind>> told = new AtomicReference<>(Optional.empty());
            AtomicReference<Boolean> flag = new AtomicReference<>(false);
            Thread thread = new Thread(() -> {
                ScrapeException failure = catchThrowableOfType(
                        ScrapeException.class,
                        () -> real.pool.lease(
                                RealPool.key("job"),
                                RealPool.soon(),
                                session -> session.asyncScript("window.waiting = true", RealPool.soon())));
                told.set(Optional.ofNullable(failure).map(ScrapeException::kind));
                flag.set(Thread.currentThread().isInterrupted());
            });
            thread.start();
            assertThat(Waiting.until(() -> waitsForAnswer(thread), RealPool.soon()))
                    .isTrue();
            thread.interrupt();
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(told.get()).contains(FailureKind.STOPPED);
            assertThat(flag.get()).as("whoever works in the thread is told too").isTrue();
            real.works("job");
            real.leavesNothing();
        }
    }

    private static boolean waitsForAnswer(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("executeAsyncScript"));
    }
}
