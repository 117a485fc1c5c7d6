package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.Incident;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Rung;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A page that is up in a leased session. Not thread-safe; belongs to the lease.
 *
 * <p>Readiness is observed by a script in the page, in one round trip that also brings the document back. A document that
 * the page itself puts in its place (a redirect by script or meta refresh) starts the wait again, a bounded number of
 * times.
 */
public final class LivePage {
    private static final int MOST_DOCUMENTS = 10;
    /** Those that the page's own hooks do not answer, as in frames of other origins. */
    private static final int MOST_DIALOGS = 20;
    /** What the script may be late beyond the page's own deadline before the renderer counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** A page that used up its time by being slow is still asked once what it has. */
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Gate gate;
    private final Session session;
    private final Request request;
    private World world;
    private final Finder finder;
    private final long started = System.nanoTime();
    private int documents;
    private Optional<Scrolled> scrolled = Optional.empty();

    /** @param door as {@link PageScript} names it */
    LivePage(Gate gate, Session session, Request request, World world, String door) {
        this.gate = gate;
        this.session = session;
        this.request = request;
        this.world = world;
        Optional<Runnable> dismissal =
                request.spec().dismiss().isEmpty() ? Optional.empty() : Optional.of(() -> dismiss(request.deadline()));
        this.finder = new Finder(session, door, request.deadline(), dismissal);
    }

    /** What was asked for. */
    record Request(PageUrl url, PageSpec spec, Optional<Selector> loggedOut, Deadline deadline) {}

    /** @return the session that the page is up in */
    public Session session() {
        return session;
    }

    /** @return the URL that was asked for */
    public PageUrl url() {
        return request.url();
    }

    /** @return where the observer of its document is asked */
    World world() {
        return world;
    }

    /** @return the most characters that are taken of it */
    public long size() {
        return request.spec().size();
    }

    /**
     * Goes on to another document, at the pace of its host. What the page was asked for as stays what it is.
     *
     * @throws ScrapeException when the gate refuses it or there is no such document
     */
    public void go(PageUrl url, Deadline limit) {
        gate.pass(url.text(), Gate.Purpose.STEP, limit);
        Navigation.check(url.text(), Navigation.go(gate, session, url.text(), limit));
    }

    /** The driver is in another window of the page now: its document is asked from here on. */
    void moveTo(World other) {
        world = other;
    }

    /** @return who is asked before a request leaves */
    Gate gate() {
        return gate;
    }

    /** @return when the page's time is over */
    public Deadline deadline() {
        return request.deadline();
    }

    /**
     * Waits until the page has come to rest and what the job waits for is there; {@link ReadyVerdict#ready} tells whether
     * it did in time.
     *
     * @throws ScrapeException when the document is not this page's, is no data, or the browser failed
     */
    public ReadyVerdict settle(Awaited awaited) {
        return settle(awaited, request.deadline());
    }

    /** Waits like {@link #settle(Awaited)}, but no longer than a limit of its own. */
    public ReadyVerdict settle(Awaited awaited, Deadline limit) {
        return verdict(ask(awaited, false, limit));
    }

    /**
     * Scrolls until what the job wants is there, nothing more comes or a bound is reached (R59); which of them it was is
     * told by the verdict of the snapshot, and a bound makes it not ready.
     *
     * @throws ScrapeException as {@link #settle}
     */
    public void scroll(ScrollSpec spec, Awaited awaited) {
        Deadline limit = request.deadline().atMost(spec.max());
        Map<?, ?> answer = ask("scroll", limit, time -> Wish.scroll(request.spec(), spec, awaited, time));
        scrolled = Optional.of(Scrolled.of(spec, answer));
    }

    /**
     * Waits like {@link #settle} and takes the document as it is then, ready or not.
     *
     * @throws ScrapeException as {@link #settle}
     */
    public Snapshot snapshot(Awaited awaited) {
        return snapshot(awaited, request.deadline());
    }

    /** One of several that the page's time is shared by: none waits longer than the only one would. */
    Snapshot shortly(Awaited awaited) {
        return snapshot(awaited, request.deadline().atMost(request.spec().limit()));
    }

    private Snapshot snapshot(Awaited awaited, Deadline limit) {
        Map<?, ?> answer = ask(awaited, true, limit);
        String finalUrl = text(answer, "url");
        long length = number(answer, "length");
        String html = text(answer, "html");
        List<Snapshot.Frame> frames = frames(answer);
        ReadyVerdict verdict = verdict(answer);
        if (request.spec().reach().others()) {
            List<Awaited.Kind> away = away(awaited, answer);
            OtherFrames others =
                    new OtherFrames(session, away, limit, request.spec().size() - html.length());
            others.read(answer);
            frames = others.frames();
            length += others.length();
            verdict = without(verdict, awaited, away, others.found());
        }
        long taken = html.length()
                + frames.stream().mapToLong(frame -> frame.html().length()).sum();
        return new Snapshot(
                request.url().text(),
                finalUrl,
                (int) number(answer, "status"),
                Redirects.count(request.url().text(), finalUrl, (int) number(answer, "redirects"), documents),
                DocumentKind.HTML,
                html,
                frames,
                fetched(answer),
                taken < length,
                length,
                incidents(answer),
                new Snapshot.Said(Map.of(Snapshot.Said.ROBOTS, List.of(text(said(answer), "robots")))),
                Snapshot.Clicks.NONE,
                new Snapshot.Flow(List.of(), beyond(answer), List.of(), List.of()),
                List.of(),
                verdict,
                Rung.RENDER,
                Instant.now());
    }

    /** @return a number over what the job extracts as the page shows it now, by which two views can be told apart */
    public String extracted(Awaited awaited) {
        Deadline limit = request.deadline();
        return text(
                ask(
                        "extracted",
                        limit,
                        time -> Wish.of(request.spec(), awaited, request.loggedOut(), false, List.of(), time)),
                "digest");
    }

    /** Waits like {@link #find(Selector, Wanted, Optional, Deadline)} for an element that is used in its middle. */
    public Found find(Selector selector, Wanted wanted, Deadline limit) {
        return find(selector, wanted, Optional.empty(), limit);
    }

    /**
     * Waits, in the frame that the driver is in, until an element is as it is wanted. Of a list the first selector that
     * finds such an element is used; of several elements that a selector finds the first, or the first that is visible
     * where more than presence is wanted. What the job dismisses is clicked away meanwhile.
     *
     * @param at where on the element the pointer is to meet it; its middle when empty
     * @param limit when waiting ends; one that has passed looks once
     * @return the element, or for every selector why it was of no use
     * @throws ScrapeException as {@link Session} says
     */
    public Found find(Selector selector, Wanted wanted, Optional<Offset> at, Deadline limit) {
        return finder.find(selector, wanted, at, limit);
    }

    /** Waits for the next change of the document, at most so long. */
    public void awaitChange(Duration most) {
        finder.awaitChange(most);
    }

    /** Clicks away what the job dismisses, if it is there. */
    public void dismiss(Deadline limit) {
        if (!request.spec().dismiss().isEmpty()) {
            world.ask(
                    "dismiss",
                    limit,
                    request.spec().dismiss().stream().map(Wish::selector).toList());
        }
    }

    /** @return what is asked of a document about the list that it shows */
    Map<String, Object> wish(Awaited awaited, Deadline cap) {
        return Wish.list(request.spec(), awaited, cap);
    }

    /** Asks the document that is there, or the one that takes its place. */
    Map<?, ?> ask(String method, Map<String, Object> wish, Deadline limit) {
        return ask(method, limit, time -> wish);
    }

    private Map<?, ?> ask(Awaited awaited, boolean take, Deadline limit) {
        Function<List<String>, Map<?, ?>> settle = scripts -> checked(ask(
                "settle", limit, time -> Wish.of(request.spec(), awaited, request.loggedOut(), take, scripts, time)));
        return take ? ImportedScripts.await(session, settle, limit) : settle.apply(List.of());
    }

    /** Asks document after document until one is there long enough to answer. */
    private Map<?, ?> ask(String method, Deadline limit, Function<Deadline, Map<String, Object>> wish) {
        int dialogs = 0;
        while (true) {
            Deadline time = limit.passed() ? Deadline.in(LAST_WORD) : limit;
            World.Reply reply = world.ask(method, Deadline.in(time.left().plus(GRACE)), wish.apply(time));
            if (reply.state() == World.State.REPLACED && ++documents > MOST_DOCUMENTS) {
                throw new ScrapeException(
                        FailureKind.REDIRECT_LOOP,
                        request.url().text(),
                        "the page sent the browser on more than " + MOST_DOCUMENTS + " times");
            }
            if (reply.state() == World.State.DIALOG && ++dialogs > MOST_DIALOGS) {
                throw new ScrapeException(FailureKind.DIALOG, request.url().text(), "the page keeps opening dialogs");
            }
            if (reply.value().get("id") != null) {
                return reply.value();
            }
            if (request.deadline().passed()) {
                throw new ScrapeException(
                        FailureKind.UNSTABLE,
                        request.url().text(),
                        "the page never came to hold a document of its own");
            }
        }
    }

    private Map<?, ?> checked(Map<?, ?> answer) {
        String finalUrl = text(answer, "url");
        if (finalUrl.startsWith("chrome-error:")) {
            throw new ScrapeException(
                    FailureKind.NAVIGATION, request.url().text(), "the page led to an error page of the browser");
        }
        int status = (int) number(answer, "status");
        Optional<String> retryAfter = header(said(answer), "retryAfter");
        gate.turnedAway(finalUrl, status, retryAfter, header(said(answer), "date"));
        // Before all that the page shows: what another page says of itself is nothing to us.
        gate.admit(request.url(), finalUrl);
        if (Boolean.TRUE.equals(answer.get("blocked"))) {
            throw request.spec().turnedAway(request.url().text());
        }
        // Before the status: some sites send the form with 401 or 403.
        if (Boolean.TRUE.equals(answer.get("loggedOut"))) {
            throw new ScrapeException(
                    FailureKind.LOGGED_OUT, request.url().text(), "the page shows that the session is logged out");
        }
        request.spec().checkStatus(request.url().text(), status, retryAfter);
        checkKind(text(answer, "type"));
        return answer;
    }

    private void checkKind(String type) {
        Optional<DocumentKind> kind = DocumentKind.of(type);
        if (!kind.equals(Optional.of(DocumentKind.HTML))) {
            throw new ScrapeException(
                    kind.isPresent() ? FailureKind.NOT_HTML : FailureKind.UNSUPPORTED,
                    request.url().text(),
                    "the document is " + type + ", which the browser does not render");
        }
    }

    private ReadyVerdict verdict(Map<?, ?> answer) {
        List<String> pending = new ArrayList<>(
                scrolled.map(one -> one.missing(text(answer, "id"))).orElse(List.of()));
        boolean whole = pending.isEmpty();
        if (answer.get("missing") instanceof List<?> list) {
            list.forEach(one -> pending.add(String.valueOf(one)));
        }
        return new ReadyVerdict(
                whole && Boolean.TRUE.equals(answer.get("ready")),
                scrolled.map(one -> one.words() + "; ").orElse("") + text(answer, "reason"),
                pending,
                Duration.ofNanos(System.nanoTime() - started),
                ObservedRequests.of(answer));
    }

    /** @return what the page tried, as the observer counted it */
    static Map<Incident, Integer> incidents(Map<?, ?> answer) {
        Map<Incident, Integer> incidents = new EnumMap<>(Incident.class);
        if (answer.get("incidents") instanceof Map<?, ?> told) {
            for (Incident incident : Incident.values()) {
                long count = number(told, incident.name());
                if (count > 0) {
                    incidents.put(incident, (int) Math.min(count, Integer.MAX_VALUE));
                }
            }
        }
        return incidents;
    }

    private static List<Awaited.Kind> away(Awaited awaited, Map<?, ?> answer) {
        List<?> names = answer.get("away") instanceof List<?> list ? list : List.of();
        return Stream.concat(awaited.certain().stream(), awaited.possible().stream())
                .filter(kind -> names.contains(kind.name()))
                .toList();
    }

    /** A kind that must be there was awaited in frames of other origins, too; now it is known whether it is in one. */
    private static ReadyVerdict without(
            ReadyVerdict verdict, Awaited awaited, List<Awaited.Kind> away, Set<String> found) {
        List<String> missing = away.stream()
                .filter(awaited.certain()::contains)
                .map(Awaited.Kind::name)
                .filter(name -> !found.contains(name))
                .toList();
        if (missing.isEmpty()) {
            return verdict;
        }
        List<String> pending = Stream.concat(verdict.pending().stream(), missing.stream())
                .distinct()
                .toList();
        return new ReadyVerdict(false, verdict.reason() + ", not in any frame", pending, verdict.waited());
    }

    /** @return what is found only where the job's selectors do not look (R11) */
    private static List<String> beyond(Map<?, ?> answer) {
        return answer.get("beyond") instanceof List<?> list
                ? list.stream().map(String::valueOf).map(OneLine::of).toList()
                : List.of();
    }

    private static List<Snapshot.Frame> frames(Map<?, ?> answer) {
        return answer.get("frames") instanceof List<?> list
                ? list.stream()
                        .map(Map.class::cast)
                        .map(frame -> new Snapshot.Frame(text(frame, "url"), text(frame, "html")))
                        .toList()
                : List.of();
    }

    private static Snapshot.Fetched fetched(Map<?, ?> answer) {
        List<Snapshot.Body> bodies = answer.get("bodies") instanceof List<?> list
                ? list.stream()
                        .map(Map.class::cast)
                        .map(body -> new Snapshot.Body(text(body, "id"), text(body, "url"), text(body, "text")))
                        .toList()
                : List.of();
        List<String> leftOut = answer.get("leftOut") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new Snapshot.Fetched(bodies, leftOut);
    }

    private static Map<?, ?> said(Map<?, ?> answer) {
        return answer.get("said") instanceof Map<?, ?> headers ? headers : Map.of();
    }

    private static Optional<String> header(Map<?, ?> said, String name) {
        return Optional.of(text(said, name)).filter(value -> !value.isEmpty());
    }

    private static String text(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
