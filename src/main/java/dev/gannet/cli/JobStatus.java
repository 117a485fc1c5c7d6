package dev.gannet.cli;

import dev.gannet.crawl.RunSummary.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the last run of a job is.
 *
 * @param run its number
 * @param started when it was started
 * @param finished when it was finished; empty while it is not
 * @param pages how many pages are in which state, in the order they are shown: {@code done}, {@code waiting} and so on
 * @param skipped pages left out, by reason
 * @param failures pages given up, by cause
 * @param store where the rows are, without credentials
 */
record JobStatus(
        long run,
        Instant started,
        Optional<Instant> finished,
        Map<String, Long> pages,
        Map<String, Long> skipped,
        List<Failure> failures,
        String store) {
    JobStatus {
        failures = List.copyOf(failures);
    }
}
