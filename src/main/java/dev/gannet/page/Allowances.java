package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a flow allows the page that is up beyond being read, and what is to be undone when the page is left. One for each
 * page of a session; belongs to the lease.
 *
 * <p>The page's documents ask the observer, in a world that no page reaches (S25). What must be known after a document
 * went away, it writes into the driver's log of the browser's console, which no page can read and where none knows under
 * which name to write.
 */
final class Allowances {
    private static final Logger LOG = LoggerFactory.getLogger(Allowances.class);
    private static final String NOTE = "page.allowances";
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int MOST_TOLD = 100;
    private static final int MOST_TRIES = 5;

    private final Session session;
    private final PageScript script;
    private final Instant begun;
    private final Map<String, BiConsumer<Session, Deadline>> undo = new LinkedHashMap<>();
    private final Map<String, String> armed = new HashMap<>();
    private final List<Map<String, Object>> answers = new ArrayList<>();
    private final List<Dialogs.Dialog> dialogs = new ArrayList<>();
    private final Map<String, String> blank = new LinkedHashMap<>();
    private final Set<String> closing = new LinkedHashSet<>();
    private BiConsumer<Session, Deadline> home = (later, time) -> {};
    private boolean windows;
    private int serial;

    private Allowances(Session session) {
        this.session = session;
        script = Renderer.script(session).orElseThrow(() -> new IllegalStateException("no page is up"));
        // The log's times are the browser's.
        begun = Renderer.begun(session);
    }

    /** @return those of the page that is up */
    static Allowances of(Session session) {
        return (Allowances) session.notes().computeIfAbsent(NOTE, none -> new Allowances(session));
    }

    /**
     * Takes everything back. Never fails: a session that something stays in is replaced.
     *
     * @param session of this lease; the page may have been left to it by the one before
     */
    static void end(Session session) {
        if (session.notes().remove(NOTE) instanceof Allowances those) {
            List<BiConsumer<Session, Deadline>> all = new ArrayList<>(those.undo.values());
            all.add(those.home);
            for (int i = all.size() - 1; i >= 0; i--) {
                try {
                    all.get(i).accept(session, Deadline.in(TIME));
                } catch (ScrapeException | WebDriverException e) {
                    LOG.debug("not undone: {}", e.toString());
                    session.suspect("the page's steps left something");
                }
            }
        }
    }

    /** Notes how something is taken back, in whatever lease that is; under a name that is noted already the first stays. Undone last to first. */
    void undo(String name, BiConsumer<Session, Deadline> how) {
        undo.putIfAbsent(name, how);
    }

    /** Notes how the driver gets back to the page's first window: before anything is taken back. */
    void home(BiConsumer<Session, Deadline> way) {
        home = way;
    }

    PageScript script() {
        return script;
    }

    /** Whether pages may open windows from now on; holds once {@link #arm} was called. */
    void windows(boolean allowed) {
        windows = allowed;
    }

    boolean windows() {
        return windows;
    }

    /** Adds an answer behind those that wait; holds once {@link #arm} was called. */
    void answer(boolean accept, Optional<String> text) {
        Map<String, Object> answer = new HashMap<>(Map.of("id", ++serial, "accept", accept));
        text.ifPresent(words -> answer.put("text", words));
        answers.add(answer);
    }

    /** Tells the document of the window that the driver is in, and those that come after it there. */
    void arm(World world, String window, String main, Deadline deadline) {
        Map<String, Object> terms = terms(window, !window.equals(main));
        // For the next document first: the one that is there may go away just now.
        String before = armed.put(window, ahead(terms, deadline));
        World.Reply reply = world.ask("allow", deadline, terms);
        for (int tries = 1; tries < MOST_TRIES && reply.state() != World.State.ANSWERED; tries++) {
            reply = world.ask("allow", deadline, terms);
        }
        if (before != null) {
            remove(session, before, deadline);
        }
        if (window.equals(main)) {
            undo("armed", (later, time) -> remove(later, String.valueOf(armed.get(main)), time));
        }
    }

    /** Tells the documents to come of a window that is not the page's first. */
    void armAhead(String window, Deadline deadline) {
        armed.put(window, ahead(terms(window, true), deadline));
    }

    private Map<String, Object> terms(String window, boolean closes) {
        return Map.of("answers", List.copyOf(answers), "windows", windows, "closes", closes, "window", window);
    }

    private String ahead(Map<String, Object> terms, Deadline deadline) {
        String source = "window['" + script.name() + "'] && window['" + script.name() + "'].allow("
                + new Json().toJson(terms) + ")";
        return script.add(session, source, true, false, deadline);
    }

    private static void remove(Session session, String identifier, Deadline deadline) {
        session.cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier), deadline);
    }

    /** Reads what the observers said since; nothing, when the window that the driver is in is gone. */
    void hear(Deadline deadline) {
        String mark = "\"" + script.name() + " ";
        List<LogEntry> entries = session.call("log", deadline, driver -> {
            try {
                return driver.manage().logs().get(LogType.BROWSER).getAll();
            } catch (NoSuchWindowException gone) {
                return List.of();
            }
        });
        for (LogEntry entry : entries) {
            String line = entry.getMessage();
            int at = line.indexOf(mark);
            if (at >= 0 && line.endsWith("\"") && entry.getTimestamp() >= begun.toEpochMilli()) {
                heed(line.substring(at + mark.length(), line.length() - 1).split(" ", -1));
            }
        }
    }

    private void heed(String[] words) {
        if (words[0].equals("d") && words.length == 4) {
            answers.removeIf(answer -> String.valueOf(answer.get("id")).equals(words[1]));
            dialogs.add(new Dialogs.Dialog(words[2], decoded(words[3])));
            if (dialogs.size() > MOST_TOLD) {
                dialogs.remove(0);
            }
        } else if (words[0].equals("w") && words.length == 3 && blank.size() < MOST_TOLD) {
            blank.put(words[1], decoded(words[2]));
        } else if (words[0].equals("g") && words.length == 2 && closing.size() < MOST_TOLD) {
            closing.add(words[1]);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** @return the dialogs that were heard of, oldest first */
    List<Dialogs.Dialog> dialogs() {
        return List.copyOf(dialogs);
    }

    /** @return the windows that their pages close, which takes them a moment; empty afterwards */
    Set<String> takeClosing() {
        Set<String> taken = Set.copyOf(closing);
        closing.clear();
        return taken;
    }

    /** @return the windows that wait blank for their address, by their number; empty afterwards */
    Map<String, String> takeBlank() {
        Map<String, String> taken = new LinkedHashMap<>(blank);
        blank.clear();
        return taken;
    }
}
