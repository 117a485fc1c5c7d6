package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * The windows of a page that a flow keeps. One for each {@link LivePage}; not thread-safe; belongs to the lease. Until
 * {@link #allow} is called a page opens none, and when the page is left all but its first are closed.
 *
 * <p>A window that the page opens at an address, by {@code window.open} or a link with {@code target=_blank}, opens blank.
 * Before it is sent there the gate is asked, and the window is told what the first one was told: user agent, size,
 * scripts. One that opens by other means (a form's target, a middle click) is there before it can be set up: its URL is
 * checked afterwards, and what its first document asked for while it loaded is not known when it is waited for.
 */
public final class PageWindows {
    /** More than this many no flow means. */
    private static final int MOST = 20;

    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final String BLANK = "about:blank";

    private final LivePage page;
    private final Session session;
    private final World first;
    private final Map<String, World> known = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    /** Windows that said that they close, until when that is believed. */
    private final Map<String, Deadline> leaving = new HashMap<>();

    private String main = "";
    private String current = "";

    /**
     * A window that was opened.
     *
     * @param handle the driver's name for it
     * @param url of the document in it
     */
    public record Opened(String handle, String url) {}

    public PageWindows(LivePage page) {
        this.page = page;
        session = page.session();
        first = page.world();
    }

    /**
     * From now on the page may open windows.
     *
     * @throws ScrapeException as {@link Session} says
     */
    public void allow(Deadline deadline) {
        Allowances allowances = Allowances.of(session);
        if (!allowances.windows()) {
            allowances.windows(true);
            arm(deadline);
        }
    }

    /**
     * Waits for a window that is new since the last call of any method here. The driver stays where it is, and that window
     * in front.
     *
     * @param name how the flow calls it from now on; empty for none
     * @throws ScrapeException {@link FailureKind#STEP} when none came in time or it never came to hold a document; what the
     *     gate throws for its URL, and the window is closed then; otherwise as {@link Session} says
     */
    public Opened awaitNew(String name, Deadline deadline) {
        allow(deadline);
        List<String> before = List.copyOf(known.keySet());
        while (true) {
            tend(late(deadline));
            Optional<String> fresh =
                    known.keySet().stream().filter(one -> !before.contains(one)).findFirst();
            if (fresh.isPresent()) {
                if (!name.isEmpty()) {
                    names.put(name, fresh.get());
                }
                return new Opened(fresh.get(), url(fresh.get()));
            }
            breathe(deadline, "no new window was opened in time");
        }
    }

    /**
     * Goes to a window, which comes to the front. Everything that is asked of the {@link LivePage} is asked there then.
     *
     * @throws ScrapeException {@link FailureKind#STEP} when there is none in time
     */
    public void switchTo(WindowChoice which, Deadline deadline) {
        enter(find(which, deadline), late(deadline));
    }

    /**
     * Closes a window; the driver is in the main window afterwards. The main window itself stays until the page is left.
     *
     * @return whether it was closed
     * @throws ScrapeException {@link FailureKind#STEP} when there is none in time
     */
    public boolean close(WindowChoice which, Deadline deadline) {
        String handle = find(which, deadline);
        boolean closes = !handle.equals(main);
        if (closes) {
            shut(handle, deadline);
        }
        enter(main, deadline);
        return closes;
    }

    /**
     * Looks after windows that came or went: new ones are set up and sent on their way, and where the one that the driver
     * was in is gone it goes to the main window. Asks nothing while windows are not allowed. To be called after each step.
     *
     * @return whether the driver had to leave a window that is gone
     * @throws ScrapeException as {@link #awaitNew} for a window that came
     */
    public boolean tend(Deadline deadline) {
        if (!Allowances.of(session).windows()) {
            return false;
        }
        start(deadline);
        List<String> handles = handles(deadline);
        known.keySet().retainAll(handles);
        boolean gone = !handles.contains(current);
        if (gone) {
            enter(main, deadline);
        }
        List<String> fresh =
                handles.stream().filter(one -> !known.containsKey(one)).toList();
        Allowances.of(session).hear(deadline);
        Map<String, String> waiting = Allowances.of(session).takeBlank();
        if (known.size() + fresh.size() > MOST) {
            session.suspect("windows");
            throw failure("the page opened more than " + MOST + " windows", null);
        }
        if (!fresh.isEmpty() || !waiting.isEmpty()) {
            takeIn(fresh, waiting, deadline);
        }
        return gone;
    }

    /** @return the windows that are there, without those that are about to close themselves */
    private List<String> handles(Deadline deadline) {
        if (!current.equals(main)) {
            Allowances.of(session).hear(deadline);
            Allowances.of(session).takeClosing().forEach(handle -> leaving.put(handle, Deadline.in(GRACE)));
        }
        List<String> handles = session.call("windows", deadline, driver -> List.copyOf(driver.getWindowHandles()));
        leaving.keySet().retainAll(handles);
        leaving.values().removeIf(Deadline::passed);
        return handles.stream().filter(one -> !leaving.containsKey(one)).toList();
    }

    /** Tells every window what the flow allows now. */
    void arm(Deadline deadline) {
        start(deadline);
        if (known.size() == 1) {
            Allowances.of(session).arm(page.world(), current, main, deadline);
            return;
        }
        String back = current;
        tend(deadline);
        for (String handle : List.copyOf(known.keySet())) {
            if (into(handle, deadline)) {
                Allowances.of(session).arm(Objects.requireNonNull(known.get(handle)), handle, main, deadline);
            }
        }
        enter(known.containsKey(back) ? back : main, deadline);
    }

    private void start(Deadline deadline) {
        if (main.isEmpty()) {
            main = session.call("window", deadline, RemoteWebDriver::getWindowHandle);
            current = main;
            known.put(main, first);
            String home = main;
            Allowances.of(session)
                    .home((later, time) -> later.call(
                            "window", time, driver -> driver.switchTo().window(home)));
        }
    }

    private void takeIn(List<String> fresh, Map<String, String> waiting, Deadline deadline) {
        String back = current;
        try {
            for (String url : waiting.values()) {
                page.gate().pass(url, Gate.Purpose.STEP, deadline);
            }
            List<String> taken = new ArrayList<>();
            for (String handle : fresh) {
                if (into(handle, deadline)) {
                    setUp(handle, !waiting.isEmpty(), deadline);
                    taken.add(handle);
                }
            }
            enter(back, deadline);
            waiting.forEach((number, url) -> release(number, url, taken, deadline));
            for (String handle : taken) {
                arrive(handle, !waiting.isEmpty(), deadline);
            }
        } catch (ScrapeException refused) {
            if (refused.kind().session() == FailureKind.Session.KEEP) {
                fresh.forEach(handle -> shut(handle, deadline));
                enter(back, Deadline.in(deadline.left().plus(BREATH)));
            }
            throw refused;
        } finally {
            waiting.values().forEach(page.gate()::answered);
        }
        enter(back, deadline);
    }

    /** The blank document that a window begins with is not touched: its world may become that of the next one. */
    private void setUp(String handle, boolean awaited, Deadline deadline) {
        session.equipWindow(deadline);
        World world = World.of(session, deadline).orElse(first);
        boolean waits = awaited && at(deadline).equals(BLANK);
        Allowances.of(session).script().install(session, !waits, deadline);
        if (waits) {
            Allowances.of(session).armAhead(handle, deadline);
        } else {
            Allowances.of(session).arm(world, handle, main, deadline);
        }
        known.put(handle, world);
    }

    private void release(String number, String url, List<String> taken, Deadline deadline) {
        Object released = page.world().ask("release", deadline, number).value().get("released");
        if (Boolean.TRUE.equals(released)) {
            return;
        }
        // The document that opened it is gone, or is a frame of another origin.
        if (taken.size() != 1 || !into(taken.get(0), deadline)) {
            throw failure("the page left a new window without its address: " + url, null);
        }
        String back = current;
        session.cdp("Page.navigate", Map.of("url", url, "referrer", page.url().text()), deadline);
        enter(back, deadline);
    }

    private void arrive(String handle, boolean awaited, Deadline deadline) {
        into(handle, deadline);
        String url = at(deadline);
        while (awaited && (url.equals(BLANK) || url.isEmpty())) {
            breathe(deadline, "the new window came to hold no document in time");
            url = at(deadline);
        }
        if (url.equals(BLANK) || url.isEmpty()) {
            return; // what the page writes into it itself is the page's own
        }
        if (PageUrl.parse(url).isEmpty()) {
            throw new ScrapeException(
                    FailureKind.REFUSED, page.url().text(), "the page opened a window at " + scheme(url));
        }
        page.gate().admit(page.url(), url);
    }

    private static String scheme(String url) {
        return url.substring(0, Math.min(url.length(), 100));
    }

    private String find(WindowChoice which, Deadline deadline) {
        start(deadline);
        while (true) {
            tend(late(deadline));
            Optional<String> found = look(which, late(deadline));
            if (found.isPresent()) {
                return found.get();
            }
            breathe(deadline, which.words() + " is not there; open are " + known.size());
        }
    }

    private Optional<String> look(WindowChoice which, Deadline deadline) {
        List<String> all = List.copyOf(known.keySet());
        if (which instanceof WindowChoice.Main) {
            return Optional.of(main);
        }
        if (which instanceof WindowChoice.Named named) {
            return Optional.ofNullable(names.get(named.name())).filter(known::containsKey);
        }
        if (which instanceof WindowChoice.Index index) {
            return index.index() >= 0 && index.index() < all.size()
                    ? Optional.of(all.get(index.index()))
                    : Optional.empty();
        }
        return all.stream().filter(handle -> fits(which, handle, deadline)).findFirst();
    }

    private boolean fits(WindowChoice which, String handle, Deadline deadline) {
        if (which instanceof WindowChoice.Url url) {
            return PageUrl.parse(url(handle)).filter(url.glob()::matches).isPresent();
        }
        return which instanceof WindowChoice.Title title && title.test().test(target(handle, "title", deadline));
    }

    private String url(String handle) {
        return target(handle, "url", page.deadline());
    }

    private String target(String handle, String what, Deadline deadline) {
        Map<String, Object> answer = session.cdp("Target.getTargetInfo", Map.of("targetId", handle), deadline);
        return answer.get("targetInfo") instanceof Map<?, ?> info && info.get(what) instanceof String text ? text : "";
    }

    /** @return where the document is that the driver is in the window of */
    private String at(Deadline deadline) {
        return session.cdp("Page.getFrameTree", Map.of(), deadline).get("frameTree") instanceof Map<?, ?> tree
                        && tree.get("frame") instanceof Map<?, ?> frame
                ? String.valueOf(frame.get("url"))
                : "";
    }

    private void enter(String handle, Deadline deadline) {
        if (!into(handle, deadline)) {
            throw failure("the window is gone", null);
        }
        session.cdp("Page.bringToFront", Map.of(), deadline);
        current = handle;
        page.moveTo(known.getOrDefault(handle, first));
    }

    /** @return whether the driver is in it; false when it is gone */
    private boolean into(String handle, Deadline deadline) {
        return inWindow(deadline, driver -> driver.switchTo().window(handle));
    }

    private void shut(String handle, Deadline deadline) {
        if (into(handle, deadline)) {
            inWindow(deadline, RemoteWebDriver::close);
        }
        known.remove(handle);
        names.values().remove(handle);
    }

    private boolean inWindow(Deadline deadline, Consumer<RemoteWebDriver> work) {
        return session.<Boolean>call("window", deadline, driver -> {
            try {
                work.accept(driver);
                return true;
            } catch (NoSuchWindowException gone) {
                return false;
            }
        });
    }

    /** What was begun in time may take a moment longer. */
    private static Deadline late(Deadline deadline) {
        return Deadline.in(deadline.left().plus(GRACE));
    }

    /** The next look comes after a change of the page, or soon. */
    private void breathe(Deadline deadline, String otherwise) {
        if (deadline.passed()) {
            throw failure(otherwise, null);
        }
        page.awaitChange(deadline.atMost(BREATH).left());
    }

    private ScrapeException failure(String message, @Nullable Throwable cause) {
        return new ScrapeException(FailureKind.STEP, page.url().text(), message, cause);
    }
}
