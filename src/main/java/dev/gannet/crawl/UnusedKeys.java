package dev.gannet.crawl;

import dev.gannet.extract.Extractor;
import dev.gannet.frontier.Breach;
import dev.gannet.frontier.VisitedPages;
import dev.gannet.job.Plan;
import dev.gannet.web.Completeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what of {@code start} and {@code crawl} came to nothing in a run: forbidden starts, selectors and globs that match nothing. */
final class UnusedKeys {
    private final Plan plan;
    private final boolean proven;
    private final VisitedPages visited;
    private final Map<String, RunTally.Gap> gaps;

    /** @param proven whether an earlier run was complete, so that the job found its way at least once */
    UnusedKeys(Plan plan, boolean proven, VisitedPages visited, Map<String, RunTally.Gap> gaps) {
        this.plan = plan;
        this.proven = proven;
        this.visited = visited;
        this.gaps = gaps;
    }

    List<Breach> all() {
        List<Breach> breaches = new ArrayList<>();
        int starts = plan.starts().size() + plan.sitemaps().size() + plan.apis().size();
        if (starts == 0) {
            breaches.add(Breach.ofRun(
                    Completeness.SUSPECT,
                    Rules.START,
                    "there is no start: the file of start has no URL; write one on each line"));
            return breaches;
        }
        for (String file : plan.emptyFiles()) {
            breaches.add(Breach.ofRun(
                    Completeness.SUSPECT,
                    Rules.START,
                    "the file " + file + " of start has no URL; write one on each line, or leave it out"));
        }
        forbidden(starts).ifPresent(breaches::add);
        listed().ifPresent(breaches::add);
        followed().ifPresent(breaches::add);
        return breaches;
    }

    private Optional<Breach> forbidden(int starts) {
        List<String> forbidden = visited.starts(Rules.ROBOTS);
        return forbidden.stream()
                .findFirst()
                .map(first -> Breach.ofRun(
                                Completeness.SUSPECT,
                                Rules.ROBOTS,
                                forbidden.size() + " of " + Rules.count(starts, "start")
                                        + " not read: robots.txt forbids "
                                        + (forbidden.size() == 1 ? first : "them, such as " + first)
                                        + "; remove it from start, or ask the site for permission")
                        .seenOn(first, Optional.empty()));
    }

    private Optional<Breach> listed() {
        RunTally.Gap gap = gaps.get(Rules.SITEMAPS);
        return gap == null || plan.sitemaps().isEmpty() || visited.discovered() > 0
                ? Optional.empty()
                : Optional.of(Breach.ofRun(
                                Completeness.SUSPECT,
                                Rules.SITEMAPS,
                                "no page that the sitemap lists is taken in, such as " + gap.told())
                        .seenOn(gap.url(), Optional.empty()));
    }

    private Optional<Breach> followed() {
        Plan.CrawlSpec crawl = plan.crawl();
        if (crawl.follow().isEmpty()
                || crawl.follow().contains(Extractor.EVERY_LINK)
                || crawl.depth().isPresent() && crawl.depth().getAsInt() == 0) {
            return Optional.empty();
        }
        RunTally.Gap gap = gaps.get(Extractor.FOLLOW);
        // Older versions did not write down how many links a page has.
        if (visited.links() == 0 && visited.discovered() == 0) {
            // A job that is started elsewhere for once may be at the end of its links.
            return gap == null || proven && !gap.told().contains(Extractor.MEANT)
                    ? Optional.empty()
                    : Optional.of(Breach.ofRun(
                                    Completeness.SUSPECT,
                                    Rules.FOLLOW,
                                    "no page has a link that is followed: on " + gap.url() + " " + gap.told())
                            .seenOn(gap.url(), Optional.empty()));
        }
        boolean home = plan.starts().stream()
                .anyMatch(start -> crawl.include().stream().anyMatch(glob -> glob.matches(start)));
        return crawl.include().isEmpty() || home || visited.discovered() > 0
                ? Optional.empty()
                : Optional.of(Breach.ofRun(
                        Completeness.SUSPECT,
                        Rules.INCLUDE,
                        "none of the " + Rules.count(visited.links(), "link")
                                + " that were found is taken in: include: "
                                + crawl.include().stream()
                                        .map(glob -> "\"" + glob + "\"")
                                        .collect(Collectors.joining(", "))
                                + " matches none of them, or the scope does not reach them; gannet explain URL says"
                                + " which"));
    }
}
