package dev.gannet.login;

import dev.gannet.flow.FlowRunner;
import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.page.Wanted;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Logs sessions in, each one once in its life. Thread-safe; each session is used by the thread that leased it. */
public final class Login {
    private static final String NOTE = "login.done";
    private static final Duration BEFORE_STEPS = Duration.ofSeconds(5);
    private static final Awaited NOTHING = new Awaited(List.of(), List.of(), List.of());

    private final LoginSpec spec;
    private final Renderer renderer;
    private final FlowRunner flow;
    private final AtomicBoolean proven = new AtomicBoolean();
    private volatile @Nullable ScrapeException refused;

    public Login(LoginSpec spec, Renderer renderer, FlowRunner flow) {
        this.spec = spec;
        this.renderer = renderer;
        this.flow = flow;
    }

    /**
     * Logs the session in unless it is already.
     *
     * @param page how pages are brought up: the login's own limits are the same
     * @return whether it was done now; false when the session was logged in before
     * @throws ScrapeException {@link FailureKind#LOGIN} when what is seen only when logged in does not come
     */
    public boolean ensure(Session session, PageSpec page, Deadline deadline) {
        if (session.notes().containsKey(NOTE)) {
            return false;
        }
        if (proven.get()) {
            logIn(session, page, deadline);
            return true;
        }
        // Sites lock accounts: until a login has succeeded, one session tries, once, and the others wait for its
        // outcome.
        synchronized (proven) {
            @Nullable ScrapeException before = refused;
            if (before != null) {
                throw before;
            }
            try {
                // The wait for another session's try is not the page's.
                logIn(session, page, Deadline.in(page.limit()));
                proven.set(true);
            } catch (ScrapeException e) {
                refused = e.kind() == FailureKind.LOGIN ? e : null;
                throw e;
            }
        }
        return true;
    }

    private void logIn(Session session, PageSpec page, Deadline deadline) {
        PageSpec form = new PageSpec(
                Optional.empty(), Optional.empty(), Set.of(), page.dismiss(), false, page.limit(), page.size());
        LivePage live = renderer.open(session, spec.start(), form, Gate.Purpose.STEP, Optional.empty(), deadline);
        live.settle(NOTHING, Deadline.in(BEFORE_STEPS));
        try {
            flow.run(live, spec.steps());
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.STEP) {
                throw e;
            }
            throw new ScrapeException(FailureKind.LOGIN, e.url(), "login, " + e.getMessage(), e);
        }
        Awaited inside = new Awaited(
                List.of(new Awaited.Kind(spec.loggedIn().toString(), Optional.of(spec.loggedIn()), List.of())),
                List.of(),
                List.of());
        ReadyVerdict verdict = live.settle(inside);
        if (!verdict.ready()) {
            throw new ScrapeException(
                    FailureKind.LOGIN,
                    spec.start().text(),
                    "not logged in after the steps: " + spec.loggedIn() + " did not come ("
                            + String.join(", ", verdict.pending()) + ")");
        }
        session.notes().put(NOTE, Boolean.TRUE);
    }

    /** The site has ended the login of the session: it is made anew when it is next wanted. */
    public void ended(Session session) {
        session.notes().remove(NOTE);
    }

    /**
     * A page that led to where logins start, and there lacks what is seen only when logged in, is the form, whether or not
     * the job names a sign of it (R5).
     *
     * @param live the page, still up
     * @throws ScrapeException {@link FailureKind#LOGGED_OUT} when it is the form
     */
    public void check(LivePage live, Snapshot snapshot) {
        boolean form = !atForm(live.url())
                && PageUrl.parse(snapshot.finalUrl()).filter(this::atForm).isPresent();
        if (form
                && !live.find(spec.loggedIn(), Wanted.PRESENT, Deadline.in(Duration.ZERO))
                        .came()) {
            throw new ScrapeException(FailureKind.LOGGED_OUT, live.url().text(), "the page led to the login's form");
        }
    }

    /** What comes after a question mark is where the form leads on to. */
    private boolean atForm(PageUrl url) {
        return url.origin().equals(spec.start().origin())
                && url.path().equals(spec.start().path());
    }
}
