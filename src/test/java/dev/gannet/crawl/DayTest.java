package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Captures every minute, with the time between them left out: what is on the disk and in memory is bounded by what the job
 * keeps, not by how long it has been running. {@code src/bench/day.sh} makes it a day, with a browser if that is wanted.
 */
@Tag("fast")
class DayTest {
    private static final int MANY_RUNS = Integer.getInteger("gannet.day.runs", 72);
    private static final boolean BROWSER = Boolean.getBoolean("gannet.day.browser");
    private static final int MANY_KEPT = 20;
    /** What waits for a quarter of an hour before it is deleted: a capture each minute, and some that are being made. */
    private static final int WAITING = 20;

    /** What is shown changes with every third run, and is the same for both pages of it. */
    private static final int CHANGES = 3;

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private record Look(int run, long database, long captures, long files, long heap) {
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,d kB | %,d kB | %,d | %.1f MB |%n",
                    run,
                    database / 1000,
                    captures / 1000,
                    files,
                    heap / 1e6);
        }
    }

    private void page(int run) {
        String price = "<i class=price>" + (10 + run / CHANGES) + "</i>";
        StringBuilder filler = new StringBuilder();
        // Nothing that packing makes small.
        new Random(run / CHANGES).longs(1_500).forEach(number -> filler.append(Long.toString(number, 36)));
        site.on(
                "/board",
                html("<h1>Board</h1><p class=item id=a>a" + price + "</p><p class=item id=b" + run / 50 + ">b"
                        + "<i class=price>1</i></p><!-- " + filler + " -->"));
    }

    private JobOnDisk job(int kept) throws IOException {
        return new JobOnDisk(folder, "board", """
                start: %s/board
                items: {thing: {each: .item, key: [id], fields: {id: "@id", price: {select: .price, type: int}}}}
                capture: {html: "shots/{time}.html"%s, keep: %d}
                politeness: {delay: 0s}
                limits: {runs: %d}
                ladder: %s
                """.formatted(
                                site.base(),
                                BROWSER ? ", screenshot: \"shots/{time}.png\"" : "",
                                kept,
                                kept,
                                BROWSER ? "auto" : "static"))
                .sessions(1);
    }

    /** As if a minute had passed: what nobody points at is only let go of when it is old. */
    private static void age(Path contents) throws IOException {
        try (Stream<Path> files = Files.walk(contents)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                FileTime before = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(file, FileTime.from(before.toInstant().minus(Duration.ofMinutes(1))));
            }
        }
    }

    private Look look(int run) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long database = 0;
        try (Stream<Path> files = Files.list(folder)) {
            database = files.filter(file -> String.valueOf(file.getFileName()).startsWith("board.db"))
                    .mapToLong(DayTest::size)
                    .sum();
        }
        List<Path> contents = contents();
        return new Look(
                run,
                database,
                contents.stream().mapToLong(DayTest::size).sum(),
                contents.size() + names().size(),
                runtime.totalMemory() - runtime.freeMemory());
    }

    private List<Path> contents() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".gannet/captures"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("shots"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsOnTheDiskAndInMemoryIsBoundedByWhatIsKept() throws Exception {
        day(48, 10);
    }

    @Test
    @Tag("soak")
    void aLongerDayIsBoundedTheSame() throws Exception {
        day(MANY_RUNS, MANY_KEPT);
    }

    private void day(int runs, int kept) throws Exception {
        JobOnDisk job = job(kept);
        List<Look> looks = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            page(run);
            assertThat(job.run().end()).as("run %d", run).isEqualTo(RunSummary.End.COMPLETE);
            age(folder.resolve(".gannet/captures"));
            if (run % Math.max(1, runs / 12) == 0) {
                looks.add(look(run));
            }
        }
        System.out.println("| run | database | captures | files | heap |\n|---|---|---|---|---|");
        looks.forEach(look -> System.out.print(look.row()));

        int forms = BROWSER ? 2 : 1;
        assertThat(job.value("SELECT COUNT(*) FROM gannet_capture WHERE removed = FALSE"))
                .isEqualTo(String.valueOf(kept * forms));
        assertThat(names()).hasSize(kept * forms);
        // Contents of a quarter of an hour wait for whoever may be about to point at them.
        assertThat(contents()).hasSizeLessThanOrEqualTo((kept + WAITING) * forms);
        assertThat(Long.parseLong(job.value("SELECT COUNT(*) FROM gannet_run"))).isLessThanOrEqualTo(kept + WAITING);
        assertThat(job.value("SELECT COUNT(*) FROM gannet_change WHERE field = 'price'"))
                .isEqualTo(String.valueOf(runs / CHANGES));
        int half = looks.size() / 2;
        Look early = looks.get(half);
        Look last = looks.get(looks.size() - 1);
        // How many contents wait differs by one or two from look to look.
        long most = looks.subList(0, half + 1).stream()
                .mapToLong(Look::captures)
                .max()
                .orElseThrow();
        assertThat(last.captures()).isLessThanOrEqualTo(most * 12 / 10);
        // A history grows by what happens: a row for each change.
        assertThat(last.database()).isLessThanOrEqualTo(early.database() * 13 / 10);
    }
}
