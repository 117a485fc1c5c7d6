package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.ScrapeException;
import java.util.Map;

/** The navigation of the DevTools protocol, which answers when its own document is there, or why there is none. */
final class Navigation {
    private Navigation() {}

    /**
     * @param gate told of the answer; asked before by the caller
     * @return Chrome's answer: with the loader of the document that is there now, or with an error
     */
    static Map<String, Object> go(Gate gate, Session session, String url, Deadline deadline) {
        try {
            Map<String, Object> answer = session.cdp("Page.navigate", Map.of("url", url), deadline);
            if (!answer.containsKey("frameId")) {
                throw new ScrapeException(FailureKind.DIALOG, url, "a dialog came in the way of the navigation");
            }
            return answer;
        } catch (ScrapeException e) {
            throw timeout(url, e);
        } finally {
            gate.answered(url);
        }
    }

    /** @throws ScrapeException with Chrome's reason when there is no document */
    static void check(String url, Map<String, Object> answer) {
        if (answer.get("errorText") instanceof String error) {
            throw NavigationError.of(url, error, Boolean.TRUE.equals(answer.get("isDownload")));
        }
    }

    /** A navigation that never ends is the server's doing, not a page's script. */
    private static ScrapeException timeout(String url, ScrapeException e) {
        return e.kind() == FailureKind.HUNG
                ? new ScrapeException(FailureKind.TIMEOUT, url, "the server sent no document in time", e)
                : e;
    }
}
