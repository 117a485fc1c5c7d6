package dev.gannet.crawl;

import dev.gannet.http.FetchLimits;
import dev.gannet.http.Fetched;
import dev.gannet.http.HttpFetcher;
import dev.gannet.http.RedirectCheck;
import dev.gannet.politeness.RobotsAnswer;
import dev.gannet.politeness.RobotsRules;
import dev.gannet.web.PageUrl;
import java.time.Clock;
import java.time.Duration;

/** Fetches robots.txt over plain HTTP (RFC 9309 section 2.3: five redirects, at least 500 KiB). */
final class RobotsFetching {
    private RobotsFetching() {}

    /** @return the rules of every origin, fetched when they are first asked for */
    static RobotsRules rules(HttpFetcher http, String userAgent) {
        FetchLimits limits = new FetchLimits(
                Duration.ofSeconds(30), RobotsRules.MOST_FETCHED, 5, userAgent, "text/plain, */*;q=0.5");
        return new RobotsRules(
                origin -> {
                    Fetched fetched = http.get(PageUrl.of(origin + "/robots.txt"), limits, RedirectCheck.NONE);
                    return RobotsAnswer.of(fetched.status(), fetched.body());
                },
                Clock.systemUTC());
    }
}
