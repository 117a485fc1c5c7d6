package dev.gannet.flow;

import dev.gannet.page.LivePage;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import java.util.List;

/**
 * Carries out the steps of a flow on a live page. Thread-safe; each flow is one thread's.
 *
 * <p>An element is found anew for every try, because pages replace their elements at any time; a try that met a covered,
 * detached or not yet usable element is repeated when the page changes, until the step's deadline (R66).
 */
public final class FlowRunner {
    private final FlowKit kit;

    public FlowRunner(FlowKit kit) {
        this.kit = kit;
    }

    /**
     * @param page the page, in a leased session
     * @param steps what to do, in order
     * @return what they took and what is to be told of them
     * @throws ScrapeException {@link FailureKind#STEP} with the number, place and selectors of the step that failed
     */
    public Snapshot.Flow run(LivePage page, List<Step> steps) {
        return new Walk(page, kit).through(steps);
    }
}
