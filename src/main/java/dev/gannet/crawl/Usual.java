package dev.gannet.crawl;

import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.RunTicket;
import dev.gannet.frontier.Verdict;
import dev.gannet.job.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What the last complete runs of a job found: the medians that a run is compared with. A run that was not complete is no
 * measure, so that what is missing does not become the rule by being missing for long. Immutable.
 */
final class Usual {
    private static final int RUNS = 5;

    private final Map<String, List<Verdict.Kind>> earlier;
    private final Map<String, String> crawled;
    private final boolean counts;

    private Usual(Map<String, List<Verdict.Kind>> earlier, Map<String, String> crawled, boolean counts) {
        this.earlier = Map.copyOf(earlier);
        this.crawled = Map.copyOf(crawled);
        this.counts = counts;
    }

    static Usual of(Plan plan, Frontier frontier, RunTicket run) {
        Map<String, List<Verdict.Kind>> earlier = new HashMap<>();
        Map<String, String> crawled = new HashMap<>();
        for (ItemSpec item : plan.items()) {
            earlier.put(item.kind(), frontier.earlier(plan.name(), run, item.kind(), RUNS));
            crawled.put(item.kind(), Fingerprint.crawled(plan, item));
        }
        return new Usual(earlier, crawled, plan.crawl().since().isEmpty());
    }

    /** @return what tells runs apart that take in other pages */
    String crawled(String kind) {
        return crawled.getOrDefault(kind, "");
    }

    /** @return the part of the items that have a value in the field; empty where no run tells */
    OptionalDouble coverage(String kind, String field) {
        return median(
                earlier.getOrDefault(kind, List.of()).stream()
                        .filter(one -> one.found().items() > 0)
                        .toList(),
                one -> one.found().coverage(field));
    }

    /** @return whether any earlier run of the job was complete */
    boolean any() {
        return earlier.values().stream().anyMatch(runs -> !runs.isEmpty());
    }

    /** @return whether a run reads all that there is: where it reads only what has changed, it may find any part of it */
    boolean counts() {
        return counts;
    }

    /** @return how many different items there are of a kind; empty where no run that took in the same pages tells */
    OptionalDouble rows(String kind) {
        return counts
                ? median(
                        earlier.getOrDefault(kind, List.of()).stream()
                                .filter(one -> one.crawled().equals(crawled(kind)))
                                .toList(),
                        Verdict.Kind::rows)
                : OptionalDouble.empty();
    }

    private static OptionalDouble median(List<Verdict.Kind> runs, ToDoubleFunction<Verdict.Kind> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        // Of an even number both in the middle count.
        return DoubleStream.of(sorted)
                .skip(Math.max(0, (sorted.length - 1) / 2))
                .limit(2 - sorted.length % 2)
                .average();
    }
}
