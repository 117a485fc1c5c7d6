package dev.gannet.crawl;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Unreachable;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whether all pages since the last one that was read failed by one cause. Thread-safe. */
final class CommonCause {
    /** So many pages are no accident, however many there are. */
    private static final int ENOUGH = 3;

    private static final int MAX_PAGES = 10_000;
    private static final int MAX_MESSAGE = 120;

    private final Map<Long, Long> pages = new HashMap<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private String cause = "";
    private String words = "";
    private boolean several;
    private boolean read;

    /** A page was read: what failed before it is not common to all. */
    synchronized void read() {
        read = true;
        several = false;
        cause = "";
        pages.clear();
        hosts.clear();
    }

    /**
     * A page failed.
     *
     * @param message one line without secrets
     * @param again when it is tried again
     */
    synchronized void failed(Visit visit, ScrapeException failure, String message, Optional<Duration> again) {
        FailureKind kind = failure.kind();
        if (kind.retry() == FailureKind.Retry.LATER || PageCommit.LEFT_OUT.containsKey(kind)) {
            return;
        }
        Optional<String> unreachable = Unreachable.words(kind, message);
        String now = unreachable.orElse(kind.label());
        several |= !cause.isEmpty() && !cause.equals(now);
        cause = now;
        words = unreachable.orElseGet(() -> ": " + kind.label() + ", " + brief(message));
        if (pages.size() < MAX_PAGES) {
            pages.put(
                    visit.page(),
                    again.map(pause -> System.nanoTime() + pause.toNanos()).orElse(0L));
            hosts.add(HostsReached.host(visit.url()));
        }
    }

    private static String brief(String message) {
        String first = message.replaceFirst("; seen then: .*", "");
        return first.length() > MAX_MESSAGE ? first.substring(0, MAX_MESSAGE) + "…" : first;
    }

    /**
     * @param open how many pages wait or are in flight
     * @return the cause, as soon as it is common to three pages or to all
     */
    synchronized Optional<RunProgress.Trouble> of(long open) {
        int failed = pages.size();
        if (several || failed == 0 || failed < ENOUGH && failed < open) {
            return Optional.empty();
        }
        String first = hosts.iterator().next();
        String others = hosts.size() == 1
                ? ""
                : " (and " + (hosts.size() == 2 ? "1 other host" : (hosts.size() - 1) + " other hosts") + ")";
        String what = first + others + (words.startsWith(":") ? "" : " ") + words;
        long now = System.nanoTime();
        Optional<Long> next = pages.values().stream().filter(due -> due > 0).min(Long::compare);
        String count = read
                ? failed == 1 ? "the last page" : "the last " + failed + " pages"
                : failed + " of " + failed + (failed == 1 ? " page" : " pages") + " so far";
        return Optional.of(new RunProgress.Trouble(
                what,
                count
                        + next.map(due -> Math.max(0, due - now))
                                .map(left -> left == 0
                                        ? ", tried again now"
                                        : ", tried again in " + (left + 999_999_999L) / 1_000_000_000L + " s")
                                .orElse("")));
    }
}
