package dev.gannet.crawl;

import dev.gannet.http.Fetched;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a server asks to be left alone (RFC 9110 section 10.2.3; RFC 6585 section 4). A date is measured by the answer's
 * own {@code Date}, so that no clock of ours matters.
 */
final class RetryAfter {
    /** Longer is not waited for: the host is asked again then. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** @return the time, at most an hour; empty when the answer is no 429 or 503, or names none */
    static Optional<Duration> of(Fetched answer) {
        if (answer.status() != 429 && answer.status() != 503) {
            return Optional.empty();
        }
        return answer.header("retry-after")
                .map(String::strip)
                .flatMap(text -> text.matches("\\d+")
                        ? Optional.of(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text)))
                        : until(answer))
                .filter(time -> !time.isNegative())
                .map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }

    private static Optional<Duration> until(Fetched answer) {
        return answer.moment("retry-after")
                .flatMap(then -> answer.moment("date").map(now -> Duration.between(now, then)));
    }
}
