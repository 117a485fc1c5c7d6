package dev.gannet.frontier;

import dev.gannet.web.Completeness;
import java.time.Duration;
import java.util.List;

/**
 * What is made of a page that was read.
 *
 * @param breaches why it is not complete; empty where it is
 * @param waited how long it was waited for
 * @param pending what was still awaited when its time was up
 */
public record Judgement(List<Breach> breaches, Duration waited, List<String> pending) {
    /** Nothing is amiss, and nothing was waited for. */
    public static final Judgement SOUND = new Judgement(List.of(), Duration.ZERO, List.of());

    public Judgement {
        breaches = List.copyOf(breaches);
        pending = List.copyOf(pending);
    }

    /** @return whether all of the page was read, as far as it can be told */
    public Completeness verdict() {
        return breaches.stream().map(Breach::verdict).reduce(Completeness.COMPLETE, Completeness::worst);
    }
}
