package dev.gannet.crawl;

import dev.gannet.job.JobReader;
import dev.gannet.kit.HostileSite;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.PageUrl;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Endless spaces end, under a name (R62). */
@Tag("fast")
class TrapsTest {
    private static final String JOB = """
            start: %s
            crawl: {follow: all}
            items: {page: {at: "**", fields: {title: {select: h1, required: true}}}}
            politeness: {delay: 0s, parallel: 8, robots: ignore}
            limits: {attempts: 1}
            ladder: static
            """;

    @TempDir
    Path folder;

    /** A start that is itself so many links away: where a chain of links ends is seen after its last ones. */
    private static JobOnDisk deep(JobOnDisk job, int depth) {
        return job.listener(new RunListener() {
            @Override
            public void begun(long run) {
                try {
                    job.execute("UPDATE gannet_page SET depth = " + depth);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void progress(RunProgress progress) {}

            @Override
            public void note(String line) {}
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /calendar?day=1 | 991 | more than 1000 links from a start; crawl.depth allows more | 10
                    /sid?s=0        | 991 | more than 1000 links from a start; crawl.depth allows more | 10
                    /a/a            | 0   | a path that repeats itself 3 times                          | 1
                    """)
    void R62_theHostileSitesEndlessSpacesEndUnderAName(String path, int depth, String name, int visits)
            throws Exception {
        try (HostileSite site = HostileSite.open()) {
            RunSummary summary = deep(new JobOnDisk(folder, "trap", JOB.formatted(site.url(path))), depth)
                    .run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.BOUNDED);
            assertThat(summary.skipped()).containsEntry("trap: " + name, 1L);
            assertThat(site.heard()).hasSize(visits);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/calendar?day=1", "/sid?s=0"})
    @Tag("soak")
    void R62_aThousandLinksFromAStartAreFollowedAndNoMore(String path) throws Exception {
        R62_theHostileSitesEndlessSpacesEndUnderAName(
                path, 0, "more than 1000 links from a start; crawl.depth allows more", 1001);
    }

    @Test
    void R62_aSessionInTheAddressMakesNoOtherPageOfIt() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/shop*", (request, wire) -> {
                String next = Long.toHexString(request.nanoTime());
                html("<h1>shop</h1><a href='/shop;jsessionid=" + next + "'>a</a><a href='/shop?PHPSESSID=" + next
                                + "'>b</a><a href='/shop?utm_source=" + next + "'>c</a>")
                        .give(request, wire);
            });
            JobOnDisk job = new JobOnDisk(folder, "sid", JOB.formatted(site.url("/shop")));

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(site.heard()).hasSize(1);
        }
    }

    @Test
    void R62_everNewQueriesOfOnePathAreBoundedAndTheBoundHoldsOverManyPages() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/shop*", (request, wire) -> {
                int n = request.number("n", 0);
                html("<h1>" + n + "</h1><a href='/shop?n=" + (2 * n + 1) + "'>l</a><a href='/shop?n=" + (2 * n + 2)
                                + "&sort=up'>r</a><a href='/shop?sort=up&n=" + (2 * n + 2)
                                + "'>the same</a><a href=/p>p</a>")
                        .give(request, wire);
            });
            site.on("/p", html("<h1>p</h1>"));
            JobOnDisk job = new JobOnDisk(folder, "facets", JOB.formatted(site.url("/shop?n=0")));

            RunSummary summary = job.run("limits.queries=40");

            assertThat(site.heard("/shop")).hasSize(40);
            assertThat(site.heard("/p")).hasSize(1);
            assertThat(summary.skipped().keySet()).containsExactly("trap: more than 40 queries of a path");
            assertThat(summary.end()).isEqualTo(RunSummary.End.BOUNDED);
        }
    }

    @Test
    void aDepthOfTheJobsOwnStandsAboveTheBound() throws Exception {
        try (HostileSite site = HostileSite.open()) {
            JobOnDisk job = deep(new JobOnDisk(folder, "deep", JOB.formatted(site.url("/calendar?day=1"))), 991);

            assertThat(job.run("crawl.depth=1005").end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(site.heard()).hasSize(15);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    https://a.example/                           | -
                    https://a.example/a/a                        | -
                    https://a.example/2026/11/11                 | -
                    https://a.example/en/shop/en/shop            | -
                    https://a.example/a//b///c                   | -
                    https://a.example/p/a/a/a                    | trap: a path that repeats itself 3 times
                    https://a.example/a/b/a/b/a/b                | trap: a path that repeats itself 3 times
                    https://a.example/x/en/shop/en/shop/en/shop/ | trap: a path that repeats itself 3 times
                    https://a.example/?path=/a/a/a/a             | -
                    https://a.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/29/30 | -
                    https://a.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/29/30/31 | trap: a path of more than 30 segments
                    """)
    void R62_pathsAreJudgedByTheirLooks(String url, String name) {
        var crawl = JobReader.read(JOB.formatted("https://a.example/"), Path.of("job.yaml"), List.of())
                .crawl();

        assertThat(Traps.named(PageUrl.of(url), 1, crawl).orElse(null)).isEqualTo(name);
        assertThat(Traps.named(PageUrl.of("https://a.example/?" + "q".repeat(4000)), 1, crawl))
                .contains("trap: a URL of more than 4000 characters");
    }
}
