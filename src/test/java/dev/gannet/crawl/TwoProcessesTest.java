package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.web.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes with ten workers each share one run in PostgreSQL, over many hosts. In the fast tier this JVM is one of
 * them.
 */
@Timeout(1800)
@Tag("fast")
class TwoProcessesTest {
    private static final int FEW_HOSTS = 30;
    private static final int MANY_HOSTS = 100;
    /** A script asks for more. */
    private static final int MANY_PAGES = Integer.getInteger("gannet.pages", 200);

    private static final Duration DELAY = Duration.ofMillis(50);

    /**
     * A host's next slot is counted from a moment after the answer, which is after the arrival that the server notes, so no
     * load on the machine brings two arrivals closer; what may is that the database counts whole milliseconds.
     */
    private static final Duration ROUNDING = Duration.ofMillis(2);

    @TempDir
    Path folder;

    private int hosts;
    private int pagesOfHost;

    private final List<Program> started = new ArrayList<>();
    private final CountDownLatch bothAreThere = new CountDownLatch(1);
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    @AfterEach
    void endWhatAFailedTestLeft() throws Exception {
        bothAreThere.countDown();
        for (Program program : started) {
            program.close();
        }
    }

    @Test
    void R21_R69_eachPageIsAskedForOnceAndEveryHostAtItsPaceWhoeverAsks() throws Exception {
        hosts = FEW_HOSTS;
        pagesOfHost = 2;
        crawlTogether(false);
    }

    @Test
    @Tag("soak")
    void R21_R69_thePaceHoldsOnAHundredHosts() throws Exception {
        hosts = MANY_HOSTS;
        pagesOfHost = MANY_PAGES / MANY_HOSTS;
        crawlTogether(true);
    }

    private void crawlTogether(boolean twoPrograms) throws Exception {
        try (LocalSite site = site()) {
            String store = PostgresServer.freshStore();
            JobOnDisk job = job(site, store);
            long began = System.nanoTime();

            Supplier<String> said = () -> started.stream().map(Program::said).collect(Collectors.joining());
            List<CompletableFuture<Integer>> crawls =
                    List.of(program("one"), twoPrograms ? program("two") : crawl(job));
            awaitBoth(job, crawls, said);
            long together = System.nanoTime();
            bothAreThere.countDown();
            List<Integer> ends = new ArrayList<>();
            for (CompletableFuture<Integer> crawl : crawls) {
                ends.add(crawl.get(26, TimeUnit.MINUTES));
            }
            long over = System.nanoTime();

            assertThat(ends).as(said).containsExactly(0, 0);
            int pages = hosts * (pagesOfHost + 1);
            assertThat(job.rows("SELECT state, COUNT(*), COUNT(DISTINCT url_key) FROM gannet_page GROUP BY state"))
                    .containsExactly("done|" + pages + "|" + pages);
            assertThat(job.rows("SELECT outcome, COUNT(*), COUNT(DISTINCT page) FROM gannet_attempt GROUP BY outcome"))
                    .containsExactly("done|" + pages + "|" + pages);
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT _url) FROM page"))
                    .isEqualTo(pages - hosts + "|" + (pages - hosts));
            assertThat(job.rows("SELECT state FROM gannet_run")).containsExactly("finished");
            assertThat(job.value("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                    .as("deadlocks")
                    .isEqualTo("0");
            assertThat(mostInFlight).as("most at a time from one host").hasValue(1);
            everyPageAskedOnce(site, pages);
            long least = leastGapNanos(site);
            System.out.printf(
                    Locale.ROOT,
                    "%d pages of %d hosts in %.1f s after %.1f s of starting; least gap %.1f ms for a delay of %d ms%n",
                    pages,
                    hosts,
                    (over - together) / 1e9,
                    (together - began) / 1e9,
                    least / 1e6,
                    DELAY.toMillis());
            assertThat(Duration.ofNanos(least))
                    .as("least gap between two requests to a host")
                    .isGreaterThanOrEqualTo(DELAY.minus(ROUNDING));
        }
    }

    private static void everyPageAskedOnce(LocalSite site, int pages) {
        Map<String, Long> asked = site.heard().stream()
                .filter(one -> !one.path().equals("/robots.txt"))
                .collect(Collectors.groupingBy(one -> one.header("host") + one.path(), Collectors.counting()));
        assertThat(asked).hasSize(pages);
        assertThat(asked.values()).containsOnly(1L);
    }

    /** @return between two requests to the same host, robots.txt among them */
    private long leastGapNanos(LocalSite site) {
        Map<String, List<Long>> byHost = site.heard().stream()
                .collect(Collectors.groupingBy(
                        one -> one.header("host"), Collectors.mapping(Heard::nanoTime, Collectors.toList())));
        assertThat(byHost).hasSize(hosts);
        long least = Long.MAX_VALUE;
        for (List<Long> arrivals : byHost.values()) {
            List<Long> inOrder = arrivals.stream().sorted().toList();
            for (int i = 1; i < inOrder.size(); i++) {
                least = Math.min(least, inOrder.get(i) - inOrder.get(i - 1));
            }
        }
        return least;
    }

    /** The first page of every host is answered once both processes work on the run. */
    private LocalSite site() {
        StringBuilder list = new StringBuilder("<h1>List</h1>");
        for (int page = 0; page < pagesOfHost; page++) {
            list.append("<a class=item href=/p/").append(page).append(">p</a> ");
        }
        Answer first = html(list.toString());
        return LocalSite.openOnAllAddresses()
                .on("/list", counted((request, wire) -> {
                    try {
                        bothAreThere.await(25, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    first.give(request, wire);
                }))
                .on("/p/*", counted(html("<h1>page</h1>")));
    }

    private Answer counted(Answer answer) {
        return (request, wire) -> {
            AtomicInteger now = inFlight.computeIfAbsent(request.header("host"), host -> new AtomicInteger());
            mostInFlight.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                answer.give(request, wire);
            } finally {
                now.decrementAndGet();
            }
        };
    }

    private static void awaitBoth(JobOnDisk job, List<CompletableFuture<Integer>> crawls, Supplier<String> said)
            throws Exception {
        Deadline deadline = Deadline.in(Duration.ofMinutes(2));
        while (!deadline.passed() && crawls.stream().noneMatch(CompletableFuture::isDone) && !both(job)) {
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
        assertThat(both(job)).as("two processes on one run: %s", said.get()).isTrue();
    }

    private static boolean both(JobOnDisk job) throws Exception {
        // The tables may still be on their way.
        return job.value("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'gannet_process'")
                        .equals("1")
                && job.value("SELECT COUNT(*) FROM gannet_process").equals("2");
    }

    private JobOnDisk job(LocalSite site, String store) throws IOException {
        StringBuilder starts = new StringBuilder();
        for (int host = 1; host <= hosts; host++) {
            starts.append("  - http://127.0.0.")
                    .append(host)
                    .append(':')
                    .append(site.port())
                    .append("/list\n");
        }
        return new JobOnDisk(folder, "shared", """
                start:
                %sstore: %s
                crawl: {follow: a.item}
                items: {page: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
                politeness: {delay: %dms, parallel: 1}
                ladder: static
                """.formatted(starts, store, DELAY.toMillis()), store);
    }

    /** @return the exit code of a process of its own */
    private CompletableFuture<Integer> program(String name) throws IOException {
        Program program = Program.in(Files.createDirectory(folder.resolve(name)))
                .start("run", folder.resolve("shared.yaml").toString(), "--sessions", "10", "--no-progress");
        started.add(program);
        return inBackground(() -> program.end(25));
    }

    /** @return 0 when a crawl in this JVM visited everything */
    private static CompletableFuture<Integer> crawl(JobOnDisk job) {
        return inBackground(() -> job.sessions(10).run().end() == RunSummary.End.COMPLETE ? 0 : 1);
    }

    private static CompletableFuture<Integer> inBackground(Callable<Integer> work) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception | AssertionError e) {
                        result.completeExceptionally(e);
                    }
                },
                "crawl");
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
