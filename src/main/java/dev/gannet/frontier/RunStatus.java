package dev.gannet.frontier;

import dev.gannet.web.Completeness;
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
 * @param verdict whether it read all that is known to be there; empty while it is not over
 * @param breaches why it is not complete, so far
 */
public record RunStatus(
        long run,
        String state,
        Instant started,
        Optional<Instant> ended,
        FrontierCounts counts,
        List<FailureGroup> failures,
        Map<String, Long> skipped,
        Optional<String> terms,
        Optional<Completeness> verdict,
        List<Breach> breaches) {
    public RunStatus {
        failures = List.copyOf(failures);
        breaches = List.copyOf(breaches);
        skipped = Map.copyOf(skipped);
    }
}
