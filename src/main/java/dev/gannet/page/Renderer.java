package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.ScriptTimeoutException;

/**
 * Brings a page up in a leased session. Thread-safe; what it returns belongs to the lease.
 *
 * <p>The navigation is the DevTools protocol's {@code Page.navigate}: it returns when the document of this very
 * navigation is committed, with its loader id as the navigation's mark, or with Chrome's reason why there is none. A page
 * that was there before can therefore never be taken for the one that was asked for (R1, R2, R3).
 */
public final class Renderer {
    private static final String NOTE = "page.script";

    /** Answers from a document with another mark; in the old one it waits for its end. */
    private static final String REPLACED =
            "const answer = arguments[arguments.length - 1], door = window[arguments[0]];"
                    + "if (!door) setTimeout(() => answer(false), 50);"
                    + "else if (door.head().id !== arguments[1]) answer(true);";

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
        Map<String, Object> answer;
        try {
            answer = navigate(session, url.text(), deadline);
        } finally {
            gate.answered(url.text());
        }
        if (!answer.containsKey("loaderId") && !answer.containsKey("errorText")) {
            // Only the fragment differs from the page before: without a new document its items could be the old ones.
            reload(session, script.name(), url.text(), deadline);
        }
        if (answer.get("errorText") instanceof String error) {
            throw NavigationError.of(url.text(), error, Boolean.TRUE.equals(answer.get("isDownload")));
        }
        return new LivePage(gate, session, new LivePage.Request(url, spec, loggedOut, deadline), script.name());
    }

    private static Map<String, Object> navigate(Session session, String url, Deadline deadline) {
        try {
            return session.cdp("Page.navigate", Map.of("url", url), deadline);
        } catch (ScrapeException e) {
            throw timeout(url, e);
        }
    }

    /** A navigation that never ends is the server's doing, not a page's script. */
    private static ScrapeException timeout(String url, ScrapeException e) {
        return e.kind() == FailureKind.HUNG
                ? new ScrapeException(FailureKind.TIMEOUT, url, "the server sent no document in time", e)
                : e;
    }

    /** Loads the document anew; it is there when the script in the page answers from another document than before. */
    private static void reload(Session session, String door, String url, Deadline deadline) {
        Object before = session.script("return window[arguments[0]].head().id", deadline, door);
        session.cdp("Page.reload", Map.of(), deadline);
        while (true) {
            try {
                if (Boolean.TRUE.equals(session.asyncScript(REPLACED, deadline, door, String.valueOf(before)))) {
                    return;
                }
            } catch (ScriptTimeoutException | JavascriptException replaced) {
                // Chromedriver's word for a document that went away under the script: the next one is asked.
            } catch (ScrapeException e) {
                throw timeout(url, e);
            }
        }
    }

    private static PageScript script(Session session, Deadline deadline) {
        session.once(NOTE, () -> {
            PageScript script = PageScript.make();
            session.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script.source()), deadline);
            session.notes().put(NOTE, script);
        });
        return (PageScript) Objects.requireNonNull(session.notes().get(NOTE));
    }
}
