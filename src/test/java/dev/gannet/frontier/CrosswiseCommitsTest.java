package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.kit.PostgresServer;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class CrosswiseCommitsTest {
    private static final Pace AT_ONCE = new Pace(Duration.ZERO, 8);

    /** Both have ended their visit, and neither has brought its links: PostgreSQL must not have to break one of them off. */
    @Test
    void twoCommitsThatBringLinksWaitInLineAndNeitherIsTriedAgain_R21() throws Exception {
        try (Database db = Database.open(PostgresServer.freshStore())) {
            Frontier frontier = new Frontier(db);
            RunTicket run = frontier.begin("shop", "print", Unfinished.GO_ON, leads("1", "2"), Bounds.NONE);
            CyclicBarrier bothEnded = new CyclicBarrier(2);
            AtomicInteger tries = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            Future<Integer> one =
                    threads.submit(() -> commit(db, frontier, run, claim(frontier, run), bothEnded, tries));
            Future<Integer> other =
                    threads.submit(() -> commit(db, frontier, run, claim(frontier, run), bothEnded, tries));
            threads.shutdown();
            assertThat(one.get(60, TimeUnit.SECONDS) + other.get(60, TimeUnit.SECONDS))
                    .as("new URLs")
                    .isEqualTo(3);
            assertThat(tries.get()).as("transactions").isEqualTo(2);
        }
    }

    private static int commit(
            Database db, Frontier frontier, RunTicket run, Visit visit, CyclicBarrier bothEnded, AtomicInteger tries) {
        return db.write(tx -> {
            assertThat(frontier.finish(tx, visit, RandomRunsContract.DONE)).isTrue();
            if (tries.incrementAndGet() <= 2) {
                meet(bothEnded);
            }
            return frontier.discover(tx, run, visit, leads("a", "b", "c"), Bounds.NONE);
        });
    }

    private static Visit claim(Frontier frontier, RunTicket run) {
        return ((Claim.Page) frontier.claim(run, AT_ONCE, frontier.owner(), Duration.ofMinutes(5))).visit();
    }

    private static List<Lead> leads(String... paths) {
        return Lead.pages(
                List.of(paths).stream()
                        .map(path -> PageUrl.of("https://a.example/" + path))
                        .toList(),
                0);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
