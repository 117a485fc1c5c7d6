package dev.gannet.login;

import dev.gannet.flow.FlowRunner;
import dev.gannet.login.Generation.Carrier;
import dev.gannet.page.Awaited;
import dev.gannet.page.EvidenceCamera;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.page.Wanted;
import dev.gannet.session.Session;
import dev.gannet.session.StateTransfer;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.LoginState;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of a job's account. Where its state is shared, one session logs in and all others get what that left there;
 * when the site has ended it, one of those that notice makes it anew and the others take that. Else each session logs in
 * by itself. Never are two logins under way at a time.
 *
 * <p>A login that fails is not tried again: sites lock accounts. Thread-safe; each session is used by the thread that leased
 * it.
 */
public final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String NOTE = "login.done";
    private static final Duration BEFORE_STEPS = Duration.ofSeconds(5);
    private static final Duration TRANSFER = Duration.ofSeconds(20);

    private final LoginSpec spec;
    private final Renderer renderer;
    private final FlowRunner flow;
    private final EvidenceCamera camera;
    private final Optional<KeptLogin> keep;
    private final Lineage lineage;
    private final ReentrantLock one = new ReentrantLock(true);
    private volatile @Nullable ScrapeException refused;

    /**
     * @param camera of a login that fails
     * @throws ScrapeException {@link FailureKind#REFUSED} when others can read the login of an earlier run
     */
    public Login(LoginSpec spec, Renderer renderer, FlowRunner flow, EvidenceCamera camera) {
        this.spec = spec;
        this.renderer = renderer;
        this.flow = flow;
        this.camera = camera;
        keep = spec.keep().map(kept -> new KeptLogin(kept, spec.start()));
        Optional<LoginState> before = keep.flatMap(KeptLogin::load);
        lineage = new Lineage(new Generation(0, before, before.isPresent()));
    }

    /** What a session holds of a login. */
    private record Carried(Generation generation, Carrier by) {}

    /** What a request over plain HTTP is logged in by. Immutable. */
    public static final class Pass {
        private final Generation generation;
        private final boolean fresh;

        private Pass(Generation generation, boolean fresh) {
            this.generation = generation;
            this.fresh = fresh;
        }

        /** @return what the login left */
        public LoginState state() {
            return generation.state().orElseThrow();
        }

        /** @return whether the login was made for this very pass */
        public boolean fresh() {
            return fresh;
        }

        /** @return whether the other is of the same login */
        public boolean same(Pass other) {
            return other.generation == generation;
        }
    }

    /**
     * Logs the session in unless it is already: by the login that holds, or else by one of its own.
     *
     * @param page how pages are brought up: the login's own limits are the same
     * @return whether the site was asked for a login now
     * @throws ScrapeException {@link FailureKind#LOGIN} when what is seen only when logged in does not come, now or when it
     *     was tried before; also when the login is seen not to work but where it was made; with evidence of the form
     */
    public boolean ensure(Session session, PageSpec page) {
        if (within(session) || taken(session)) {
            return false;
        }
        lock();
        try {
            @Nullable ScrapeException before = refused;
            if (before != null) {
                throw before;
            }
            return first(session, page);
        } finally {
            one.unlock();
        }
    }

    /** By whom the lock is held: nobody else is logging in. */
    private boolean first(Session session, PageSpec page) {
        try {
            if (taken(session)) {
                return false;
            }
            // The wait for another session's login is not the page's.
            make(session, page, Deadline.in(page.limit()));
            return true;
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.LOGIN) {
                throw e;
            }
            // Whoever fails by it after this one is as likely to be the one that is told.
            ScrapeException shown =
                    e.with(camera.take(session, "login-" + (lineage.last().number() + 1)));
            refused = shown;
            throw shown;
        }
    }

    /** Whether the session is logged in, as far as anybody knows. */
    private boolean within(Session session) {
        return session.notes().get(NOTE) instanceof Carried carried
                && (!spec.shared()
                        || carried.generation() == lineage.last()
                                && carried.generation().holds());
    }

    /** Takes over the login that holds, where one does. */
    private boolean taken(Session session) {
        Generation last = lineage.last();
        if (!spec.shared() || !last.holds()) {
            return false;
        }
        try {
            StateTransfer.put(session, last.state().orElseThrow(), stamp(last), Deadline.in(TRANSFER));
        } catch (WebDriverException e) {
            throw new ScrapeException(
                    FailureKind.LOGIN,
                    spec.start().text(),
                    "what the login left cannot be put into another browser: write share: per-session",
                    e);
        }
        session.notes().put(NOTE, new Carried(last, Carrier.COPY));
        return true;
    }

    private void lock() {
        try {
            one.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScrapeException(
                    FailureKind.STOPPED, spec.start().text(), "stopped while another session logged in", e);
        }
    }

    private void make(Session session, PageSpec page, Deadline deadline) {
        lineage.doubt().ifPresent(why -> {
            throw new ScrapeException(FailureKind.LOGIN, spec.start().text(), why);
        });
        if (session.notes().remove(NOTE) instanceof Carried carried) {
            forget(session, carried.generation());
        }
        logIn(session, page, deadline);
        Optional<LoginState> state =
                spec.shared() ? Optional.of(StateTransfer.take(session, Deadline.in(TRANSFER))) : Optional.empty();
        Generation next = new Generation(lineage.last().number() + 1, state, false);
        lineage.add(next);
        session.notes().put(NOTE, new Carried(next, Carrier.MAKER));
        state.ifPresent(left -> keep.ifPresent(file -> file.save(left)));
        LOG.info(
                "logged in at {}{}",
                spec.start(),
                state.map(left -> ": " + left).orElse(""));
    }

    /**
     * Another session saw that the login has ended: what pages keep of it in this one could still have them think that they
     * are logged in, and show no form. Cookies stay, as they do in a browser at home: some say that it is known there.
     */
    private static void forget(Session session, Generation ended) {
        ended.state().ifPresent(state -> {
            List<LoginState.Storage> empty = state.storage().stream()
                    .map(one -> new LoginState.Storage(one.origin(), Map.of(), Map.of()))
                    .toList();
            StateTransfer.put(
                    session, new LoginState(state.cookies(), empty), stamp(ended) + ", ended", Deadline.in(TRANSFER));
        });
    }

    private static String stamp(Generation generation) {
        return String.valueOf(generation.number());
    }

    private void logIn(Session session, PageSpec page, Deadline deadline) {
        PageSpec form = new PageSpec(
                Optional.empty(), Optional.empty(), Set.of(), page.dismiss(), false, page.limit(), page.size());
        LivePage live = renderer.open(session, spec.start(), form, Gate.Purpose.STEP, Optional.empty(), deadline);
        live.settle(Awaited.NOTHING, Deadline.in(BEFORE_STEPS));
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
    }

    /** The site has ended the login that the session holds: it is made anew when it is next wanted, by whom it may be. */
    public void ended(Session session) {
        if (session.notes().remove(NOTE) instanceof Carried carried) {
            carried.generation().ended(carried.by());
        }
    }

    /** As {@link #ended(Session)}, seen over plain HTTP. */
    public void ended(Pass pass) {
        pass.generation.ended(Carrier.HTTP);
    }

    /** @return what plain HTTP is logged in by; empty while no login holds, or where it is not shared */
    public Optional<Pass> pass() {
        Generation last = lineage.last();
        return last.holds() ? Optional.of(new Pass(last, false)) : Optional.empty();
    }

    /**
     * @param session just logged in
     * @param fresh whether that was for this pass
     * @return what plain HTTP is logged in by, of a login that is shared
     */
    public Pass pass(Session session, boolean fresh) {
        return new Pass(((Carried) Objects.requireNonNull(session.notes().get(NOTE))).generation(), fresh);
    }

    /**
     * A page that led to where logins start, and there lacks what is seen only when logged in, is the form, whether or not
     * the job names a sign of it (R5). A login of an earlier run is believed when a page shows that sign.
     *
     * @param live the page, still up
     * @throws ScrapeException {@link FailureKind#LOGGED_OUT} when it is the form
     */
    public void check(LivePage live, Snapshot snapshot) {
        if (!(live.session().notes().get(NOTE) instanceof Carried carried)) {
            return;
        }
        check(
                live.url(),
                snapshot,
                carried.generation(),
                () -> live.find(spec.loggedIn(), Wanted.PRESENT, Deadline.in(Duration.ZERO))
                        .came());
        carried.generation().worked(carried.by());
    }

    /**
     * As {@link #check(LivePage, Snapshot)}, for a document that was fetched.
     *
     * @param signed whether it shows what is seen only when logged in
     */
    public void check(Pass pass, PageUrl url, Snapshot snapshot, boolean signed) {
        check(url, snapshot, pass.generation, () -> signed);
        pass.generation.worked(Carrier.HTTP);
    }

    private void check(PageUrl url, Snapshot snapshot, Generation generation, Sign inside) {
        boolean form = !spec.startsAt(url)
                && PageUrl.parse(snapshot.finalUrl()).filter(spec::startsAt).isPresent();
        if ((form || generation.doubtful()) && !inside.seen()) {
            throw new ScrapeException(
                    FailureKind.LOGGED_OUT,
                    url.text(),
                    form
                            ? "the page led to the login's form"
                            : "the page does not show that the login of an earlier run still holds");
        }
    }

    /** Looks for what is seen only when logged in. */
    @FunctionalInterface
    private interface Sign {
        boolean seen();
    }
}
