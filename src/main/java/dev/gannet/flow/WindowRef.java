package dev.gannet.flow;

import dev.gannet.web.UrlGlob;

/** A window of the page. */
public sealed interface WindowRef {
    /** The window that the page was opened in. */
    record Main() implements WindowRef {
        @Override
        public String toString() {
            return "main";
        }
    }

    /** A window that a step opened under this name. */
    record Named(String name) implements WindowRef {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The first window whose URL matches. */
    record At(UrlGlob url) implements WindowRef {
        @Override
        public String toString() {
            return "at " + url;
        }
    }

    /** The first window with this title. */
    record Titled(Sample title) implements WindowRef {
        @Override
        public String toString() {
            return "titled " + title;
        }
    }

    /** The window with this number, from 0, in the order in which they were opened. */
    record Numbered(int index) implements WindowRef {
        @Override
        public String toString() {
            return "no. " + index;
        }
    }
}
