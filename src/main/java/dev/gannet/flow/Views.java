package dev.gannet.flow;

import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The views that one flow takes, bounded all together as one document is. For one thread. */
final class Views {
    private final LivePage page;
    private final List<Snapshot.View> taken = new ArrayList<>();
    private long length;

    Views(LivePage page) {
        this.page = page;
    }

    List<Snapshot.View> taken() {
        return taken;
    }

    /** @param kinds what is read out of it later; all where empty */
    void take(List<String> kinds, Awaited awaited) {
        Snapshot snapshot = page.snapshot(awaited);
        length += snapshot.html().length();
        if (length > page.size() || snapshot.truncated()) {
            throw new StepFailure("what was taken together is larger than limits.size, " + page.size() + " characters");
        }
        taken.add(new Snapshot.View(kinds, snapshot));
    }
}
