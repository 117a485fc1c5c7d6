package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the window that the driver is in after a step of a flow. Stateless and thread-safe; never fails. A look takes
 * two seconds, or else as long as the page lets nobody ask it anything: what comes next would have to wait for that too.
 */
public final class StepCamera {
    private static final Logger LOG = LoggerFactory.getLogger(StepCamera.class);
    private static final int WIDTH = 800;
    private static final Duration TIME = Duration.ofSeconds(2);
    /** A browser that does not answer for so long when its page's time is over counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final String WHERE = "return [location.href, String(document.title)]";

    private StepCamera() {}

    /**
     * What was seen. Its texts are the page's own.
     *
     * @param url where the window is, empty when that could not be asked
     * @param title of the document
     * @param picture a JPEG of what the window shows, where one was wanted and could be taken
     */
    public record Still(String url, String title, Optional<byte[]> picture) {}

    /**
     * @param picture whether one is wanted
     * @param secrets values that no picture may show
     */
    public static Still look(LivePage page, boolean picture, List<Secret> secrets) {
        Session session = page.session();
        Deadline wanted = Deadline.in(TIME);
        Duration left = page.deadline().left();
        Deadline deadline = Deadline.in(left.compareTo(GRACE) > 0 ? left : GRACE);
        String url = "";
        String title = "";
        try {
            if (session.script(WHERE, deadline) instanceof List<?> answer && answer.size() == 2) {
                url = String.valueOf(answer.get(0));
                title = String.valueOf(answer.get(1));
            }
            if (picture && !wanted.passed()) {
                byte[] taken = new Screenshots(session, secrets).small(WIDTH, wanted, deadline);
                return new Still(url, title, Optional.of(taken));
            }
        } catch (RuntimeException e) {
            LOG.debug("no picture after a step: {}", e.toString());
        }
        return new Still(url, title, Optional.empty());
    }
}
