package dev.gannet.frontier;

import dev.gannet.web.Completeness;
import java.util.List;

/**
 * Whether a run that is over read all that is known to be there.
 *
 * @param completeness the verdict
 * @param breaches why it is not complete
 * @param kinds what it found, for the runs to come
 */
public record Verdict(Completeness completeness, List<Breach> breaches, List<Kind> kinds) {
    public Verdict {
        breaches = List.copyOf(breaches);
        kinds = List.copyOf(kinds);
    }

    /**
     * What the run found of one kind.
     *
     * @param found its items
     * @param rows how many different ones
     * @param crawled the same where runs took in the same pages
     * @param verdict what was made of them
     */
    public record Kind(Found found, long rows, String crawled, Completeness verdict) {}
}
