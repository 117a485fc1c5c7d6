package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** What a server asks for by Retry-After, as a table (RFC 9110 sections 10.2.3 and 5.6.7; RFC 6585 section 4), and by a run. */
@Tag("fast")
class RetryAfterTest {
    private static final String DATE = "Mon, 23 Nov 2026 10:00:00 GMT";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "status {0}, Retry-After {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
                    429 | 120                              | PT2M
                    503 | 120                              | PT2M
                    429 | 0                                | PT0S
                    429 | ' 7 '                            | PT7S
                    429 | 3600                             | PT1H
                    429 | 3601                             | PT1H
                    429 | 315360000                        | PT1H
                    429 | 99999999999999999999             | PT1H
                    429 | -5                               | nothing
                    429 | 1.5                              | nothing
                    429 | soon                             | nothing
                    429 | ''                               | nothing
                    429 | nothing                          | nothing
                    429 | Mon, 23 Nov 2026 10:05:00 GMT    | PT5M
                    503 | Mon, 23 Nov 2026 10:05:00 GMT    | PT5M
                    429 | Monday, 23-Nov-26 10:05:00 GMT   | PT5M
                    429 | Mon Nov 23 10:05:00 2026         | PT5M
                    429 | Sun Dec  6 10:00:00 2026         | PT1H
                    429 | Mon, 23 Nov 2026 09:00:00 GMT    | nothing
                    429 | Sun, 23 Nov 2036 10:00:00 GMT    | PT1H
                    429 | Mon, 32 Nov 2026 10:05:00 GMT    | nothing
                    200 | 120                              | nothing
                    301 | 120                              | nothing
                    404 | 120                              | nothing
                    500 | 120                              | nothing
                    """)
    void R70_secondsAndDatesAreReadAndBounded(int status, String header, Duration expected) {
        assertThat(RetryAfter.of(status, Optional.ofNullable(header), Optional.of(DATE))
                        .orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void R70_aDateIsMeasuredByTheServersOwnClockAndMeansNothingWithoutOne() {
        assertThat(RetryAfter.of(
                        429,
                        Optional.of("Sun, 06 Nov 1994 08:50:37 GMT"),
                        Optional.of("Sun, 06 Nov 1994 08:49:37 GMT")))
                .contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.of(429, Optional.of("Mon, 23 Nov 2026 10:05:00 GMT"), Optional.empty()))
                .isEmpty();
    }

    private JobOnDisk job(String starts, int attempts) throws Exception {
        return new JobOnDisk(folder, "busy", """
                start: %s
                items: {page: {fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s, parallel: 10, robots: ignore}
                limits: {attempts: %d, failed: 100%%}
                ladder: static
                """.formatted(starts, attempts)).sessions(12);
    }

    private static Answer busy(String after) {
        return (request, wire) -> wire.send(429, "<h1>busy</h1>", "Content-Type: text/html", "Retry-After: " + after);
    }

    @Test
    void R70_tenRefusalsAtOnceAreOneAndAnotherHostGoesOnMeanwhile() throws Exception {
        CountDownLatch all = new CountDownLatch(10);
        try (LocalSite site = LocalSite.open();
                LocalSite other = LocalSite.open().on("/p/*", html("<h1>other</h1>"))) {
            site.on("/p/*", (request, wire) -> {
                if (all.getCount() > 0) {
                    all.countDown();
                    untilAll(all);
                    busy("2").give(request, wire);
                } else {
                    html("<h1>page</h1>").give(request, wire);
                }
            });
            JobOnDisk job = job("['" + site.url("/p/[1-10]") + "', '" + other.url("/p/[1-10]") + "']", 1);
            Crawl crawl = job.crawl(false);
            Thread run = new Thread(crawl::run, "run");
            run.start();
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            run.join(60_000);
            assertThat(run.isAlive()).isFalse();

            assertThat(site.heard()).as("each was asked for once, all at once").hasSize(10);
            assertThat(job.value("SELECT strikes FROM gannet_host WHERE host LIKE '%:" + site.port() + "'"))
                    .isEqualTo("1");
            assertThat(job.value("SELECT next_slot - backoff_until FROM gannet_host WHERE host LIKE '%:" + site.port()
                            + "'"))
                    .isEqualTo("0");
            assertThat(job.rows("SELECT kind, COUNT(*) FROM gannet_page WHERE state = 'failed' GROUP BY kind"))
                    .containsExactly("rate-limited|10");
            assertThat(other.heard()).hasSize(10);
            assertThat(job.value("SELECT strikes FROM gannet_host WHERE host LIKE '%:" + other.port() + "'"))
                    .isEqualTo("0");
        }
    }

    private static void untilAll(CountDownLatch all) throws IOException {
        try {
            if (!all.await(30, TimeUnit.SECONDS)) {
                throw new IOException("they did not come all at once");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void R70_theTimeIsKeptByTheServersLogAndAHostThatNeverRecoversEndsTheRun() throws Exception {
        try (LocalSite site = LocalSite.open().on("/p/*", busy("1"))) {
            JobOnDisk job = job("'" + site.url("/p/[1-3]") + "'", 1);

            RunSummary summary = job.run("politeness.parallel=1");

            List<Heard> heard = site.heard();
            assertThat(heard).hasSize(3);
            for (int i = 1; i < heard.size(); i++) {
                assertThat(Duration.ofNanos(
                                heard.get(i).nanoTime() - heard.get(i - 1).nanoTime()))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            }
            assertThat(summary.failures())
                    .extracting(RunSummary.Failure::kind)
                    .containsExactly(FailureKind.RATE_LIMITED);
            assertThat(summary.failed()).isEqualTo(3);
            assertThat(summary.queued()).isZero();
        }
    }

    @ParameterizedTest(name = "{0} at {1} in a browser: {2}")
    @CsvSource({
        "429, /p/1, ''",
        "503, /p/1, ''",
        "429, /busy, ''",
        "429, /busy, ladder: static",
        "429, /p/1, 'browser: {headers: {X-Key: k}}'",
        "503, /p/1, ladder: static"
    })
    void R70_theTimeOfOneAnswerIsKeptOnEachRungWhereverItCameFrom(int status, String path, String ladder)
            throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/p/1", (request, wire) -> wire.send(302, "", "Location: /busy"))
                .on(
                        path,
                        (request, wire) ->
                                wire.send(status, "<h1>busy</h1>", "Content-Type: text/html", "Retry-After: 100"))) {
            JobOnDisk job = new JobOnDisk(folder, "busy", """
                    start: %s
                    items: {page: {fields: {title: {select: h1, required: true}}}}
                    politeness: {delay: 0s, robots: ignore}
                    limits: {attempts: 1, failed: 100%%}
                    %s
                    """.formatted(site.url("/p/1"), ladder));

            job.run();

            assertThat(job.value("SELECT kind FROM gannet_page")).isEqualTo("rate-limited");
            assertThat(Long.parseLong(job.value("SELECT backoff_until - CAST(strftime('%s', 'now') AS INTEGER) * 1000"
                            + " FROM gannet_host WHERE host LIKE '%:" + site.port() + "'")))
                    .isBetween(60_000L, 101_000L);
        }
    }
}
