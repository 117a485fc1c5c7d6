package dev.gannet.flow;

import org.jspecify.annotations.Nullable;

/** Ends a step; becomes a {@link dev.gannet.web.ScrapeException} where its number is known. */
final class StepFailure extends RuntimeException {
    StepFailure(String message) {
        this(message, null);
    }

    StepFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
