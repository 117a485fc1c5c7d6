package dev.gannet.politeness;

import dev.gannet.politeness.RobotsDecision.Verdict;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class RobotsRulesTest {
    private static final PageUrl PAGE = PageUrl.of("https://shop.example/p/1?x=1");

    private final SetClock clock = new SetClock();
    private final AtomicInteger asked = new AtomicInteger();

    private RobotsRules rules(Supplier<RobotsAnswer> answer) {
        return new RobotsRules(
                origin -> {
                    asked.incrementAndGet();
                    return answer.get();
                },
                clock);
    }

    private RobotsDecision decide(String file) {
        return rules(() -> ok(file)).decide(PAGE);
    }

    private static RobotsAnswer ok(String file) {
        return RobotsAnswer.of(200, file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesTheRuleThatForbids_R67() {
        RobotsDecision decision =
                decide("User-agent: *\nDisallow: /\n\nUser-agent: Gannet\nDisallow: /p/\nAllow: /p/2\nDisallow: /p");
        assertThat(decision.verdict()).isEqualTo(Verdict.FORBIDDEN);
        assertThat(decision.reason()).isEqualTo("Disallow: /p/");
        assertThat(decide("User-agent: *\nDisallow: /\n\nUser-agent: gannet\nDisallow: /q")
                        .verdict())
                .isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void aFileThatDoesNotExistAllowsEverything_R67(int status) {
        assertThat(rules(() -> RobotsAnswer.of(status, new byte[0]))
                        .decide(PAGE)
                        .verdict())
                .isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 301, 429, 500, 503})
    void aFileThatCannotBeHadAllowsNothingForNow_R67(int status) {
        RobotsDecision decision =
                rules(() -> RobotsAnswer.of(status, new byte[0])).decide(PAGE);
        assertThat(decision.verdict()).isEqualTo(Verdict.UNAVAILABLE);
        assertThat(decision.retryAt()).contains(clock.now.plusSeconds(60));
        assertThat(decision.reason()).isEqualTo("status " + status);
    }

    @Test
    void failuresAreAskedForAgainLaterAndLater_R67() {
        List<Duration> waits = new ArrayList<>();
        RobotsRules rules = rules(() -> RobotsAnswer.failed("timeout"));
        for (int i = 0; i < 6; i++) {
            Instant retry = rules.decide(PAGE).retryAt().orElseThrow();
            waits.add(Duration.between(clock.now, retry));
            clock.now = retry.minusSeconds(1);
            rules.decide(PAGE);
            assertThat(asked).hasValue(i + 1);
            clock.now = retry;
        }
        assertThat(waits).extracting(Duration::toMinutes).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void aFailureOfTheFetchIsUnavailableAndAStopIsAStop() {
        RobotsRules dns = rules(() -> {
            throw new ScrapeException(FailureKind.DNS, "https://shop.example", "no address");
        });
        assertThat(dns.decide(PAGE).reason()).contains("dns: no address");
        RobotsRules stopped = rules(() -> {
            throw new ScrapeException(FailureKind.STOPPED, "https://shop.example", "stopped");
        });
        assertThatThrownBy(() -> stopped.decide(PAGE)).isInstanceOf(ScrapeException.class);
    }

    @Test
    void rulesAreKeptForADay() {
        RobotsRules rules = rules(() -> ok("User-agent: *\nDisallow: /x"));
        rules.decide(PAGE);
        clock.now = clock.now.plus(Duration.ofHours(24)).minusSeconds(1);
        rules.decide(PAGE);
        assertThat(asked).hasValue(1);
        clock.now = clock.now.plusSeconds(1);
        rules.decide(PAGE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aCrawlDelaySlowsDownAndAboveTheCapKeepsOff_R71() {
        RobotsDecision slow = decide("User-agent: *\nCrawl-delay: 2.5");
        assertThat(slow.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(slow.delay(spec(Duration.ofSeconds(1)))).isEqualTo(Duration.ofMillis(2500));
        assertThat(slow.delay(spec(Duration.ofSeconds(9)))).isEqualTo(Duration.ofSeconds(9));
        RobotsRules known = rules(() -> ok("User-agent: *\nCrawl-delay: 2"));
        assertThat(known.knows(PAGE)).isFalse();
        assertThat(known.crawlDelay(PAGE)).isZero();
        known.decide(PAGE);
        assertThat(known.knows(PAGE)).isTrue();
        assertThat(known.crawlDelay(PAGE)).isEqualTo(Duration.ofSeconds(2));
        RobotsDecision never = decide("User-agent: *\nCrawl-delay: 3600");
        assertThat(never.verdict()).isEqualTo(Verdict.FORBIDDEN);
        assertThat(never.reason()).contains("3600 s");
    }

    private static PolitenessSpec spec(Duration delay) {
        return new PolitenessSpec(delay, 1, true, Optional.empty(), Optional.empty());
    }

    @Test
    void aLongFileIsCutBetweenRules_R68() {
        String head = "User-agent: *\n";
        String filler = "Disallow: /filler\n".repeat((RobotsFile.MOST_BYTES - head.length()) / 18 - 1);
        String last = "Disallow: /p/1\n";
        int room = RobotsFile.MOST_BYTES - head.length() - filler.length() - last.length();
        String inside = head + filler + "#".repeat(room - 1) + "\n" + last + "Disallow: /\n";
        assertThat(decide(inside).reason()).endsWith("Disallow: /p/1");
        // "Disallow: /p/100" must not become "Disallow: /p/1" by the cut.
        String split = head + filler + "#".repeat(room) + "\n" + "Disallow: /p/100\n";
        assertThat(decide(split).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void byteOrderMarksAndLineEndsDoNotMatter_R68() {
        assertThat(decide("\ufeffUser-agent: *\r\nDisallow: /p\rAllow: /q\n").verdict())
                .isEqualTo(Verdict.FORBIDDEN);
        assertThat(decide("<html><body>not found</body></html>").verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void manyThreadsAskOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        RobotsRules rules = rules(() -> {
            await(go);
            return ok("User-agent: *\nDisallow: /p");
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<RobotsDecision>> decisions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                decisions.add(threads.submit(() -> rules.decide(PAGE)));
            }
            go.countDown();
            for (Future<RobotsDecision> decision : decisions) {
                assertThat(decision.get(30, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.FORBIDDEN);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(asked).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
