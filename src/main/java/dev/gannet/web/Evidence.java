package dev.gannet.web;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was seen at the moment of a failure.
 *
 * @param screenshot a PNG of the viewport, if the session still answered
 * @param dom the document as HTML, if the session still answered
 */
public record Evidence(Optional<Path> screenshot, Optional<Path> dom) {
    /** Nothing could be taken. */
    public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty());

    /** @return where it is, as the end of a failure's message; empty where there is none */
    String told() {
        return Stream.concat(screenshot.stream(), dom.stream())
                .map(Path::toString)
                .reduce((one, other) -> one + ", " + other)
                .map(places -> "; seen then: " + places)
                .orElse("");
    }
}
