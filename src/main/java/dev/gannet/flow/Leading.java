package dev.gannet.flow;

import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.JavascriptException;

/** Waits until a step has led to another document or URL. For one thread. */
final class Leading {
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);
    private static final String WHERE =
            "return [location.href + ' ' + performance.timeOrigin, document.readyState === 'loading' ? '' : location.href, document.title]";

    private final LivePage page;

    Leading(LivePage page) {
        this.page = page;
    }

    /** @return what the document that is there now is known by */
    String mark(Deadline deadline) {
        return where(deadline).get(0);
    }

    /**
     * @param before the mark of the document that was there before the step
     * @return what differs from what the step says of the place; empty when nothing does
     * @throws StepFailure when the step led nowhere in time
     */
    Optional<String> led(Step.Leads leads, String before, Deadline deadline) {
        Optional<String> differing = Optional.empty();
        Deadline rest = deadline;
        boolean led = false;
        do {
            List<String> now = where(Deeds.late(deadline));
            if (!now.isEmpty() && !now.get(0).equals(before) && !now.get(1).isEmpty()) {
                differing = differing(leads, now);
                if (differing.isEmpty()) {
                    return differing;
                }
                // The way to a place may have stations.
                rest = led ? rest : deadline.atMost(ON_THE_WAY);
                led = true;
            }
            page.awaitChange(BREATH);
        } while (!rest.passed());
        if (led) {
            return differing;
        }
        throw new StepFailure("it led to no other page or URL in time");
    }

    private static Optional<String> differing(Step.Leads leads, List<String> now) {
        if (leads.to().filter(url -> !url.equals(now.get(1))).isPresent()) {
            return Optional.of(
                    "it led to " + now.get(1) + ", not to " + leads.to().get());
        }
        return leads.title()
                .filter(title -> !title.strip().equals(now.get(2).strip()))
                .map(title -> "it led to a page titled \"" + now.get(2) + "\", not \"" + title + "\"");
    }

    private List<String> where(Deadline deadline) {
        try {
            return page.session().script(WHERE, deadline) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        } catch (JavascriptException replaced) {
            return List.of();
        }
    }
}
