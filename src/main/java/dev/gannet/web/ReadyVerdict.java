package dev.gannet.web;

import java.time.Duration;
import java.util.List;

/**
 * Why a page was taken to be ready, or what was still missing when its time was up.
 *
 * @param ready whether the page met the rules of readiness
 * @param reason one line for people, for example {@code .product is there, DOM quiet 100 ms}
 * @param pending what was still awaited: selectors and requests; of a page that is ready, fields that show placeholders
 * @param waited time from the navigation to the verdict
 * @param requests what became of requests and other sources of change that were pending then
 */
public record ReadyVerdict(boolean ready, String reason, List<String> pending, Duration waited, Requests requests) {
    /** A verdict that no request had a part in. */
    public ReadyVerdict(boolean ready, String reason, List<String> pending, Duration waited) {
        this(ready, reason, pending, waited, Requests.NONE);
    }

    /**
     * Requests of a page by the form of their addresses, and other sources of change by their keys.
     *
     * @param vain those that were awaited and changed nothing that the job extracts
     * @param passed those that were not awaited, because they change nothing on pages of this form
     * @param answered those that were expected to change nothing, and did
     */
    public record Requests(List<String> vain, List<String> passed, List<String> answered) {
        /** None that matter. */
        public static final Requests NONE = new Requests(List.of(), List.of(), List.of());

        public Requests {
            vain = List.copyOf(vain);
            passed = List.copyOf(passed);
            answered = List.copyOf(answered);
        }
    }

    public ReadyVerdict {
        reason = OneLine.of(reason);
        pending = pending.stream().map(OneLine::of).toList();
    }
}
