package dev.gannet.crawl;

import dev.gannet.capture.CaptureSpec;
import dev.gannet.extract.FileFields;
import dev.gannet.extract.ItemSpec;
import dev.gannet.files.FileFolder;
import dev.gannet.flow.FlowKit;
import dev.gannet.flow.FlowRunner;
import dev.gannet.flow.StepListener;
import dev.gannet.http.CookieJar;
import dev.gannet.job.Plan;
import dev.gannet.login.Login;
import dev.gannet.page.Awaited;
import dev.gannet.page.Clicking;
import dev.gannet.page.EvidenceCamera;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageShots;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Paging;
import dev.gannet.page.Renderer;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.LeasedWork;
import dev.gannet.session.PoolStats;
import dev.gannet.session.Session;
import dev.gannet.session.SessionManager;
import dev.gannet.session.StateTransfer;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.LoginState;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.ShotSpec;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The rung that tells the truth: a page in a leased browser, from navigation to snapshot. Thread-safe. */
final class Rendering implements Ladder {
    /** How long a visit waits for a browser; a page takes a minute at most, so a queue of ten is not given up. */
    private static final Duration QUEUE = Duration.ofMinutes(10);

    /** The steps wait for their own elements: a page that never rests keeps them waiting no longer than this. */
    private static final Duration BEFORE_STEPS = Duration.ofSeconds(5);
    /** Of a page's limit, where {@code ready} is awaited before the steps too. */
    private static final int BEFORE_STEPS_PART = 4;

    private static final int UNAUTHORIZED = 401;
    /** So often a page may meet a login that ended meanwhile. */
    private static final int MOST_AGAIN = 4;

    private final Plan plan;
    private final Browsers browsers;
    private final SessionManager sessions;
    private final Courtesy courtesy;
    private final QuietPatterns quiet;
    private final Renderer renderer;
    private final EvidenceCamera camera;
    private final FlowKit flows;
    private final Optional<Traces> traces;
    private final Optional<Login> login;
    private final ReentrantLock passes = new ReentrantLock();
    private final LeaseKey key;
    private final boolean files;
    private final Map<Visit, CookieJar> cookies = new ConcurrentHashMap<>();
    private volatile boolean unconfined;

    /**
     * @param browsers opened here, closed with the rung
     * @param traces of the steps, where they are wanted
     * @param quiet what pages need not wait for
     * @throws ScrapeException {@code BROWSER_LAUNCH} when there is none on this machine
     */
    Rendering(
            Plan plan,
            Browsers browsers,
            Courtesy courtesy,
            EvidenceCamera camera,
            Optional<Traces> traces,
            Path files,
            QuietPatterns quiet) {
        this.plan = plan;
        this.files = new FileFields(plan.items()).any();
        this.quiet = quiet;
        this.traces = traces;
        flows = new FlowKit(
                plan.file().resolveSibling("uploads"),
                new FileFolder(files, plan.limits().size()),
                plan.redaction(),
                (url, kinds) -> AwaitedKinds.of(plan, url, kind -> kinds.isEmpty() || kinds.contains(kind)),
                () -> StepListener.NONE);
        this.browsers = browsers;
        this.courtesy = courtesy;
        this.camera = camera;
        renderer = new Renderer(courtesy);
        FlowRunner loggingIn =
                new FlowRunner(flows.heardBy(() -> traces.map(Traces::login).orElse(StepListener.NONE)));
        login = plan.login().map(spec -> new Login(spec, new Renderer(courtesy.ofLogin()), loggingIn, camera));
        // Last: what is opened here is closed with the rung, and there must be one.
        sessions = browsers.open();
        key = new LeaseKey(plan.name(), login.isPresent() ? "login" : "", browsers.spec());
    }

    /** @throws ScrapeException with evidence, where the session still answered */
    @Override
    public Snapshot snapshot(Visit visit) throws InterruptedException {
        return leased(visit, session -> inside(session, visit));
    }

    @Override
    public Optional<CookieJar> cookies(Visit visit) {
        return Optional.ofNullable(cookies.remove(visit));
    }

    /** A launch that failed while others may go better is no end of the run: its page waits for its turn (R48). */
    private <T> T leased(Visit visit, LeasedWork<T> work) throws InterruptedException {
        try {
            return sessions.lease(key, Deadline.in(QUEUE), kept(visit, work));
        } catch (ScrapeException e) {
            throw e.kind() == FailureKind.BROWSER_LAUNCH && !sessions.givenUp()
                    ? new ScrapeException(FailureKind.NO_SESSION, e.url(), String.valueOf(e.getMessage()), e)
                    : e;
        }
    }

    private <T> LeasedWork<T> kept(Visit visit, LeasedWork<T> work) {
        return session -> {
            if (!session.sandboxed()) {
                unconfined = true;
            }
            try {
                return work.with(session);
            } catch (ScrapeException e) {
                boolean answers = e.kind().session() == FailureKind.Session.KEEP;
                boolean ours = !PageCommit.LEFT_OUT.containsKey(e.kind());
                throw answers && ours
                        ? e.with(camera.take(session, "page-" + visit.page() + "-" + visit.attempt()))
                        : e;
            } finally {
                // Who waits has the browser at once; otherwise nothing of this page goes on while nobody looks.
                if (sessions.state().waiting() == 0) {
                    renderer.leave(session);
                }
            }
        };
    }

    @Override
    public void checkScripts() {
        ScriptChecking.check(plan, sessions, key);
    }

    @Override
    public int width() {
        return browsers.size();
    }

    @Override
    public String used() {
        return pool().peakLeased() + " of " + width() + (width() == 1 ? " session used" : " sessions used");
    }

    @Override
    public String work() {
        return "rendering";
    }

    @Override
    public PoolStats pool() {
        return sessions.stats();
    }

    @Override
    public boolean failing() {
        return sessions.failing();
    }

    @Override
    public void close() {
        sessions.close();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (unconfined) {
            notes.add(
                    browsers.spec().grid().isPresent()
                            ? "the browsers of the Grid ran without their sandbox, or would not say"
                            : "Chrome ran without its sandbox: this machine does not allow it; see `gannet doctor`");
        }
        traces.ifPresent(kept -> notes.addAll(kept.notes()));
        return notes;
    }

    private Snapshot inside(Session session, Visit visit) {
        if (login.isEmpty()) {
            return read(session, visit, false);
        }
        for (int again = 0; ; again++) {
            boolean anew = logIn(login.get(), session, visit, again > 0);
            try {
                return read(session, visit, anew);
            } catch (ScrapeException e) {
                if (e.kind() != FailureKind.LOGGED_OUT && !unauthorized(e)) {
                    throw e;
                }
                // The site ended the login, which says nothing of the page: once more, logged in again (R5). Where the
                // others have used up the new login meanwhile, that says nothing of the page either.
                login.get().ended(session);
                if (again > 0 && anew || again == MOST_AGAIN) {
                    throw e;
                }
            }
        }
    }

    /** Some pages are answered with the status instead of the form (RFC 9110, section 15.5.2). */
    private static boolean unauthorized(ScrapeException e) {
        return e.status().orElse(0) == UNAUTHORIZED;
    }

    /**
     * What plain HTTP is logged in by; a browser logs in where no login holds.
     *
     * @return empty where the job has no login, or none that can be shared
     */
    Optional<Login.Pass> pass(Visit visit) throws InterruptedException {
        if (login.isEmpty() || !plan.login().orElseThrow().shared()) {
            return Optional.empty();
        }
        Login way = login.get();
        // Before a browser is leased: each of those who wait would start one.
        passes.lockInterruptibly();
        try {
            Optional<Login.Pass> held = way.pass();
            return held.isPresent()
                    ? held
                    : Optional.of(leased(visit, session -> way.pass(session, logIn(way, session, visit, false))));
        } finally {
            passes.unlock();
        }
    }

    /** @return the job's login */
    Optional<Login> login() {
        return login;
    }

    /**
     * @param again whether the page's own slot is used up
     * @return whether the site was asked for a login
     */
    private boolean logIn(Login way, Session session, Visit visit, boolean again) {
        boolean anew = way.ensure(session, plan.block(visit.url()).page());
        if (anew || again) {
            courtesy.afterLogin(visit.url());
        }
        return anew;
    }

    /** @param anew whether the session logged in for this visit */
    private Snapshot read(Session session, Visit visit, boolean anew) {
        Plan.PageBlock block = plan.block(visit.url());
        Deadline deadline = Deadline.in(block.time());
        Up up = up(session, visit, Gate.Purpose.PAGE, deadline);
        LivePage live = up.page();
        // What steps have taken need not be there any more.
        Awaited awaited =
                AwaitedKinds.of(plan, visit.url(), kind -> !up.took(kind)).with(quiet.at(visit.url()));
        Snapshot snapshot = taken(up, visit, block, awaited);
        if (login.isPresent()) {
            snapshot = snapshot.doubted(login.get().check(live, snapshot, anew));
        }
        snapshot = captured(session, live, visit, snapshot);
        if (files) {
            cookies.put(
                    visit, new CookieJar(new LoginState(StateTransfer.cookies(session, live.deadline()), List.of())));
        }
        if (plan.crawl().clicks().isEmpty() || !leadsOn(visit)) {
            return snapshot;
        }
        Clicking clicking = new Clicking(live, () -> {
            LivePage again = up(session, visit, Gate.Purpose.STEP, deadline).page();
            again.settle(awaited);
            return again;
        });
        return clicking.follow(plan.crawl().clicks(), snapshot);
    }

    /** Before any click: it is the page that was read that is kept. */
    private Snapshot captured(Session session, LivePage live, Visit visit, Snapshot snapshot) {
        List<ShotSpec> wanted = plan.capture()
                .filter(spec -> spec.on(visit.url()))
                .map(CaptureSpec::shots)
                .orElse(List.of());
        if (wanted.isEmpty()) {
            return snapshot;
        }
        PageShots shots = new PageShots(session, live, plan.redaction());
        shots.take(wanted);
        Snapshot.Flow flow = snapshot.flow();
        return marked(
                snapshot.with(shots.shots()),
                new Snapshot.Flow(
                        flow.views(),
                        Stream.concat(flow.notes().stream(), shots.notes().stream())
                                .toList(),
                        Stream.concat(flow.unmet().stream(), shots.missing().stream())
                                .toList(),
                        flow.files()));
    }

    private Snapshot taken(Up up, Visit visit, Plan.PageBlock block, Awaited awaited) {
        LivePage live = up.page();
        if (block.next().isEmpty()) {
            return marked(live.snapshot(awaited), up.flow());
        }
        Paging paging = new Paging(
                live, block.next().get(), awaited, () -> block.scroll().ifPresent(spec -> live.scroll(spec, awaited)));
        List<Snapshot> pages = paging.through();
        Snapshot last = pages.get(pages.size() - 1);
        if (pages.size() == 1) {
            return marked(last, up.flow());
        }
        // What there is one of on a page is on all of these; where there is nothing else, each has its own.
        List<String> listed = plan.items().stream()
                .filter(item -> item.each().isPresent() && item.on(visit.url()) && !up.took(item.kind()))
                .map(ItemSpec::kind)
                .toList();
        List<Snapshot.View> views = Stream.concat(
                        up.flow().views().stream(), pages.stream().map(page -> new Snapshot.View(listed, page)))
                .toList();
        Snapshot.Flow told = up.flow();
        return marked(last, new Snapshot.Flow(views, told.notes(), told.unmet(), told.files()));
    }

    /** @return whether links of the page may be queued at all */
    private boolean leadsOn(Visit visit) {
        OptionalInt depth = plan.crawl().depth();
        return depth.isEmpty() || visit.depth() < depth.getAsInt();
    }

    /**
     * A page that is up.
     *
     * @param flow what its steps took and told
     */
    private record Up(LivePage page, Snapshot.Flow flow) {
        boolean took(String kind) {
            return flow.views().stream().anyMatch(view -> view.of(kind));
        }
    }

    /** What a flow went over although it was not met leaves a page that is not finished. */
    private static Snapshot marked(Snapshot snapshot, Snapshot.Flow flow) {
        List<String> notes = Stream.concat(flow.notes().stream(), snapshot.flow().notes().stream())
                .distinct()
                .toList();
        Snapshot told = snapshot.with(new Snapshot.Flow(flow.views(), notes, flow.unmet(), flow.files()));
        if (flow.unmet().isEmpty()) {
            return told;
        }
        ReadyVerdict verdict = snapshot.verdict();
        List<String> pending = Stream.concat(verdict.pending().stream(), flow.unmet().stream())
                .distinct()
                .toList();
        return told.with(new ReadyVerdict(false, verdict.reason(), pending, verdict.waited()));
    }

    private Up up(Session session, Visit visit, Gate.Purpose purpose, Deadline deadline) {
        Plan.PageBlock block = plan.block(visit.url());
        PageSpec page = block.page();
        Optional<Selector> loggedOut = plan.login().flatMap(spec -> spec.loggedOut());
        Deadline ready = deadline.atMost(page.limit());
        LivePage live = renderer.open(session, visit.url(), page, purpose, loggedOut, deadline);
        Snapshot.Flow told = Snapshot.Flow.NONE;
        if (!block.steps().isEmpty()) {
            // What only the steps bring is not there yet: most of the page's time is theirs.
            live.settle(
                    Awaited.NOTHING,
                    Deadline.in(page.ready().isPresent() ? page.limit().dividedBy(BEFORE_STEPS_PART) : BEFORE_STEPS));
            FlowKit heard =
                    flows.heardBy(() -> traces.map(kept -> kept.page(visit)).orElse(StepListener.NONE));
            told = new FlowRunner(heard).run(live, block.steps());
        }
        if (block.scroll().isPresent()) {
            Awaited awaited = AwaitedKinds.of(plan, visit.url());
            live.settle(awaited, ready);
            live.scroll(block.scroll().get(), awaited);
        }
        return new Up(live, told);
    }
}
