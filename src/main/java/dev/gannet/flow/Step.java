package dev.gannet.flow;

import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.Optional;

/** One step of a flow on a live page. */
public sealed interface Step {
    /** @return what holds for the step whatever its verb */
    Modifiers modifiers();

    /**
     * @param ifPresent whether the step is left out, without waiting, when its element is not there
     * @param timeout the longest the step may wait for its element
     * @param frame a selector of the frame that the element is in
     * @param line line of the step in the job file, for messages
     */
    record Modifiers(boolean ifPresent, Duration timeout, Optional<Selector> frame, int line) {}

    /** Clicks an element when it is there, visible and not covered. */
    record Click(Selector target, Modifiers modifiers) implements Step {}

    /** Empties an input and types into it. */
    record Type(Selector into, Typed what, Modifiers modifiers) implements Step {}

    /**
     * Presses a key, on an element or on what has the focus.
     *
     * @param key a key's name as in KeyboardEvent.key: Enter, Tab, Escape, ArrowDown, a
     */
    record Press(String key, Optional<Selector> on, Modifiers modifiers) implements Step {}

    /** Waits for an element to be there ({@code gone} false) or to be gone. */
    record WaitFor(Selector target, boolean gone, Modifiers modifiers) implements Step {}
}
