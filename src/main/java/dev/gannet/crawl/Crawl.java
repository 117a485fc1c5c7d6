package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.extract.Extractor;
import dev.gannet.extract.ItemSpec;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.FrontierCounts;
import dev.gannet.frontier.Lead;
import dev.gannet.frontier.Pace;
import dev.gannet.frontier.RunTicket;
import dev.gannet.frontier.Unfinished;
import dev.gannet.http.HttpFetcher;
import dev.gannet.job.Plan;
import dev.gannet.page.EvidenceCamera;
import dev.gannet.session.LauncherSource;
import dev.gannet.session.Launchers;
import dev.gannet.store.ItemStore;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Rung;
import dev.gannet.web.ScrapeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a job in this process: opens the database, resumes or begins the run, starts browsers and workers, and ends
 * with a summary. Everything that is opened here is closed here, in order: workers, browsers, database. {@link #run} or
 * {@link #join} is called once; {@link #stop} from any thread.
 */
public final class Crawl {
    private static final Logger LOG = LoggerFactory.getLogger(Crawl.class);
    private static final int MOST_EVIDENCE = 50;
    /** Workers beyond the browsers: they extract and commit while the browsers render the next pages. */
    private static final int EXTRA_WORKERS = 2;

    /** A database that restarts, or a network that swallows packets, is waited for so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Plan plan;
    private final CrawlOptions options;
    private final RunListener listener;
    private final LauncherSource browsers;
    private final Stop stop = new Stop();
    private volatile @Nullable Workers workers;
    private volatile @Nullable HttpFetcher fetcher;
    private volatile @Nullable FileFetching filesUnderWay;
    private volatile @Nullable Database database;

    /** A run with the browsers that are installed here, or those of the Grid that the job names. */
    public Crawl(Plan plan, CrawlOptions options, RunListener listener) {
        this(plan, options, listener, Launchers::installed);
    }

    /** @param browsers starts the browsers of the run */
    public Crawl(Plan plan, CrawlOptions options, RunListener listener, LauncherSource browsers) {
        this.plan = plan;
        this.options = options;
        this.listener = listener;
        this.browsers = browsers;
    }

    /**
     * Asks the run to end after what it has under way; what is queued stays queued for the next run.
     *
     * @param now whether what is under way is broken off too: its pages go back to the queue, whether it lets go or not
     */
    public void stop(boolean now) {
        if (!now) {
            stop.ask();
            return;
        }
        stop.breakOff();
        Workers working = workers;
        if (working != null) {
            working.breakOff();
        }
        HttpFetcher http = fetcher;
        if (http != null) {
            http.stop();
        }
        FileFetching files = filesUnderWay;
        if (files != null) {
            files.stop();
        }
        Database db = database;
        if (db != null) {
            db.waitNoMore();
        }
    }

    /**
     * Runs the job to its end, its bound or its stop.
     *
     * @throws ScrapeException {@link FailureKind#DATABASE}, {@link FailureKind#DISK},
     *     {@link FailureKind#BROWSER_LAUNCH} or {@link FailureKind#LOGIN} when the run cannot go
     *     on; whatever was committed stays, and the next run goes on from there
     * @throws dev.gannet.job.JobException when the browser finds a script of the job to be no JavaScript
     * @throws dev.gannet.frontier.RunConflictException when an unfinished run has another start or crawl,
     *     and {@link CrawlOptions#unfinished} does not say that it is given up for that
     */
    public RunSummary run() {
        return run(frontier -> Optional.of(frontier.begin(
                        plan.name(), Fingerprint.of(plan), options.unfinished(), seeds(), PageCommit.bounds(plan))))
                .orElseThrow();
    }

    /**
     * As {@link #run}, where another process is at it, by the same start and crawl; otherwise nothing is begun.
     *
     * @return what the run came to; empty where nobody works on one
     */
    public Optional<RunSummary> join() {
        return run(frontier -> frontier.join(plan.name(), Fingerprint.of(plan)));
    }

    /** @return whether {@link #join} would find a run to help with */
    public static boolean worthJoining(Plan plan, Frontier frontier) {
        return frontier.worthJoining(plan.name(), Fingerprint.of(plan));
    }

    private Optional<RunSummary> run(Function<Frontier, Optional<RunTicket>> entry) {
        Announcements news = new Announcements(plan, options.state(), stop);
        AtomicLong number = new AtomicLong();
        try (Database db = Database.open(plan.store(), PATIENCE)) {
            database = db;
            try {
                Optional<RunSummary> summary = run(db, entry, number);
                summary.flatMap(one -> news.ended(db, one)).ifPresent(listener::note);
                return summary;
            } catch (RuntimeException | Error e) {
                news.failed(db, known(number), e).ifPresent(listener::note);
                throw e;
            }
        } catch (ScrapeException e) {
            news.away(known(number), e).ifPresent(listener::note);
            throw e;
        }
    }

    private static Optional<Long> known(AtomicLong number) {
        return Optional.of(number.get()).filter(run -> run > 0);
    }

    /** @param number is told the number of the run as soon as there is one */
    private Optional<RunSummary> run(Database db, Function<Frontier, Optional<RunTicket>> entry, AtomicLong number) {
        db.checkRoom();
        Frontier frontier = new Frontier(db);
        ItemStore store = new ItemStore(db);
        store.prepare(plan.name(), plan.items());
        if (options.retryFailed()) {
            listener.note(frontier.retryFailed(plan.name()) + " failed pages are visited again");
        }
        Optional<RunTicket> entered = entry.apply(frontier);
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        RunTicket run = entered.get();
        number.set(run.run());
        listener.begun(run.run());
        run.gaveUp()
                .ifPresent(left -> listener.note("run " + left + " was unfinished and is given up"
                        + (options.unfinished() == Unfinished.GO_ON_IF_SAME
                                ? ": the job's start or crawl was changed since"
                                : "")));
        try {
            frontier.terms(run, plan.politeness().terms());
            RunSummary summary = browse(db, frontier, store, run);
            Optional<Path> output = options.output();
            if (output.isPresent()) {
                store.export(plan.items(), ItemStore.Format.of(output.get()), output.get());
            }
            return Optional.of(summary);
        } catch (RuntimeException | Error e) {
            giveBack(frontier, run, e);
            throw e;
        }
    }

    /** What ended the run is told, whatever becomes of its leases: those that stay run out. */
    private static void giveBack(Frontier frontier, RunTicket run, Throwable cause) {
        try {
            frontier.end(run, false);
        } catch (RuntimeException unreachable) {
            cause.addSuppressed(unreachable);
        }
    }

    private List<Lead> seeds() {
        return Stream.of(
                        Lead.pages(plan.starts(), 0).stream(),
                        plan.sitemaps().stream().map(url -> Lead.sitemap(url, 0)),
                        plan.apis().stream().map(api -> Lead.api(api.url(), 0)))
                .flatMap(leads -> leads)
                .toList();
    }

    private RunSummary browse(Database db, Frontier frontier, ItemStore store, RunTicket run) {
        RunTally tally = new RunTally();
        Scope scope = new Scope(plan);
        HttpFetcher http = new HttpFetcher(plan.browser().proxy());
        fetcher = http;
        Courtesy courtesy = new Courtesy(
                plan, frontier, RobotsFetching.rules(http, plan.browser().userAgentSuffix()), scope, stop);
        PageCommit.Ledger ledger = new PageCommit.Ledger(
                db,
                frontier,
                store,
                run,
                tally,
                new HostsReached(plan, frontier.counts(run).done() > 0));
        Revisits revisits = new Revisits(plan, ledger);
        PlainHttp plain = new PlainHttp(plan, http, courtesy);
        QuietPatterns quiet = new QuietPatterns(frontier, plan.name(), run);
        HostSlots slots = new HostSlots(plan.politeness().parallel());
        Path content = options.state().resolve("files").resolve(plan.name());
        FileFetching files = new FileFetching(
                plan, courtesy, slots, stop, content, frontier.files(run).bytes());
        filesUnderWay = files;
        try (http;
                ItemFiles itemFiles = new ItemFiles(plan, files);
                Ladder ladder = ladder(plain, courtesy, revisits, run, quiet)) {
            Usual usual = Usual.of(plan, frontier, run);
            PageJudge judge =
                    new PageJudge(plan, usual, new KeptDocuments(evidence(run), MOST_EVIDENCE, plan.redaction()));
            Capturing capturing = new Capturing(plan, db, run, options.state());
            PageCommit commit = new PageCommit(
                    plan,
                    ledger,
                    revisits,
                    scope,
                    courtesy,
                    new PageCommit.Further(
                            judge, new ApiPaging(plan, scope), quiet, new FailedCalls(frontier, run), capturing));
            Extractor extractor = new Extractor(plan.items(), plan.crawl().follow());
            Workers working = new Workers(
                    frontier,
                    run,
                    new Pace(plan.politeness().delay(), plan.politeness().parallel()),
                    new VisitFlow(
                            new MovedStarts(frontier, run, scope),
                            courtesy,
                            new Sitemaps(plan, plain, courtesy),
                            ladder,
                            slots,
                            extractor,
                            itemFiles,
                            commit,
                            stop),
                    stop);
            workers = working;
            RunReport report = new RunReport(plan, frontier, store, run, tally, usual);
            int count = ladder.width() + EXTRA_WORKERS;
            ladder.checkScripts();
            boolean inTime = attend(working, count, report, frontier, run, ladder);
            @Nullable ScrapeException fatal = working.fatal();
            if (fatal != null) {
                throw fatal;
            }
            FrontierCounts counts = frontier.counts(run);
            boolean over = counts.pending() + counts.leased() == 0;
            frontier.end(run, over);
            LOG.info("the browsers of run {}: {}", run.run(), ladder.pool());
            Bound bound = new Bound(working.idle(), count, ladder);
            List<String> notes = Stream.concat(ladder.notes().stream(), capturing.note().stream())
                    .toList();
            capturing.sweep();
            RunSummary summary = report.summary(over, inTime, bound, notes, db.place());
            frontier.forget(
                    plan.name(),
                    plan.limits().runs(),
                    ItemSpec.withInner(plan.items()).stream()
                            .map(ItemSpec::table)
                            .distinct()
                            .toList());
            return summary;
        }
    }

    private Ladder ladder(PlainHttp http, Courtesy courtesy, Revisits revisits, RunTicket run, QuietPatterns quiet) {
        Fetching fetching = new Fetching(plan, http, courtesy, revisits, options.sessions());
        if (plan.rung() == Rung.STATIC && plan.login().isEmpty() || plan.ofApis()) {
            return fetching;
        }
        EvidenceCamera camera = new EvidenceCamera(evidence(run), MOST_EVIDENCE, plan.redaction());
        Optional<Traces> traces =
                options.trace() ? Optional.of(new Traces(plan, folder("traces", run))) : Optional.empty();
        Rendering rendering =
                new Rendering(plan, new Browsers(plan, options, browsers), courtesy, camera, traces, files(run), quiet);
        AccountFetching inside = new AccountFetching(rendering, fetching);
        return plan.rung() == Rung.STATIC ? inside : new Rungs(plan, rendering, inside);
    }

    /** Starts the workers and watches over them: tells how far they are, keeps their claims alive, and minds the time of the run. */
    private boolean attend(
            Workers working, int count, RunReport report, Frontier frontier, RunTicket run, Ladder ladder) {
        try (Ticker ticker = new Ticker()) {
            ticker.every(Duration.ofSeconds(1), () -> {
                listener.progress(report.progress());
                listener.browserless(ladder.failing());
            });
            ticker.every(Workers.LEASE.dividedBy(4), () -> frontier.heartbeat(run, working.inFlight(), Workers.LEASE));
            AtomicBoolean late = new AtomicBoolean();
            plan.crawl()
                    .time()
                    .ifPresent(time -> ticker.after(time, () -> {
                        late.set(true);
                        stop.ask();
                    }));
            // Last, so that no worker is left to itself where nobody can watch over it.
            working.start(count);
            working.join();
            listener.progress(report.progress());
            return !late.get();
        } catch (InterruptedException e) {
            stop(true);
            Thread.currentThread().interrupt();
            throw new ScrapeException(FailureKind.STOPPED, "", "the run was interrupted", e);
        }
    }

    private Path evidence(RunTicket run) {
        return folder("evidence", run);
    }

    private Path files(RunTicket run) {
        return folder("files", run);
    }

    private Path folder(String of, RunTicket run) {
        return options.state().resolve(of).resolve(plan.name() + "-" + run.run());
    }
}
