package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a navigation led while another page was still up. What that page began before it was gone may end after our
 * document was committed, and then stands in its place (seen with 150 on a machine with a load of ten for each core): it is
 * told by its loader, which is not ours, and by its beginning, which is before ours was there. A page's own redirect may be
 * as quick; such a page is asked for once more. For one thread.
 */
final class Arrival {
    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    private final Session session;
    private final Optional<Map<String, Object>> answer;
    private final long there = System.currentTimeMillis();
    private boolean looked;

    private Arrival(Session session, Optional<Map<String, Object>> answer) {
        this.session = session;
        this.answer = answer;
    }

    /** From a blank page, where nobody is who could begin anything. */
    static Arrival fromBlank(Session session) {
        return new Arrival(session, Optional.empty());
    }

    /**
     * While a page was up.
     *
     * @param answer of the navigation, just now
     */
    static Arrival fromPage(Session session, Map<String, Object> answer) {
        return new Arrival(session, Optional.of(answer));
    }

    /**
     * @param document as its observer tells of it, the first that answers
     * @return whether it may be the doing of the page before
     */
    boolean doubtful(Map<?, ?> document) {
        if (looked || answer.isEmpty()) {
            return false;
        }
        looked = true;
        if (new Windows(session).committed(answer.get())) {
            return false;
        }
        // The clock of another machine is not ours.
        return session.remote() || !(document.get("begun") instanceof Number begun) || begun.doubleValue() <= there;
    }

    /**
     * Asks for a page from a blank one.
     *
     * @param deadline of the page
     * @return Chrome's answer
     * @throws ScrapeException {@link FailureKind#SESSION_LOST} when the page that is up cannot be left
     */
    static Map<String, Object> again(Gate gate, Session session, PageUrl url, Deadline deadline) {
        LOG.debug("the page before sent the browser elsewhere; {} is asked for again", url);
        if (!new Windows(session).leave()) {
            throw new ScrapeException(
                    FailureKind.SESSION_LOST, url.text(), "the page before does not let the browser go");
        }
        gate.pass(url.text(), Gate.Purpose.STEP, deadline);
        Map<String, Object> answer = Navigation.go(gate, session, url.text(), deadline);
        Navigation.check(url.text(), answer);
        return answer;
    }
}
