package dev.gannet.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.GoodPages.page;

/** Endpoints with too much, too little, or no end. Large bodies are written as they go, never held. */
final class HostileSizes {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: ";
    private static final String HTML = HEAD + "text/html; charset=utf-8\r\n";
    private static final int MEGABYTE = 1 << 20;

    private HostileSizes() {}

    static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.of("/hang", "R3", "says nothing, ever", Answer.hang()),
                Endpoint.of(
                        "/drip", "R58", "a document that gets one letter each 100 ms, for ever", (request, wire) -> {
                            wire.write(HTML + "\r\n" + page("Drip", ""));
                            endless(wire, number -> "<i>.</i>");
                        }),
                Endpoint.of("/chunked-endless", "R58", "the same in chunks", (request, wire) -> {
                    wire.write(HTML + "Transfer-Encoding: chunked\r\n\r\n");
                    wire.write(chunk(page("Chunked", "")));
                    endless(wire, number -> chunk("<i>" + number + "</i>"));
                }),
                Endpoint.of("/reset", "R1", "breaks the connection with a TCP reset", Answer.reset()),
                Endpoint.of(
                        "/half-reset", "R1", "breaks the connection in the middle of the document", (request, wire) -> {
                            wire.write(HTML + "Content-Length: 100000\r\n\r\n" + page("Half", ""));
                            wire.rest(Duration.ofMillis(200));
                            wire.reset();
                        }),
                Endpoint.of(
                        "/short-body",
                        "R1",
                        "promises 1000 bytes more than it sends",
                        Answer.cutShort(page("Short body", ""))),
                new Endpoint("/deep", "/deep?n=20000", "R39", "?n elements inside each other", (request, wire) -> {
                    wire.write(HTML + "\r\n" + page("Deep", ""));
                    many(wire, request.number("n", 20_000), "<div>");
                }),
                new Endpoint(
                        "/deep-script",
                        "/deep-script?n=20000",
                        "R39",
                        "the same by script: the parser's own bound does not hold it",
                        (request, wire) -> html(page(
                                        "Deep script",
                                        "<script>let at = document.body; for (let i = 0; i < "
                                                + request.number("n", 20_000)
                                                + "; i++) at = at.appendChild(document.createElement('div'))</script>"))
                                .give(request, wire)),
                new Endpoint("/wide", "/wide?n=100000", "R39 R41", "?n elements beside each other", (request, wire) -> {
                    wire.write(HTML + "\r\n" + page("Wide", ""));
                    many(wire, request.number("n", 100_000), "<i>x</i>");
                }),
                new Endpoint("/bigtext", "/bigtext?mb=30", "R12 R39 R41", "?mb megabytes of text", (request, wire) -> {
                    wire.write(HTML + "\r\n" + page("Big text", "<p>"));
                    megabytes(wire, request.number("mb", 30));
                }),
                new Endpoint(
                        "/bigcomment",
                        "/bigcomment?mb=30",
                        "R12 R39 R41",
                        "?mb megabytes of comment",
                        (request, wire) -> {
                            wire.write(HTML + "\r\n" + page("Big comment", "<!-- "));
                            megabytes(wire, request.number("mb", 30));
                            wire.write(" -->");
                        }),
                Endpoint.of("/hugelisting", "R12", "a list of 20000 records", (request, wire) -> {
                    wire.write(HTML + "\r\n<!doctype html><title>Huge listing</title>");
                    for (int i = 0; i < 20_000; i++) {
                        wire.write(GoodPages.record("Listed " + i, i));
                    }
                }),
                Endpoint.of("/100klinks", "R62", "100000 links", (request, wire) -> {
                    wire.write(HTML + "\r\n" + page("Links", ""));
                    for (int i = 0; i < 100_000; i++) {
                        wire.write("<a href=/linked/" + i + ">" + i + "</a>\n");
                    }
                }),
                new Endpoint(
                        "/gzipbomb",
                        "/gzipbomb?kind=html",
                        "S22",
                        "a gigabyte of blanks in a megabyte of gzip; ?kind=html or xml",
                        (request, wire) ->
                                bomb(request.all("kind").contains("xml") ? "application/xml" : "text/html", wire)),
                Endpoint.of("/blank", "R58", "an empty document", html("")),
                Endpoint.of(
                        "/empty",
                        "R58",
                        "200 and nothing at all, without a type",
                        (request, wire) ->
                                wire.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
                Endpoint.of(
                        "/204",
                        "R6",
                        "204: the browser stays where it was",
                        (request, wire) -> wire.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")));
    }

    private static void endless(Wire wire, IntFunction<String> piece) throws IOException {
        for (int i = 0; ; i++) {
            wire.write(piece.apply(i));
            wire.rest(Duration.ofMillis(100));
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    private static void many(Wire wire, int count, String piece) throws IOException {
        String thousand = piece.repeat(1000);
        for (int i = 0; i < count / 1000; i++) {
            wire.write(thousand);
        }
        wire.write(piece.repeat(count % 1000));
    }

    private static void megabytes(Wire wire, int count) throws IOException {
        byte[] text = "All work and no play. "
                .repeat(MEGABYTE / 22 + 1)
                .substring(0, MEGABYTE)
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            wire.write(text);
        }
    }

    private static void bomb(String type, Wire wire) throws IOException {
        wire.write(HEAD + type + "\r\nContent-Encoding: gzip\r\n\r\n");
        byte[] blanks = " ".repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8);
        try (GZIPOutputStream packed = new GZIPOutputStream(wire.stream())) {
            packed.write(page("Gzip bomb", "").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1024; i++) {
                packed.write(blanks);
            }
        }
    }
}
