package dev.gannet.web;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of work on a page: its {@link FailureKind}, the URL it happened at, one line that says what happened,
 * and the evidence that was taken while the session still answered. Immutable.
 */
public final class ScrapeException extends RuntimeException {
    private final FailureKind kind;
    private final String url;
    private final Evidence evidence;
    private final OptionalInt status;

    public ScrapeException(FailureKind kind, String url, String message) {
        this(kind, url, message, Evidence.NONE, null);
    }

    public ScrapeException(FailureKind kind, String url, String message, @Nullable Throwable cause) {
        this(kind, url, message, Evidence.NONE, cause);
    }

    public ScrapeException(FailureKind kind, String url, String message, Evidence evidence, @Nullable Throwable cause) {
        this(kind, url, message, evidence, OptionalInt.empty(), cause);
    }

    private ScrapeException(
            FailureKind kind,
            String url,
            String message,
            Evidence evidence,
            OptionalInt status,
            @Nullable Throwable cause) {
        super(OneLine.message(message), cause);
        this.status = status;
        this.kind = kind;
        this.url = url;
        this.evidence = evidence;
    }

    /** @return the same failure with evidence added, and the message tells where that is */
    public ScrapeException with(Evidence taken) {
        return new ScrapeException(kind, url, getMessage() + taken.told(), taken, status, getCause());
    }

    /** @return the same failure with the HTTP status that the server answered */
    public ScrapeException answered(int httpStatus) {
        return new ScrapeException(
                kind, url, String.valueOf(getMessage()), evidence, OptionalInt.of(httpStatus), getCause());
    }

    public FailureKind kind() {
        return kind;
    }

    /** @return the URL that was asked for */
    public String url() {
        return url;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** @return the HTTP status of the main document, where the server answered and the failure is about that */
    public OptionalInt status() {
        return status;
    }
}
