package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.db.Transaction;
import dev.gannet.web.Artefact;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages that a run still has to visit, kept in the database, so that a killed process loses none and several
 * processes can share them. A page is leased to one worker at a time; when a lease runs out, somebody else gets the page
 * and whatever its first holder brings is refused. How fast each host is asked is kept beside the pages. Thread-safe.
 *
 * <p>Leases, pauses and slots are read and written by the database's clock alone (R53), so that a machine whose clock is
 * off does no harm with PostgreSQL. SQLite's clock is that of the machine: when it jumps forward, leases may run out
 * under live workers before their next heartbeat; their pages are then visited once more, and the fencing token refuses
 * the late commits, so that no row is lost or there twice. When it jumps back, waits are longer by that much.
 *
 * <p>Every method throws ScrapeException with {@code DATABASE} when the database fails.
 */
public final class Frontier {
    // Both are the conditions of indexes, and the order is that of one: PostgreSQL may else read the table until it
    // meets a
    // start.
    static final String MOVED = "SELECT final_url FROM gannet_page WHERE run = ? AND state = 'done' AND redirects > 0"
            + " AND found_on IS NULL";
    static final String STARTS_LEFT = "SELECT COUNT(*) FROM (SELECT id FROM gannet_page WHERE run = ?"
            + " AND found_on IS NULL AND state IN ('pending', 'leased') ORDER BY depth, id LIMIT 1) s";

    /** Why pages beyond the bound on a run's pages are skipped. */
    public static final String PAGES_LIMIT = Pages.PAGES_LIMIT;

    private final Database db;
    private final ProcessName self;
    /** Held by one when a page is to be visited alone; that nobody else of this process has one, the database knows. */
    private final ReadWriteLock claims = new ReentrantReadWriteLock();

    public Frontier(Database db) {
        this(db, ProcessName.current());
    }

    Frontier(Database db, ProcessName self) {
        this.db = db;
        this.self = self;
    }

    /** @return the name of this process, under which its workers claim pages */
    public String owner() {
        return self.text();
    }

    /**
     * Goes on with the job's unfinished run, joins it where another live process works on it, or begins a new one with
     * the starts as its first pages. Leases of dead processes of this machine are given back first.
     *
     * @param fingerprint changes when the job's start or crawl does
     * @param unfinished what becomes of an unfinished run
     * @param bounds starts beyond these are kept as skipped
     * @throws RunConflictException when the unfinished run has another fingerprint and is not given up
     */
    public RunTicket begin(String job, String fingerprint, Unfinished unfinished, List<Lead> starts, Bounds bounds) {
        return db.write(tx -> new Runs(tx, self).begin(job, fingerprint, unfinished, starts, bounds));
    }

    /**
     * Joins the job's run that another live process works on.
     *
     * @return the run; empty where nobody works on one with this fingerprint
     */
    public Optional<RunTicket> join(String job, String fingerprint) {
        return db.write(tx -> new Runs(tx, self).join(job, fingerprint));
    }

    /** @return whether {@link #join} would find a run */
    public boolean worthJoining(String job, String fingerprint) {
        return db.read(tx -> new Runs(tx, self).worthJoining(job, fingerprint));
    }

    /**
     * Forgets all runs of a job that are over but the newest; what they found stays.
     *
     * @param tables of its items
     */
    public void forget(String job, int keep, List<String> tables) {
        new OldRuns(db).forget(job, keep, tables);
    }

    /** Keeps with the run what the job says of the site's terms of service. */
    public void terms(RunTicket run, Optional<String> terms) {
        db.write(tx -> tx.update("UPDATE gannet_run SET terms = ? WHERE id = ?", terms.orElse(null), run.run()));
    }

    /** @return where the starts of the run led, as far as they were visited */
    public Moved moved(long run) {
        return db.read(tx -> new Moved(
                tx.list(MOVED, row -> PageUrl.of(row.text("final_url")), run), tx.number(STARTS_LEFT, run) == 0));
    }

    /**
     * Takes the next page: of the hosts whose slot is open and which have fewer than {@code parallel} pages in flight,
     * counting every run, the one that could have been asked for longest, and of its pages the one that is fewest links
     * from a start. What it costs does not grow with the pages and hosts of the run.
     *
     * <p>A page whose claim was lost three times with the process that held it comes when no other page can be visited, and
     * while it is under way this process gets no other (R20).
     *
     * @param owner who claims: {@link #owner()}
     * @param lease how long the claim stands without a {@link #heartbeat}
     */
    public Claim claim(RunTicket run, Pace pace, String owner, Duration lease) {
        Claim claim =
                holding(claims.readLock(), () -> db.write(tx -> new Claims(tx, run.run(), pace, owner, lease).next()));
        boolean suspects = claim instanceof Claim.Wait
                && db.<Boolean>read(tx -> new Claims(tx, run.run(), pace, owner, lease).suspects());
        return suspects
                ? holding(
                        claims.writeLock(), () -> db.write(tx -> new Claims(tx, run.run(), pace, owner, lease).alone()))
                : claim;
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the host's next slot, for a request that is no claimed page: a step's navigation, a login, robots.txt.
     *
     * @param host as {@code Site.host()} names it
     * @return how long to wait before the request is made
     */
    public Duration reserve(String host, Duration delay) {
        return db.write(tx -> HostPace.reserve(tx, host, delay));
    }

    /**
     * Moves the host's next slot to where a request puts it that was on its way when this is called; never to earlier.
     * The moment is the database's (R53): how long the call itself had to wait for it is taken off again.
     */
    public void started(String host, Duration delay) {
        long called = System.nanoTime();
        db.write(tx -> {
            long ago = Duration.ofNanos(System.nanoTime() - called).toMillis();
            HostPace.notBefore(tx, host, tx.now() - ago + delay.toMillis());
            return true;
        });
    }

    /**
     * Leaves the host alone for a while, because it asked for that (429, 503): twice as long each time until a page of
     * it is done again. A host that is left alone already is so no longer, unless it asks for that.
     *
     * @param atLeast the shortest time
     * @param asked whether the host itself named that time
     */
    public void backOff(String host, Duration atLeast, boolean asked) {
        db.write(tx -> {
            HostPace.backOff(tx, host, atLeast, asked);
            return true;
        });
    }

    /**
     * Adds what a page leads to, each URL once in a run, in the page's own transaction. What is beyond the bounds is kept
     * as skipped, with the reason.
     *
     * @return how many were new
     */
    public int discover(Transaction tx, RunTicket run, Visit from, List<Lead> leads, Bounds bounds) {
        return Pages.add(tx, run.run(), from.page(), leads, bounds);
    }

    /**
     * Ends a visit, in the transaction that holds what it brought.
     *
     * @return false when the claim no longer stands; nothing was written, and the caller rolls the rest back
     */
    public boolean finish(Transaction tx, Visit visit, PageEnd end) {
        return Endings.write(tx, visit, end);
    }

    /**
     * Keeps with a page the files that its visit gave, in the place of those of a visit before; in the transaction of
     * {@link #finish}.
     *
     * @param takenAt when they were taken
     */
    public void files(Transaction tx, RunTicket run, Visit visit, List<Artefact> files, Instant takenAt) {
        FileRows.write(tx, run, visit, files, takenAt);
    }

    /** Keeps with a page which files it could not have, in the place of those of a visit before; like {@link #files}. */
    public void lostFiles(Transaction tx, Visit visit, List<LostFile> lost) {
        FileRows.lost(tx, visit, lost);
    }

    /** @return how the run's files stand */
    public FileCounts files(RunTicket run) {
        return db.read(tx -> FileRows.counts(tx, run.run()));
    }

    /** @return how many visits to the page ended as {@link PageEnd.Lost} */
    public int lost(Transaction tx, Visit visit) {
        return (int) tx.number(
                "SELECT COUNT(*) FROM gannet_attempt WHERE page = ? AND outcome = ?", visit.page(), Endings.LOST);
    }

    /** @return when the job of the run last read the page to the end, in whichever run */
    public Optional<Instant> lastVisit(Transaction tx, RunTicket run, PageUrl page) {
        return new Earlier(tx, run.run()).visit(page);
    }

    /**
     * @param recipe how pages are read; what was read by another recipe is not known
     * @return what the job of the run knows of the page, if its last visit in an earlier run read it to the end
     */
    public Optional<Known> known(Transaction tx, RunTicket run, Visit visit, String recipe) {
        return new Earlier(tx, run.run()).known(visit, recipe);
    }

    /**
     * Records that this process is alive, and extends the leases of the claims that it still works on. A claim that was
     * committed while its answer was lost belongs to no worker: its lease expires. A claim that has ended is ignored, even
     * when the same page was claimed again since: claims are told apart by their fencing tokens.
     *
     * @param inFlight the claims that workers of this process hold
     */
    public void heartbeat(RunTicket run, Collection<Visit> inFlight, Duration lease) {
        db.write(tx -> {
            new Runs(tx, self).breathe(run.run(), lease.toMillis());
            long until = tx.now() + lease.toMillis();
            return tx.batch(
                    "UPDATE gannet_page SET lease_until = ? WHERE id = ? AND token = ? AND state = 'leased'"
                            + " AND lease_owner = ?",
                    inFlight.stream()
                            .map(claim -> new @Nullable Object[] {until, claim.page(), claim.token(), self.text()})
                            .toList());
        });
    }

    /** @return the run's pages by state */
    public FrontierCounts counts(RunTicket run) {
        return db.read(tx -> new RunReport(tx).counts(run.run()));
    }

    /** @return what the run's done pages do not hold */
    public Shortfall shortfall(RunTicket run) {
        return db.read(tx -> new RunReport(tx).shortfall(run.run()));
    }

    /** @return what the run's done pages gave, kind by kind */
    public List<Found> found(RunTicket run) {
        return db.read(tx -> new Verdicts(tx).found(run.run()));
    }

    /** @return the pages that the run visited */
    public VisitedPages visited(RunTicket run) {
        return new VisitedPages(db, run);
    }

    /** @return what the run's done pages say of the number of items */
    public List<Told> told(RunTicket run) {
        return db.read(tx -> new Verdicts(tx).told(run.run()));
    }

    /** @return what earlier runs of the job found of a kind that they read all of, the latest first */
    public List<Verdict.Kind> earlier(String job, RunTicket run, String kind, int most) {
        return db.read(tx -> new Verdicts(tx).earlier(job, run.run(), kind, most));
    }

    /** @return what is wrong with pages of the run, each thing once, the most frequent first */
    public List<Breach> breachesOfPages(RunTicket run) {
        return db.read(tx -> new Verdicts(tx).ofPages(run.run()));
    }

    /** @return place to request to pages: what pages of a job wait for in vain, as {@link #quiet(String, String, String, int)} was told */
    public Map<String, Map<String, Integer>> quiet(String job) {
        return db.read(tx -> new Quiets(tx).of(job));
    }

    /**
     * Keeps that pages of one form wait for a request in vain.
     *
     * @param pages how many; 0 to forget it
     */
    public void quiet(String job, String place, String request, int pages) {
        db.write(tx -> {
            new Quiets(tx).keep(job, place, request, pages);
            return true;
        });
    }

    /**
     * Makes done pages of a run pending again: they are read once more, as if for the first time.
     *
     * @return how many
     */
    public int again(RunTicket run, Collection<Long> pages) {
        return db.write(tx -> new Quiets(tx).again(run.run(), pages));
    }

    /** Keeps what is made of a run that is over, in the place of what was made of it before. */
    public void judged(RunTicket run, Verdict verdict) {
        db.write(tx -> {
            new Verdicts(tx).ofRun(run.run(), verdict);
            return true;
        });
    }

    /** @return the run's failed pages by cause, most first */
    public List<FailureGroup> failures(RunTicket run) {
        return db.read(tx -> new RunReport(tx).failures(run.run()));
    }

    /** @return how many failed pages the server says are there no more */
    public long gone(RunTicket run) {
        return db.read(tx -> new RunReport(tx).gone(run.run()));
    }

    /** @return the run's skipped pages by reason, most first */
    public Map<String, Long> skippedByReason(RunTicket run) {
        return db.read(tx -> new RunReport(tx).skippedByReason(run.run()));
    }

    /**
     * Makes the failed pages of the job's last run pending again, with all their attempts; the next {@link #begin} goes
     * on with that run.
     *
     * @return how many
     */
    public int retryFailed(String job) {
        return db.write(tx -> new Runs(tx, self).retryFailed(job));
    }

    /**
     * Ends this process's part in the run and gives back what it still holds.
     *
     * @param finished whether the run is over; otherwise the next {@link #begin} goes on with it
     */
    public void end(RunTicket run, boolean finished) {
        db.write(tx -> {
            new Runs(tx, self).end(run.run(), finished);
            return true;
        });
    }

    /** @return what the job's last run knows of a URL in a role, if it does */
    public Optional<PageStory> story(String job, PageUrl url, Role role) {
        return db.read(tx -> new Stories(tx).of(job, url, role));
    }

    /** @return how the job's last run stands, if it ever ran */
    public Optional<RunStatus> latest(String job) {
        return db.read(tx -> new RunReport(tx).latest(job));
    }
}
