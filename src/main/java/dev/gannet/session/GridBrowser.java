package dev.gannet.session;

import dev.gannet.web.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A session of a Grid; gone when the Grid no longer lists it. Its chromedriver answers one call at a time, so that a
 * session is ended only after a call that hangs in the page, or by the Grid's own session timeout.
 */
final class GridBrowser implements LaunchedBrowser {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final CdpDriver driver;
    private final URI grid;
    private final String session;
    private final HttpClient http;
    private final boolean sandboxed;

    GridBrowser(CdpDriver driver, URI grid, HttpClient http, boolean sandboxed) {
        this.driver = driver;
        this.grid = grid;
        this.http = http;
        this.sandboxed = sandboxed;
        session = String.valueOf(driver.getSessionId());
    }

    @Override
    public CdpDriver driver() {
        return driver;
    }

    @Override
    public boolean alive() {
        return true; // only asking would tell, and the first command of the lease does
    }

    /** How much memory a Grid's browsers take is the Grid's own affair. */
    @Override
    public OptionalLong memory(long enough) {
        return OptionalLong.empty();
    }

    @Override
    public void quit() {
        driver.quit();
    }

    @Override
    public void abort() {
        send(request("/session/" + session).DELETE());
    }

    @Override
    public boolean gone(Deadline deadline) {
        boolean gone = Waiting.until(
                () -> send(request("/status").GET())
                        .filter(answer -> !answer.contains(session))
                        .isPresent(),
                deadline);
        if (gone) {
            driver.hangUp();
        }
        return gone;
    }

    @Override
    public boolean sandboxed() {
        return sandboxed;
    }

    private HttpRequest.Builder request(String path) {
        URI plain = URI.create(grid.getScheme() + "://" + grid.getHost() + ":" + port()
                + Optional.ofNullable(grid.getPath()).orElse("").replaceFirst("/$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(plain).timeout(ANSWER);
        String user = grid.getUserInfo();
        return user == null
                ? request
                : request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private int port() {
        return grid.getPort() >= 0 ? grid.getPort() : "https".equals(grid.getScheme()) ? 443 : 80;
    }

    private Optional<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
