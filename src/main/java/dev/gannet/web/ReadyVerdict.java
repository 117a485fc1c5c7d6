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
 */
public record ReadyVerdict(boolean ready, String reason, List<String> pending, Duration waited) {
    public ReadyVerdict {
        reason = OneLine.of(reason);
        pending = pending.stream().map(OneLine::of).toList();
    }
}
