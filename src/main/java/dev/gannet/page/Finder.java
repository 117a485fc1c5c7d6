package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.OneLine;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;

/**
 * Waits in the page for elements of the frame that the driver is in. Not thread-safe; belongs to the lease.
 *
 * <p>One question waits as long as its document lives; it is asked anew of a document that takes its place. A page that is
 * too busy to answer in time answers late: only the end of the page's own time costs the browser.
 */
final class Finder {
    /** What the answer may be late beyond the page's own deadline before the renderer counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** So often what the job dismisses is clicked away while an element is waited for. */
    private static final Duration BETWEEN_DISMISSALS = Duration.ofMillis(500);

    private static final String NO_ANSWER = "no document stayed long enough to be looked at";

    private final Session session;
    private final String door;
    private final Deadline page;
    private final Optional<Runnable> dismissal;

    /**
     * @param door what the page's world knows the observer's side by
     * @param page when the page's time is over
     * @param dismissal clicks away what the job dismisses, where it does
     */
    Finder(Session session, String door, Deadline page, Optional<Runnable> dismissal) {
        this.session = session;
        this.door = door;
        this.page = page;
        this.dismissal = dismissal;
    }

    /** @throws ScrapeException as {@link Session} says */
    Found find(Selector selector, Wanted wanted, Optional<Offset> at, Deadline limit) {
        List<Selector> choices = choices(selector).toList();
        Found last = new Found(
                Optional.empty(),
                0,
                Optional.empty(),
                choices.stream()
                        .map(choice -> new Found.Miss(choice, NO_ANSWER))
                        .toList());
        do {
            Duration most =
                    dismissal.isPresent() ? limit.atMost(BETWEEN_DISMISSALS).left() : limit.left();
            if (seek(Wish.seek(choices, wanted, at, most)) instanceof Map<?, ?> answer) {
                last = found(choices, answer);
            }
            if (last.came()) {
                return last;
            }
            if (!limit.passed()) {
                dismissal.ifPresent(Runnable::run);
            }
        } while (!limit.passed());
        return last;
    }

    private @Nullable Object seek(Map<String, Object> wish) {
        Object answer = ask(PageScript.DOOR, door, wish);
        boolean closed = answer instanceof Map<?, ?> told && Boolean.TRUE.equals(told.get("closed"));
        return closed ? ask(PageScript.FINDER, wish) : answer;
    }

    /** Waits for the next change of the document, at most so long. */
    void awaitChange(Duration most) {
        ask(PageScript.CHANGE, most.toMillis());
    }

    /** @return the answer, or null when the document went away under the question */
    private @Nullable Object ask(String script, @Nullable Object... arguments) {
        try {
            return session.asyncScript(script, Deadline.in(page.left().plus(GRACE)), arguments);
        } catch (ScriptTimeoutException | TimeoutException | JavascriptException navigated) {
            return null;
        }
    }

    /** A list in a list is one list. */
    private static Stream<Selector> choices(Selector selector) {
        return selector instanceof Selector.FirstOf list
                ? list.choices().stream().flatMap(Finder::choices)
                : Stream.of(selector);
    }

    private static Found found(List<Selector> choices, Map<?, ?> answer) {
        Optional<WebElement> element = Optional.ofNullable(answer.get("element"))
                .filter(WebElement.class::isInstance)
                .map(WebElement.class::cast);
        Optional<Selector> used = element.flatMap(one -> choice(choices, answer.get("index")));
        int count = answer.get("count") instanceof Number number ? number.intValue() : 0;
        List<Found.Miss> misses = new ArrayList<>();
        if (answer.get("whys") instanceof List<?> whys) {
            for (int i = 0; i < Math.min(whys.size(), choices.size()); i++) {
                String why = OneLine.of(String.valueOf(whys.get(i)));
                if (!why.isEmpty()) {
                    misses.add(new Found.Miss(choices.get(i), why));
                }
            }
        }
        return new Found(element, count, used, misses);
    }

    private static Optional<Selector> choice(List<Selector> choices, @Nullable Object index) {
        return index instanceof Number number && number.intValue() >= 0 && number.intValue() < choices.size()
                ? Optional.of(choices.get(number.intValue()))
                : Optional.empty();
    }
}
