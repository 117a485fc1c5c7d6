package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.TimeoutException;
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

    // A picture that is asked for in the moment in which another document takes the place of this one is never answered
    // (seen with 156): a step that leads on is given the time to.
    private static final String WHERE =
            "const done = arguments[0], say = () => done([location.href, String(document.title)]);"
                    + "const rest = () => setTimeout(say, 100);"
                    + "if (document.readyState === 'complete') rest(); else { addEventListener('load', rest, {once: true}); setTimeout(say, 1000); }";

    private static final int DOCUMENTS = 3;

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
            Optional<List<?>> place = place(session, wanted, deadline);
            url = place.map(answer -> String.valueOf(answer.get(0))).orElse("");
            title = place.map(answer -> String.valueOf(answer.get(1))).orElse("");
            if (picture && place.isPresent() && !wanted.passed()) {
                byte[] taken = new Screenshots(session, secrets).small(WIDTH, wanted, deadline);
                return new Still(url, title, Optional.of(taken));
            }
        } catch (RuntimeException e) {
            LOG.debug("no picture after a step: {}", e.toString());
        }
        return new Still(url, title, Optional.empty());
    }

    /** @return where the window is once it stays there; empty when document after document went away */
    private static Optional<List<?>> place(Session session, Deadline wanted, Deadline deadline) {
        for (int tries = 0; tries < DOCUMENTS && !wanted.passed(); tries++) {
            try {
                if (session.asyncScript(WHERE, deadline) instanceof List<?> answer && answer.size() == 2) {
                    return Optional.of(answer);
                }
            } catch (JavascriptException | ScriptTimeoutException | TimeoutException replaced) {
                LOG.debug("the document was replaced after a step");
            }
        }
        return Optional.empty();
    }
}
