package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.frontier.FileCounts;
import dev.gannet.frontier.Shortfall;
import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.page.ClickSpec;
import dev.gannet.web.Completeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes a run incomplete although each of its pages was read. */
final class Shortcomings {
    private Shortcomings() {}

    static List<Breach> of(Shortfall shortfall, LimitsSpec limits, List<ClickSpec> clicks) {
        List<Breach> breaches = new ArrayList<>();
        if (shortfall.sitemaps() > 0) {
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.SITEMAPS,
                    Rules.count(shortfall.sitemaps(), "sitemap")
                            + " not read: the pages that only they list are missing"));
        }
        if (shortfall.truncated() > 0) {
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.SIZE,
                    Rules.count(shortfall.truncated(), "page") + " cut at limits.size (" + limits.size()
                            + " characters): rows may be missing; theirs have _truncated set"));
        }
        if (shortfall.linksLeftOut() > 0) {
            breaches.add(Breach.ofRun(
                    Completeness.PARTIAL,
                    Rules.LINKS,
                    Rules.count(shortfall.linksLeftOut(), "link") + " of " + Rules.count(shortfall.crowded(), "page")
                            + " left out: limits.links is " + limits.links() + unclicked(clicks)));
        }
        for (Shortfall.Kind kind : shortfall.kinds()) {
            long all = kind.valid() + kind.invalid();
            boolean none = kind.valid() == 0 && kind.invalid() > 0;
            if (none || kind.invalid() > limits.invalid() * all) {
                String message = kind.invalid() + " of " + Rules.count(all, "item") + " without "
                        + String.join(", ", kind.missing()) + ", not stored (limits.invalid)";
                breaches.add(
                        kind.missing().size() == 1
                                ? Breach.ofField(
                                        Completeness.PARTIAL,
                                        Rules.INVALID,
                                        kind.kind(),
                                        kind.missing().get(0),
                                        message)
                                : Breach.ofKind(Completeness.PARTIAL, Rules.INVALID, kind.kind(), message));
            }
        }
        return breaches;
    }

    private static String unclicked(List<ClickSpec> clicks) {
        return clicks.isEmpty()
                ? ""
                : ", and elements that were not clicked count as links ("
                        + String.join(
                                ", ",
                                clicks.stream()
                                        .map(one -> one.target() + ": most " + one.most())
                                        .toList())
                        + ")";
    }

    /** @return what is wrong where more of the files that items name could not be had than may fail */
    static Optional<Breach> ofFiles(FileCounts files, LimitsSpec limits) {
        return tooManyLost(files, limits)
                ? lost(files).map(message -> Breach.ofRun(Completeness.PARTIAL, Rules.FILES, message))
                : Optional.empty();
    }

    /** @return whether more of the files that items name could not be had than may fail */
    static boolean tooManyLost(FileCounts files, LimitsSpec limits) {
        long lost = lost(files.lost());
        return lost > limits.failed() * (files.kept() + lost);
    }

    /** @return what to tell of the files that could not be had */
    static Optional<String> lost(FileCounts files) {
        long lost = lost(files.lost());
        if (lost == 0) {
            return Optional.empty();
        }
        List<String> causes = new ArrayList<>();
        files.lost().forEach((kind, count) -> causes.add(count + " " + kind));
        return Optional.of(lost + " of " + Rules.count(files.kept() + lost, "file") + " could not be had ("
                + String.join(", ", causes) + "); gannet_lost_file has each with its reason");
    }

    private static long lost(Map<String, Long> lost) {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }
}
