package dev.gannet.politeness;

import java.time.Duration;
import java.util.Optional;

/**
 * How hosts are treated.
 *
 * @param delay least time between the starts of two requests to one host
 * @param parallel most requests in flight to one host
 * @param robots whether robots.txt is obeyed
 * @param contact a URL or mail address that goes into the user agent
 * @param terms what the author of the job noted about the site's terms of service
 */
public record PolitenessSpec(
        Duration delay, int parallel, boolean robots, Optional<String> contact, Optional<String> terms) {
    /** What Gannet calls itself: appended to the browser's own user agent, and the token that robots.txt is read for. */
    public static final String PRODUCT = "gannet/0.1";
}
