package dev.gannet.session;

import dev.gannet.kit.Faults;
import dev.gannet.kit.Leaks;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Each signal to each part of a browser, in the middle of a lease. */
@Tag("fast")
class SignalsTest {
    private static final Duration CALL = Duration.ofSeconds(3);
    /** A stopped process answers no call, however long it is stopped. */
    private static final Duration UNANSWERED = Duration.ofSeconds(1);

    @TempDir
    static Path work;

    private static RealPool real;

    @BeforeAll
    static void open() throws Exception {
        real = RealPool.openCounting(PoolSettings.of(1), work, Launchers.of(ChromeLauncherTest.CONFIG));
    }

    @AfterAll
    static void R37_R43_endsAsItBegan() {
        try {
            real.endsAsItBegan();
        } finally {
            real.close();
        }
    }

    // A browser that dies takes its tabs with it: which of the two chromedriver hears of first is its own race.
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "KILL, DRIVER, SESSION_LOST",
        "TERM, DRIVER, SESSION_LOST",
        "STOP, DRIVER, HUNG",
        "KILL, CHROME, SESSION_LOST or CRASHED",
        "TERM, CHROME, SESSION_LOST or CRASHED",
        "STOP, CHROME, HUNG",
        "KILL, RENDERER, CRASHED",
        "TERM, RENDERER, CRASHED",
        "STOP, RENDERER, HUNG"
    })
    void R31_R35_aSignalInALeaseIsATypedFailureNothingIsLeftAndTheNextLeaseSucceeds(
            Faults.Signal signal, Faults.Role role, String kinds) throws Exception {
        long restarts = real.pool.stats().restarts();
        Path[] folder = new Path[1];
        ScrapeException failure = catchThrowableOfType(
                ScrapeException.class,
                () -> real.pool.lease(RealPool.key("job"), RealPool.soon(), session -> {
                    folder[0] = session.folder();
                    session.cdp("Page.navigate", java.util.Map.of("url", "data:text/html,x"), RealPool.soon());
                    session.script("return 1", RealPool.soon());
                    List<ProcessHandle> victims = Faults.processes(session.folder(), role);
                    assertThat(victims).as("processes in the role " + role).isNotEmpty();
                    long from = System.nanoTime();
                    victims.forEach(victim -> Faults.send(signal, victim));
                    // A browser that was asked to end may answer once or twice more.
                    while (RealPool.millis(from) < 20_000) {
                        session.script(
                                "return document.title", Deadline.in(signal == Faults.Signal.STOP ? UNANSWERED : CALL));
                    }
                    return 1;
                }));
        assertThat(kinds.split(" or ")).contains(failure.kind().name());
        assertThat(Waiting.until(
                        () -> !Files.exists(folder[0])
                                && Leaks.processes(folder[0]).isEmpty(),
                        Deadline.in(Duration.ofSeconds(30))))
                .as(() -> "left after 30 s: " + Leaks.processes(folder[0]))
                .isTrue();
        real.works("job");
        assertThat(real.pool.stats().restarts()).isEqualTo(restarts + 1);
        assertThat(real.calm()).as("permits are back").isTrue();
    }
}
