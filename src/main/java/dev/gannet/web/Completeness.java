package dev.gannet.web;

import java.util.Locale;

/** Whether all was read that is known to be there; the later in this order, the worse. */
public enum Completeness {
    /** Nothing says that anything is missing. */
    COMPLETE,
    /** What was read does not fit what was to be expected; nothing proves that something is missing. */
    SUSPECT,
    /** Something is there, or was asked for, that was not read. */
    PARTIAL;

    /** @return the name as it is stored and as people read it */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the value with that label */
    public static Completeness of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** @return the worse of both */
    public Completeness worst(Completeness other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
