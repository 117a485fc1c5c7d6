package dev.gannet.session;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.json.JsonException;

/**
 * What the hub of a Grid answers beside the commands of its sessions: whether it is there, what it has, and the end of a
 * session. Each answer is waited for ten seconds at most. Thread-safe.
 */
final class GridHub {
    /** The code of an answer that did not come. */
    static final int NONE = 0;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** From here a node may be out of reach, and then nothing is lost but time. */
    private static final Duration OF_NODE = Duration.ofSeconds(3);

    private static final String REMOVED = "session was removed";
    private static final String NODE_AWAY = "unable to execute request for an existing session";

    private final HttpClient http;
    private final GridAddress address;

    GridHub(HttpClient http, GridAddress address) {
        this.http = http;
        this.address = address;
    }

    /**
     * What a hub says of itself.
     *
     * @param code of its answer, or {@link #NONE}
     * @param nodes how many of its nodes are up
     * @param sessions the sessions that it lists, each with the address of its node
     */
    record Status(int code, int nodes, Map<String, URI> sessions) {
        boolean ok() {
            return code == 200;
        }
    }

    Status status() {
        Answer answer = send(request("/status").GET());
        if (answer.code() != 200) {
            return new Status(answer.code(), 0, Map.of());
        }
        try {
            Map<String, Object> told = new Json().toType(answer.body(), Json.MAP_TYPE);
            int nodes = 0;
            Map<String, URI> sessions = new HashMap<>();
            for (Map<?, ?> node : maps(map(told.get("value")).get("nodes"))) {
                nodes += "UP".equals(node.get("availability")) ? 1 : 0;
                URI place = URI.create(String.valueOf(node.get("uri")));
                for (Map<?, ?> slot : maps(node.get("slots"))) {
                    Object session = map(slot.get("session")).get("sessionId");
                    if (session != null) {
                        sessions.put(String.valueOf(session), place);
                    }
                }
            }
            return new Status(200, nodes, sessions);
        } catch (JsonException | IllegalArgumentException noGrid) {
            return new Status(NONE, 0, Map.of());
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> maps.add(map(each)));
        }
        return maps;
    }

    /** @return whether the session answers, without asking its page anything */
    boolean answers(String session) {
        return send(request("/session/" + session + "/timeouts").GET()).code() == 200;
    }

    /**
     * Ends a session, at its node where the hub does not know it any more: one that was started again has forgotten all.
     *
     * @param node the address of its node, as the hub told it; unknown where it did not
     * @return whether the session is over: ended, not known any more, or gone with its node
     */
    boolean end(String session, @Nullable URI node) {
        Answer answer = send(request("/session/" + session).DELETE());
        if (answer.code() == 200 || answer.says(REMOVED)) {
            return true;
        }
        boolean over = answer.code() == 404 || answer.says(NODE_AWAY);
        if (node != null) {
            // A node asks nobody for a password, and is given none.
            Answer told = send(HttpRequest.newBuilder(URI.create(node + "/session/" + session))
                    .timeout(OF_NODE)
                    .DELETE());
            over |= told.code() == 200 || told.code() == 404;
        }
        return over;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER);
        address.authorization().ifPresent(who -> request.header("Authorization", who));
        return request;
    }

    private record Answer(int code, String body) {
        boolean says(String words) {
            return body.toLowerCase(Locale.ROOT).contains(words);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Answer(NONE, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(NONE, "");
        }
    }
}
