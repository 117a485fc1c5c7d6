package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import dev.gannet.web.Rung;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the frontier promises in whichever order things happen: random runs beside a model of them. */
abstract class RandomRunsContract {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Pace AT_ONCE = new Pace(Duration.ZERO, 100);
    private static final int STEPS = 40;

    private Database db;
    private Frontier frontier;

    abstract String freshStore();

    @BeforeEach
    void open() {
        db = Database.open(freshStore());
        frontier = new Frontier(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** Each claim finds what the model says: a page while one waits, "wait" while one is in flight, else the end. */
    @Test
    void aRunEndsExactlyWhenNothingIsPendingOrInFlightWhateverTheSchedule_R27() {
        assertARunEndsExactlyWhenNothingIsPendingOrInFlight(30);
    }

    @Tag("soak")
    @Test
    void aRunEndsExactlyWhenNothingIsPendingOrInFlightInManySchedules_R27() {
        assertARunEndsExactlyWhenNothingIsPendingOrInFlight(200);
    }

    private void assertARunEndsExactlyWhenNothingIsPendingOrInFlight(int schedules) {
        for (int seed = 0; seed < schedules; seed++) {
            Random random = new Random(seed);
            RunModel model = new RunModel(random, 2 + random.nextInt(10), 1 + random.nextInt(4));
            RunTicket run = begin("schedule " + seed, model.starts(), Bounds.NONE);
            int workers = 1 + random.nextInt(6);
            List<Visit> inHand = new ArrayList<>();
            boolean over = false;
            while (!over) {
                if (inHand.size() < workers && (inHand.isEmpty() || random.nextBoolean())) {
                    Claim claim = frontier.claim(run, AT_ONCE, frontier.owner(), LEASE);
                    if (claim instanceof Claim.Page page) {
                        model.claimed(page.visit());
                        inHand.add(page.visit());
                    } else {
                        over = claim instanceof Claim.Drained;
                        assertThat(model.pending())
                                .as("seed %d: %s", seed, claim)
                                .isZero();
                        assertThat(model.leased() == 0)
                                .as("seed %d: %s", seed, claim)
                                .isEqualTo(over);
                        if (!over) {
                            finish(run, inHand.remove(random.nextInt(inHand.size())), model, random, seed);
                        }
                    }
                } else {
                    finish(run, inHand.remove(random.nextInt(inHand.size())), model, random, seed);
                }
            }
            assertThat(frontier.counts(run)).as("seed %d", seed).isEqualTo(model.counts());
            frontier.end(run, true);
        }
    }

    @Test
    void threadsLeaveARunOnlyWhenItIsOver_R27() throws Exception {
        int pages = 150;
        RunTicket run = begin("threads", List.of(lead(0)), Bounds.NONE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<FrontierCounts>> work = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<FrontierCounts>) () -> {
                    visitAll(run, pages);
                    return frontier.counts(run);
                })
                .toList();
        try {
            for (Future<FrontierCounts> left : threads.invokeAll(work, 120, TimeUnit.SECONDS)) {
                assertThat(left.get()).isEqualTo(new FrontierCounts(pages, pages, 0, 0, 0, 0, 0));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A chain with a few side links: most of the time one page is in flight, and the others ask in vain. */
    private void visitAll(RunTicket run, int pages) throws InterruptedException {
        while (true) {
            Claim claim = frontier.claim(run, AT_ONCE, frontier.owner(), LEASE);
            if (claim instanceof Claim.Drained) {
                return;
            }
            if (claim instanceof Claim.Page page) {
                int number = Integer.parseInt(page.visit().url().text().replaceAll(".*/", ""));
                List<Lead> links = IntStream.of(number + 1, number / 2, number + 2)
                        .filter(link -> link < pages)
                        .mapToObj(RandomRunsContract::lead)
                        .toList();
                assertThat(commit(run, page.visit(), DONE, links, Bounds.NONE)).isNotNegative();
            } else {
                assertThat(new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS))
                        .isFalse();
            }
        }
    }

    /** discovered = done + failed + skipped + pending + leased, by a count of what went in; after every single step. */
    @Test
    void everyUrlIsCountedInOneStateAndEveryDonePageHasItsAttemptAfterEachStep_R28() {
        assertEveryUrlIsCountedInOneStateAfterEachStep(6);
    }

    @Tag("soak")
    @Test
    void everyUrlIsCountedInOneStateInManySequences_R28() {
        assertEveryUrlIsCountedInOneStateAfterEachStep(25);
    }

    private void assertEveryUrlIsCountedInOneStateAfterEachStep(int sequences) {
        for (int seed = 0; seed < sequences; seed++) {
            Random random = new Random(seed);
            Bounds bounds = new Bounds(random.nextBoolean() ? OptionalInt.of(6) : OptionalInt.empty(), 2);
            String job = "sequence " + seed;
            RunModel model = new RunModel(random, 20, 3);
            RunTicket run = begin(job, model.starts(), bounds);
            long discovered = model.discovered();
            List<Visit> inHand = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> claim(run, Duration.ZERO, inHand);
                    case 1 -> frontier.heartbeat(run, inHand, LEASE);
                    case 2 -> frontier.backOff("h1.example", Duration.ofMillis(random.nextInt(3)), true);
                    case 3 -> {
                        frontier.end(
                                run,
                                random.nextInt(4) == 0 && frontier.counts(run).leased() == 0);
                        frontier.retryFailed(job);
                        RunTicket next = begin(job, model.starts(), bounds);
                        discovered = next.run() == run.run()
                                ? discovered
                                : model.starts().size();
                        run = next;
                    }
                    case 4, 5, 6 -> claim(run, LEASE, inHand);
                    default -> {
                        if (!inHand.isEmpty()) {
                            Visit visit = inHand.remove(random.nextInt(inHand.size()));
                            int fresh = commit(run, visit, model.anyEnd(), model.links(visit), bounds);
                            discovered += Math.max(0, fresh);
                        }
                    }
                }
                audit(run, discovered, "sequence " + seed + ", step " + step);
            }
            frontier.end(run, true);
        }
    }

    private void audit(RunTicket run, long discovered, String when) {
        FrontierCounts counts = frontier.counts(run);
        long now = db.<Long>read(tx -> tx.now());
        assertThat(counts.done() + counts.failed() + counts.skipped() + counts.pending() + counts.leased())
                .as(when)
                .isEqualTo(discovered)
                .isEqualTo(counts.discovered());
        assertThat(number(
                        "SELECT COUNT(*) FROM gannet_page p WHERE run = ? AND state = 'done' AND NOT EXISTS"
                                + " (SELECT 1 FROM gannet_attempt a WHERE a.page = p.id AND a.outcome IN ('done', 'not-ready'))",
                        run))
                .as("%s: done without an attempt", when)
                .isZero();
        assertThat(number(
                        "SELECT COUNT(*) FROM gannet_page p WHERE run = ? AND state IN ('pending', 'leased')"
                                + " AND NOT EXISTS (SELECT 1 FROM gannet_run_host r JOIN gannet_host h ON h.host = r.host"
                                + " WHERE r.run = p.run AND r.host = p.host AND (r.opens_at <= " + now
                                + " OR r.opens_at <= h.next_slot OR (p.state = 'pending' AND r.opens_at <= p.not_before)))",
                        run))
                .as("%s: pages of a host that is said to open later than it does", when)
                .isZero();
        // The pages of an API count as pages.
        for (Role role : List.of(Role.PAGE, Role.SITEMAP)) {
            String roles = role == Role.PAGE ? "<> 'sitemap'" : "= 'sitemap'";
            assertThat(number(
                            "SELECT " + role.label()
                                    + "s_taken - (SELECT COUNT(*) FROM gannet_page p WHERE p.run = t.id"
                                    + " AND p.state <> 'skipped' AND p.role " + roles + ") FROM gannet_run t"
                                    + " WHERE t.id = ?",
                            run))
                    .as("%s: miscounted %s", when, role)
                    .isZero();
        }
    }

    private long number(String sql, RunTicket run) {
        return db.read(tx -> tx.number(sql, run.run()));
    }

    private void claim(RunTicket run, Duration lease, List<Visit> inHand) {
        if (frontier.claim(run, AT_ONCE, frontier.owner(), lease) instanceof Claim.Page page) {
            inHand.add(page.visit());
        }
    }

    private void finish(RunTicket run, Visit visit, RunModel model, Random random, int seed) {
        PageEnd end = random.nextInt(3) == 0 ? model.anyEnd() : DONE;
        List<Lead> links = end instanceof PageEnd.Done ? model.links(visit) : List.of();
        int fresh = commit(run, visit, end, links, Bounds.NONE);
        assertThat(fresh).as("seed %d: new links", seed).isEqualTo(model.ended(visit, end, links));
    }

    /** @return how many of the links were new, or -1 when the claim no longer stood */
    private int commit(RunTicket run, Visit visit, PageEnd end, List<Lead> links, Bounds bounds) {
        return db.write(tx -> frontier.finish(tx, visit, end) ? frontier.discover(tx, run, visit, links, bounds) : -1);
    }

    private RunTicket begin(String job, List<Lead> starts, Bounds bounds) {
        return frontier.begin(job, "print", Unfinished.GO_ON, starts, bounds);
    }

    private static Lead lead(int number) {
        return Lead.page(PageUrl.of("https://h" + number % 3 + ".example/" + number), 0);
    }

    static final PageEnd DONE = new PageEnd.Done(
            new PageEnd.Document(
                    200,
                    "https://a.example/",
                    0,
                    Rung.STATIC,
                    Optional.empty(),
                    new PageEnd.Extent(false, 1),
                    Optional.empty()),
            true,
            "quiet",
            List.of(),
            PageEnd.Links.NONE,
            Optional.empty());

    static PageEnd failed() {
        return new PageEnd.Failed(FailureKind.DNS, "no address", OptionalInt.empty(), Optional.empty());
    }
}
