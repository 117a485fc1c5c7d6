package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session at one window, and that one blank between two pages (R44). Belongs to the lease. */
final class Windows {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
    private static final Duration TIME = Duration.ofSeconds(5);
    /** Closing takes its time: a browser with more windows is replaced as a whole. */
    private static final int MOST = 20;

    private static final int TRIES = 5;
    private static final String BLANK = "about:blank";

    private final Session session;

    Windows(Session session) {
        this.session = session;
    }

    /**
     * Leaves the page for a blank one and closes every window but the session's own. Never fails: a session that could not
     * leave is replaced after its lease.
     */
    void leave() {
        try {
            blank(() -> Deadline.in(TIME));
        } catch (ScrapeException | WebDriverException e) {
            LOG.debug("a page could not be left: {}", e.toString());
            session.suspect("page not left");
        }
    }

    /**
     * Leaves the page for a blank one and closes every window but the session's own; a session that could not leave is
     * replaced after its lease.
     *
     * @param deadline of each try
     * @return whether the blank page is loaded
     * @throws ScrapeException as {@link Session} says
     */
    boolean blank(Supplier<Deadline> deadline) {
        boolean left = leftIn(1, deadline) || silenced(deadline, () -> leftIn(TRIES - 1, deadline));
        if (!left) {
            LOG.debug("a page could not be left in {} tries", TRIES);
            session.suspect("page not left");
        }
        return left;
    }

    private boolean leftIn(int tries, Supplier<Deadline> deadline) {
        for (int i = 0; i < tries; i++) {
            Map<String, Object> answer = session.cdp("Page.navigate", Map.of("url", BLANK), deadline.get());
            // A window that the page opened may send its opener on until that window is closed.
            if (committed(answer, deadline.get()) && (!closeOthers() || committed(answer, deadline.get()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Disables the page's scripts while it leaves the page. A page that reloads itself every few milliseconds can otherwise
     * win every race on a busy machine. Enables scripts again afterwards.
     */
    private boolean silenced(Supplier<Deadline> deadline, BooleanSupplier leaving) {
        session.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true), deadline.get());
        try {
            return leaving.getAsBoolean();
        } finally {
            session.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false), deadline.get());
        }
    }

    /**
     * A loaded page can send the browser elsewhere in the moment between the answer to a navigation and its commit, and
     * then chooses the document (seen with 156; never after a blank page, which runs no script).
     *
     * @return whether the navigation's document is loaded
     */
    private boolean committed(Map<String, Object> answer, Deadline deadline) {
        return session.cdp("Page.getFrameTree", Map.of(), deadline).get("frameTree") instanceof Map<?, ?> tree
                && tree.get("frame") instanceof Map<?, ?> frame
                && Objects.equals(frame.get("loaderId"), answer.get("loaderId"));
    }

    /** @return whether there were any */
    private boolean closeOthers() {
        return session.call("windows", Deadline.in(TIME), driver -> {
            List<String> others = new ArrayList<>(driver.getWindowHandles());
            if (others.size() < 2) {
                return false;
            }
            closeOthers(driver, others);
            return true;
        });
    }

    private void closeOthers(RemoteWebDriver driver, List<String> others) {
        String own = driver.getWindowHandle();
        others.remove(own);
        LOG.debug("{} windows were opened", others.size());
        if (others.size() > MOST) {
            session.suspect("pop-ups");
            return;
        }
        for (String other : others) {
            driver.switchTo().window(other).close();
        }
        driver.switchTo().window(own);
    }
}
