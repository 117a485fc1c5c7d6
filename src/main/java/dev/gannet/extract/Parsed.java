package dev.gannet.extract;

import org.jspecify.annotations.Nullable;

/**
 * What became of a text.
 *
 * @param value the typed value; {@code null} when the text is none
 * @param found the start of the text, where there is something to tell about it; else empty
 * @param told what there is to tell; empty when there is nothing
 */
record Parsed(@Nullable Object value, String found, String told) {
    private static final int SHOWN = 60;

    static Parsed of(Object value) {
        return new Parsed(value, "", "");
    }

    /** A value with something to tell about it. */
    static Parsed noted(Object value, String text, String told) {
        return new Parsed(value, shown(text), told);
    }

    /** No value. */
    static Parsed wanted(String text, String wanted) {
        return new Parsed(null, shown(text), "wanted " + wanted);
    }

    /** @return all that there is to tell, in one line */
    String note() {
        return found.isEmpty() ? told : "found '" + found + "', " + told;
    }

    static String shown(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "…";
    }
}
