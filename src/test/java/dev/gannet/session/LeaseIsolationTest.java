package dev.gannet.session;

import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What one job leaves in a browser, and whom a browser calls. */
@Tag("fast")
class LeaseIsolationTest {
    private static final String STORE = """
            const done = arguments[0];
            (async () => {
              document.cookie = 'who=a; max-age=3600';
              localStorage.setItem('who', 'a');
              sessionStorage.setItem('who', 'a');
              await navigator.serviceWorker.register('/worker.js');
              await navigator.serviceWorker.ready;
              await (await caches.open('who')).put('/kept', new Response('a'));
            })().then(() => done('stored'), e => done(String(e)));""";

    private static final String LOOK = """
            const done = arguments[0];
            (async () => [document.cookie, localStorage.getItem('who'), sessionStorage.getItem('who'),
              (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length,
              (await navigator.permissions.query({name: 'geolocation'})).state])()
              .then(done, e => done([String(e)]));""";

    @TempDir
    Path work;

    /** @return what the script answers in that page, as text */
    static String ask(Session session, String url, String script) {
        BrowserMemoryTest.open(session, url);
        Waiting.until(() -> "ready".equals(session.script("return document.title", RealPool.soon())), RealPool.soon());
        return String.valueOf(session.asyncScript(script, RealPool.soon()));
    }

    @Test
    void R9_anotherJobSeesNothingOfWhatTheFirstLeftInABrowser() throws Exception {
        try (LocalSite site = LocalSite.open()
                        .on("/", html("<title>ready</title>"))
                        .on("/worker.js", status(200, "text/javascript", "self.addEventListener('fetch', e => {});"));
                RealPool real = RealPool.open(1, work)) {
            String url = "http://localhost:" + site.port() + "/";
            Path[] folders = new Path[2];
            Object stored = real.pool.lease(RealPool.key("a"), RealPool.soon(), session -> {
                folders[0] = session.folder();
                session.cdp(
                        "Browser.grantPermissions",
                        Map.of("origin", url, "permissions", List.of("geolocation")),
                        RealPool.soon());
                return ask(session, url, STORE);
            });
            assertThat(stored).isEqualTo("stored");
            Object own = real.pool.lease(RealPool.key("a"), RealPool.soon(), session -> ask(session, url, LOOK));
            assertThat(own).as("the same job's next page").isEqualTo("[who=a, a, a, 1, 1, granted]");
            Object other = real.pool.lease(RealPool.key("b"), RealPool.soon(), session -> {
                folders[1] = session.folder();
                return ask(session, url, LOOK);
            });
            String seen = String.valueOf(other);
            assertThat(seen).matches("\\[, null, null, 0, 0, (prompt|denied)]");
            assertThat(folders[1]).as("another browser").isNotEqualTo(folders[0]);
            real.leavesNothing();
        }
    }

    private static LeaseKey behind(LocalSite proxy) {
        return RealPool.key("quiet", Optional.of("127.0.0.1:" + proxy.port()));
    }

    @Test
    void S30_anIdleBrowserCallsNobodyAndOneWithAPageCallsOnlyItsSite() throws Exception {
        try (LocalSite idle = LocalSite.open();
                LocalSite proxy = LocalSite.open()
                        .on("http://shop.test/*", html("<title>ready</title><link rel=icon href=data:,>"));
                RealPool real = RealPool.open(2, work)) {
            real.pool.lease(behind(idle), RealPool.soon(), Session::uses);
            String title = real.pool.lease(
                    behind(proxy),
                    RealPool.soon(),
                    session -> String.valueOf(ask(session, "http://shop.test/", "arguments[0](1)")));
            assertThat(title).isEqualTo("1");
            // Calls home come with the start and some seconds after it; nothing tells that there are none but time.
            Waiting.until(
                    () -> !idle.heard().isEmpty() || proxy.heard().size() > 1, Deadline.in(Duration.ofSeconds(8)));
            assertThat(idle.heard()).as("of an idle browser").isEmpty();
            assertThat(proxy.heard())
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.target()).startsWith("http://shop.test/"));
            real.leavesNothing();
        }
    }
}
