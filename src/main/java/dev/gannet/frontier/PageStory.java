package dev.gannet.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run knows of one URL.
 *
 * @param run the run
 * @param state {@code pending}, {@code leased}, {@code done}, {@code failed} or {@code skipped}
 * @param because why it was left out, given up or taken to be ready, in words
 * @param kind why it failed, by its label, or what its row is marked with
 * @param status what the server answered
 * @param finalUrl where redirects led
 * @param rung how it was read
 * @param depth how many links it is away from a start
 * @param foundOn the pages that led to it, the nearest first, up to a start
 * @param attempts its visits, the first one first
 * @param opens how long its host is still left alone, where it waits
 * @param judgement whether all of it was read, how long it was waited for and what was still awaited; empty until it was read
 */
public record PageStory(
        long run,
        String state,
        Optional<String> because,
        Optional<String> kind,
        OptionalInt status,
        Optional<String> finalUrl,
        Optional<String> rung,
        int depth,
        List<String> foundOn,
        List<Attempt> attempts,
        Duration opens,
        Optional<Judgement> judgement) {
    public PageStory {
        foundOn = List.copyOf(foundOn);
        attempts = List.copyOf(attempts);
    }

    /**
     * One visit that came to an end.
     *
     * @param outcome {@code done}, {@code not-ready}, {@code retry}, {@code lost}, {@code skipped} or {@code failed}
     * @param kind why it failed
     * @param message one line
     * @param ended when
     */
    public record Attempt(String outcome, Optional<String> kind, Optional<String> message, Optional<Instant> ended) {}
}
