package dev.gannet.crawl;

import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalGrid;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.NumberedPages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same pages with browsers of this machine and with as many of a Grid of two nodes beside them, in turns. Not of the
 * suite: {@code src/bench/grid.sh} runs it.
 */
@Tag("soak")
@Timeout(3600)
class GridBench {
    private static final int ROUNDS = Integer.getInteger("gannet.bench.rounds", 5);
    private static final int PAGES = Integer.getInteger("gannet.pages", 60);
    /** Before these, browsers and caches are warmed up. */
    private static final int FIRST = 10;

    @TempDir
    Path folder;

    private final LongAdder commands = new LongAdder();
    private int runs;

    @Test
    void aGridBesideTheBrowsersOfThisMachine() throws Exception {
        Logger driver = Logger.getLogger("org.openqa.selenium.remote.RemoteWebDriver");
        Handler counter = counter();
        try (LocalGrid grid = LocalGrid.open(LocalGrid.Settings.USUAL.slots(1))) {
            Path secrets = Files.createDirectory(folder.resolve("secrets"));
            Files.setPosixFilePermissions(
                    Files.writeString(secrets.resolve("grid"), grid.password()),
                    PosixFilePermissions.fromString("rw-------"));
            String there = "{url: '" + grid.url() + "', user: '" + grid.user() + "', password: '${secret:grid}'}";

            driver.setLevel(Level.FINE);
            driver.addHandler(counter);
            run("null", 1, FIRST + 1);
            long few = commands.sumThenReset();
            run("null", 1, FIRST + 1 + PAGES);
            double each = (double) (commands.sumThenReset() - few) / PAGES;
            driver.removeHandler(counter);
            driver.setLevel(Level.INFO);

            Map<String, List<Double>> millis = new TreeMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int browsers : new int[] {1, 2}) {
                    for (String where : round % 2 == 0 ? List.of("null", there) : List.of(there, "null")) {
                        millis.computeIfAbsent(
                                        (where.equals(there) ? "grid" : "local") + browsers, key -> new ArrayList<>())
                                .add(run(where, browsers, FIRST + PAGES));
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "medians of %d runs of %d pages: 1 browser %.0f ms a page here, %.0f ms of the Grid, %.1f ms more for"
                            + " %.1f commands; 2 browsers %.1f pages/s here, %.1f pages/s of the Grid, ratio %.2f%n",
                    ROUNDS,
                    PAGES,
                    median(millis, "local1"),
                    median(millis, "grid1"),
                    median(millis, "grid1") - median(millis, "local1"),
                    each,
                    1000 / median(millis, "local2"),
                    1000 / median(millis, "grid2"),
                    median(millis, "local2") / median(millis, "grid2"));
            millis.forEach((what, all) -> System.out.println(what + " " + all));
            grid.awaitFree();
        } finally {
            driver.removeHandler(counter);
        }
    }

    private static double median(Map<String, List<Double>> millis, String what) {
        List<Double> sorted = millis.get(what).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** @return milliseconds from one page to the next, once the first have been asked for */
    private double run(String grid, int browsers, int pages) throws Exception {
        try (LocalSite site = NumberedPages.open(pages)) {
            String name = "bench" + ++runs;
            JobOnDisk job = new JobOnDisk(folder, name, """
                    start: %s
                    crawl: {follow: a.item}
                    items: {page: {at: "**/p/*", key: [number], fields: {number: {select: h1.no, type: int, required: true}}}}
                    politeness: {delay: 0s, parallel: 16, robots: ignore}
                    """.formatted(site.url("/")));
            RunSummary summary = job.sessions(browsers).run("browser.grid=" + grid);
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.value("SELECT COUNT(DISTINCT number) FROM page")).isEqualTo(String.valueOf(pages));
            List<Long> asked = site.heard().stream()
                    .filter(heard -> heard.path().startsWith("/p/"))
                    .map(Heard::nanoTime)
                    .sorted()
                    .toList();
            return (asked.get(asked.size() - 1) - asked.get(FIRST - 1)) / 1e6 / (asked.size() - FIRST);
        }
    }

    private Handler counter() {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (String.valueOf(record.getMessage()).startsWith("Executing")) {
                    commands.increment();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.FINE);
        return handler;
    }
}
