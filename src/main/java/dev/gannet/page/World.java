package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;

/**
 * The world of a page's main frame that the observer lives in: it shares the document with the page and nothing else, so
 * that an answer is ours whatever the page did to the language's own objects (S25). Belongs to the lease.
 */
final class World {
    // The blank page that a session rests on between two pages is nobody's.
    private static final String ASK = "function (name, method, ...rest) { const door = window[name];"
            + "return door && location.href !== 'about:blank' ? door[method](...rest) : new Promise(answer => setTimeout(() => answer({gone: true}), 50)); }";

    /** What is heard where a document, and the world with it, went away under a question. */
    private static final List<String> REPLACED = List.of(
            "timeout",
            "cannot find context",
            "context was destroyed",
            "no frame",
            "frame with the given",
            "uniquecontextid");

    private final Session session;
    private final String frame;
    private final String name;

    World(Session session, String frame, String name) {
        this.session = session;
        this.frame = frame;
        this.name = name;
    }

    /** @return the world of the window that the driver is in; empty before the session's first page */
    static Optional<World> of(Session session, Deadline deadline) {
        return Renderer.script(session)
                .flatMap(script ->
                        session.cdp("Page.getFrameTree", Map.of(), deadline).get("frameTree") instanceof Map<?, ?> tree
                                        && tree.get("frame") instanceof Map<?, ?> frame
                                ? Optional.of(new World(session, String.valueOf(frame.get("id")), script.name()))
                                : Optional.empty());
    }

    /**
     * An answer of the observer.
     *
     * @param state whether there is one
     * @param value the answer, or empty
     */
    record Reply(State state, Map<?, ?> value) {}

    /** Whether the observer answered. */
    enum State {
        ANSWERED,
        /** The document was replaced before the answer; the next one can be asked. */
        REPLACED,
        /** A dialog came in between; the driver has put it away. */
        DIALOG
    }

    /**
     * Asks the observer of the document that is there now.
     *
     * @throws ScrapeException as {@link Session} says
     */
    Reply ask(String method, Deadline deadline, Object... arguments) {
        try {
            Map<String, Object> world =
                    session.cdp("Page.createIsolatedWorld", Map.of("frameId", frame, "worldName", name), deadline);
            if (!(world.get("executionContextId") instanceof Number context)) {
                return new Reply(State.DIALOG, Map.of());
            }
            List<Map<String, Object>> all = Stream.concat(Stream.of(name, method), Arrays.stream(arguments))
                    .map(argument -> Map.of("value", argument))
                    .toList();
            Map<String, Object> answer = session.cdp(
                    "Runtime.callFunctionOn",
                    Map.of(
                            "functionDeclaration",
                            ASK,
                            "executionContextId",
                            context.longValue(),
                            "arguments",
                            all,
                            "awaitPromise",
                            true,
                            "returnByValue",
                            true),
                    deadline);
            return read(method, answer);
        } catch (WebDriverException e) {
            String told = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (REPLACED.stream().anyMatch(told::contains)) {
                return new Reply(State.REPLACED, Map.of());
            }
            throw e;
        }
    }

    private static Reply read(String method, Map<String, Object> answer) {
        if (answer.containsKey("exceptionDetails")) {
            throw new ScrapeException(
                    FailureKind.BUG, "", "the observer failed in " + method + ": " + answer.get("exceptionDetails"));
        }
        if (!(answer.get("result") instanceof Map<?, ?> result)) {
            return new Reply(State.DIALOG, Map.of());
        }
        return new Reply(
                State.ANSWERED,
                Optional.ofNullable(result.get("value"))
                        .filter(Map.class::isInstance)
                        .map(value -> (Map<?, ?>) value)
                        .orElse(Map.of()));
    }
}
