package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.RunStatus;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.store.ItemStore;
import dev.gannet.store.StoreCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** A run that moves house: begun in one database, gone on with in a copy of it. */
@Tag("fast")
class CopiedRunTest {
    private static final int PAGES = 24;

    @TempDir
    Path folder;

    private final Map<Integer, Runnable> whenAsked = new ConcurrentHashMap<>();

    @Test
    void aStoppedRunGoesOnInPostgresqlAndThenInSqliteAgain() throws Exception {
        try (LocalSite site = shop()) {
            JobOnDisk here = job(site, "sqlite:" + folder.resolve("shop.db"));
            JobOnDisk there = job(site, PostgresServer.freshStore());
            JobOnDisk back = job(site, "sqlite:" + folder.resolve("back.db"));

            RunSummary first = stoppedAt(8, here);
            assertThat(first.end()).isEqualTo(RunSummary.End.STOPPED);
            copied(here, there);

            RunSummary second = stoppedAt(16, there);
            assertThat(second.end()).isEqualTo(RunSummary.End.STOPPED);
            assertThat(second.run()).isEqualTo(first.run());
            assertThat(second.done()).isGreaterThan(first.done());
            copied(there, back);

            RunSummary last = back.run();
            assertThat(last.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(last.run()).isEqualTo(first.run());
            assertThat(last.done()).isEqualTo(PAGES + 1);
            assertThat(back.rows("SELECT number, price FROM product ORDER BY number"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, PAGES)
                            .mapToObj(number -> number + "|" + number + ".25")
                            .toList());
            for (int i = 1; i <= PAGES; i++) {
                assertThat(site.heard("/p/" + i)).as("requests for page " + i).hasSize(1);
            }

            RunSummary again = back.run();
            assertThat(again.run()).isGreaterThan(last.run());
            assertThat(again.kinds().get(0).unchanged()).isEqualTo(PAGES);
        }
    }

    private RunSummary stoppedAt(int page, JobOnDisk job) {
        Crawl crawl = job.crawl(false);
        whenAsked.put(page, () -> crawl.stop(false));
        RunSummary summary = crawl.run();
        whenAsked.clear();
        return summary;
    }

    /** Copies into the job's store; status and export of the copy are those of the original. */
    private void copied(JobOnDisk from, JobOnDisk job) throws Exception {
        Plan plan = JobReader.read(folder.resolve("shop.yaml"), List.of("store='" + job.store() + "'"));
        try (Database original = Database.openExisting(from.store());
                Database copy = Database.openUnhurried(job.store())) {
            assertThat(StoreCopy.copy(original, copy).notes()).isEmpty();
            assertThat(status(copy)).isEqualTo(status(original));
            assertThat(status(copy).counts().pending()).isPositive();
            assertThat(exported(copy, plan)).isEqualTo(exported(original, plan)).isNotEmpty();
        }
    }

    private static RunStatus status(Database db) {
        return new Frontier(db).latest("shop").orElseThrow();
    }

    private List<String> exported(Database db, Plan plan) throws Exception {
        Path file = Files.createTempFile(folder, "rows", ".csv");
        new ItemStore(db).export(plan.items(), ItemStore.Format.CSV, file);
        return Files.readAllLines(file);
    }

    private JobOnDisk job(LocalSite site, String store) throws Exception {
        return new JobOnDisk(folder, "shop", """
                start: %s/list
                crawl: {follow: [a.item]}
                items:
                  product:
                    at: "**/p/*"
                    key: [number]
                    fields: {number: {select: .number, type: int}, price: {select: .price, type: decimal}}
                politeness: {delay: 0s, parallel: 1}
                ladder: static
                """.formatted(site.base()), store);
    }

    private LocalSite shop() {
        StringBuilder list = new StringBuilder();
        LocalSite site = LocalSite.open();
        for (int i = 1; i <= PAGES; i++) {
            int number = i;
            list.append("<a class=item href=/p/").append(i).append(">p</a> ");
            Answer product = html("<b class=number>" + i + "</b><i class=price>" + i + ".25</i>");
            site.on("/p/" + i, (request, wire) -> {
                whenAsked.getOrDefault(number, () -> {}).run();
                product.give(request, wire);
            });
        }
        return site.on("/list", html(list.toString()));
    }
}
