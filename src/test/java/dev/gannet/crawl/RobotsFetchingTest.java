package dev.gannet.crawl;

import dev.gannet.http.HttpFetcher;
import dev.gannet.kit.LocalSite;
import dev.gannet.politeness.RobotsDecision;
import dev.gannet.politeness.RobotsDecision.Verdict;
import dev.gannet.web.PageUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** How robots.txt is fetched (RFC 9309 sections 2.3.1.2 and 2.5). */
@Tag("fast")
class RobotsFetchingTest {
    private static RobotsDecision decide(LocalSite site, String path) {
        try (HttpFetcher http = new HttpFetcher()) {
            return RobotsFetching.rules(http, "gannet").decide(PageUrl.of(site.url(path)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, FORBIDDEN", "5, FORBIDDEN", "6, UNAVAILABLE"})
    void R67_fiveRedirectsAreFollowed(int hops, Verdict verdict) {
        try (LocalSite site = LocalSite.open()) {
            for (int i = 0; i < hops; i++) {
                site.on(i == 0 ? "/robots.txt" : "/r" + i, redirect("/r" + (i + 1)));
            }
            site.on(hops == 0 ? "/robots.txt" : "/r" + hops, status(200, "text/plain", "User-agent: *\nDisallow: /"));

            assertThat(decide(site, "/p").verdict()).isEqualTo(verdict);
        }
    }

    @Test
    void R68_theBoundOfTheFetchSplitsNoRule() {
        String head = "User-agent: *\nDisallow: /q\n";
        String filler = "#".repeat(500 * 1024 - head.length() - "\nDisallow: /p/1".length());
        try (LocalSite site =
                LocalSite.open().on("/robots.txt", status(200, "text/plain", head + filler + "\nDisallow: /p/100\n"))) {
            assertThat(decide(site, "/p/1").verdict()).isEqualTo(Verdict.ALLOWED);
            assertThat(decide(site, "/q").verdict()).isEqualTo(Verdict.FORBIDDEN);
        }
    }
}
