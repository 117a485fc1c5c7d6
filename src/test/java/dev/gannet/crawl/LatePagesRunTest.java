package dev.gannet.crawl;

import dev.gannet.kit.LatePages;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages whose data come late by random mixtures of sources: what is stored is what the server sent, or the run says that it
 * is not complete. {@code late.pages}, {@code late.seed} and {@code late.sessions} make it longer.
 */
@Tag("fast")
class LatePagesRunTest {
    private static final long SEED = Long.getLong("late.seed", 20261201);

    @TempDir
    Path folder;

    @Test
    void noRowIsMissingOrUnfinishedInACompleteRun() throws Exception {
        assertWhole(14, 2);
    }

    @Test
    @Tag("soak")
    void noRowIsMissingOrUnfinishedInACompleteRunOfManyPages() throws Exception {
        assertWhole(Integer.getInteger("late.pages", 150), Integer.getInteger("late.sessions", 4));
    }

    private void assertWhole(int pages, int sessions) throws Exception {
        LatePages late = new LatePages(SEED);
        try (LocalSite site = LocalSite.open()) {
            late.serve(site);
            String starts = IntStream.range(0, pages)
                    .mapToObj(number -> '"' + site.url(path(number)) + '"')
                    .collect(Collectors.joining(", "));
            JobOnDisk job = new JobOnDisk(folder, "late", """
                    start: [%s]
                    page:
                      - {at: "**/late/more/*", next: {click: "#more"}}
                      - {at: "**/late/turn/*", next: {click: "#next"}}
                      - {at: ["**/late/scroll/*", "**/late/window/*"], scroll: stable}
                    items:
                      row: {each: .row, fields: {name: b, price: {select: .price, type: int}}}
                      cell: {each: .cell, key: id, fields: {id: "@data-id", name: b, price: {select: .price, type: int}}}
                    politeness: {delay: 0s, parallel: 8, robots: ignore}
                    limits: {attempts: 1}
                    """.formatted(starts)).sessions(sessions);
            long since = System.nanoTime();

            RunSummary summary = job.run();

            List<String> wrong = new ArrayList<>();
            List<String> doubted = new ArrayList<>();
            for (int number = 0; number < pages; number++) {
                String url = site.url(path(number));
                String table = LatePages.sort(number) == LatePages.Sort.WINDOW ? "cell" : "row";
                List<String> rows =
                        job.rows("SELECT name, price FROM " + table + " WHERE _page = '" + url + "' ORDER BY _pos");
                List<String> verdict = job.rows("SELECT ready, reason FROM gannet_page WHERE url = '" + url + "'");
                boolean ready = verdict.get(0).startsWith("1");
                if (!ready) {
                    doubted.add(number + ": " + verdict);
                } else if (!rows.equals(late.page(number).rows())) {
                    wrong.add(number + ": " + rows + " instead of "
                            + late.page(number).rows() + ", " + verdict);
                }
            }
            System.out.printf(
                    "seed %d: %d pages, %d wrong, %d not ready, %d s%n",
                    SEED, pages, wrong.size(), doubted.size(), (System.nanoTime() - since) / 1_000_000_000);
            doubted.forEach(one -> System.out.println("not ready: " + one));
            assertThat(wrong).isEmpty();
            assertThat(doubted).hasSizeLessThanOrEqualTo(pages / 50);
            if (doubted.isEmpty()) {
                assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            }
        }
    }

    private static String path(int number) {
        return LatePages.sort(number).path(number);
    }
}
