package dev.gannet.session;

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
 * @param grid a Selenium Grid whose browsers are used instead of local ones
 * @param local whether it is a browser of this machine, also where {@code drivers-config} names a Grid
 * @param proxy {@code host:port} of an HTTP proxy
 * @param headers sent with every request to the job's own origins, and to no other
 * @param userAgentSuffix appended to Chrome's own user agent
 */
public record BrowserSpec(
        String profile,
        boolean full,
        boolean serviceWorkers,
        Set<ResourceKind> block,
        Optional<GridAddress> grid,
        boolean local,
        Optional<String> proxy,
        OwnHeaders headers,
        String userAgentSuffix) {
    public BrowserSpec {
        block = Set.copyOf(block);
    }

    /** The same, with browsers of this machine only where no Grid is named. */
    public BrowserSpec(
            String profile,
            boolean full,
            boolean serviceWorkers,
            Set<ResourceKind> block,
            Optional<GridAddress> grid,
            Optional<String> proxy,
            OwnHeaders headers,
            String userAgentSuffix) {
        this(profile, full, serviceWorkers, block, grid, false, proxy, headers, userAgentSuffix);
    }

    /** @return the same on the Grid of {@code drivers-config}, where it names one and the job says nothing else */
    public BrowserSpec in(ChromeConfig config) {
        return grid.isPresent() || local || config.grid().isEmpty()
                ? this
                : new BrowserSpec(
                        profile, full, serviceWorkers, block, config.grid(), false, proxy, headers, userAgentSuffix);
    }

    /** @return the browser of a job that says nothing of it */
    public static BrowserSpec usual(String userAgentSuffix) {
        return new BrowserSpec(
                "desktop",
                false,
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OwnHeaders.NONE,
                userAgentSuffix);
    }

    /** Kinds of resources that can be blocked. */
    public enum ResourceKind {
        IMAGE,
        FONT,
        MEDIA,
        STYLESHEET
    }
}
