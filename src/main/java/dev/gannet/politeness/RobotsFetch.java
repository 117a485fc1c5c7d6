package dev.gannet.politeness;

/** Fetches the robots.txt of an origin, at the host's pace, following at most five redirects. */
@FunctionalInterface
public interface RobotsFetch {
    /**
     * @param origin scheme, host and port as {@link dev.gannet.web.PageUrl#origin} writes them
     * @return what came back; failures are answers too
     * @throws dev.gannet.web.ScrapeException where the fetch could not be made: counted as a failure, unless the run was
     *     stopped
     */
    RobotsAnswer fetch(String origin);
}
