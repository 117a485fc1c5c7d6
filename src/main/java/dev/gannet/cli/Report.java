package dev.gannet.cli;

import dev.gannet.crawl.RunSummary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that is over, with what the command knows about it.
 *
 * @param summary what the run came to
 * @param job the job file, as it was named on the command line
 * @param log the run's log
 * @param exit how the command ends for it
 */
record Report(RunSummary summary, Path job, Optional<Path> log, ExitCode exit) {}
