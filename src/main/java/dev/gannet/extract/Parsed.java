package dev.gannet.extract;

import org.jspecify.annotations.Nullable;

/**
 * What became of a text.
 *
 * @param value the typed value; {@code null} when the text is none
 * @param note what to tell about it; {@code null} when there is nothing to tell
 */
record Parsed(@Nullable Object value, @Nullable String note) {
    private static final int SHOWN = 60;

    static Parsed of(Object value) {
        return new Parsed(value, null);
    }

    /** A value with something to tell about it. */
    static Parsed noted(Object value, String text, String note) {
        return new Parsed(value, "found '" + shown(text) + "', " + note);
    }

    /** No value. */
    static Parsed wanted(String text, String wanted) {
        return new Parsed(null, "found '" + shown(text) + "', wanted " + wanted);
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
