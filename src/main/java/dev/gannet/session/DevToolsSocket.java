package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;

/**
 * A connection of the DevTools protocol to a whole browser, for the events that the driver does not pass on. Thread-safe.
 */
final class DevToolsSocket implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Json json = new Json();
    private final Consumer<Map<String, Object>> heard;
    private final Consumer<Optional<Throwable>> failed;
    private final CompletableFuture<WebSocket> connecting;
    private CompletableFuture<WebSocket> sending;

    /**
     * Starts to connect; what is sent meanwhile follows.
     *
     * @param place the WebSocket of the whole browser, and the credentials that it requires
     * @param heard gets each message, one after the other
     * @param failed run, perhaps several times, when the connection breaks or is never made; with the cause, if known
     */
    DevToolsSocket(
            HttpClient http,
            Place place,
            Deadline deadline,
            Consumer<Map<String, Object>> heard,
            Consumer<Optional<Throwable>> failed) {
        this.heard = heard;
        this.failed = failed;
        WebSocket.Builder socket = http.newWebSocketBuilder()
                .connectTimeout(deadline.atMost(CONNECT).left());
        place.authorization().ifPresent(who -> socket.header("Authorization", who));
        connecting = socket.buildAsync(place.socket(), new Listener());
        sending = connecting;
    }

    /**
     * Where a browser is asked.
     *
     * @param socket the WebSocket of the whole browser
     * @param authorization the credentials that the endpoint requires
     */
    record Place(URI socket, Optional<String> authorization) {}

    /** @return a client for such connections */
    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    /**
     * A Grid names the WebSocket of the whole browser; a browser of this machine is asked for it.
     *
     * @param purpose what the connection is for, for the message of a failure
     * @throws ScrapeException {@link FailureKind#SESSION_LOST} when the browser does not answer
     */
    static Optional<URI> address(CdpDriver driver, HttpClient http, String purpose, Deadline deadline)
            throws InterruptedException {
        if (driver.getCapabilities().getCapability("se:cdp") instanceof String grid) {
            return Optional.of(URI.create(grid));
        }
        if (driver.getCapabilities().getCapability("goog:chromeOptions") instanceof Map<?, ?> options
                && options.get("debuggerAddress") instanceof String address) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/json/version"))
                        .timeout(deadline.atMost(CONNECT).left())
                        .build();
                Map<String, Object> version = new Json()
                        .toType(
                                http.send(request, HttpResponse.BodyHandlers.ofString())
                                        .body(),
                                Json.MAP_TYPE);
                return Optional.of(URI.create(String.valueOf(version.get("webSocketDebuggerUrl"))));
            } catch (IOException e) {
                throw new ScrapeException(
                        FailureKind.SESSION_LOST, "", purpose + ": the browser does not say where it listens", e);
            }
        }
        return Optional.empty();
    }

    /** Sends a command to the browser itself. */
    void send(long id, String method, Map<String, ?> parameters) {
        send(id, method, parameters, Optional.empty());
    }

    /**
     * One message after the other: a WebSocket takes the next one only when the last one has left.
     *
     * @param target the session of the page or frame that is meant; empty for the browser itself
     */
    synchronized void send(long id, String method, Map<String, ?> parameters, Optional<String> target) {
        Map<String, Object> message = new HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        target.ifPresent(session -> message.put("sessionId", session));
        String text = json.toJson(message);
        sending = sending.thenCompose(socket -> socket.sendText(text, true));
        sending.exceptionally(failure -> {
            failed.accept(Optional.of(failure));
            return null;
        });
    }

    /** Ends the connection at once. Harmless when repeated. */
    @Override
    public void close() {
        connecting.thenAccept(WebSocket::abort);
    }

    /** Puts the parts of a message together. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Map<String, Object> message = json.toType(text.toString(), Json.MAP_TYPE);
                text.setLength(0);
                heard.accept(message);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            failed.accept(Optional.empty());
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            failed.accept(Optional.of(failure));
        }
    }
}
