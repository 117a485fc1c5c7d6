package dev.gannet.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one fetch may take and how it presents itself.
 *
 * @param timeout longest for all of it: redirects, headers and body
 * @param maxBytes most bytes of body that are kept, counted after decompression
 * @param maxRedirects most redirects that are followed
 * @param userAgent the User-Agent header
 * @param accept the Accept header
 * @param headers further headers, sent to the origin of the first request alone
 * @param cookies sent where they belong, unless a header is their like; none are sent or kept without
 */
public record FetchLimits(
        Duration timeout,
        int maxBytes,
        int maxRedirects,
        String userAgent,
        String accept,
        Map<String, String> headers,
        Optional<CookieJar> cookies) {
    /** Limits without further headers and cookies. */
    public FetchLimits(Duration timeout, int maxBytes, int maxRedirects, String userAgent, String accept) {
        this(timeout, maxBytes, maxRedirects, userAgent, accept, Map.of(), Optional.empty());
    }

    /** @return the same limits with further headers */
    FetchLimits plus(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new FetchLimits(timeout, maxBytes, maxRedirects, userAgent, accept, all, cookies);
    }

    public FetchLimits {
        headers = Map.copyOf(headers);
        if (timeout.isNegative() || timeout.isZero() || maxBytes < 1 || maxRedirects < 0) {
            throw new IllegalArgumentException(
                    "limits must be positive: " + timeout + ", " + maxBytes + " bytes, " + maxRedirects + " redirects");
        }
    }
}
