package dev.gannet.crawl;

import dev.gannet.http.CookieJar;
import dev.gannet.http.FetchLimits;
import dev.gannet.http.Fetched;
import dev.gannet.http.HttpFetcher;
import dev.gannet.job.Plan;
import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Plain HTTP by the rules of a run: scope, robots.txt and pace for every hop, the job's headers to its own origins alone, and
 * the time that a {@code Retry-After} names. Thread-safe.
 */
final class PlainHttp {
    private static final int MOST_REDIRECTS = 10;

    private final Plan plan;
    private final HttpFetcher http;
    private final Courtesy courtesy;

    PlainHttp(Plan plan, HttpFetcher http, Courtesy courtesy) {
        this.plan = plan;
        this.http = http;
        this.courtesy = courtesy;
    }

    /**
     * What is asked for.
     *
     * @param url what
     * @param time longest for all of it
     * @param bytes most bytes of it, decompressed
     * @param accept the Accept header
     * @param headers further headers, besides the job's
     * @param cookies of the job's login, where it is asked for by who is logged in
     */
    record Request(
            PageUrl url,
            Duration time,
            long bytes,
            String accept,
            Map<String, String> headers,
            Optional<CookieJar> cookies) {}

    /**
     * @param purpose {@code PAGE} where the page's own slot is still to be used, else {@code STEP}
     * @return the answer, whatever its status
     */
    Fetched get(Request request, Gate.Purpose purpose) {
        PageUrl url = request.url();
        Deadline deadline = Deadline.in(request.time());
        Map<String, String> headers = new HashMap<>(plan.browser().headers().to(url));
        headers.putAll(request.headers());
        FetchLimits limits = new FetchLimits(
                request.time(),
                (int) Math.min(request.bytes(), Integer.MAX_VALUE - 16),
                MOST_REDIRECTS,
                plan.browser().userAgentSuffix(),
                request.accept(),
                headers,
                request.cookies());
        courtesy.pass(url.text(), purpose, deadline);
        try {
            Fetched fetched = http.get(url, limits, (from, to) -> {
                courtesy.answered(from.text());
                courtesy.follow(url, to, deadline);
            });
            courtesy.turnedAway(
                    fetched.finalUrl().text(), fetched.status(), fetched.header("retry-after"), fetched.header("date"));
            return fetched;
        } finally {
            courtesy.answered(url.text());
        }
    }
}
