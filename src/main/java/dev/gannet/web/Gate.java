package dev.gannet.web;

import java.util.Optional;

/**
 * Asked before any request leaves: for pages, redirects, flow steps, logins, robots.txt and downloads. There is one
 * gate for every entry point, so that no room can forget a rule.
 */
public interface Gate {
    /** Why a request is made; a purpose decides which rules apply. */
    enum Purpose {
        /** A page claimed from the frontier: its pace was taken with the claim. */
        PAGE,
        /** A navigation by a step of a flow or login: waits for its own pace slot. */
        STEP,
        /** A file that an item names: robots.txt is asked, and the pace of pages does not count. */
        FILE,
        /** robots.txt itself: paced, never checked against robots. */
        ROBOTS
    }

    /**
     * Lets a request pass or refuses it; waits for the host's pace where the purpose is paced.
     *
     * @param url absolute URL, as it will be sent
     * @param purpose why
     * @param deadline when waiting for the host's pace is given up
     * @throws ScrapeException with {@link FailureKind#REFUSED}, {@link FailureKind#ROBOTS} or
     *     {@link FailureKind#TIMEOUT}
     */
    void pass(String url, Purpose purpose, Deadline deadline);

    /**
     * Told when a request that was let pass has its answer, or failed: at the latest now it was on its way, and the host's
     * next slot is counted from here.
     */
    void answered(String url);

    /**
     * Told of an answer that turned a request away, or may have.
     *
     * @param url what answered, after redirects
     * @param status the answer's
     * @param retryAfter its {@code Retry-After}, empty where it has none or a browser does not tell
     * @param date its {@code Date}, likewise
     */
    void turnedAway(String url, int status, Optional<String> retryAfter, Optional<String> date);

    /**
     * Whether a document at this URL may be taken in as the result of a page visit: asked of the final URL after
     * redirects.
     *
     * @throws ScrapeException with {@link FailureKind#REFUSED} or {@link FailureKind#OUT_OF_SCOPE}
     */
    void admit(PageUrl requested, String finalUrl);
}
