package dev.gannet.http;

import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a fetch, of whatever status.
 *
 * @param status the HTTP status of the last hop
 * @param finalUrl where the redirects led
 * @param redirects how many there were
 * @param headers by name in lower case, in the order they came
 * @param body the body after decompression; its first bytes where it was cut
 * @param truncated whether the body was longer than allowed
 * @param at when the answer was read
 */
public record Fetched(
        int status,
        PageUrl finalUrl,
        int redirects,
        Map<String, List<String>> headers,
        byte[] body,
        boolean truncated,
        Instant at) {
    /** @return the first header of that name, in any case */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** @return the length that the server named, before decompression; 0 when it named none */
    public long declaredLength() {
        return header("content-length")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** @return the charset of the body, by its byte order mark, its Content-Type, its {@code <meta>}, or else its bytes */
    public Charset charset() {
        return BodyCharset.of(body, header("content-type"));
    }

    /** @return the body as text, without a byte order mark */
    public String text() {
        String text = new String(body, charset());
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /**
     * @return this, whole
     * @throws ScrapeException with {@link FailureKind#TOO_LARGE} when the body was cut
     */
    public Fetched whole() {
        if (truncated) {
            throw new ScrapeException(
                    FailureKind.TOO_LARGE, finalUrl.text(), "the answer is longer than " + body.length + " bytes");
        }
        return this;
    }
}
