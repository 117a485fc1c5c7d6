package dev.gannet.job;

import dev.gannet.flow.Aspect;
import java.util.Optional;

/** Reads which part of an element is meant. */
final class Aspects {
    private Aspects() {}

    /**
     * @param section beside {@code of}
     * @param textElse whether it is the text where nothing is said
     */
    static Optional<Aspect> of(Section section, boolean textElse) {
        if (section.has("attr")) {
            return section.text("attr").map(Aspect.Attribute::new);
        }
        if (section.has("prop")) {
            return section.text("prop").map(Aspect.Property::new);
        }
        if (section.has("value")) {
            return Optional.of(new Aspect.Value());
        }
        if (textElse || section.has("text")) {
            return Optional.of(new Aspect.Text());
        }
        if (section.has("selected")) {
            return Optional.of(new Aspect.Selected());
        }
        return section.has("selected-value") ? Optional.of(new Aspect.SelectedValue()) : Optional.empty();
    }
}
