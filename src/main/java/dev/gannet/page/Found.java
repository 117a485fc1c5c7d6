package dev.gannet.page;

import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openqa.selenium.WebElement;

/**
 * What became of the wait for an element. Immutable; the element is a reference into the document that is up.
 *
 * @param element the element; empty where none came to be as wanted, or none was wanted
 * @param count how many elements the selector that was used finds, whatever they are like; without one, the first that
 *     finds any
 * @param used the selector, out of a list, that found the element
 * @param misses each selector that was tried before that one, or each of all, and why it was of no use
 */
public record Found(Optional<WebElement> element, int count, Optional<Selector> used, List<Miss> misses) {
    public Found {
        misses = List.copyOf(misses);
    }

    /**
     * A selector of no use.
     *
     * @param selector it
     * @param why what is the matter, as in "found nothing", "2 found, none visible", "covered by {@code <div>}"
     */
    public record Miss(Selector selector, String why) {
        @Override
        public String toString() {
            return selector + ": " + why;
        }
    }

    /** @return whether what was wanted came in time, be it an element or that there is none */
    public boolean came() {
        return element.isPresent() || misses.isEmpty();
    }

    /** @return every selector that was of no use and why, on one line */
    public String told() {
        return misses.stream().map(Miss::toString).collect(Collectors.joining("; "));
    }
}
