package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.web.Completeness;

import static org.assertj.core.api.Assertions.assertThat;

/** Asserts the verdict of a run. */
final class JudgedRuns {
    private JudgedRuns() {}

    /** @return the only reason why the run is suspect */
    static Breach suspect(RunSummary summary) {
        assertThat(summary.verdict()).as("%s", summary).contains(Completeness.SUSPECT);
        assertThat(summary.breaches()).hasSize(1);
        return summary.breaches().get(0);
    }

    static void complete(RunSummary summary) {
        assertThat(summary.breaches()).isEmpty();
        assertThat(summary.verdict()).contains(Completeness.COMPLETE);
    }
}
