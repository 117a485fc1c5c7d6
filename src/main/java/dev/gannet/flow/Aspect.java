package dev.gannet.flow;

/** What of an element is read as a text. */
public sealed interface Aspect {
    /** Its text as it is seen. */
    record Text() implements Aspect {
        @Override
        public String toString() {
            return "the text";
        }
    }

    /** What an input holds. */
    record Value() implements Aspect {
        @Override
        public String toString() {
            return "the value";
        }
    }

    /** An attribute as it is written. */
    record Attribute(String name) implements Aspect {
        @Override
        public String toString() {
            return "the attribute " + name;
        }
    }

    /** A property of the element's object. */
    record Property(String name) implements Aspect {
        @Override
        public String toString() {
            return "the property " + name;
        }
    }

    /** The texts of the options that are chosen. */
    record Selected() implements Aspect {
        @Override
        public String toString() {
            return "the chosen option";
        }
    }

    /** The values of the options that are chosen. */
    record SelectedValue() implements Aspect {
        @Override
        public String toString() {
            return "the chosen value";
        }
    }
}
