package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.Extractor;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Role;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way a page travels, from its claim to its commit. Thread-safe; one for all workers of a run. */
final class VisitFlow implements Workers.PageVisits {
    private static final Logger LOG = LoggerFactory.getLogger(VisitFlow.class);

    private final MovedStarts starts;
    private final Courtesy courtesy;
    private final Sitemaps sitemaps;
    private final Ladder ladder;
    private final HostSlots slots;
    private final Extractor extractor;
    private final ItemFiles files;
    private final PageCommit commit;
    private final Stop stop;

    VisitFlow(
            MovedStarts starts,
            Courtesy courtesy,
            Sitemaps sitemaps,
            Ladder ladder,
            HostSlots slots,
            Extractor extractor,
            ItemFiles files,
            PageCommit commit,
            Stop stop) {
        this.starts = starts;
        this.courtesy = courtesy;
        this.sitemaps = sitemaps;
        this.ladder = ladder;
        this.slots = slots;
        this.extractor = extractor;
        this.files = files;
        this.commit = commit;
        this.stop = stop;
    }

    /**
     * Brings one claimed page home, whatever happens to it.
     *
     * @throws ScrapeException only where the run cannot go on: no browser starts, the login fails, or the database does
     *     not answer
     */
    @Override
    public void visit(Visit visit) throws InterruptedException {
        try {
            starts.learn();
            courtesy.allow(visit.url());
            if (visit.role() == Role.SITEMAP) {
                commit.listing(visit, sitemaps.listing(visit));
                return;
            }
            Snapshot snapshot = slots.during(visit.url(), () -> ladder.snapshot(visit));
            if (snapshot.unchanged()) {
                commit.unchanged(visit, snapshot);
                return;
            }
            Extraction extraction = extractor.extract(visit.url(), snapshot);
            ItemFiles.Taken taken = files.of(visit, snapshot, extraction, ladder.cookies(visit));
            commit.page(visit, snapshot, taken);
        } catch (ScrapeException failure) {
            commit.failure(visit, stop.brokenOff() ? stopped(visit, failure) : failure);
        } catch (InterruptedException stopped) {
            commit.failure(visit, stopped(visit, stopped));
            throw stopped;
        } catch (RuntimeException bug) {
            if (stop.brokenOff()) {
                commit.failure(visit, stopped(visit, bug));
                return;
            }
            LOG.error("a mistake of Gannet's own at {}", visit.url(), bug);
            commit.failure(
                    visit, new ScrapeException(FailureKind.BUG, visit.url().text(), bug.toString(), bug));
        }
    }

    /** Puts a claimed page back as if it had never been claimed: the run is to stop, and nothing was asked for yet. */
    @Override
    public void giveBack(Visit visit) {
        commit.failure(
                visit,
                new ScrapeException(
                        FailureKind.STOPPED, visit.url().text(), "the run stopped before it was asked for"));
    }

    /** A browser that is killed and a connection that is cut say nothing of the page. */
    private static ScrapeException stopped(Visit visit, Exception cause) {
        return new ScrapeException(FailureKind.STOPPED, visit.url().text(), "stopped", cause);
    }
}
