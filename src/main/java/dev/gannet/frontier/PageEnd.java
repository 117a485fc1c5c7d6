package dev.gannet.frontier;

import dev.gannet.web.FailureKind;
import dev.gannet.web.Rung;
import java.time.Instant;
import java.util.Optional;

/** How a visit ended. */
public sealed interface PageEnd {
    /**
     * The page was read and its records are in the same transaction.
     *
     * @param status HTTP status of the main document
     * @param finalUrl where redirects led
     * @param redirects how many
     * @param rung how it was come by
     * @param ready whether it became ready
     * @param reason why it was taken to be ready, or what was missing
     * @param rows how many records it gave
     */
    record Done(int status, String finalUrl, int redirects, Rung rung, boolean ready, String reason, int rows)
            implements PageEnd {}

    /**
     * It was not ready in time and is tried again at once.
     *
     * @param reason what was still missing
     */
    record NotReadyRetry(String reason) implements PageEnd {}

    /**
     * It failed and is tried again.
     *
     * @param kind the cause
     * @param message one line
     * @param notBefore when it may be tried again
     */
    record Retry(FailureKind kind, String message, Instant notBefore) implements PageEnd {}

    /**
     * It is given up.
     *
     * @param kind the cause
     * @param message one line
     * @param evidence path of what was seen
     */
    record Failed(FailureKind kind, String message, Optional<String> evidence) implements PageEnd {}

    /**
     * It is left out.
     *
     * @param reason why, the same words for the same cause: they are counted
     */
    record Skipped(String reason) implements PageEnd {}

    /** It was not tried and goes back; no attempt is used up. */
    record Released() implements PageEnd {}
}
