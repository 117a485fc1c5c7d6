package dev.gannet.crawl;

import dev.gannet.frontier.Shortfall;
import dev.gannet.job.Plan.LimitsSpec;
import dev.gannet.page.ClickSpec;
import java.util.ArrayList;
import java.util.List;

/** What makes a run incomplete although each of its pages was read, each in a sentence. */
final class Shortcomings {
    private Shortcomings() {}

    static List<String> of(Shortfall shortfall, LimitsSpec limits, List<ClickSpec> clicks) {
        List<String> sentences = new ArrayList<>();
        if (shortfall.sitemaps() > 0) {
            sentences.add(
                    count(shortfall.sitemaps(), "sitemap") + " not read: the pages that only they list are missing");
        }
        if (shortfall.truncated() > 0) {
            sentences.add(count(shortfall.truncated(), "page") + " cut at limits.size (" + limits.size()
                    + " characters): rows may be missing; theirs have _truncated set");
        }
        if (shortfall.linksLeftOut() > 0) {
            sentences.add(count(shortfall.linksLeftOut(), "link") + " of " + count(shortfall.crowded(), "page")
                    + " left out: limits.links is " + limits.links()
                    + (clicks.isEmpty()
                            ? ""
                            : ", and elements that were not clicked count as links ("
                                    + String.join(
                                            ", ",
                                            clicks.stream()
                                                    .map(one -> one.target() + ": most " + one.most())
                                                    .toList())
                                    + ")"));
        }
        for (Shortfall.Kind kind : shortfall.kinds()) {
            long all = kind.valid() + kind.invalid();
            boolean none = kind.valid() == 0 && kind.invalid() > 0;
            if (none || kind.invalid() > limits.invalid() * all) {
                sentences.add(kind.kind() + ": " + kind.invalid() + " of " + count(all, "item") + " without "
                        + String.join(", ", kind.missing()) + ", not stored (limits.invalid)");
            }
        }
        return sentences;
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
