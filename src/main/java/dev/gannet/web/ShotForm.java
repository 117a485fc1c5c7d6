package dev.gannet.web;

import java.util.Locale;

/** What a page can be captured as. */
public enum ShotForm {
    /** The document as it was read; the one form that needs no browser. */
    HTML("html", true),
    /** The page from its top to its end, as PNG. */
    SCREENSHOT("png", false),
    /** One element, as PNG. */
    ELEMENT("png", false),
    /** The page as it would be printed. */
    PDF("pdf", false),
    /** The page with all that it is made of in one file (RFC 2557). */
    MHTML("mhtml", true);

    private final String ending;
    private final boolean packed;

    ShotForm(String ending, boolean packed) {
        this.ending = ending;
        this.packed = packed;
    }

    /** @return what jobs and tables call it */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return what the names of its files end in, without the dot */
    public String ending() {
        return ending;
    }

    /** @return whether its files are compressed, which adds {@code .gz} to their names */
    public boolean packed() {
        return packed;
    }
}
