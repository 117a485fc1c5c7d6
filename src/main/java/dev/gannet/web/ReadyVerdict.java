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
     * @param calls what became of the calls of the page's scripts
     */
    public record Requests(List<String> vain, List<String> passed, List<String> answered, Calls calls) {
        /** None that matter. */
        public static final Requests NONE = new Requests(List.of(), List.of(), List.of(), Calls.NONE);

        /** @return the same, with other calls */
        public Requests with(Calls other) {
            return new Requests(vain, passed, answered, other);
        }

        public Requests {
            vain = List.copyOf(vain);
            passed = List.copyOf(passed);
            answered = List.copyOf(answered);
        }
    }

    /**
     * Calls that the page's scripts made to its own site, by the form of their addresses.
     *
     * @param failed those that failed and did not succeed later
     * @param fine the forms that succeeded
     * @param grew the forms that were followed by growth of what the job extracts
     */
    public record Calls(List<FailedCall> failed, List<String> fine, List<String> grew) {
        /** None. */
        public static final Calls NONE = new Calls(List.of(), List.of(), List.of());

        public Calls {
            failed = List.copyOf(failed);
            fine = List.copyOf(fine);
            grew = List.copyOf(grew);
        }
    }

    /**
     * A call that failed.
     *
     * @param form of its address
     * @param what its address and what became of it, such as {@code /api/rows answered 500}
     * @param refused whether the server answered that it will not do it, and nothing went wrong there
     */
    public record FailedCall(String form, String what, boolean refused) {}

    public ReadyVerdict {
        reason = OneLine.of(reason);
        pending = pending.stream().map(OneLine::of).toList();
    }
}
