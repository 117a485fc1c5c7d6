package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/**
 * The way into the frames of a page and out again; those of other origins are no different. Afterwards elements are found
 * in the frame. Stateless but for the driver's own place; belongs to the lease.
 */
public final class Frames {
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final LivePage page;

    public Frames(LivePage page) {
        this.page = page;
    }

    /** One step inwards. */
    public sealed interface Inwards {
        /** The first frame that a selector finds. */
        record Found(Selector selector) implements Inwards {
            @Override
            public String toString() {
                return selector.toString();
            }
        }

        /** The frame at a place among those of its document, 0 for the first. */
        record Index(int index) implements Inwards {
            @Override
            public String toString() {
                return "index " + index;
            }
        }
    }

    /**
     * Enters a frame, always from the top of the page's document.
     *
     * @param path from the top inwards; an empty one is the document itself
     * @throws ScrapeException {@link FailureKind#STEP} with the first part of the path that was not found in time; the
     *     driver is at the top then. Otherwise as {@link Session} says
     */
    public void enter(List<? extends Inwards> path, Deadline deadline) {
        int furthest = 0;
        do {
            leave();
            int entered = tryToEnter(path, deadline);
            if (entered == path.size()) {
                return;
            }
            furthest = Math.max(furthest, entered);
            page.awaitChange(deadline.atMost(BREATH).left());
        } while (!deadline.passed());
        leave();
        String which = path.size() == 1
                ? "no frame"
                : "part " + (furthest + 1) + " of " + path.size() + " of the path: no frame";
        throw new ScrapeException(FailureKind.STEP, page.url().text(), which + " matches " + path.get(furthest));
    }

    /** Back to the top of the page's document. */
    public void leave() {
        page.session()
                .call("frame", Deadline.in(GRACE), driver -> driver.switchTo().defaultContent());
    }

    /** @return how many parts of the path were found */
    private int tryToEnter(List<? extends Inwards> path, Deadline deadline) {
        for (int at = 0; at < path.size(); at++) {
            try {
                if (!into(path.get(at), deadline)) {
                    return at;
                }
            } catch (NoSuchFrameException | StaleElementReferenceException gone) {
                return at;
            }
        }
        return path.size();
    }

    private boolean into(Inwards part, Deadline deadline) {
        Deadline late = Deadline.in(deadline.left().plus(GRACE));
        if (part instanceof Inwards.Index index) {
            page.session().call("frame", late, driver -> driver.switchTo().frame(index.index()));
            return true;
        }
        Optional<WebElement> found = page.find(((Inwards.Found) part).selector(), Wanted.PRESENT, deadline)
                .element();
        found.ifPresent(frame ->
                page.session().call("frame", late, driver -> driver.switchTo().frame(frame)));
        return found.isPresent();
    }
}
