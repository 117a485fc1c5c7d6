package dev.gannet.flow;

import dev.gannet.web.Selector;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A frame, by the way to it from the document of the window.
 *
 * @param path frame in frame, outermost first
 */
public record FrameRef(List<Part> path) {
    public FrameRef {
        path = List.copyOf(path);
    }

    /** A frame in the document that was come to so far. */
    public sealed interface Part {
        /** The frame that a selector finds. */
        record Found(Selector selector) implements Part {
            @Override
            public String toString() {
                return selector.toString();
            }
        }

        /** The frame with this number, from 0. */
        record Numbered(int index) implements Part {
            @Override
            public String toString() {
                return "no. " + index;
            }
        }
    }

    @Override
    public String toString() {
        return path.stream().map(Part::toString).collect(Collectors.joining(" > "));
    }
}
