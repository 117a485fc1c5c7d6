package dev.gannet.flow.recording;

import java.util.List;

/**
 * A recorder's file, in the language of steps. Immutable.
 *
 * @param name what its author called it
 * @param start the first URL that it goes to; empty when it goes to none
 * @param steps what is done, in order
 * @param notes what a reader of the steps should know: what was left out, and why that changes nothing
 */
public record Recording(String name, String start, List<RecordedStep> steps, List<String> notes) {
    public Recording {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }
}
