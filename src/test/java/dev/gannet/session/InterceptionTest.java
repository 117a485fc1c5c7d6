package dev.gannet.session;

import dev.gannet.kit.LocalSite;
import dev.gannet.kit.TcpProxy;
import dev.gannet.web.PageUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.json.Json;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** The headers of a job on a real browser, whose connection can break. */
@Tag("fast")
class InterceptionTest {
    @TempDir
    Path work;

    @Test
    void S16_whoseConnectionBreaksIsTold_whoseConnectionIsClosedIsNot() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        AtomicInteger lost = new AtomicInteger();
        try (LocalSite site = LocalSite.open().on("/", html("<h1>x</h1>"));
                RealPool real = RealPool.open(1, work)) {
            OwnHeaders headers = OwnHeaders.of(Map.of("X-Mine", "yes"), List.of(PageUrl.of(site.url("/"))));
            real.pool.lease(RealPool.key("job"), RealPool.soon(), session -> {
                URI place = session.call("place", RealPool.soon(), driver -> place(http, (CdpDriver) driver));
                try (TcpProxy wire = TcpProxy.to(place.getPort())) {
                    URI through = URI.create("ws://127.0.0.1:" + wire.port() + place.getPath());
                    Interception broken = open(http, through, headers, lost);
                    session.cdp("Page.navigate", Map.of("url", site.url("/")), RealPool.soon());
                    assertThat(site.heard("/").get(0).header("x-mine")).isEqualTo("yes");
                    assertThat(broken.intact()).isTrue();
                    wire.close();
                    assertThat(Waiting.until(() -> lost.get() == 1 && !broken.intact(), RealPool.soon()))
                            .as("told")
                            .isTrue();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                Interception closed = open(http, place, headers, lost);
                closed.close();
                session.cdp("Page.navigate", Map.of("url", site.url("/")), RealPool.soon());
                assertThat(lost.get()).isEqualTo(1);
                return true;
            });
        }
    }

    @Test
    void S16_anOriginIsSchemeHostAndPort() {
        OwnHeaders own = OwnHeaders.of(Map.of("X-Mine", "yes"), List.of(PageUrl.of("https://a.example/x")));
        assertThat(own.to(PageUrl.of("https://a.example:443/y"))).isNotEmpty();
        assertThat(own.to(PageUrl.of("HTTPS://A.Example/"))).isNotEmpty();
        for (String other : List.of(
                "http://a.example/x",
                "https://a.example:8443/x",
                "https://b.a.example/x",
                "https://a.example.evil.example/",
                "https://example/x")) {
            assertThat(own.to(PageUrl.of(other))).as(other).isEmpty();
        }
        assertThat(own.patterns()).containsExactly("https://a.example/*");
        assertThat(own.toString()).doesNotContain("yes");
    }

    private static Interception open(HttpClient http, URI place, OwnHeaders headers, AtomicInteger lost) {
        try {
            return Interception.open(http, place, headers, lost::incrementAndGet, RealPool.soon());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI place(HttpClient http, CdpDriver driver) {
        Map<?, ?> options = (Map<?, ?>) driver.getCapabilities().getCapability("goog:chromeOptions");
        URI version = URI.create("http://" + options.get("debuggerAddress") + "/json/version");
        try {
            String text = http.send(HttpRequest.newBuilder(version).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<String, Object> told = new Json().toType(text, Json.MAP_TYPE);
            return URI.create(String.valueOf(told.get("webSocketDebuggerUrl")));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
