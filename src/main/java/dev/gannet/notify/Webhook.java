package dev.gannet.notify;

import dev.gannet.web.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends messages to a URL, signed as the Standard Webhooks specification has it (version 1.0.0): the headers
 * {@code webhook-id}, {@code webhook-timestamp} (seconds) and {@code webhook-signature}, {@code v1,} and the Base64 of an
 * HMAC-SHA256 of {@code id.timestamp.body}. Redirects are not followed. Thread-safe.
 */
final class Webhook {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final String PREFIX = "whsec_";
    /** The receiver wants nothing more (the specification's own word for it). */
    private static final int GONE = 410;

    private final NotifySpec spec;
    private final String agent;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIME)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param agent what it calls itself */
    Webhook(NotifySpec spec, String agent) {
        this.spec = spec;
        this.agent = agent;
    }

    /**
     * What came of it.
     *
     * @param taken whether it was received
     * @param forGood whether it would never be
     * @param says what was answered, or why nothing was
     */
    record Answer(boolean taken, boolean forGood, String says) {}

    Answer send(Notice notice, Instant now) throws InterruptedException {
        String timestamp = Long.toString(now.getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(spec.webhook().reveal()))
                .timeout(TIME)
                .header("Content-Type", "application/json")
                .header("User-Agent", agent)
                .header("webhook-id", notice.message())
                .header("webhook-timestamp", timestamp)
                .POST(HttpRequest.BodyPublishers.ofString(notice.body(), StandardCharsets.UTF_8));
        spec.key()
                .ifPresent(key -> request.header(
                        "webhook-signature", signature(key, notice.message(), timestamp, notice.body())));
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return new Answer(status / 100 == 2, status == GONE, "it answered with status " + status);
        } catch (IOException e) {
            return new Answer(
                    false,
                    false,
                    "it could not be reached: " + e.getClass().getSimpleName()
                            + Optional.ofNullable(e.getMessage())
                                    .map(text -> ", " + text)
                                    .orElse(""));
        }
    }

    static String signature(Secret key, String id, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key.reveal()), "HmacSHA256"));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** A key of the specification's own form is Base64 after its prefix; any other is taken as it is. */
    private static byte[] bytes(String key) {
        if (key.startsWith(PREFIX)) {
            try {
                return Base64.getDecoder().decode(key.substring(PREFIX.length()));
            } catch (IllegalArgumentException noBase64) {
                return key.getBytes(StandardCharsets.UTF_8);
            }
        }
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
