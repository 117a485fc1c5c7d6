package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a page up in a leased session. Thread-safe; what it returns belongs to the lease.
 *
 * <p>The navigation is the DevTools protocol's {@code Page.navigate}: it returns when the document of this very
 * navigation is committed, with its loader id as the navigation's mark, or with Chrome's reason why there is none. A page
 * that was there before can therefore never be taken for the one that was asked for (R1, R2, R3). While a
 * session waits for its next page it rests on a blank one; a page that is still up when the next is asked for is kept from
 * sending the browser elsewhere.
 */
public final class Renderer {
    private static final String NOTE = "page.script";
    private static final String UP = "page.up";

    private static final Logger LOG = LoggerFactory.getLogger(Renderer.class);

    private final Gate gate;

    /** @param gate asked before every navigation and of every final URL */
    public Renderer(Gate gate) {
        this.gate = gate;
    }

    /**
     * Navigates to a page and returns once its document is there; the document is not ready yet.
     *
     * @param purpose what the gate is told
     * @param loggedOut what is seen only when the session is logged out
     * @param deadline of the whole page
     * @throws ScrapeException with the reason why there is no document of this page
     */
    public LivePage open(
            Session session,
            PageUrl url,
            PageSpec spec,
            Gate.Purpose purpose,
            Optional<Selector> loggedOut,
            Deadline deadline) {
        gate.pass(url.text(), purpose, deadline);
        PageScript script = script(session, deadline);
        script.want(session, spec, deadline);
        Windows windows = new Windows(session);
        boolean haunted = session.notes().put(UP, Instant.now()) != null;
        if (haunted) {
            Allowances.end(session);
            windows.closeOthers();
        }
        Map<String, Object> answer = Navigation.go(gate, session, url.text(), deadline);
        if (haunted && doubtful(answer) && !windows.committed(answer, deadline)) {
            LOG.debug("the page before sent the browser elsewhere; {} is asked for again", url);
            if (!windows.leave()) {
                throw new ScrapeException(
                        FailureKind.SESSION_LOST, url.text(), "the page before does not let the browser go");
            }
            gate.pass(url.text(), Gate.Purpose.STEP, deadline);
            answer = Navigation.go(gate, session, url.text(), deadline);
        }
        Navigation.check(url.text(), answer);
        if (haunted) {
            // What the page before was still opening is there only now that it is gone itself.
            windows.closeOthers();
        }
        World world = new World(session, String.valueOf(answer.get("frameId")), script.name());
        return new LivePage(gate, session, new LivePage.Request(url, spec, loggedOut, deadline), world, script.door());
    }

    /**
     * Leaves the page that is up, if one is: its scripts, workers and windows end, so that nothing of it goes on while the
     * session waits for its next page, or reaches into that one. Never fails; a session that could not leave is replaced.
     */
    public void leave(Session session) {
        if (session.notes().remove(UP) != null) {
            Allowances.end(session);
            new Windows(session).leave();
        }
    }

    /** Whether the answer may be the doing of the page before: an answer of the server's own is not. */
    private static boolean doubtful(Map<String, Object> answer) {
        return !answer.containsKey("errorText")
                || ("net::ERR_ABORTED".equals(answer.get("errorText"))
                        && !Boolean.TRUE.equals(answer.get("isDownload")));
    }

    private static PageScript script(Session session, Deadline deadline) {
        session.once(NOTE, () -> {
            PageScript script = PageScript.make(session.spec().serviceWorkers());
            script.install(session, false, deadline);
            session.notes().put(NOTE, script);
        });
        return script(session).orElseThrow();
    }

    /** @return the scripts of a session; empty before its first page */
    static Optional<PageScript> script(Session session) {
        return Optional.ofNullable(session.notes().get(NOTE)).map(PageScript.class::cast);
    }

    /** @return whether a page is up, or on its way */
    static boolean up(Session session) {
        return session.notes().get(UP) != null;
    }

    /** @return when the page that is up was asked for */
    static Instant begun(Session session) {
        return session.notes().get(UP) instanceof Instant asked ? asked : Instant.EPOCH;
    }
}
