package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.SqliteStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The benchmark of the frontier in its short form; {@code src/bench/frontier.sh} runs it whole. */
@Tag("fast")
class FrontierBenchTest {
    private static final List<Integer> KNOWN = Stream.of(
                    System.getProperty("gannet.bench.known", "300").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final int MOST_VISITS = Integer.getInteger("gannet.bench.visits", 8);
    /** A number of workers that the suite's few visits keep busy, and those that a benchmark compares. */
    private static final int[] WORKERS = MOST_VISITS <= 8 ? new int[] {1, 8} : new int[] {1, 4, 16};

    @TempDir
    Path folder;

    @Test
    void everyVisitIsMadeOnceAndEveryUrlIsCountedWhateverTheShape() throws Exception {
        int shapes = 0;
        for (int known : KNOWN) {
            int visits = Math.min(MOST_VISITS, known / 8); // six times so many, and half may be pending
            for (FrontierBench.Shape shape : List.of(
                    new FrontierBench.Shape(known, 1, 100, Duration.ZERO),
                    new FrontierBench.Shape(known, 100, 50, Duration.ZERO),
                    new FrontierBench.Shape(known, Math.min(1000, known), 100, Duration.ZERO),
                    new FrontierBench.Shape(known, Math.min(1000, known), 100, Duration.ofMillis(500)))) {
                measure(
                        "SQLite",
                        SqliteStores.freshStore(folder.resolve(known + "-" + ++shapes + ".db")),
                        shape,
                        visits);
                measure("PostgreSQL", PostgresServer.freshStore(), shape, visits);
            }
        }
    }

    private static void measure(String name, String store, FrontierBench.Shape shape, int visits) throws Exception {
        try (Database db = Database.open(store)) {
            FrontierBench bench = new FrontierBench(db, shape);
            System.out.println(String.format(
                    Locale.ROOT, "%s: %s; the progress line %.1f ms", name, shape.text(), bench.progress()));
            int made = 1;
            for (boolean linked : new boolean[] {false, true}) {
                for (int workers : WORKERS) {
                    FrontierBench.Figures figures = bench.measure(workers, visits, linked);
                    assertThat(figures.visits()).isEqualTo(visits);
                    assertThat(figures.repeated()).isZero();
                    made += visits;
                    System.out.println(String.format(
                            Locale.ROOT,
                            "    %2d workers, %3d links a page: %6.0f pages/s, a claim %7.2f ms, a commit %7.2f ms",
                            workers,
                            linked ? 100 : 0,
                            figures.perSecond(),
                            figures.claim(),
                            figures.commit()));
                }
            }
            FrontierCounts counts = bench.counts();
            assertThat(counts.leased()).isZero();
            assertThat(counts.done() + counts.pending()).isEqualTo(counts.discovered());
            assertThat(counts.done()).isGreaterThanOrEqualTo(made);
        }
    }
}
