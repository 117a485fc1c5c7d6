package dev.gannet.page;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a page is brought up, as the job describes it.
 *
 * @param ready what must be there besides the items before the page is ready
 * @param blocked what is seen only on a page that turns visitors away, such as a captcha (R7)
 * @param statuses HTTP statuses whose document is data; empty for every 2xx
 * @param dismiss what is clicked away whenever it is seen
 * @param reach what selectors see, and what is taken, besides the document
 * @param mayFail URLs of requests, also for scripts, that load none of the extracted data
 * @param fetched of which of the page's own requests the answers are kept; what is a regular expression counts for none
 * @param limit the longest a page may take from navigation to snapshot
 * @param size the most characters of HTML that are taken, and as many of answers
 */
public record PageSpec(
        Optional<Selector> ready,
        Optional<Selector> blocked,
        Set<Integer> statuses,
        List<Selector> dismiss,
        Reach reach,
        List<UrlGlob> mayFail,
        List<UrlGlob> fetched,
        Duration limit,
        long size) {
    public PageSpec {
        statuses = Set.copyOf(statuses);
        dismiss = List.copyOf(dismiss);
        mayFail = List.copyOf(mayFail);
        fetched = List.copyOf(fetched);
    }

    /** @param frames whether the documents of same-origin frames are taken, too; no answers are kept */
    public PageSpec(
            Optional<Selector> ready,
            Optional<Selector> blocked,
            Set<Integer> statuses,
            List<Selector> dismiss,
            boolean frames,
            Duration limit,
            long size) {
        this(
                ready,
                blocked,
                statuses,
                dismiss,
                frames ? Reach.FRAMES : Reach.DOCUMENT,
                List.of(),
                List.of(),
                limit,
                size);
    }

    /** @return whether a document of this status is data */
    public boolean accepts(int status) {
        return statuses.isEmpty() ? status >= 200 && status < 300 : statuses.contains(status);
    }

    /**
     * Whether an answer is worth reading, however it was come by (R6).
     *
     * @param url what was asked for
     * @param status of the answer; 0 where the browser does not tell
     * @param retryAfter its {@code Retry-After}, which makes a 503 a request for patience
     * @throws ScrapeException when a document of this status is not data
     */
    public void checkStatus(String url, int status, Optional<String> retryAfter) {
        if (status != 0 && !accepts(status)) {
            throw noData(url, status, retryAfter);
        }
    }

    /** @return the failure of an answer whose status says that it is not what was asked for */
    public static ScrapeException noData(String url, int status, Optional<String> retryAfter) {
        FailureKind kind = status == 429 || status == 503 && retryAfter.isPresent()
                ? FailureKind.RATE_LIMITED
                : status >= 500
                        ? FailureKind.HTTP_SERVER_ERROR
                        : status >= 400 ? FailureKind.HTTP_CLIENT_ERROR : FailureKind.UNSUPPORTED;
        return new ScrapeException(kind, url, "the server answered with status " + status).answered(status);
    }

    /** @return the failure of a page that shows what {@link #blocked} names */
    public ScrapeException turnedAway(String url) {
        String sign = blocked.map(Selector::toString).orElse("");
        return new ScrapeException(
                FailureKind.BLOCKED, url, "the site turns visitors away here: " + sign + " is there");
    }
}
