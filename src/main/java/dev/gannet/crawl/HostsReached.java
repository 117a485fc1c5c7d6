package dev.gannet.crawl;

import dev.gannet.job.Plan;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Unreachable;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows whether any host of a run can be reached. As long as none was, pages are tried again soon and use up no attempts;
 * where every host that the job starts at stays away, the run ends and its pages wait for the next one. Thread-safe.
 */
final class HostsReached {
    /** A server that is started again is back within that time. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Of a long list of hosts so many speak for all. */
    private static final int ENOUGH = 20;

    private static final int MAX_DOUBLINGS = 2;

    private final Set<String> hosts;
    private final boolean patient;
    private final Map<String, Host> away = new LinkedHashMap<>();
    private long since;
    private boolean reached;

    /** @param reached whether pages of the run were read before */
    HostsReached(Plan plan, boolean reached) {
        hosts = plan.entries().stream().map(HostsReached::host).collect(Collectors.toSet());
        patient = plan.limits().attempts() > 1;
        this.reached = reached;
    }

    /** A host that did not answer: how often, and what is said of it. */
    private record Host(int tries, String words) {}

    /** @return the host of a URL with its port, as people write it */
    static String host(PageUrl url) {
        return url.origin().replaceFirst("^[a-z]+://", "");
    }

    /** Notes that a server answered, whatever it said. */
    synchronized void reached() {
        reached = true;
    }

    /**
     * Changes nothing: a transaction that asks may be repeated.
     *
     * @return how long the page of a failure is left alone without using up an attempt; empty where the usual rules hold
     */
    synchronized Optional<Duration> pause(Visit visit, ScrapeException failure) {
        String host = host(visit.url());
        if (reached || words(failure).isEmpty()) {
            return Optional.empty();
        }
        boolean late = patience().compareTo(PATIENCE) >= 0 && !allAway(host);
        int tries = away.getOrDefault(host, new Host(0, "")).tries();
        return late ? Optional.empty() : Optional.of(Duration.ofSeconds(1L << Math.min(tries, MAX_DOUBLINGS)));
    }

    /** Notes a failure. */
    synchronized void failed(Visit visit, ScrapeException failure) {
        Optional<String> words = words(failure);
        if (words.isPresent()) {
            since = away.isEmpty() ? System.nanoTime() : since;
            away.merge(
                    host(visit.url()), new Host(1, words.get()), (old, now) -> new Host(old.tries() + 1, now.words()));
        } else {
            // What ends on this machine tells nothing of the site.
            reached |= failure.kind().retry() != FailureKind.Retry.LATER;
        }
    }

    private static Optional<String> words(ScrapeException failure) {
        return Unreachable.words(failure.kind(), String.valueOf(failure.getMessage()));
    }

    /** @return how long nobody can be reached */
    private Duration patience() {
        return away.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** @param failing a host that just failed once more */
    private boolean allAway(String failing) {
        return away.size() >= ENOUGH || hosts.stream().allMatch(host -> host.equals(failing) || away.containsKey(host));
    }

    /** @return why the run ends now, with its pages pending; empty while it goes on */
    synchronized Optional<ScrapeException> over(ScrapeException failure) {
        boolean soon = patient && patience().compareTo(PATIENCE) < 0;
        if (reached || soon || away.isEmpty() || !allAway("")) {
            return Optional.empty();
        }
        Map.Entry<String, Host> first = away.entrySet().iterator().next();
        String all = first.getKey() + " " + first.getValue().words()
                + (away.size() == 1
                        ? ""
                        : ", and " + (away.size() == 2 ? "another host" : (away.size() - 1) + " other hosts")
                                + " of the job cannot be reached either");
        // Without a server robots.txt is the first request that fails, and not the cause.
        FailureKind kind = failure.kind() != FailureKind.ROBOTS_UNAVAILABLE
                ? failure.kind()
                : first.getValue().words().equals(Unreachable.NO_ADDRESS) ? FailureKind.DNS : FailureKind.CONNECTION;
        return Optional.of(new ScrapeException(
                kind, failure.url(), all + ": no page could be read; the pages wait for the next run", failure));
    }
}
