package dev.gannet.flow;

import dev.gannet.page.LivePage;
import java.util.Optional;

/** Hears of each step of one flow as it is carried out, by the thread that does. */
public interface StepListener {
    /** Hears nothing. */
    StepListener NONE = new StepListener() {
        @Override
        public void began(StepPlace place, LivePage page) {}

        @Override
        public void ended(StepPlace place, LivePage page, Optional<String> failure) {}

        @Override
        public void said(StepPlace place, String text) {}

        @Override
        public void over() {}
    };

    /** A step is about to be carried out. */
    void began(StepPlace place, LivePage page);

    /**
     * A step was carried out, or failed; the driver is in the step's window and at the top of its document.
     *
     * @param failure why it failed
     */
    void ended(StepPlace place, LivePage page, Optional<String> failure);

    /** A step says something, or something of it is worth a note. */
    void said(StepPlace place, String text);

    /** The flow has ended, or was broken off by a step that failed. */
    void over();
}
