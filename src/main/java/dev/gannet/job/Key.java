package dev.gannet.job;

/**
 * A key of a block: the one place that says that it exists.
 *
 * @param fallback the default, for people; empty when there is none
 * @param meaning one sentence
 * @param need whether it must, may, or cannot yet be used
 */
record Key(String name, Form form, String fallback, String meaning, Need need) {
    /** Whether a key is used. */
    enum Need {
        MUST,
        MAY,
        LATER
    }

    static Key must(String name, Form form, String meaning) {
        return new Key(name, form, "", meaning, Need.MUST);
    }

    static Key may(String name, Form form, String fallback, String meaning) {
        return new Key(name, form, fallback, meaning, Need.MAY);
    }

    /** A key that later versions have. */
    static Key later(String name) {
        return new Key(name, Form.TEXT, "", "", Need.LATER);
    }

    boolean built() {
        return need != Need.LATER;
    }
}
