package dev.gannet.crawl;

import dev.gannet.http.HttpDate;
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

    /**
     * @param retryAfter the answer's {@code Retry-After}
     * @param date its {@code Date}
     * @return the time, at most an hour; empty when the answer is no 429 or 503, or names none
     */
    static Optional<Duration> of(int status, Optional<String> retryAfter, Optional<String> date) {
        if (status != 429 && status != 503) {
            return Optional.empty();
        }
        return retryAfter
                .map(String::strip)
                .flatMap(text -> text.matches("\\d+")
                        ? Optional.of(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text)))
                        : until(text, date))
                .filter(time -> !time.isNegative())
                .map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }

    private static Optional<Duration> until(String then, Optional<String> date) {
        return HttpDate.of(then)
                .flatMap(moment -> date.flatMap(HttpDate::of).map(now -> Duration.between(now, moment)));
    }
}
