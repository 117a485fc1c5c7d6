package dev.gannet.flow;

import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.web.Deadline;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The views that one flow takes, bounded all together as one document is. For one thread. */
final class Views {
    /** So long a page that shows what it showed before a deed is watched for the deed's effect. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final LivePage page;
    private final List<Snapshot.View> taken = new ArrayList<>();
    private final Map<List<String>, String> before = new HashMap<>();
    private long length;
    private boolean acted;

    Views(LivePage page) {
        this.page = page;
    }

    List<Snapshot.View> taken() {
        return taken;
    }

    /** A step did something that may change what the page shows. */
    void acted() {
        acted = true;
    }

    /**
     * @param extract names the kinds that are read out of it later; all where empty
     * @param awaited what they are awaited by
     * @return why it may not be all of it, or not the view that it was to be
     */
    Optional<String> take(Step.Extract extract, Awaited awaited) {
        Snapshot snapshot = page.snapshot(awaited);
        String shown = page.extracted(awaited);
        String last = extract.unchanged() || !acted ? null : before.get(extract.kinds());
        Deadline again = page.deadline().atMost(AGAIN);
        while (shown.equals(last) && !again.passed()) {
            page.awaitChange(again.left());
            shown = page.extracted(awaited);
            if (!shown.equals(last)) {
                snapshot = page.snapshot(awaited);
                shown = page.extracted(awaited);
            }
        }
        length += snapshot.html().length();
        if (length > page.size() || snapshot.truncated()) {
            throw new StepFailure("what was taken together is larger than limits.size, " + page.size() + " characters");
        }
        taken.add(new Snapshot.View(extract.kinds(), snapshot));
        before.put(extract.kinds(), shown);
        acted = false;
        ReadyVerdict verdict = snapshot.verdict();
        if (!verdict.ready()) {
            return Optional.of("the page was not ready: " + verdict.reason()
                    + (verdict.pending().isEmpty() ? "" : ": " + String.join(", ", verdict.pending())));
        }
        return shown.equals(last)
                ? Optional.of("the items are those of the step before, and what was done since changed nothing in them;"
                        + " if that is right, write unchanged: true beside it")
                : Optional.empty();
    }
}
