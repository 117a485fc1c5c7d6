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
import org.openqa.selenium.WebDriverException;

/**
 * Brings a page up in a leased session. Thread-safe; what it returns belongs to the lease.
 *
 * <p>The navigation is the DevTools protocol's {@code Page.navigate}: it returns when the document of this very
 * navigation is committed, with its loader id as the navigation's mark, or with Chrome's reason why there is none. A
 * session is on a blank page before each navigation: a previous page that is still loaded could send the browser elsewhere
 * between the answer and the commit, and its navigation looks like a redirect of the requested page's own (R1, R2, R3).
 */
public final class Renderer {
    private static final String NOTE = "page.script";
    private static final String UP = "page.up";

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
        if (session.notes().put(UP, Instant.now()) != null) {
            leavePrevious(session, url, deadline);
        }
        Map<String, Object> answer = Navigation.go(gate, session, url.text(), deadline);
        Navigation.check(url.text(), answer);
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

    /** @param deadline of the requested page: a previous page that is busy answers late */
    private static void leavePrevious(Session session, PageUrl url, Deadline deadline) {
        Allowances.end(session);
        RuntimeException cause = null;
        try {
            if (new Windows(session).blank(() -> deadline)) {
                return;
            }
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.HUNG) {
                throw e;
            }
            cause = e;
        } catch (WebDriverException e) {
            session.suspect("page not left");
            cause = e;
        }
        throw new ScrapeException(
                FailureKind.SESSION_LOST, url.text(), "the browser could not leave the previous page", cause);
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
