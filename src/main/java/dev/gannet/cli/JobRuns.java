package dev.gannet.cli;

import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.RunSummary;
import dev.gannet.job.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Runs a plan for a person: log file, progress, signals. */
final class JobRuns {
    private static final Path STATE = Path.of(".gannet");

    private final Rooms rooms;
    private final Terminal terminal;
    private final Logs logs;

    JobRuns(Rooms rooms, Terminal terminal, Logs logs) {
        this.rooms = rooms;
        this.terminal = terminal;
        this.logs = logs;
    }

    /** @return the folder beside the job file for what is no data: logs and evidence */
    static Path state(Plan plan) {
        Path beside = plan.file().toAbsolutePath().normalize().resolveSibling(STATE);
        Path folder = plan.file().toAbsolutePath().normalize().getParent();
        return folder != null && folder.endsWith(STATE) ? folder : beside;
    }

    /**
     * @param job the job file as it was named
     * @param progress whether progress is shown
     * @param grace how long pages under way may take after a signal
     * @return what the run came to, and how the command ends for it
     * @throws IOException when no log file can be written anywhere
     */
    Report run(Plan plan, Path job, CrawlOptions options, boolean progress, Duration grace) throws IOException {
        Path log = logs.open(state(plan), plan.name());
        ProgressLine line = new ProgressLine(terminal, progress, System::nanoTime);
        Crawling crawling = rooms.crawl(plan, options, line);
        try (StopSignals signals = StopSignals.open(crawling::stop, line::note, grace)) {
            RunSummary summary = crawling.run();
            ExitCode exit = summary.end() == RunSummary.End.STOPPED
                    ? signals.code().orElse(ExitCode.INTERRUPTED)
                    : ExitCode.of(summary.end());
            return new Report(summary, job, Optional.of(log), exit);
        } finally {
            line.end();
        }
    }
}
