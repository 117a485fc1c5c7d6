package dev.gannet.web;

import java.util.Optional;

/**
 * One thing that a page is captured as.
 *
 * @param form as what
 * @param part which of several elements; empty for the page as a whole
 * @param element where the element is
 */
public record ShotSpec(ShotForm form, String part, Optional<Selector> element) {
    /** The page as a whole. */
    public static ShotSpec of(ShotForm form) {
        return new ShotSpec(form, "", Optional.empty());
    }

    @Override
    public String toString() {
        return part.isEmpty() ? form.label() : form.label() + " " + part;
    }
}
