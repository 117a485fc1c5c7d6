package dev.gannet.page;

import dev.gannet.web.UrlGlob;
import java.util.function.Predicate;

/** Which window of a page is meant. Immutable. */
public sealed interface WindowChoice {
    /** @return the choice as a person would say it */
    String words();

    /** The window that the page was opened in. */
    record Main() implements WindowChoice {
        @Override
        public String words() {
            return "the main window";
        }
    }

    /**
     * The one that was given a name when it was opened.
     *
     * @param name the flow's name for it, not the page's
     */
    record Named(String name) implements WindowChoice {
        @Override
        public String words() {
            return "the window \"" + name + "\"";
        }
    }

    /** The first whose URL matches. */
    record Url(UrlGlob glob) implements WindowChoice {
        @Override
        public String words() {
            return "a window at " + glob;
        }
    }

    /**
     * The first whose title passes a test.
     *
     * @param said the test as a person would say it
     */
    record Title(String said, Predicate<String> test) implements WindowChoice {
        @Override
        public String words() {
            return "a window with the title " + said;
        }
    }

    /**
     * The one at a place in the order of their opening.
     *
     * @param index 0 for the main window
     */
    record Index(int index) implements WindowChoice {
        @Override
        public String words() {
            return "window " + index;
        }
    }
}
