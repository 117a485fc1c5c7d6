package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.kit.SqliteStores;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixteen writers on one SQLite file, four in each of four processes as far as SQLite can tell: each has connections of
 * its own. {@code src/bench/writers.sh} lets them write for five minutes.
 */
@Tag("fast")
class ManyWritersTest {
    private static final Duration SHORT = Duration.ofSeconds(Integer.getInteger("gannet.writers.seconds", 3));
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Pace PACE = new Pace(Duration.ZERO, 1_000);
    private static final int PROCESSES = 4;
    private static final int WRITERS = 16;

    @TempDir
    Path folder;

    @Test
    void sixteenWritersNeverHearThatTheFileIsBusy_R23() throws Exception {
        assertNoWriterHearsThatTheFileIsBusy(SHORT);
    }

    @Tag("soak")
    @Test
    void sixteenWritersNeverHearThatTheFileIsBusyForLong_R23() throws Exception {
        assertNoWriterHearsThatTheFileIsBusy(LONG);
    }

    /** A refusal of the database would come out of a claim or a commit and end its writer. */
    private void assertNoWriterHearsThatTheFileIsBusy(Duration time) throws Exception {
        List<Database> processes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(Database.open(SqliteStores.freshStore(folder.resolve("busy.db"))));
            }
            RunTicket run = new Frontier(processes.get(0))
                    .begin("busy", "print", Unfinished.GO_ON, links(0, WRITERS), Bounds.NONE);
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Database db = processes.get(i % PROCESSES);
                work.add(() -> write(db, run, end));
            }
            int written = 0;
            int least = Integer.MAX_VALUE;
            for (Future<Integer> writer : threads.invokeAll(work)) {
                written += writer.get();
                least = Math.min(least, writer.get());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d writers in %d s: %d pages, none refused; the slowest writer %d%n",
                    WRITERS,
                    time.toSeconds(),
                    written,
                    least);
            FrontierCounts counts = new Frontier(processes.get(0)).counts(run);
            assertThat(counts.done()).isEqualTo(written);
            assertThat(counts.leased()).isZero();
            assertThat(least).as("pages of the slowest writer").isPositive();
        } finally {
            threads.shutdownNow();
            processes.forEach(Database::close);
        }
    }

    private static int write(Database db, RunTicket run, long end) {
        Frontier frontier = new Frontier(db);
        int written = 0;
        while (System.nanoTime() - end < 0) {
            if (frontier.claim(run, PACE, frontier.owner(), Duration.ofMinutes(5)) instanceof Claim.Page page) {
                Visit visit = page.visit();
                boolean kept = db.write(tx -> {
                    frontier.discover(tx, run, visit, links(visit.page() * 3, 3), Bounds.NONE);
                    return frontier.finish(tx, visit, RandomRunsContract.DONE);
                });
                assertThat(kept).isTrue();
                written++;
            }
        }
        return written;
    }

    private static List<Lead> links(long from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Lead.page(PageUrl.of("https://h" + i % 5 + ".example/" + (from + i)), 1))
                .toList();
    }
}
