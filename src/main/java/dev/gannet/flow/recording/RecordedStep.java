package dev.gannet.flow.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a recording, written as a job would write it: a mapping of one verb and its modifiers. Values are Map,
 * List, String, Number and Boolean; steps inside a step ({@code repeat}, {@code if}, {@code frame}) are RecordedStep
 * values in lists. Immutable, its keys in the order that they are to be read in.
 *
 * @param step the mapping
 * @param line where it stands in the recording's file, from 1
 */
public record RecordedStep(Map<String, Object> step, int line) {
    public RecordedStep {
        step = Collections.unmodifiableMap(new LinkedHashMap<>(step));
    }
}
