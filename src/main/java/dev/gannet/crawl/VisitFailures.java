package dev.gannet.crawl;

import dev.gannet.db.Transaction;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.PageEnd;
import dev.gannet.job.Plan;
import dev.gannet.web.Evidence;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Decides what becomes of pages whose visits failed: tried again later, given up, left out, or left for the next run. Thread-safe. */
final class VisitFailures {
    /** So often a browser may be lost under one page before the page is held to be the cause. */
    private static final int MOST_LOST = 2;

    private final Plan plan;
    private final Frontier frontier;
    private final ApiPaging paging;
    private final HostsReached reach;
    private final CommonCause causes;

    VisitFailures(Plan plan, PageCommit.Ledger ledger, ApiPaging paging) {
        this.plan = plan;
        this.frontier = ledger.frontier();
        this.reach = ledger.reach();
        this.causes = ledger.tally().causes();
        this.paging = paging;
    }

    /** @return how the visit ends */
    PageEnd end(Transaction tx, Visit visit, ScrapeException failure) {
        return reach.pause(visit, failure)
                .<PageEnd>map(pause -> new PageEnd.Unreached(failure.kind(), message(failure), pause))
                .orElseGet(() -> usual(tx, visit, failure));
    }

    private String message(ScrapeException failure) {
        return plan.redaction().redact(String.valueOf(failure.getMessage()));
    }

    /** Notes how the visit ended. */
    void ended(Visit visit, ScrapeException failure, PageEnd end) {
        reach.failed(visit, failure);
        causes.failed(visit, failure, message(failure), pause(end));
    }

    /** @throws ScrapeException when the run ends because nobody can be reached */
    void checkReach(ScrapeException failure, PageEnd end) {
        Optional<ScrapeException> over = end instanceof PageEnd.Unreached ? reach.over(failure) : Optional.empty();
        if (over.isPresent()) {
            throw over.get();
        }
    }

    private static Optional<Duration> pause(PageEnd end) {
        return end instanceof PageEnd.Retry retry
                ? Optional.of(retry.pause())
                : end instanceof PageEnd.Unreached unreached ? Optional.of(unreached.pause()) : Optional.empty();
    }

    private PageEnd usual(Transaction tx, Visit visit, ScrapeException failure) {
        FailureKind kind = failure.kind();
        String message = message(failure);
        String leftOut = PageCommit.LEFT_OUT.get(kind);
        if (leftOut != null) {
            return new PageEnd.Skipped(leftOut, kind, message);
        }
        if (paging.beyond(visit, failure)) {
            return new PageEnd.Skipped("beyond the last page of an API", kind, message);
        }
        if (kind.retry() == FailureKind.Retry.LATER) {
            return new PageEnd.Released();
        }
        if (kind == FailureKind.SESSION_LOST) {
            // Somebody else may have ended the browser, which is not the page's fault; a page that ends each one is
            // (R49).
            if (frontier.lost(tx, visit) < MOST_LOST) {
                return new PageEnd.Lost(kind, message, Retries.pause(kind, visit.attempt()));
            }
            kind = FailureKind.CRASHED;
        }
        if (kind.retry() == FailureKind.Retry.YES
                && visit.attempt() < plan.limits().attempts()) {
            Duration pause = Retries.pause(kind, visit.attempt());
            return new PageEnd.Retry(kind, message, pause);
        }
        Evidence evidence = failure.evidence();
        return new PageEnd.Failed(
                kind,
                message,
                failure.status(),
                evidence.screenshot().or(evidence::dom).map(Path::toString));
    }
}
