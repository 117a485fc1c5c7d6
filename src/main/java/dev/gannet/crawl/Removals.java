package dev.gannet.crawl;

import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Shortfall;
import dev.gannet.frontier.Verdict;
import dev.gannet.job.Plan;
import dev.gannet.web.Completeness;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells of which kinds a run saw all that there is: what it did not see of those is there no more. One page that was not
 * read, or one item that could not be, may be where the rest is, so nothing is concluded from such a run.
 */
final class Removals {
    private Removals() {}

    /**
     * @param unread how many pages could not be read, those apart that the server says are gone
     * @param bounded whether pages were left out on purpose
     * @return the kinds
     */
    static List<ItemSpec> of(Plan plan, Verdict verdict, Shortfall shortfall, long unread, boolean bounded) {
        boolean all = verdict.completeness() == Completeness.COMPLETE
                && verdict.breaches().isEmpty()
                && unread == 0
                && !bounded
                && plan.crawl().since().isEmpty();
        if (!all) {
            return List.of();
        }
        Set<String> lacking = shortfall.kinds().stream()
                .filter(kind -> kind.invalid() > 0)
                .map(Shortfall.Kind::kind)
                .collect(Collectors.toSet());
        Set<String> doubtful = plan.items().stream()
                .filter(item ->
                        ItemSpec.withInner(List.of(item)).stream().anyMatch(one -> lacking.contains(one.kind())))
                .map(ItemSpec::table)
                .collect(Collectors.toSet());
        return plan.items().stream()
                .filter(item -> !doubtful.contains(item.table()))
                .toList();
    }
}
