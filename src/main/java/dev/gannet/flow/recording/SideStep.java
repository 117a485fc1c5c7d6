package dev.gannet.flow.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a command, before it is known which window and frame are selected there.
 *
 * @param step a verb and its modifiers
 * @param where what of the selected window and frame it is about
 */
record SideStep(Map<String, Object> step, Where where) {
    /** What a step is about. */
    enum Where {
        /** The selected frame of the selected window. */
        FRAME,
        /** The selected window. */
        WINDOW,
        /** Neither. */
        NOTHING
    }

    /** @return one step in the selected frame */
    static List<SideStep> inFrame(Object... step) {
        return List.of(new SideStep(mapping(step), Where.FRAME));
    }

    /** @return one step in the selected window */
    static List<SideStep> inWindow(Object... step) {
        return List.of(new SideStep(mapping(step), Where.WINDOW));
    }

    /** @return one step that is about no page */
    static List<SideStep> anywhere(Object... step) {
        return List.of(new SideStep(mapping(step), Where.NOTHING));
    }

    /** @return keys and values in turn as a mapping that keeps their order and can be added to */
    static Map<String, Object> mapping(Object... keysAndValues) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            mapping.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return mapping;
    }
}
