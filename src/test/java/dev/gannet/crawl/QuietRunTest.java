package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.hang;
import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

/** What pages of one form wait for in vain is learned, and never at the cost of a record. */
@Tag("fast")
class QuietRunTest {
    private static final String PAGE = """
            <b class=item>item of %1$d</b><div id=more></div><script>
              fetch('/watch/%1$d?since=0').then(answer => answer.json()).then(more => {
                document.getElementById('more').innerHTML = '<b class=item>' + more.text + '</b>';
              });
            </script>""";
    private static final String PASSED = "SELECT COUNT(*) FROM gannet_page WHERE reason LIKE '%not waited for%'";

    @TempDir
    Path folder;

    private JobOnDisk job(LocalSite site, int pages) throws Exception {
        return new JobOnDisk(folder, "quiet", """
                start: "%s/p/[1-%d]"
                items: {item: {each: .item, fields: {text: {type: text}}}}
                politeness: {delay: 0s, parallel: 1}
                limits: {attempts: 1, page: 2s}
                """.formatted(site.base(), pages)).sessions(1);
    }

    private static LocalSite site() {
        return LocalSite.open()
                .on(
                        "/p/*",
                        (request, wire) ->
                                html(PAGE.formatted(number(request.path()))).give(request, wire));
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("\\D", ""));
    }

    @Test
    void aRequestThatIsNeverAnsweredIsWaitedForByAFewPagesAndInTheNextRunByOne() throws Exception {
        try (LocalSite site = site().on("/watch/*", hang())) {
            JobOnDisk job = job(site, 14);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT text FROM item")).hasSize(14);
            // Three learned it, and of the eleven others the first and the eleventh wait all the same.
            assertThat(job.value(PASSED)).isEqualTo("9");
            assertThat(job.rows("SELECT place, request, pages FROM gannet_quiet"))
                    .containsExactly(site.url("/p/#") + "|" + site.url("/watch/#") + "|5");

            assertThat(job(site, 4).run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.value(PASSED + " AND run = 2")).isEqualTo("3");
        }
    }

    @Test
    void aRequestThatIsAnsweredAfterAllCostsNoRecord() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (LocalSite site = site()) {
            site.on("/watch/*", (request, wire) -> {
                int page = number(request.path());
                if (page <= 5) {
                    hang().give(request, wire);
                    return;
                }
                answered.incrementAndGet();
                wire.rest(Duration.ofMillis(400));
                json("{\"text\": \"more of " + page + "\"}").give(request, wire);
            });
            JobOnDisk job = job(site, 14);

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            List<String> all = IntStream.rangeClosed(1, 14)
                    .boxed()
                    .flatMap(page -> page <= 5
                            ? java.util.stream.Stream.of("item of " + page)
                            : java.util.stream.Stream.of("item of " + page, "more of " + page))
                    .toList();
            assertThat(job.rows("SELECT text FROM item")).containsExactlyInAnyOrderElementsOf(all);
            assertThat(answered.get()).as("pages that were read again").isGreaterThan(10);
            assertThat(job.rows("SELECT pages FROM gannet_quiet WHERE pages >= 3"))
                    .as("what is known is forgotten")
                    .isEmpty();
        }
    }

    /** The script is part of each page, whose address differs. */
    @Test
    void aTimerThatChangesNothingIsAwaitedByAFewPages() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/p/*",
                        (request, wire) ->
                                html("<script>setTimeout(() => window.idle = 1, 900)</script><b class=item>item of "
                                                + number(request.path()))
                                        .give(request, wire))) {
            JobOnDisk job = job(site, 14);

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT text FROM item")).hasSize(14);
            assertThat(job.value(PASSED)).isEqualTo("9");
            assertThat(job.rows("SELECT request FROM gannet_quiet WHERE pages >= 3"))
                    .singleElement()
                    .asString()
                    .startsWith("a timer of 1000 ms #");
        }
    }

    /** By the name of the form: what brings an item, and what goes on for ever beside it. */
    private static final Map<String, String> CLOCKS = Map.of(
            "interval", "setTimeout(add, 650); setInterval(tick, 200);",
            "frames", "setTimeout(add, 650); const step = () => { tick(); requestAnimationFrame(step) }; step();",
            "worker",
                    "new Worker(URL.createObjectURL(new Blob(['setInterval(() => postMessage(1), 200)']))).onmessage = tick;"
                            + " requestIdleCallback(() => setTimeout(add, 620));");

    @Tag("soak")
    @Test
    void aClockThatTicksToTheEndDoesNotTeachThatWhatBroughtAnItemIsVain() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            CLOCKS.forEach((name, script) -> site.on("/" + name + "/*", html("""
                    <ul id=list><li class=item>item 1</li></ul><p id=clock></p><script>
                      const tick = () => { document.getElementById('clock').textContent = performance.now() };
                      const add = () => list.insertAdjacentHTML('beforeend', '<li class=item>item 2</li>');
                      %s
                    </script>""".formatted(script))));
            String starts = CLOCKS.keySet().stream()
                    .map(name -> '"' + site.url("/" + name + "/[1-5]") + '"')
                    .collect(Collectors.joining(", "));
            JobOnDisk job = new JobOnDisk(folder, "clocks", """
                    start: [%s]
                    items: {item: {each: .item, fields: {text: {type: text}}}}
                    politeness: {delay: 0s, parallel: 1}
                    limits: {attempts: 1, page: 8s}
                    """.formatted(starts)).sessions(1);

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT _page FROM item GROUP BY _page HAVING COUNT(*) = 2"))
                    .hasSize(5 * CLOCKS.size());
            assertThat(job.rows("SELECT place, request FROM gannet_quiet WHERE pages >= 3"))
                    .as("the clocks alone are known")
                    .hasSize(CLOCKS.size())
                    .noneMatch(known -> known.contains("a timer"));
        }
    }

    /** The page asks again after each answer, which the server holds back. */
    private static LocalSite polling(IntPredicate bringing) {
        return LocalSite.open()
                .on(
                        "/p/*",
                        (request, wire) ->
                                html("""
                        <ul id=list><li class=item>item of %1$d</li></ul><script>
                          const poll = () => fetch('/poll/%1$d').then(answer => answer.json()).then(row => {
                            if (row && list.children.length === 1) list.insertAdjacentHTML('beforeend', '<li class=item>' + row + '</li>');
                            poll();
                          });
                          poll();
                        </script>""".formatted(number(request.path()))).give(request, wire))
                .on("/poll/*", (request, wire) -> {
                    int page = number(request.path());
                    wire.rest(Duration.ofMillis(700));
                    json(bringing.test(page) ? "\"more of " + page + "\"" : "null")
                            .give(request, wire);
                });
    }

    @Test
    void pollingWhoseAnswersChangeNothingIsAwaitedByAFewPages() throws Exception {
        try (LocalSite site = polling(page -> false)) {
            JobOnDisk job = job(site, 14);

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT text FROM item")).hasSize(14);
            assertThat(job.value(PASSED)).isEqualTo("9");
            assertThat(job.rows("SELECT request FROM gannet_quiet WHERE pages >= 3"))
                    .contains("polls of " + site.url("/poll/#"));
        }
    }

    @Tag("soak")
    @Test
    void pollingWhoseFirstAnswerBringsAnItemIsAwaited() throws Exception {
        Map<Integer, IntPredicate> bringing = Map.of(5, page -> true, 8, page -> page % 2 == 0, 14, page -> page > 5);
        for (int pages : bringing.keySet()) {
            try (LocalSite site = polling(bringing.get(pages))) {
                JobOnDisk job = job(site, pages);

                assertThat(job.run("limits.page=6s").end()).isEqualTo(RunSummary.End.COMPLETE);

                assertThat(job.rows("SELECT text FROM item WHERE text LIKE 'more%'"))
                        .hasSize((int) IntStream.rangeClosed(1, pages)
                                .filter(bringing.get(pages))
                                .count());
            }
            Files.delete(folder.resolve("quiet.db"));
        }
    }
}
