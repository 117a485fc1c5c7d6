package dev.gannet.frontier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the last run of a job stands.
 *
 * @param run its number
 * @param state {@code running}, {@code stopped} (the next run goes on with it), {@code finished} or {@code abandoned}
 * @param started when it was begun
 * @param ended when it was finished, stopped or abandoned
 * @param counts its pages
 * @param failures the pages given up, by cause, most first
 * @param skipped the pages left out, by reason
 * @param terms what the job said of the site's terms of service
 */
public record RunStatus(
        long run,
        String state,
        Instant started,
        Optional<Instant> ended,
        FrontierCounts counts,
        List<FailureGroup> failures,
        Map<String, Long> skipped,
        Optional<String> terms) {
    public RunStatus {
        failures = List.copyOf(failures);
        skipped = Map.copyOf(skipped);
    }
}
