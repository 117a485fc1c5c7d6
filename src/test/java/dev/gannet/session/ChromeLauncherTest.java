package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pool with the installed Chrome. */
@Tag("fast")
class ChromeLauncherTest {
    static final Profile DESKTOP =
            new Profile("desktop", 1280, 800, 1, false, Optional.of("de-DE"), Optional.of("Asia/Tokyo"), Set.of());
    static final Profile MOBILE =
            new Profile("mobile", 390, 844, 3, true, Optional.empty(), Optional.empty(), Set.of());
    static final ChromeConfig CONFIG = new ChromeConfig(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            Map.of("desktop", DESKTOP, "mobile", MOBILE),
            Map.of());

    @TempDir
    static Path work;

    private static SessionManager pool;

    @BeforeAll
    static void open() throws Exception {
        // The folder of a test is for its owner only; the browser's user must be able to go through.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        pool = SessionManager.open(PoolSettings.of(2).in(work), Launchers.of(CONFIG));
    }

    @AfterAll
    static void close() {
        pool.close();
        assertThat(work).isEmptyDirectory();
        assertThat(ProcessTable.naming(work)).isEmpty();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    private static LeaseKey key(String profile) {
        return new LeaseKey(
                "job",
                "",
                new BrowserSpec(
                        profile,
                        false,
                        false,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        OwnHeaders.NONE,
                        "gannet (+me@example.org)"));
    }

    @Test
    void aBrowserIsSetUpAsTheProfileSays() throws Exception {
        List<?> seen = pool.lease(key("desktop"), soon(), session -> (List<?>) session.script(
                "return [navigator.userAgent, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,"
                        + " innerWidth]",
                soon()));
        assertThat(String.valueOf(seen.get(0))).contains("HeadlessChrome").endsWith("gannet (+me@example.org)");
        assertThat(seen.subList(1, 3).toString()).isEqualTo("[de-DE, Asia/Tokyo]");
        Object ratio = pool.lease(key("mobile"), soon(), session -> session.script("return devicePixelRatio", soon()));
        assertThat(ratio).isEqualTo(3L);
    }

    @Test
    void S10_theSandboxIsOnEvenWhereWeAreRoot() throws Exception {
        boolean sandboxed = pool.lease(key("desktop"), soon(), Session::sandboxed);
        List<String> lines = ProcessTable.naming(work).stream()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
        assertThat(sandboxed).isTrue();
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("--no-sandbox"));
        assertThat(lines).noneMatch(line -> line.contains("--remote-allow-origins"));
    }

    @Test
    void R31_R35_afterChromeIsKilledTheNextLeaseGetsANewOne() throws Exception {
        assertThatThrownBy(() -> pool.lease(key("desktop"), soon(), session -> {
                    Number pid = session.call("pid", soon(), driver ->
                            (Number) driver.getCapabilities().getCapability("goog:processID"));
                    ProcessHandle.of(pid.longValue()).orElseThrow().destroyForcibly();
                    return session.script("return 1", soon());
                }))
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.SESSION_LOST));
        Object answer = pool.lease(key("desktop"), soon(), session -> session.script("return 2", soon()));
        assertThat(answer).isEqualTo(2L);
    }

    @Test
    void R34_aCallThatHangsIsEndedAtItsDeadline() throws Exception {
        long from = System.nanoTime();
        assertThatThrownBy(() -> pool.lease(
                        key("desktop"),
                        soon(),
                        session -> session.script("while (true) {}", Deadline.in(Duration.ofSeconds(1)))))
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.HUNG));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(60));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Object answer = pool.lease(key("desktop"), soon(), session -> session.script("return 2", soon()));
        assertThat(answer).isEqualTo(2L);
    }

    @Test
    void devToolsCommandsAndAsynchronousScriptsAnswer() throws Exception {
        Object answer = pool.lease(key("desktop"), soon(), session -> {
            Map<String, Object> navigated =
                    session.cdp("Page.navigate", Map.of("url", "data:text/html,<p>hello"), soon());
            assertThat(navigated).containsKey("frameId");
            return session.asyncScript("setTimeout(arguments[1], 10, arguments[0] + 1)", soon(), 41);
        });
        assertThat(answer).isEqualTo(42L);
    }
}
