package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.frontier.Bounds;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Lead;
import dev.gannet.frontier.Pace;
import dev.gannet.frontier.PageEnd;
import dev.gannet.frontier.RunTicket;
import dev.gannet.frontier.Unfinished;
import dev.gannet.kit.SqliteStores;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class WorkersTest {
    private static final int ENOUGH = 30;

    @TempDir
    Path folder;

    @Test
    void aPageThatIsClaimedAnewBeforeItsLastVisitsThreadHasEndedStaysInFlight() throws Exception {
        try (Database db = Database.open(SqliteStores.freshStore(folder.resolve("store.db")))) {
            Frontier frontier = new Frontier(db);
            RunTicket run = frontier.begin(
                    "shop",
                    "print",
                    Unfinished.GO_ON,
                    Lead.pages(List.of(PageUrl.of("https://a.example/")), 0),
                    Bounds.NONE);
            Stop stop = new Stop();
            SlowToReturn visits = new SlowToReturn(db, frontier);
            Workers workers = new Workers(frontier, run, new Pace(Duration.ZERO, 8), visits, stop);
            workers.start(2);

            assertThat(visits.firstReturns.await(ENOUGH, TimeUnit.SECONDS)).isTrue();
            // The first visit's thread takes its claim out of those in flight only after it has returned.
            Deadline soon = Deadline.in(Duration.ofSeconds(ENOUGH));
            while (workers.inFlight().size() > 1 && !soon.passed()) {
                Thread.onSpinWait();
            }
            assertThat(workers.inFlight()).extracting(Visit::attempt).containsExactly(2);

            visits.secondMayEnd.countDown();
            workers.join();
            assertThat(workers.inFlight()).isEmpty();
            assertThat(workers.fatal()).isNull();
        }
    }

    /** The first visit ends its claim with a failure and returns when another worker has claimed the page again. */
    private static final class SlowToReturn implements Workers.PageVisits {
        private final Database db;
        private final Frontier frontier;
        private final CountDownLatch claimedAgain = new CountDownLatch(1);
        private final CountDownLatch firstReturns = new CountDownLatch(1);
        private final CountDownLatch secondMayEnd = new CountDownLatch(1);

        SlowToReturn(Database db, Frontier frontier) {
            this.db = db;
            this.frontier = frontier;
        }

        @Override
        public void visit(Visit visit) throws InterruptedException {
            if (visit.attempt() == 1) {
                end(visit);
                assertThat(claimedAgain.await(ENOUGH, TimeUnit.SECONDS)).isTrue();
                firstReturns.countDown();
                return;
            }
            claimedAgain.countDown();
            assertThat(secondMayEnd.await(ENOUGH, TimeUnit.SECONDS)).isTrue();
            end(visit);
        }

        private void end(Visit visit) {
            PageEnd end = visit.attempt() == 1
                    ? new PageEnd.Retry(FailureKind.TIMEOUT, "slow", Duration.ZERO)
                    : new PageEnd.Failed(FailureKind.TIMEOUT, "slow", OptionalInt.empty(), Optional.empty());
            db.write(tx -> frontier.finish(tx, visit, end));
        }

        @Override
        public void giveBack(Visit visit) {
            throw new AssertionError("the run was not stopped");
        }
    }
}
