package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.db.Dialect;
import dev.gannet.web.Deadline;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Measures what a claim, a commit and the links of a page cost in a run that knows many URLs. */
final class FrontierBench {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int KNOWN_LINKS = 90;
    private static final int NEW_LINKS = 10;
    private static final int PROGRESS = 5;
    /** Rows that are filled in at a time: PostgreSQL has a minute to answer. */
    private static final int CHUNK = 100_000;

    private static final Duration NOTHING_OPEN = Duration.ofMillis(5);

    private final Database db;
    private final Frontier frontier;
    private final Shape shape;
    private final RunTicket run;
    private final Pace pace;
    private final Bounds bounds;

    /**
     * A run to measure.
     *
     * @param known URLs that it knows
     * @param hosts over how many hosts
     * @param pendingPercent how many of them wait; the others are done
     * @param delay between two requests to a host
     */
    record Shape(int known, int hosts, int pendingPercent, Duration delay) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%,d known, %d %% pending, %d host%s, delay %d ms",
                    known,
                    pendingPercent,
                    hosts,
                    hosts == 1 ? "" : "s",
                    delay.toMillis());
        }
    }

    /**
     * What came of it.
     *
     * @param visits how many pages were claimed and committed
     * @param repeated how many of them more than once
     * @param perSecond of them
     * @param claim mean milliseconds of a claim
     * @param commit mean milliseconds of the commit
     */
    record Figures(int visits, int repeated, double perSecond, double claim, double commit) {}

    private static final class Cost {
        final LongAdder nanos = new LongAdder();
        final LongAdder times = new LongAdder();

        void since(long start) {
            nanos.add(System.nanoTime() - start);
            times.increment();
        }

        double mean() {
            return nanos.sum() / 1e6 / Math.max(1, times.sum());
        }
    }

    /** Fills the run; the database is empty before. */
    FrontierBench(Database db, Shape shape) {
        this.db = db;
        this.shape = shape;
        this.frontier = new Frontier(db);
        this.pace = new Pace(shape.delay(), 64);
        this.bounds = new Bounds(OptionalInt.of(Integer.MAX_VALUE), Integer.MAX_VALUE);
        this.run = frontier.begin(
                "bench",
                "print",
                Unfinished.GO_ON,
                List.of(Lead.page(PageUrl.of("https://h0.example/start"), 0)),
                bounds);
        db.write(tx -> {
            tx.update(
                    "INSERT INTO gannet_host (host) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                            + " WHERE i + 1 < ?) SELECT 'h' || i || '.example' FROM n WHERE i < ?",
                    shape.hosts(),
                    shape.hosts());
            tx.update(
                    "INSERT INTO gannet_run_host (run, host) SELECT CAST(? AS BIGINT), host FROM gannet_host"
                            + " WHERE host <> 'h0.example'",
                    run.run());
            return true;
        });
        for (int from = 1; from < shape.known(); from += CHUNK) {
            seed(from, Math.min(from + CHUNK, shape.known()));
        }
        db.write(tx -> tx.dialect() == Dialect.POSTGRESQL ? tx.update("ANALYZE") : 0);
        visit(take().orElseThrow(), links("nav", KNOWN_LINKS));
    }

    private void seed(int from, int to) {
        String url = "'https://h' || (i % ?) || '.example/catalogue/item/' || i";
        db.write(tx -> tx.update(
                "INSERT INTO gannet_page (run, url, url_key, key_hash, host, depth, state, ready, attempts)"
                        + " WITH RECURSIVE n (i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
                        + " SELECT CAST(? AS BIGINT), " + url + ", " + url + ", "
                        + (tx.dialect() == Dialect.SQLITE ? "lower(hex(randomblob(16)))" : "md5(CAST(i AS TEXT))")
                        + ", 'h' || (i % ?) || '.example', 1 + i % 7, CASE WHEN (i * 37) % 100 < ? THEN 'pending'"
                        + " ELSE 'done' END, CAST(1 AS BOOLEAN), 0 FROM n",
                from,
                to,
                run.run(),
                shape.hosts(),
                shape.hosts(),
                shape.hosts(),
                shape.pendingPercent()));
    }

    /** Visits so many pages with so many workers; each page leads to a hundred URLs, or to none. */
    Figures measure(int workers, int visits, boolean linked) throws Exception {
        AtomicInteger left = new AtomicInteger(visits);
        Cost claim = new Cost();
        Cost commit = new Cost();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<Long> pages = new ArrayList<>();
        long start = System.nanoTime();
        try {
            List<Future<List<Long>>> work = IntStream.range(0, workers)
                    .mapToObj(worker -> threads.submit(() -> work(left, claim, commit, linked)))
                    .toList();
            for (Future<List<Long>> each : work) {
                pages.addAll(each.get(30, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int distinct = (int) pages.stream().distinct().count();
        return new Figures(pages.size(), pages.size() - distinct, pages.size() / seconds, claim.mean(), commit.mean());
    }

    /** @return milliseconds that the figures of the progress line take */
    double progress() {
        Cost cost = new Cost();
        for (int i = 0; i < PROGRESS; i++) {
            long start = System.nanoTime();
            frontier.counts(run);
            cost.since(start);
        }
        return cost.mean();
    }

    FrontierCounts counts() {
        return frontier.counts(run);
    }

    private List<Long> work(AtomicInteger left, Cost claim, Cost commit, boolean linked) {
        List<Long> mine = new ArrayList<>();
        while (left.getAndDecrement() > 0) {
            Visit visit = taken(claim);
            List<Lead> leads = List.of();
            if (linked) {
                leads = new ArrayList<>(links("nav", KNOWN_LINKS));
                leads.addAll(links("of/" + visit.page() + "/", NEW_LINKS));
            }
            long start = System.nanoTime();
            visit(visit, leads);
            commit.since(start);
            mine.add(visit.page());
        }
        return mine;
    }

    private Visit taken(Cost claim) {
        for (Deadline most = Deadline.in(LEASE); !most.passed(); LockSupport.parkNanos(NOTHING_OPEN.toNanos())) {
            long start = System.nanoTime();
            Optional<Visit> visit = take();
            claim.since(start);
            if (visit.isPresent()) {
                return visit.get();
            }
        }
        throw new IllegalStateException("nothing could be claimed for " + LEASE);
    }

    private Optional<Visit> take() {
        return frontier.claim(run, pace, frontier.owner(), LEASE) instanceof Claim.Page page
                ? Optional.of(page.visit())
                : Optional.empty();
    }

    private void visit(Visit visit, List<Lead> leads) {
        PageEnd.Document document = new PageEnd.Document(
                200,
                visit.url().text(),
                0,
                Rung.STATIC,
                Optional.empty(),
                new PageEnd.Extent(false, 1000),
                Optional.empty());
        PageEnd.Done done = new PageEnd.Done(document, true, "quiet", List.of(), PageEnd.Links.NONE, Optional.empty());
        boolean kept = db.write(tx -> {
            boolean finished = frontier.finish(tx, visit, done);
            frontier.discover(tx, run, visit, leads, bounds);
            return finished;
        });
        if (!kept) {
            throw new IllegalStateException("a live claim was refused: " + visit);
        }
    }

    private List<Lead> links(String path, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Lead.page(PageUrl.of("https://h" + i % shape.hosts() + ".example/" + path + i), 2))
                .toList();
    }
}
