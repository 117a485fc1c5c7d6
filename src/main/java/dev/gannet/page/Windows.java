package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final String BLANK = "about:blank";

    private final Session session;

    Windows(Session session) {
        this.session = session;
    }

    /** Leaves the page for a blank one and closes every window but the session's own. */
    void leave() {
        try {
            session.cdp("Page.navigate", Map.of("url", BLANK), Deadline.in(TIME));
            session.call("windows", Deadline.in(TIME), driver -> {
                List<String> others = new ArrayList<>(driver.getWindowHandles());
                if (others.size() > 1) {
                    closeOthers(driver, others);
                }
                return true;
            });
        } catch (ScrapeException | WebDriverException e) {
            LOG.debug("a page could not be left: {}", e.toString());
            session.suspect("page not left");
        }
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
