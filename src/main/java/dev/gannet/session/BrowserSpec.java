package dev.gannet.session;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The browser that a job asks for.
 *
 * @param profile name of a file in {@code drivers-config/profiles}
 * @param full whether full Chrome is wanted instead of the headless shell
 * @param serviceWorkers whether pages may have workers that answer for their site; without them every answer is the site's
 *     own (R65)
 * @param block kinds of resources that are not loaded, beyond what the profile blocks
 * @param grid address of a Selenium Grid whose browsers are used instead of local ones
 * @param proxy {@code host:port} of an HTTP proxy
 * @param headers sent with every request to the job's own origins, and to no other
 * @param userAgentSuffix appended to Chrome's own user agent
 */
public record BrowserSpec(
        String profile,
        boolean full,
        boolean serviceWorkers,
        Set<ResourceKind> block,
        Optional<URI> grid,
        Optional<String> proxy,
        OwnHeaders headers,
        String userAgentSuffix) {
    public BrowserSpec {
        block = Set.copyOf(block);
    }

    /** Kinds of resources that can be blocked. */
    public enum ResourceKind {
        IMAGE,
        FONT,
        MEDIA,
        STYLESHEET
    }
}
