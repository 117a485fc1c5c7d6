package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.extract.Extraction;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.PageEnd;
import dev.gannet.frontier.RunTicket;
import dev.gannet.job.Plan;
import dev.gannet.store.ItemStore;
import dev.gannet.store.PageOfItems;
import dev.gannet.store.SaveCounts;
import dev.gannet.web.Evidence;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the end of each visit: records, links and outcome in one transaction with the claim's fencing token, so that
 * after any crash a page's rows are there exactly once or the page is still to be visited (R16, R18). Thread-safe.
 */
final class PageCommit {
    private static final Logger LOG = LoggerFactory.getLogger(PageCommit.class);

    private final Plan plan;
    private final Database db;
    private final Frontier frontier;
    private final ItemStore store;
    private final RunTicket run;
    private final Scope scope;
    private final Courtesy courtesy;
    private final RunTally tally;

    /** The parts of a run that a commit writes to. */
    record Ledger(Database db, Frontier frontier, ItemStore store, RunTicket run, RunTally tally) {}

    PageCommit(Plan plan, Ledger ledger, Scope scope, Courtesy courtesy) {
        this.plan = plan;
        this.db = ledger.db();
        this.frontier = ledger.frontier();
        this.store = ledger.store();
        this.run = ledger.run();
        this.tally = ledger.tally();
        this.scope = scope;
        this.courtesy = courtesy;
    }

    /** Commits what a page gave; a page that was not ready is stored marked, and visited once more. */
    void page(Visit visit, Snapshot snapshot, Extraction extraction) {
        boolean again = !snapshot.verdict().ready()
                && visit.attempt() == 1
                && plan.limits().attempts() > 1;
        PageEnd end = again
                ? new PageEnd.NotReadyRetry(reason(snapshot))
                : new PageEnd.Done(
                        snapshot.status(),
                        snapshot.finalUrl(),
                        snapshot.redirects(),
                        snapshot.rung(),
                        snapshot.verdict().ready(),
                        reason(snapshot),
                        extraction.items().size());
        PageOfItems page = new PageOfItems(
                visit.url().key(),
                visit.url().text(),
                run.run(),
                snapshot.rung(),
                snapshot.verdict().ready(),
                snapshot.truncated(),
                snapshot.takenAt());
        List<PageUrl> links = links(visit, extraction);
        OptionalInt most = plan.crawl().pages();
        Optional<SaveCounts> saved = db.write(tx -> {
            if (!frontier.finish(tx, visit, end)) {
                return Optional.empty();
            }
            frontier.discover(tx, run, visit, links, visit.depth() + 1, most);
            return Optional.of(store.save(tx, page, plan.items(), extraction.items()));
        });
        if (saved.isEmpty()) {
            LOG.warn("page {} was taken over by another worker; what was read here is dropped", visit.url());
            return;
        }
        tally.committed(saved.get(), extraction);
        LOG.info(
                "page {} {} in {} ms, status {}, {} items, {} links: {}",
                visit.url(),
                again ? "not ready, once more" : "done",
                snapshot.verdict().waited().toMillis(),
                snapshot.status(),
                extraction.items().size(),
                links.size(),
                snapshot.verdict().reason());
    }

    /**
     * Commits that a visit failed: tried again later, given up, or left out.
     *
     * @throws ScrapeException the failure itself, when the run cannot go on after it
     */
    void failure(Visit visit, ScrapeException failure) {
        LOG.info("page {} failed ({}): {}", visit.url(), failure.kind().label(), failure.getMessage());
        LOG.debug("in full", failure);
        if (failure.kind() == FailureKind.DATABASE) {
            throw failure;
        }
        if (failure.kind().pace() == FailureKind.Pace.BACK_OFF) {
            courtesy.backOff(visit.url(), Retries.pause(failure.kind(), visit.attempt()));
        }
        PageEnd end = end(visit, failure);
        db.write(tx -> frontier.finish(tx, visit, end));
        if (failure.kind() == FailureKind.BROWSER_LAUNCH) {
            throw failure;
        }
    }

    private PageEnd end(Visit visit, ScrapeException failure) {
        FailureKind kind = failure.kind();
        String message = String.valueOf(failure.getMessage());
        if (kind == FailureKind.ROBOTS) {
            return new PageEnd.Skipped("robots.txt");
        }
        if (kind == FailureKind.OUT_OF_SCOPE) {
            return new PageEnd.Skipped("redirected out of scope");
        }
        if (kind.retry() == FailureKind.Retry.LATER) {
            return new PageEnd.Released();
        }
        if (kind.retry() == FailureKind.Retry.YES
                && visit.attempt() < plan.limits().attempts()) {
            Duration pause = Retries.pause(kind, visit.attempt());
            return new PageEnd.Retry(kind, message, Instant.now().plus(pause));
        }
        Evidence evidence = failure.evidence();
        return new PageEnd.Failed(
                kind, message, evidence.screenshot().or(evidence::dom).map(Path::toString));
    }

    private List<PageUrl> links(Visit visit, Extraction extraction) {
        OptionalInt depth = plan.crawl().depth();
        if (extraction.noFollow() || (depth.isPresent() && visit.depth() >= depth.getAsInt())) {
            return List.of();
        }
        return extraction.links().stream()
                .flatMap(link -> PageUrl.parse(link).stream())
                .filter(scope::takesIn)
                .toList();
    }

    private static String reason(Snapshot snapshot) {
        List<String> pending = snapshot.verdict().pending();
        return pending.isEmpty()
                ? snapshot.verdict().reason()
                : snapshot.verdict().reason() + ": " + String.join(", ", pending);
    }
}
