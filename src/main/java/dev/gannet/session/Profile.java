package dev.gannet.session;

import dev.gannet.session.BrowserSpec.ResourceKind;
import java.util.Optional;
import java.util.Set;

/**
 * What a page sees of the machine: a file of {@code drivers-config/profiles}.
 *
 * @param name the file's name without its ending
 * @param width width of the window in CSS pixels
 * @param height height of the window in CSS pixels
 * @param scale device pixels to a CSS pixel
 * @param mobile whether touch and the mobile viewport rules are on
 * @param locale language tag the browser asks for, the machine's own when empty
 * @param timezone IANA zone the page sees, the machine's own when empty
 * @param block kinds of resources that are not loaded
 */
public record Profile(
        String name,
        int width,
        int height,
        double scale,
        boolean mobile,
        Optional<String> locale,
        Optional<String> timezone,
        Set<ResourceKind> block) {
    public Profile {
        block = Set.copyOf(block);
    }
}
