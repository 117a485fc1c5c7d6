package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;
import java.util.Optional;

/** The command that makes sense after a run. */
final class NextStep {
    private NextStep() {}

    /** @return the command and what it does, or nothing when all is done */
    static Optional<String> after(Report report) {
        RunSummary run = report.summary();
        String job = Shell.word(report.job().toString());
        if (run.end() == RunSummary.End.STOPPED || run.queued() > 0) {
            return Optional.of("gannet run " + job + "  (goes on where it stopped)");
        }
        if (run.failures().stream().anyMatch(failure -> Remedies.worthRetry(failure.kind()))) {
            return Optional.of("gannet run --retry-failed " + job + "  (tries the failed pages again)");
        }
        return run.end() == RunSummary.End.INCOMPLETE
                ? Optional.of("gannet status " + job + "  (what is missing, and why)")
                : Optional.empty();
    }
}
