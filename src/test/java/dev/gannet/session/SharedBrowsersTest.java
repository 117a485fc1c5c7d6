package dev.gannet.session;

import dev.gannet.job.DriversConfig;
import dev.gannet.kit.Faults;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Each pool that shares a browser finds it as if it had just started. */
@Tag("fast")
class SharedBrowsersTest {
    private static final ChromeConfig CONFIG = DriversConfig.load(DriversConfig.locate());

    private static final String STORE = """
            const done = arguments[0];
            (async () => {
              document.cookie = 'who=a; max-age=3600';
              localStorage.setItem('who', 'a');
              sessionStorage.setItem('who', 'a');
              window.name = 'a';
              await new Promise((yes, no) => {
                const open = indexedDB.open('who');
                open.onsuccess = () => { open.result.close(); yes(); };
                open.onerror = no;
              });
              await (await caches.open('who')).put('/kept', new Response('a'));
              window.open('/other');
            })().then(() => done('stored'), e => done(String(e)));""";

    private static final String LOOK = """
            const done = arguments[0];
            (async () => [document.cookie, localStorage.getItem('who'), sessionStorage.getItem('who'), window.name,
              (await indexedDB.databases()).length, (await caches.keys()).length, window.injected === undefined,
              innerWidth, (await navigator.permissions.query({name: 'geolocation'})).state, history.length])()
              .then(done, e => done([String(e)]));""";

    @TempDir
    Path work;

    @BeforeEach
    void passable() throws Exception {
        java.nio.file.Files.setPosixFilePermissions(
                work, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** A specification of this test alone: no other test's browser can be given to it. */
    private static LeaseKey key(String job) {
        return new LeaseKey(job, "", BrowserSpec.usual("shared-browsers-test"));
    }

    private SessionManager pool() {
        LeaseKey key = key("any");
        return SessionManager.open(PoolSettings.of(1).in(work), SharedBrowsers.launcher(CONFIG, key.browser()));
    }

    private static Object process(Session session) {
        return session.call(
                "capabilities",
                RealPool.soon(),
                driver -> driver.getCapabilities().getCapability("goog:processID"));
    }

    @Test
    void theNextPoolHasTheSameProcessAndNothingOfWhatTheLastLeft() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/", html("<title>ready</title>")).on("/other", html("other"))) {
            String url = "http://localhost:" + site.port() + "/";
            Object[] processes = new Object[2];
            try (SessionManager first = pool()) {
                String stored = first.lease(key("a"), RealPool.soon(), session -> {
                    processes[0] = process(session);
                    session.cdp(
                            "Browser.grantPermissions",
                            Map.of("origin", url, "permissions", List.of("geolocation")),
                            RealPool.soon());
                    session.cdp(
                            "Page.addScriptToEvaluateOnNewDocument",
                            Map.of("source", "window.injected = true"),
                            RealPool.soon());
                    session.cdp(
                            "Emulation.setDeviceMetricsOverride",
                            Map.of("width", 333, "height", 333, "deviceScaleFactor", 1, "mobile", false),
                            RealPool.soon());
                    return LeaseIsolationTest.ask(session, url, STORE);
                });
                assertThat(stored).isEqualTo("stored");
            }
            try (SessionManager second = pool()) {
                String seen = second.lease(key("a"), RealPool.soon(), session -> {
                    processes[1] = process(session);
                    assertThat(session.uses()).isEqualTo(1);
                    assertThat(session.<Set<String>>call(
                                    "windows", RealPool.soon(), driver -> driver.getWindowHandles()))
                            .hasSize(1);
                    assertThat(session.newFolder())
                            .as("writable for the browser's user")
                            .isDirectory();
                    return LeaseIsolationTest.ask(session, url, LOOK);
                });
                assertThat(seen).matches("\\[, null, null, , 0, 0, true, 1280, (prompt|denied), [12]]");
            }
            assertThat(processes[1]).isNotNull().isEqualTo(processes[0]);
            assertThat(work).as("folders of the pools").isEmptyDirectory();
        }
    }

    @Test
    void aBrowserThatWasKilledIsGivenToNobody() throws Exception {
        Object[] processes = new Object[2];
        try (SessionManager first = pool()) {
            first.lease(key("a"), RealPool.soon(), session -> {
                processes[0] = process(session);
                Faults.send(
                        Faults.Signal.KILL,
                        ProcessHandle.of(((Number) processes[0]).longValue()).orElseThrow());
                session.suspect("killed");
                return true;
            });
        }
        try (SessionManager second = pool()) {
            second.lease(key("a"), RealPool.soon(), session -> processes[1] = process(session));
        }
        assertThat(processes[1]).isNotNull().isNotEqualTo(processes[0]);
    }
}
