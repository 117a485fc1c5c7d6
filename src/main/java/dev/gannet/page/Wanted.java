package dev.gannet.page;

/** How an element has to be before a step goes on. */
public enum Wanted {
    /** It is in the document. */
    PRESENT,
    /** It is drawn: it has a box with an area, and is not hidden. */
    VISIBLE,
    /**
     * It can be used: visible, at the same place in two animation frames, enabled, scrolled into view, and what the pointer
     * meets in its middle, or at the place asked for, is it.
     */
    ACTIONABLE,
    /** It is actionable and takes text: an input, select or editable element that is not read-only. */
    EDITABLE,
    /** Nothing that the selector finds is visible. */
    GONE,
    /** Nothing that the selector finds is in the document. */
    ABSENT
}
