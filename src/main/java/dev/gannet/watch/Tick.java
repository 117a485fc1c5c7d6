package dev.gannet.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a moment at which a job was due.
 *
 * @param run the number of the run, where there was one
 * @param message why, where it did not end well
 */
record Tick(String job, Instant due, String outcome, Optional<Long> run, Optional<String> message) {
    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String INCOMPLETE = "incomplete";
    static final String FAILED = "failed";
    static final String STOPPED = "stopped";
    /** The run before was still going on. */
    static final String SKIPPED = "skipped";
    /** Nobody was there. */
    static final String MISSED = "missed";
}
