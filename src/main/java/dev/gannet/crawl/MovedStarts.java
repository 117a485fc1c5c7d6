package dev.gannet.crawl;

import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Moved;
import dev.gannet.frontier.RunTicket;

/**
 * Learns where the starts of a run led, whichever process or earlier session visited them: that is home too. Asks the
 * database before each page until no start is left to visit. Thread-safe.
 */
final class MovedStarts {
    private final Frontier frontier;
    private final RunTicket run;
    private final Scope scope;
    private volatile boolean allKnown;

    MovedStarts(Frontier frontier, RunTicket run, Scope scope) {
        this.frontier = frontier;
        this.run = run;
        this.scope = scope;
    }

    /** Called between the claim of a page and its visit. */
    void learn() {
        if (!allKnown) {
            Moved moved = frontier.moved(run.run());
            moved.to().forEach(scope::moved);
            allKnown = moved.all();
        }
    }
}
