package dev.gannet.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How one address of a {@link LocalSite} behaves. The factories are the faults and kindnesses that tests script. */
@FunctionalInterface
public interface Answer {
    /** Answers on the wire; what is not closed by then is closed afterwards. */
    void give(Heard request, Wire wire) throws IOException;

    /** A page. */
    static Answer html(String html) {
        return status(200, "text/html; charset=utf-8", html);
    }

    /** A JSON document. */
    static Answer json(String json) {
        return status(200, "application/json", json);
    }

    /** A page with a status of its own. */
    static Answer status(int status, String html) {
        return status(status, "text/html; charset=utf-8", html);
    }

    /** Anything. */
    static Answer status(int status, String type, String body) {
        return (request, wire) -> wire.send(status, body, "Content-Type: " + type);
    }

    /** A page with headers of its own, each {@code Name: value}. */
    static Answer html(String html, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: text/html; charset=utf-8";
        return (request, wire) -> wire.send(200, html, all);
    }

    /** A redirect of status 302. */
    static Answer redirect(String location) {
        return (request, wire) -> wire.send(302, "", "Location: " + location);
    }

    /** A file that browsers save instead of showing it. */
    static Answer download(String name, String content) {
        return (request, wire) -> wire.send(
                200,
                content,
                "Content-Type: application/octet-stream",
                "Content-Disposition: attachment; filename=\"" + name + "\"");
    }

    /** Says nothing until the site closes. */
    static Answer hang() {
        return (request, wire) -> wire.rest(Duration.ofDays(1));
    }

    /** Answers later. */
    static Answer slow(Duration delay, Answer then) {
        return (request, wire) -> {
            wire.rest(delay);
            then.give(request, wire);
        };
    }

    /** Sends an HTML body piece by piece, with a pause after each, then ends it properly. */
    static Answer drip(Duration pause, String... pieces) {
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n");
            for (String piece : pieces) {
                wire.write(piece);
                wire.rest(pause);
            }
        };
    }

    /** Promises more bytes than it sends, then closes. */
    static Answer cutShort(String html) {
        int promised = html.getBytes(StandardCharsets.UTF_8).length + 1000;
        return (request, wire) -> wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + promised
                + "\r\nConnection: close\r\n\r\n" + html);
    }

    /** Breaks the connection with a TCP reset. */
    static Answer reset() {
        return (request, wire) -> wire.reset();
    }

    /** The first answer to the first request, and so on; the last one stays. */
    static Answer inTurn(Answer... answers) {
        AtomicInteger turn = new AtomicInteger();
        return (request, wire) -> answers[Math.min(turn.getAndIncrement(), answers.length - 1)].give(request, wire);
    }
}
