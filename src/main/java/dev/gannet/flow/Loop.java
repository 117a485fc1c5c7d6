package dev.gannet.flow;

/** How long steps are repeated. */
public sealed interface Loop {
    /** So many times; a variable may say how many. */
    record Times(Words number) implements Loop {
        @Override
        public String toString() {
            return number + " times";
        }
    }

    /** As long as something holds before a round. */
    record While(Condition condition) implements Loop {
        @Override
        public String toString() {
            return "while " + condition;
        }
    }

    /** Until something holds after a round. */
    record Until(Condition condition) implements Loop {
        @Override
        public String toString() {
            return "until " + condition;
        }
    }

    /** Once for each value of a variable that is a list. */
    record Each(String list, String as) implements Loop {
        @Override
        public String toString() {
            return "for each of " + list;
        }
    }
}
