package dev.gannet.flow;

import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.Optional;

/** One step of a flow on a live page. */
public sealed interface Step {
    /** @return what holds for the step whatever its verb */
    Modifiers modifiers();

    /** @return the element that it is about; empty for what has the focus */
    Optional<Selector> target();

    /** @return the step as a person would say it; never what is typed */
    String words();

    /**
     * @param ifPresent whether the step is left out, without waiting, when its element is not there
     * @param timeout the longest the step may wait for its element
     * @param frame a selector of the frame that the element is in
     * @param line line of the step in the job file, for messages
     */
    record Modifiers(boolean ifPresent, Duration timeout, Optional<Selector> frame, int line) {}

    /** A step about an element that is there, visible and not covered. */
    sealed interface OnElement extends Step {
        /** @return the element */
        Selector element();

        @Override
        default Optional<Selector> target() {
            return Optional.of(element());
        }
    }

    /** Clicks. */
    record Click(Selector element, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "click " + element;
        }
    }

    /** Clicks twice, as a double click. */
    record DoubleClick(Selector element, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "double-click " + element;
        }
    }

    /** Puts the pointer over an element and leaves it there. */
    record Hover(Selector element, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "hover " + element;
        }
    }

    /**
     * Sees to it that a checkbox or radio button is ticked, or is not; one that is right already is left alone.
     *
     * @param on whether it is ticked afterwards
     */
    record Check(Selector element, boolean on, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return (on ? "check " : "uncheck ") + element;
        }
    }

    /**
     * Chooses an option of a {@code select}.
     *
     * @param option its text, or else its value
     */
    record Select(Selector element, String option, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "select \"" + option + "\" in " + element;
        }
    }

    /** Empties an input and types into it. */
    record Type(Selector element, Typed what, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return "type into " + element;
        }
    }

    /**
     * Presses a key, on an element or on what has the focus.
     *
     * @param key a key's name as in KeyboardEvent.key: Enter, Tab, Escape, ArrowDown, a
     */
    record Press(String key, Optional<Selector> target, Modifiers modifiers) implements Step {
        @Override
        public String words() {
            return "press " + key;
        }
    }

    /** Waits for an element to be there ({@code gone} false) or to be gone. */
    record WaitFor(Selector element, boolean gone, Modifiers modifiers) implements OnElement {
        @Override
        public String words() {
            return (gone ? "wait until gone " : "wait for ") + element;
        }
    }
}
