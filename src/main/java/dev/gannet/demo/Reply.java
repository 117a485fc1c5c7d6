package dev.gannet.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the shop answers to one request. */
@SuppressWarnings("ArrayRecordComponent") // made here, sent once, never compared
record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    static Reply json(Object value) {
        return json(200, value);
    }

    static Reply json(int status, Object value) {
        return text(status, "application/json", JsonText.of(value));
    }

    static Reply text(int status, String type, String text) {
        return new Reply(status, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** @throws IllegalStateException if the program was packed without that file */
    static Reply file(int status, String type, String name) {
        return text(status, type, resource(name));
    }

    static String resource(String name) {
        try (InputStream in = Reply.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the shop's " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, body, Map.copyOf(more));
    }
}
