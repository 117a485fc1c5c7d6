package dev.gannet.politeness;

import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The robots.txt of every origin of a run (RFC 9309). Rules are kept for a day. A file that does not exist (4xx) allows
 * everything; one that could not be had (5xx, 429, no answer) allows nothing for a while, from one minute doubling to ten; from a second where no server
 * can be reached.
 * Each origin is asked once, however many threads want to know. Thread-safe.
 */
public final class RobotsRules {
    /** The longest Crawl-delay that is kept; an origin that asks for more is not visited. */
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /** Bytes of a robots.txt to fetch: one more than are read, so that a cut is known for one and splits no rule. */
    public static final int MOST_FETCHED = RobotsFile.MOST_BYTES + 1;

    private static final Duration FRESH = Duration.ofHours(24);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY_UNREACHABLE = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RobotsFetch fetch;
    private final Clock clock;
    private final ConcurrentMap<String, CompletableFuture<Entry>> entries = new ConcurrentHashMap<>();

    public RobotsRules(RobotsFetch fetch, Clock clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    /**
     * @return what robots.txt says to the URL; asks the origin for it where it is not known, waiting two minutes at most for
     *     another thread that already asks
     * @throws ScrapeException with {@link FailureKind#STOPPED} when the run is stopped meanwhile
     */
    public RobotsDecision decide(PageUrl url) {
        Entry entry = entry(url);
        if (entry.file == null) {
            return entry.untrusted
                    ? RobotsDecision.untrusted(entry.failure, entry.until)
                    : RobotsDecision.unavailable(entry.failure, entry.until);
        }
        Optional<Duration> delay = entry.file.crawlDelay();
        if (delay.isPresent() && delay.get().compareTo(LONGEST_DELAY) > 0) {
            return RobotsDecision.forbidden(
                    "Crawl-delay: " + delay.get().toSeconds() + " s; more than " + LONGEST_DELAY.toSeconds()
                            + " s is not kept",
                    delay);
        }
        return entry.file
                .forbids(url)
                .map(rule -> RobotsDecision.forbidden(rule, delay))
                .orElseGet(() -> RobotsDecision.allowed(delay));
    }

    /** @return whether {@link #decide} can answer now without asking the origin */
    public boolean knows(PageUrl url) {
        return known(url).isPresent();
    }

    /** @return the gap that the origin asks for, as far as that is known without asking; else zero */
    public Duration crawlDelay(PageUrl url) {
        return known(url)
                .flatMap(entry -> Optional.ofNullable(entry.file))
                .flatMap(RobotsFile::crawlDelay)
                .orElse(Duration.ZERO);
    }

    private Optional<Entry> known(PageUrl url) {
        CompletableFuture<Entry> entry = entries.get(url.origin());
        if (entry == null || !entry.isDone() || entry.isCompletedExceptionally()) {
            return Optional.empty();
        }
        return Optional.of(entry.join()).filter(answer -> clock.instant().isBefore(answer.until));
    }

    private Entry entry(PageUrl url) {
        String origin = url.origin();
        int failures = 0;
        while (true) {
            CompletableFuture<Entry> mine = new CompletableFuture<>();
            CompletableFuture<Entry> known = entries.putIfAbsent(origin, mine);
            if (known == null) {
                return ask(origin, failures, mine);
            }
            Entry entry = await(known, url);
            if (clock.instant().isBefore(entry.until)) {
                return entry;
            }
            failures = entry.failures;
            // Whoever replaces the stale entry asks; the others wait for the answer in the next round.
            if (entries.replace(origin, known, mine)) {
                return ask(origin, failures, mine);
            }
        }
    }

    private Entry ask(String origin, int failures, CompletableFuture<Entry> answer) {
        try {
            Entry entry = judge(origin, fetched(origin), failures);
            answer.complete(entry);
            return entry;
        } catch (RuntimeException | Error stopped) {
            entries.remove(origin, answer);
            answer.completeExceptionally(stopped);
            throw stopped;
        }
    }

    private RobotsAnswer fetched(String origin) {
        try {
            return fetch.fetch(origin);
        } catch (ScrapeException failure) {
            if (failure.kind() == FailureKind.STOPPED) {
                throw failure;
            }
            String reason = failure.kind().label() + ": " + failure.getMessage();
            if (failure.kind() == FailureKind.TLS) {
                return RobotsAnswer.untrusted(reason);
            }
            return Unreachable.words(failure.kind(), reason).isPresent()
                    ? RobotsAnswer.unreachable(reason)
                    : RobotsAnswer.failed(reason);
        }
    }

    private Entry judge(String origin, RobotsAnswer answer, int failures) {
        int status = answer.failure().isPresent() ? 0 : answer.status();
        Instant now = clock.instant();
        if (status >= 200 && status < 300) {
            return new Entry(RobotsFile.parse(origin, answer.body()), "", now.plus(FRESH), 0, false);
        }
        if (status >= 400 && status < 500 && status != 429) {
            return new Entry(RobotsFile.allowAll(), "", now.plus(FRESH), 0, false);
        }
        // A host that answers nobody is spared nothing by waiting, and is back at any moment.
        Duration first = answer.unreachable() ? FIRST_RETRY_UNREACHABLE : FIRST_RETRY;
        Duration wait = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        String reason = answer.failure().orElse("status " + answer.status());
        Instant until = now.plus(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY);
        return new Entry(null, reason, until, failures + 1, answer.untrusted());
    }

    private Entry await(CompletableFuture<Entry> other, PageUrl url) {
        try {
            return other.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            return new Entry(null, "still awaited", clock.instant().plus(FIRST_RETRY), 0, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, url.text(), "stopped while waiting for robots.txt", e);
        }
    }

    /** The rules, or why there are none, and until when that holds. */
    private record Entry(@Nullable RobotsFile file, String failure, Instant until, int failures, boolean untrusted) {}
}
