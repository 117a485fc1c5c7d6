package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.AriaRoles;
import dev.gannet.web.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The scripts that Gannet puts into every document of a session before the page's own scripts run. Each session has its own
 * under a name that a page cannot know beforehand (S25).
 *
 * @param name of the observer's world and of its door there
 * @param observer runs in a world of its own
 * @param hooks run in the page's world and tell the observer what only that world can see
 * @param door the name, in the page's world, of what asks the observer for elements; it tells nothing of the other name
 */
record PageScript(String name, String observer, String hooks, String door) {
    private static final String WANT = "page.want";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String FIND =
            load("find.js").replace("ROLES", String.join(" ", AriaRoles.ALL)) + load("seek.js");
    private static final String OBSERVER = load("observer.js")
            .replace("FIND\n", FIND + load("filled.js"))
            .replace("FLAT\n", load("flat.js"))
            .replace("SOURCES\n", load("sources.js"))
            .replace("CALLS\n", load("calls.js"))
            .replace("PRESENT\n", load("present.js"))
            .replace("REDIRECTS\n", load("redirects.js"))
            .replace("MODULES\n", load("modules.js"))
            .replace("SETTLE\n", load("settle.js"))
            .replace("CLICKS\n", load("clicks.js"))
            .replace("ROWS\n", load("rows.js"))
            .replace("SCROLL\n", load("scroll.js"))
            .replace("PAGING\n", load("paging.js"))
            .replace("ALERTS\n", load("alerts.js"));
    private static final String HOOKS = load("hooks.js")
            .replace("COMPLAINTS\n", load("complaints.js"))
            .replace("ACTIVITY\n", load("activity.js") + load("answers.js"));

    /** Bodies of asynchronous functions for the page's own world. */
    static final String DOOR = load("door.js");

    static final String FINDER = FIND + load("finder.js");

    static final String CHANGE = load("change.js");
    static final String OTHERS = load("others.js");

    /** Takes the document of a frame that is a browser's process of its own. */
    static final String OTHER = load("other.js")
            .replace("FIND\n", FIND)
            .replace("FLAT\n", load("flat.js"))
            .replace("PRESENT\n", load("present.js"));

    /** @param workers whether pages may register service workers */
    static PageScript make(boolean workers) {
        String name = random();
        String door = random();
        return new PageScript(
                name,
                OBSERVER.replace("NAME", name),
                HOOKS.replace("NAME", name).replace("DOOR", door).replace("ALLOW_WORKERS", String.valueOf(workers)),
                door);
    }

    private static String random() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return "g" + HexFormat.of().formatHex(bytes);
    }

    /**
     * Puts the scripts into every document to come of the window that the driver is in.
     *
     * @param now whether into the one that is there already as well
     */
    void install(Session session, boolean now, Deadline deadline) {
        add(session, observer, true, now, deadline);
        // After the observer, which must be there when the hooks report.
        add(session, hooks, false, now, deadline);
        if (session.notes().get(WANT) instanceof String want) {
            add(session, want, true, now, deadline);
        }
    }

    /** Keeps answers to the page's own requests, in all documents to come. A session belongs to one job, which wants the same. */
    void want(Session session, PageSpec spec, Deadline deadline) {
        if (!spec.fetched().isEmpty()) {
            session.once(WANT, () -> {
                String patterns = Wish.scripts(spec.fetched()).stream()
                        .map(pattern -> '"' + pattern.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(","));
                String want = "window['" + name + "'].want([" + patterns + "], " + spec.size() + ")";
                add(session, want, true, false, deadline);
                session.notes().put(WANT, want);
            });
        }
    }

    /**
     * @param inside whether it runs in the observer's world
     * @return by what it can be removed
     */
    String add(Session session, String source, boolean inside, boolean now, Deadline deadline) {
        Map<String, Object> asked = new HashMap<>(Map.of("source", source, "runImmediately", now));
        if (inside) {
            asked.put("worldName", name);
        }
        return String.valueOf(session.cdp("Page.addScriptToEvaluateOnNewDocument", asked, deadline)
                .get("identifier"));
    }

    private static String load(String resource) {
        try (InputStream in = Objects.requireNonNull(
                PageScript.class.getResourceAsStream("/dev/gannet/page/" + resource), "not in the jar: " + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
