package dev.gannet.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says about a run.
 *
 * @param sessions most browsers; from cores and memory when empty
 * @param fresh whether an unfinished run is given up for a new one
 * @param retryFailed whether pages that failed are tried again
 * @param pages most pages visited, below the job's own bound
 * @param output a file that the rows are exported to at the end
 */
record RunOptions(OptionalInt sessions, boolean fresh, boolean retryFailed, OptionalInt pages, Optional<Path> output) {}
