package dev.gannet.frontier;

import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A random site, and what a run of it must come to: the frontier without a database. */
final class RunModel {
    private enum State {
        PENDING,
        LEASED,
        DONE,
        FAILED,
        SKIPPED
    }

    private final Random random;
    private final int pages;
    private final int hosts;
    private final Map<String, State> states = new HashMap<>();
    private final List<Lead> starts;

    RunModel(Random random, int pages, int hosts) {
        this.random = random;
        this.pages = pages;
        this.hosts = hosts;
        this.starts = List.of(lead(0), lead(1));
        starts.forEach(start -> states.put(start.url().text(), State.PENDING));
    }

    List<Lead> starts() {
        return starts;
    }

    /** @return pages that this page leads to, some of them with ever the same path and some that are sitemaps */
    List<Lead> links(Visit from) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> lead(random.nextInt(pages)))
                .distinct()
                .toList();
    }

    private Lead lead(int number) {
        String base = "https://h" + number % hosts + ".example/";
        if (number % 5 == 4) {
            return new Lead(PageUrl.of(base + number), Role.SITEMAP, 1, java.util.Optional.empty());
        }
        return Lead.page(PageUrl.of(base + (number % 5 == 3 ? "q?" : "") + number), 1);
    }

    PageEnd anyEnd() {
        return switch (random.nextInt(7)) {
            case 0 -> new PageEnd.Retry(FailureKind.CONNECTION, "reset", Duration.ZERO);
            case 1 -> new PageEnd.Lost(FailureKind.SESSION_LOST, "gone", Duration.ZERO);
            case 2 -> new PageEnd.NotReadyRetry("no .x");
            case 3 -> new PageEnd.Released();
            case 4 -> new PageEnd.Skipped("robots.txt", FailureKind.ROBOTS, "Disallow: /");
            case 5 -> RandomRunsContract.failed();
            default -> RandomRunsContract.DONE;
        };
    }

    void claimed(Visit visit) {
        assertThat(states.put(visit.url().text(), State.LEASED)).isEqualTo(State.PENDING);
    }

    /** @return how many of the links are new */
    int ended(Visit visit, PageEnd end, List<Lead> links) {
        State state = end instanceof PageEnd.Done
                ? State.DONE
                : end instanceof PageEnd.Failed
                        ? State.FAILED
                        : end instanceof PageEnd.Skipped ? State.SKIPPED : State.PENDING;
        states.put(visit.url().text(), state);
        return (int) links.stream()
                .filter(link -> states.putIfAbsent(link.url().text(), State.PENDING) == null)
                .count();
    }

    long discovered() {
        return states.size();
    }

    long pending() {
        return count(State.PENDING);
    }

    long leased() {
        return count(State.LEASED);
    }

    FrontierCounts counts() {
        return new FrontierCounts(
                states.size(), count(State.DONE), 0, count(State.FAILED), count(State.SKIPPED), pending(), leased());
    }

    private long count(State state) {
        return states.values().stream().filter(state::equals).count();
    }
}
