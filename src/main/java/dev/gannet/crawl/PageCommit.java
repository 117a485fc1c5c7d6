package dev.gannet.crawl;

import dev.gannet.capture.Capture;
import dev.gannet.db.Database;
import dev.gannet.extract.Account;
import dev.gannet.extract.Extraction;
import dev.gannet.extract.Item;
import dev.gannet.frontier.Bounds;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Known;
import dev.gannet.frontier.Lead;
import dev.gannet.frontier.PageEnd;
import dev.gannet.frontier.RunTicket;
import dev.gannet.job.Plan;
import dev.gannet.metrics.Telemetry;
import dev.gannet.politeness.SitemapFile;
import dev.gannet.store.ItemStore;
import dev.gannet.store.PageOfItems;
import dev.gannet.store.SaveCounts;
import dev.gannet.web.Artefact;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the end of each visit: records, links and outcome in one transaction with the claim's fencing token, so that
 * after any crash a page's rows are there exactly once or the page is still to be visited (R16, R18). Thread-safe.
 */
final class PageCommit {
    private static final Logger LOG = LoggerFactory.getLogger(PageCommit.class);

    /** What is left out rather than failed, and the words that it is counted by: nothing of such a document is kept. */
    static final Map<FailureKind, String> LEFT_OUT =
            Map.of(FailureKind.ROBOTS, Rules.ROBOTS, FailureKind.OUT_OF_SCOPE, "redirected out of scope");

    private final Plan plan;
    private final Database db;
    private final Frontier frontier;
    private final ItemStore store;
    private final RunTicket run;
    private final Revisits revisits;
    private final LinkIntake intake;
    private final Courtesy courtesy;
    private final RunTally tally;
    private final HostsReached reach;
    private final PageJudge judge;
    private final ApiPaging paging;
    private final VisitFailures failures;
    private final QuietPatterns quiet;
    private final FailedCalls calls;
    private final Capturing capturing;

    /** The parts of a run that a commit writes to. */
    record Ledger(Database db, Frontier frontier, ItemStore store, RunTicket run, RunTally tally, HostsReached reach) {}

    /** What else a page comes to: what is made of it, the page after it, and what others learn from it. */
    record Further(PageJudge judge, ApiPaging paging, QuietPatterns quiet, FailedCalls calls, Capturing capturing) {}

    PageCommit(Plan plan, Ledger ledger, Revisits revisits, Scope scope, Courtesy courtesy, Further further) {
        this.judge = further.judge();
        this.paging = further.paging();
        this.quiet = further.quiet();
        this.calls = further.calls();
        this.capturing = further.capturing();
        this.plan = plan;
        this.db = ledger.db();
        this.frontier = ledger.frontier();
        this.store = ledger.store();
        this.run = ledger.run();
        this.tally = ledger.tally();
        this.reach = ledger.reach();
        this.revisits = revisits;
        this.intake = new LinkIntake(plan, scope);
        this.courtesy = courtesy;
        this.failures = new VisitFailures(plan, ledger, paging);
    }

    /** @return how much of a site a job takes in */
    static Bounds bounds(Plan plan) {
        return new Bounds(plan.crawl().pages(), plan.limits().queries());
    }

    /** Commits what a page gave; a page that was not ready is stored marked, and visited once more. */
    void page(Visit visit, Snapshot snapshot, ItemFiles.Taken taken) {
        Extraction extraction = taken.extraction();
        LinkIntake.Taken links = intake.of(visit, extraction);
        ApiPaging.After after = paging.after(visit, snapshot, extraction);
        // What a flow went over is not mended by going through it again, and steps may send things.
        boolean again = snapshot.flow().unmet().isEmpty()
                && visit.attempt() == 1
                && plan.limits().attempts() > 1
                && (!snapshot.verdict().ready() || calls.again(visit, snapshot));
        PageEnd end = again
                ? new PageEnd.NotReadyRetry(reason(snapshot))
                : new PageEnd.Done(
                        document(snapshot, extraction),
                        snapshot.verdict().ready(),
                        reason(snapshot),
                        items(extraction),
                        new PageEnd.Links(extraction.links().size(), links.leftOut() + unclicked(snapshot, extraction)),
                        revisits.validator(snapshot, extraction.noFollow() ? List.of() : extraction.links()),
                        judge.of(
                                visit,
                                snapshot,
                                extraction,
                                Stream.concat(after.breach().stream(), calls.of(visit, snapshot).stream())
                                        .toList()));
        PageOfItems page = place(visit, snapshot, identity(visit, snapshot));
        List<Capture> captures = again ? List.of() : capturing.keep(visit, snapshot);
        Optional<SaveCounts> saved = db.write(tx -> {
            if (!frontier.finish(tx, visit, end)) {
                return Optional.empty();
            }
            frontier.discover(tx, run, visit, links.leads(), bounds(plan));
            after.url()
                    .ifPresent(next -> frontier.discover(
                            tx, run, visit, List.of(Lead.api(next, visit.depth() + 1)), bounds(plan)));
            List<Artefact> files = Stream.concat(snapshot.flow().files().stream(), taken.files().stream())
                    .toList();
            frontier.files(tx, run, visit, files, snapshot.takenAt());
            frontier.lostFiles(tx, visit, taken.lost());
            capturing.write(tx, visit, captures, snapshot.takenAt());
            return Optional.of(store.save(tx, page, plan.items(), extraction.items()));
        });
        if (saved.isEmpty()) {
            LOG.warn("page {} is committed already, or was taken over: what was read here is dropped", visit.url());
            return;
        }
        capturing.name(captures);
        reach.reached();
        Misreadings misread = new Misreadings();
        extraction
                .problems()
                .forEach(problem -> misread.add(problem, visit.url().text(), plan.redaction()::redact));
        tally.committed(saved.get(), extraction, misread, snapshot);
        if (!again) {
            String url = plan.redaction().redact(visit.url().text());
            tally.passwords().add(visit.url(), extraction);
            extraction
                    .gaps()
                    .forEach((name, told) ->
                            tally.gap(name, new RunTally.Gap(plan.redaction().redact(told), url)));
        }
        counted(again ? "again" : snapshot.verdict().ready() ? "done" : "not-ready", snapshot.rung());
        saved.get().kinds().forEach(this::counted);
        if (!again) {
            quiet.learn(visit, snapshot);
            calls.learn(visit, snapshot);
        }
        LOG.info(
                "page {} {} in {} ms, status {}, {} items, {} links: {}",
                visit.url(),
                again ? "not ready, once more" : "done",
                snapshot.verdict().waited().toMillis(),
                snapshot.status(),
                extraction.items().size(),
                links.leads().size(),
                snapshot.verdict().reason());
        tell(visit, snapshot, links);
        misread.lines().forEach(line -> LOG.info("page {}: {}", visit.url(), line));
    }

    /** Commits that a page is still the one that is known: its rows stay, and it leads where it led. */
    void unchanged(Visit visit, Snapshot snapshot) {
        Optional<SaveCounts> seen = db.write(tx -> {
            Known known = revisits.known(tx, visit)
                    .orElseThrow(() -> new ScrapeException(
                            FailureKind.UNSTABLE,
                            visit.url().text(),
                            "its rows were taken away while the server was asked whether it has changed"));
            LinkIntake.Taken links = intake.of(visit, known.validator().links());
            PageEnd end = new PageEnd.Done(
                    known.document(),
                    true,
                    "unchanged since it was last read, says the server",
                    known.items(),
                    new PageEnd.Links(known.links(), links.leftOut()),
                    Optional.of(known.validator()));
            if (!frontier.finish(tx, visit, end)) {
                return Optional.empty();
            }
            frontier.discover(tx, run, visit, links.leads(), bounds(plan));
            return Optional.of(store.seenAgain(tx, place(visit, snapshot, visit.url()), plan.items()));
        });
        reach.reached();
        seen.ifPresent(saved -> {
            tally.unchanged(saved);
            counted("unchanged", snapshot.rung());
        });
        LOG.info("page {} unchanged", visit.url());
    }

    private void counted(String outcome, Rung rung) {
        Telemetry.count("gannet.pages", 1, "job", plan.name(), "outcome", outcome, "rung", rung.label());
    }

    private void counted(String kind, SaveCounts.Kind rows) {
        counted(kind, "added", rows.added());
        counted(kind, "changed", rows.changed());
        counted(kind, "unchanged", rows.unchanged());
        counted(kind, "removed", rows.removed());
    }

    private void counted(String kind, String what, long rows) {
        if (rows > 0) {
            Telemetry.count("gannet.rows", rows, "job", plan.name(), "kind", kind, "what", what);
        }
    }

    private PageOfItems place(Visit visit, Snapshot snapshot, PageUrl identity) {
        return new PageOfItems(
                identity.key(),
                visit.url().text(),
                run.run(),
                snapshot.rung(),
                snapshot.verdict().ready(),
                snapshot.truncated(),
                snapshot.takenAt());
    }

    /** Rows without a key belong to the page that redirects lead to, so that its other addresses do not repeat them. */
    private static PageUrl identity(Visit visit, Snapshot snapshot) {
        boolean moved = snapshot.redirects() > 0 && snapshot.flow().views().isEmpty();
        return moved ? PageUrl.parse(snapshot.finalUrl()).orElse(visit.url()) : visit.url();
    }

    /** Commits what a sitemap lists. */
    void listing(Visit visit, Sitemaps.Listing listing) {
        SitemapFile file = listing.file();
        int listed = file.pages().size() + file.sitemaps().size();
        Optional<LinkIntake.Taken> taken = db.write(tx -> {
            LinkIntake.Taken links =
                    intake.of(visit, file, Instant.ofEpochMilli(tx.now()), url -> frontier.lastVisit(tx, run, url));
            PageEnd end = new PageEnd.Done(
                    new PageEnd.Document(
                            listing.answer().status(),
                            listing.answer().finalUrl().text(),
                            listing.answer().redirects(),
                            Rung.STATIC,
                            Optional.empty(),
                            new PageEnd.Extent(listing.truncated(), listing.length()),
                            Optional.empty()),
                    true,
                    "a sitemap of " + listed + (links.outOfScope() > 0 ? ", out of scope " + links.outOfScope() : ""),
                    List.of(),
                    new PageEnd.Links(listed, links.leftOut()),
                    Optional.empty(),
                    judge.ofSitemap(visit, listed, links, () -> intake.refused(file)));
            if (!frontier.finish(tx, visit, end)) {
                return Optional.empty();
            }
            frontier.discover(tx, run, visit, links.leads(), bounds(plan));
            return Optional.of(links);
        });
        reach.reached();
        tally.causes().read();
        taken.filter(links -> links.leads().isEmpty() && links.outOfScope() > 0)
                .ifPresent(links -> tally.gap(
                        Rules.SITEMAPS,
                        new RunTally.Gap(intake.refused(file), visit.url().text())));
        taken.ifPresent(links -> LOG.info(
                "sitemap {} lists {}: {} in scope, {} left out",
                visit.url(),
                listed,
                links.leads().size(),
                links.leftOut()));
    }

    /**
     * Commits that a visit failed: tried again later, given up, or left out.
     *
     * @throws ScrapeException the failure itself, when the run cannot go on after it
     */
    void failure(Visit visit, ScrapeException failure) {
        LOG.info("page {} failed ({}): {}", visit.url(), failure.kind().label(), failure.getMessage());
        LOG.debug("in full", failure);
        if (failure.kind() == FailureKind.DATABASE || failure.kind() == FailureKind.DISK) {
            throw failure;
        }
        if (failure.kind().pace() == FailureKind.Pace.BACK_OFF) {
            courtesy.backOff(visit.url(), Retries.pause(failure.kind(), visit.attempt()), false);
        }
        PageEnd end = db.write(tx -> {
            PageEnd found = failures.end(tx, visit, failure);
            frontier.finish(tx, visit, found);
            return found;
        });
        failures.ended(visit, failure, end);
        Telemetry.count(
                "gannet.page.failures",
                1,
                "job",
                plan.name(),
                "kind",
                failure.kind().label());
        if (failure.kind() == FailureKind.BROWSER_LAUNCH || failure.kind() == FailureKind.LOGIN) {
            throw failure;
        }
        failures.checkReach(failure, end);
    }

    /** What only the log and the page's row tell of a page that was read. */
    private static void tell(Visit visit, Snapshot snapshot, LinkIntake.Taken links) {
        Incidents.told(snapshot.incidents()).ifPresent(told -> LOG.info("page {} tried: {}", visit.url(), told));
        if (snapshot.truncated()) {
            LOG.warn("page {} was cut: it has {} characters", visit.url(), snapshot.length());
        }
        if (snapshot.clicks().leftOut() > 0) {
            LOG.warn(
                    "page {} has {} elements more than were clicked",
                    visit.url(),
                    snapshot.clicks().leftOut());
        }
        if (links.leftOut() > 0) {
            LOG.warn("page {} has {} links more than are queued", visit.url(), links.leftOut());
        }
    }

    private PageEnd.Document document(Snapshot snapshot, Extraction extraction) {
        return new PageEnd.Document(
                snapshot.status(),
                // What steps typed may be part of where they led.
                plan.redaction().redact(snapshot.finalUrl()),
                snapshot.redirects(),
                snapshot.rung(),
                extraction.canonical(),
                new PageEnd.Extent(snapshot.truncated(), snapshot.length()),
                Incidents.told(snapshot.incidents()));
    }

    private static List<PageEnd.Items> items(Extraction extraction) {
        Map<String, Integer> valid = new TreeMap<>();
        extraction.items().stream().flatMap(Item::withInner).forEach(item -> valid.merge(item.kind(), 1, Integer::sum));
        extraction.invalid().keySet().forEach(kind -> valid.putIfAbsent(kind, 0));
        extraction
                .accounts()
                .forEach((kind, account) -> account.announced().ifPresent(told -> valid.putIfAbsent(kind, 0)));
        return valid.entrySet().stream()
                .map(entry -> {
                    Extraction.LeftOut leftOut =
                            extraction.invalid().getOrDefault(entry.getKey(), new Extraction.LeftOut(0, List.of()));
                    Account account =
                            extraction.accounts().getOrDefault(entry.getKey(), new Account(Map.of(), Optional.empty()));
                    return new PageEnd.Items(
                            entry.getKey(), entry.getValue(), leftOut.items(), leftOut.missing(), account);
                })
                .toList();
    }

    /** @return how many clicks were not made whose links would be followed */
    private static int unclicked(Snapshot snapshot, Extraction extraction) {
        return extraction.noFollow() ? 0 : snapshot.clicks().leftOut();
    }

    private String reason(Snapshot snapshot) {
        List<String> pending = snapshot.verdict().pending();
        List<String> passed = snapshot.verdict().requests().passed();
        return plan.redaction()
                .redact(snapshot.verdict().reason()
                        + (pending.isEmpty() ? "" : ": " + String.join(", ", pending))
                        + (passed.isEmpty()
                                ? ""
                                : "; not waited for, as it changed nothing on such pages: "
                                        + String.join(", ", passed)));
    }
}
