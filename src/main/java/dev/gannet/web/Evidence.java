package dev.gannet.web;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was seen at the moment of a failure.
 *
 * @param screenshot a PNG of the viewport, if the session still answered
 * @param dom the document as HTML, if the session still answered
 */
public record Evidence(Optional<Path> screenshot, Optional<Path> dom) {
    /** Nothing could be taken. */
    public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty());
}
