package dev.gannet.session;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds a job's headers to the requests of a whole browser that go to the job's own origins, and to no other: Chrome stops
 * each of these, of every window, frame and worker, and asks what to send. Each hop of a redirect is a request of its own,
 * and Chrome does not carry the headers over (S16). Requests to other origins are not stopped at all. Thread-safe.
 *
 * <p>When the connection is lost, Chrome goes on without asking. Pages without the headers may look well and be others, so
 * the browser must not go on then.
 */
final class Interception implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Interception.class);
    private static final long ENABLE = 1;

    private final OwnHeaders headers;
    private final Runnable lost;
    private final AtomicLong ids = new AtomicLong(ENABLE);
    private final Map<Long, String> asked = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> enabled = new CompletableFuture<>();
    private @Nullable DevToolsSocket socket;
    private volatile boolean closed;
    private volatile boolean broken;

    private Interception(OwnHeaders headers, Runnable lost) {
        this.headers = headers;
        this.lost = lost;
    }

    /** As {@link #open(HttpClient, DevToolsSocket.Place, OwnHeaders, Runnable, Deadline)}, of a browser that asks nobody who he is. */
    static Interception open(HttpClient http, URI socket, OwnHeaders headers, Runnable lost, Deadline deadline)
            throws InterruptedException {
        return open(http, new DevToolsSocket.Place(socket, Optional.empty()), headers, lost, deadline);
    }

    /**
     * Connects to a browser and has it ask.
     *
     * @param place the WebSocket of the whole browser
     * @param lost run once, from any thread, when the connection breaks before it is closed
     * @throws ScrapeException {@link FailureKind#SESSION_LOST} when the browser does not agree in time
     */
    static Interception open(
            HttpClient http, DevToolsSocket.Place place, OwnHeaders headers, Runnable lost, Deadline deadline)
            throws InterruptedException {
        Interception interception = new Interception(headers, lost);
        boolean up = false;
        try {
            interception.start(new DevToolsSocket(
                    http, place, deadline, interception::heard, failure -> interception.fail(failure.orElse(null))));
            interception.enabled.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            up = true;
            return interception;
        } catch (ExecutionException | TimeoutException e) {
            throw new ScrapeException(
                    FailureKind.SESSION_LOST, "", "browser.headers: the browser lets nobody into its requests", e);
        } finally {
            if (!up) {
                interception.close();
            }
        }
    }

    private void start(DevToolsSocket connection) {
        synchronized (this) {
            socket = connection;
        }
        List<Map<String, String>> patterns = headers.patterns().stream()
                .map(pattern -> Map.of("urlPattern", pattern, "requestStage", "Request"))
                .toList();
        send(ENABLE, "Fetch.enable", Map.of("patterns", patterns));
    }

    /** @return whether the browser still asks */
    boolean intact() {
        return !broken;
    }

    private void send(long id, String method, Map<String, Object> parameters) {
        DevToolsSocket connection;
        synchronized (this) {
            connection = socket;
        }
        if (connection != null) {
            connection.send(id, method, parameters);
        }
    }

    private void heard(Map<String, Object> message) {
        if ("Fetch.requestPaused".equals(message.get("method"))
                && message.get("params") instanceof Map<?, ?> paused
                && paused.get("request") instanceof Map<?, ?> request) {
            long id = ids.incrementAndGet();
            asked.put(id, String.valueOf(paused.get("requestId")));
            send(id, "Fetch.continueRequest", answer(String.valueOf(paused.get("requestId")), request));
        } else if (message.get("id") instanceof Number id) {
            replied(id.longValue(), message.get("error"));
        }
    }

    private Map<String, Object> answer(String id, Map<?, ?> request) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("requestId", id);
        Map<String, String> own = PageUrl.parse(String.valueOf(request.get("url")))
                .map(headers::to)
                .orElse(Map.of());
        if (!own.isEmpty() && request.get("headers") instanceof Map<?, ?> present) {
            Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            present.forEach((name, value) -> all.put(String.valueOf(name), String.valueOf(value)));
            all.putAll(own);
            answer.put(
                    "headers",
                    all.entrySet().stream()
                            .map(header -> Map.of("name", header.getKey(), "value", header.getValue()))
                            .toList());
        }
        return answer;
    }

    private void replied(long id, @Nullable Object error) {
        String request = asked.remove(id);
        if (id == ENABLE) {
            if (error == null) {
                enabled.complete(true);
            } else {
                enabled.completeExceptionally(new IllegalStateException(String.valueOf(error)));
            }
        } else if (error != null && request != null) {
            // Mostly the page has given the request up already; one that is refused would wait for ever.
            LOG.debug("a request could not go on: {}", error);
            send(
                    ids.incrementAndGet(),
                    "Fetch.failRequest",
                    Map.of("requestId", request, "errorReason", "BlockedByClient"));
        }
    }

    private void fail(@Nullable Throwable failure) {
        boolean first;
        synchronized (this) {
            first = !broken && !closed;
            broken = true;
        }
        enabled.completeExceptionally(failure == null ? new IllegalStateException("closed") : failure);
        if (first) {
            LOG.debug("the browser no longer asks about its requests", failure);
            lost.run();
        }
    }

    /** Ends the connection at once; the browser goes on without headers, and is to be ended. Harmless when repeated. */
    @Override
    public void close() {
        DevToolsSocket connection;
        synchronized (this) {
            closed = true;
            connection = socket;
        }
        if (connection != null) {
            connection.close();
        }
    }
}
