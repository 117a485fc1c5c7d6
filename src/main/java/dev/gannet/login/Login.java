package dev.gannet.login;

import dev.gannet.flow.FlowRunner;
import dev.gannet.login.Generation.Carrier;
import dev.gannet.page.Awaited;
import dev.gannet.page.EvidenceCamera;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageAlerts;
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
    /** A page may draw the sign after all that the job extracts. */
    private static final Duration LATE_SIGN = Duration.ofSeconds(2);
    /** The longest that is waited before it is looked what the page says. */
    private static final Duration SLICE = Duration.ofSeconds(2);
    /** The longest that a page which seems to have failed is given to come to rest. */
    private static final Duration REST = Duration.ofSeconds(20);
    /** How long a page at rest may show its form after the steps. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final LoginSpec spec;
    private final Renderer renderer;
    private final FlowRunner flow;
    private final EvidenceCamera camera;
    private final Optional<KeptLogin> keep;
    private final Lineage lineage;
    private final SignedPages signed = new SignedPages();
    private final ReentrantLock one = new ReentrantLock(true);
    private volatile Wanted sign = Wanted.PRESENT;
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
        if (live.find(spec.loggedIn(), Wanted.VISIBLE, Deadline.in(Duration.ZERO))
                .came()) {
            if (lineage.last().first()) {
                throw new ScrapeException(
                        FailureKind.LOGIN,
                        spec.start().text(),
                        "`logged-in` " + spec.loggedIn()
                                + " is there before the steps of the login already, so it proves"
                                + " nothing: choose what is seen only when logged in");
            }
            // The site still knows this browser, and may not show its form to it.
            return;
        }
        if (live.find(spec.loggedIn(), Wanted.PRESENT, Deadline.in(Duration.ZERO))
                .came()) {
            // The document always holds it, and shows it to who is logged in.
            sign = Wanted.VISIBLE;
        }
        PageAlerts before = PageAlerts.of(live, deadline);
        try {
            flow.run(live, spec.steps());
        } catch (ScrapeException e) {
            if (e.kind() != FailureKind.STEP) {
                throw e;
            }
            throw new ScrapeException(FailureKind.LOGIN, e.url(), "login, " + e.getMessage(), e);
        }
        awaitInside(live, before);
    }

    /**
     * Waits until what is seen only when logged in is there. A page that has come to rest, shows its form and says in an
     * alert why has failed at once; a page that shows its form without an alert has ten seconds.
     */
    private void awaitInside(LivePage live, PageAlerts before) {
        List<Awaited.Kind> kind =
                List.of(new Awaited.Kind(spec.loggedIn().toString(), Optional.of(spec.loggedIn()), List.of()));
        Awaited inside = new Awaited(kind, List.of(), List.of());
        Awaited insideOrNot = new Awaited(List.of(), kind, List.of());
        Deadline silence = live.deadline().atMost(SILENCE);
        while (true) {
            ReadyVerdict verdict = live.settle(inside, live.deadline().atMost(SLICE));
            Deadline more = live.deadline().atMost(verdict.ready() ? SLICE : Duration.ZERO);
            if (verdict.ready() && live.find(spec.loggedIn(), sign, more).came()) {
                return;
            }
            PageAlerts now = PageAlerts.of(live, Deadline.in(SLICE));
            Optional<String> said = now.newest(before);
            boolean over = live.deadline().passed();
            if (!over && now.form() && (now.newAloud(before).isPresent() || silence.passed())) {
                over = live.settle(insideOrNot, live.deadline().atMost(REST)).ready()
                        && !live.find(spec.loggedIn(), sign, Deadline.in(Duration.ZERO))
                                .came();
            }
            if (over) {
                throw new ScrapeException(
                        FailureKind.LOGIN,
                        spec.start().text(),
                        "not logged in after the steps: " + spec.loggedIn() + " did not come"
                                + said.map(text -> "; the page says: " + text)
                                        .orElse(now.form() ? "; the page still shows a form" : ""));
            }
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
     * Looks whether a page is one for who is logged in. It is not where it led to where logins start and lacks what is seen
     * only when logged in, whether or not the job names a sign of the form (R5); nor where its sisters show that sign and it
     * does not. A login of an earlier run is believed when a page shows the sign.
     *
     * @param live the page, still up
     * @param fresh whether the session logged in for this very visit
     * @return why it is in doubt whether the page is; empty where it is not
     * @throws ScrapeException {@link FailureKind#LOGGED_OUT} when it is for who is logged out
     */
    public Optional<String> check(LivePage live, Snapshot snapshot, boolean fresh) {
        if (!(live.session().notes().get(NOTE) instanceof Carried carried)) {
            return Optional.empty();
        }
        Duration patience = signed.expected(live.url()) ? LATE_SIGN : Duration.ZERO;
        Optional<String> doubt = check(live.url(), snapshot, carried.generation(), () -> sees(live, patience), fresh);
        carried.generation().worked(carried.by());
        return doubt;
    }

    private boolean sees(LivePage live, Duration patience) {
        Deadline limit = Deadline.in(patience);
        if (live.find(spec.loggedIn(), Wanted.VISIBLE, limit.atMost(Duration.ZERO))
                .came()) {
            return signed.seen(live.url(), true);
        }
        // Hidden may be late, or in a menu that is closed.
        boolean late = signed.expectedVisible(live.url())
                && live.find(spec.loggedIn(), Wanted.VISIBLE, limit).came();
        return late
                || sign == Wanted.PRESENT
                        && live.find(spec.loggedIn(), Wanted.PRESENT, limit).came()
                        && signed.seen(live.url(), false);
    }

    /**
     * As {@link #check(LivePage, Snapshot, boolean)}, for a document that was fetched.
     *
     * @param shown whether it shows what is seen only when logged in
     */
    public Optional<String> check(Pass pass, PageUrl url, Snapshot snapshot, boolean shown) {
        Optional<String> doubt =
                check(url, snapshot, pass.generation, () -> shown && signed.written(url), pass.fresh());
        pass.generation.worked(Carrier.HTTP);
        return doubt;
    }

    private Optional<String> check(PageUrl url, Snapshot snapshot, Generation generation, Sign inside, boolean fresh) {
        if (inside.seen()) {
            return Optional.empty();
        }
        boolean form = !spec.startsAt(url)
                && PageUrl.parse(snapshot.finalUrl()).filter(spec::startsAt).isPresent();
        if (form) {
            throw out(url, "the page led to the login's form");
        }
        if (generation.doubtful()) {
            throw out(url, "the page does not show that the login of an earlier run still holds");
        }
        switch (signed.lack(url, fresh)) {
            case USUAL -> {
                return Optional.empty();
            }
            case UNEXPLAINED -> {
                return Optional.of("`logged-in` " + spec.loggedIn() + " is not there, as it is on such pages");
            }
            case POSSIBLE_END -> generation.suspected();
            case END -> {}
        }
        throw out(url, "the page lacks `logged-in` " + spec.loggedIn() + ", which other pages show");
    }

    private static ScrapeException out(PageUrl url, String why) {
        return new ScrapeException(FailureKind.LOGGED_OUT, url.text(), why);
    }

    /** Looks for what is seen only when logged in. */
    @FunctionalInterface
    private interface Sign {
        boolean seen();
    }
}
