package dev.gannet.flow;

import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Something that holds on a live page, or does not. Immutable; printed as a person would say it. */
public sealed interface Condition {
    /** What an element is, as far as steps ask. */
    enum State {
        VISIBLE,
        /** In the document, seen or not. */
        THERE,
        /** Not seen: hidden, or not in the document. */
        GONE,
        /** Not in the document. */
        ABSENT,
        ENABLED,
        DISABLED,
        CHECKED,
        UNCHECKED,
        /** An input that takes text. */
        EDITABLE
    }

    /** The element is in this state. */
    record Is(Selector element, State state) implements Condition {
        @Override
        public String toString() {
            return element + " is " + state.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of the element reads so. */
    record Reads(Selector element, Aspect aspect, Sample sample) implements Condition {
        @Override
        public String toString() {
            return aspect + " of " + element + " is " + sample;
        }
    }

    /**
     * So many elements are in the document.
     *
     * @param least fewest
     * @param most most
     */
    record Count(Selector element, int least, int most) implements Condition {
        @Override
        public String toString() {
            String number = least == most
                    ? String.valueOf(least)
                    : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
            return "there are " + number + " of " + element;
        }
    }

    /** The URL of the window matches. */
    record At(UrlGlob url) implements Condition {
        @Override
        public String toString() {
            return "the URL is " + url;
        }
    }

    /** The title of the window reads so. */
    record Titled(Sample title) implements Condition {
        @Override
        public String toString() {
            return "the title is " + title;
        }
    }

    /** JavaScript that the page evaluates to something true. */
    record Script(String code) implements Condition {
        @Override
        public String toString() {
            return "script " + code;
        }
    }

    /** A variable holds this. */
    record Variable(String name, Sample sample) implements Condition {
        @Override
        public String toString() {
            return "${var:" + name + "} is " + sample;
        }
    }

    /** The last dialog that the page opened said so. */
    record Said(Sample text) implements Condition {
        @Override
        public String toString() {
            return "a dialog says " + text;
        }
    }

    /** The page has come to rest. Waiting for it never fails: some pages never rest. */
    record Rest() implements Condition {
        @Override
        public String toString() {
            return "the page is at rest";
        }
    }

    /** The other does not hold. */
    record Not(Condition other) implements Condition {
        @Override
        public String toString() {
            return "not: " + other;
        }
    }

    /** Each of them holds. */
    record All(List<Condition> each) implements Condition {
        public All {
            each = List.copyOf(each);
        }

        @Override
        public String toString() {
            return each.stream().map(Object::toString).collect(Collectors.joining(" and "));
        }
    }

    /** One of them holds at least. */
    record Any(List<Condition> each) implements Condition {
        public Any {
            each = List.copyOf(each);
        }

        @Override
        public String toString() {
            return each.stream().map(Object::toString).collect(Collectors.joining(" or "));
        }
    }
}
