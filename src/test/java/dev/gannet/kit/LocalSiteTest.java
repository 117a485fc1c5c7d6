package dev.gannet.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class LocalSiteTest {
    private final LocalSite site = LocalSite.open();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void namedPagesAnswerAndOthersAreMissing() throws Exception {
        site.on("/", Answer.html("<h1>ığ</h1>")).on("/p/*", Answer.json("[1]"));

        assertThat(get("/").body()).isEqualTo("<h1>ığ</h1>");
        assertThat(get("/p/7?x=1").body()).isEqualTo("[1]");
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void everyRequestIsRemembered() throws Exception {
        site.on("/a", Answer.html("a"));
        get("/a?q=1");

        assertThat(site.heard("/a")).singleElement().satisfies(one -> {
            assertThat(one.target()).isEqualTo("/a?q=1");
            assertThat(one.method()).isEqualTo("GET");
            assertThat(one.header("user-agent")).startsWith("Java");
        });
    }

    @Test
    void answersComeInTurnAndTheLastOneStays() throws Exception {
        site.on("/", Answer.inTurn(Answer.status(503, "later"), Answer.html("now")));

        assertThat(get("/").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aResetBreaksTheConnection() {
        site.on("/", Answer.reset());
        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void aCutBodyIsNoBody() {
        site.on("/", Answer.cutShort("<p>half"));
        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void aHangingPageSaysNothing() {
        site.on("/", Answer.hang());
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.url("/")))
                .timeout(Duration.ofMillis(200))
                .build();
        assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void slowAndDrippedPagesArriveWhole() throws Exception {
        site.on("/slow", Answer.slow(Duration.ofMillis(30), Answer.html("late")))
                .on("/drip", Answer.drip(Duration.ofMillis(5), "<p>a", "<p>b", "<p>c"));

        assertThat(get("/slow").body()).isEqualTo("late");
        assertThat(get("/drip").body()).isEqualTo("<p>a<p>b<p>c");
    }

    @Test
    void downloadsAndRedirectsCarryTheirHeaders() throws Exception {
        site.on("/file", Answer.download("a.bin", "x")).on("/old", Answer.redirect("/file"));

        assertThat(get("/file").headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("a.bin"));
        assertThat(get("/old").headers().firstValue("Location")).hasValue("/file");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.url(path)))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
