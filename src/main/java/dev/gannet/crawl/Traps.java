package dev.gannet.crawl;

import dev.gannet.job.Plan.CrawlSpec;
import dev.gannet.web.PageUrl;
import java.util.List;
import java.util.Optional;

/**
 * Knows links that lead into endless spaces by their looks (R62). What is left out for such a reason is counted under it
 * and marks the run as bounded; ever new queries of one path are counted where pages are kept.
 */
final class Traps {
    /** Every reason begins so. */
    static final String PREFIX = "trap: ";
    /** Calendars and the like lead on for ever by one link after the other; a list of so many pages is rare. */
    static final int MOST_HOPS = 1000;

    private static final int MOST_REPEATS = 3;
    private static final int MOST_SEGMENTS = 30;
    private static final int LONGEST = 4000;

    private Traps() {}

    /**
     * @param depth how many links the URL is away from a start
     * @return why it is left out, the same words for the same cause
     */
    static Optional<String> named(PageUrl url, int depth, CrawlSpec crawl) {
        if (url.text().length() > LONGEST) {
            return Optional.of(PREFIX + "a URL of more than " + LONGEST + " characters");
        }
        List<String> segments = List.of(
                url.pathAndQuery().replaceFirst("[?].*", "").substring(1).split("/"));
        if (segments.size() > MOST_SEGMENTS) {
            return Optional.of(PREFIX + "a path of more than " + MOST_SEGMENTS + " segments");
        }
        if (repeats(segments)) {
            return Optional.of(PREFIX + "a path that repeats itself " + MOST_REPEATS + " times");
        }
        return depth > MOST_HOPS && crawl.depth().isEmpty()
                ? Optional.of(PREFIX + "more than " + MOST_HOPS + " links from a start; crawl.depth allows more")
                : Optional.empty();
    }

    /** @return whether some segments follow upon themselves too often: {@code /a/a/a}, {@code /x/y/x/y/x/y} */
    private static boolean repeats(List<String> segments) {
        for (int length = 1; length * MOST_REPEATS <= segments.size(); length++) {
            int same = 0;
            for (int i = length; i < segments.size(); i++) {
                boolean again = !segments.get(i).isEmpty() && segments.get(i).equals(segments.get(i - length));
                same = again ? same + 1 : 0;
                if (same == length * (MOST_REPEATS - 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
