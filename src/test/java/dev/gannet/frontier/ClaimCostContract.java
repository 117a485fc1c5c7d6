package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Visit;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** What a claim, a commit and the links of a page may read: rows that an index leads to, however many a run has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClaimCostContract {
    private static final int HOSTS = 1_500;
    private static final int PAGES = 3_000;
    private static final int FEW = 40;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Pace WIDE = new Pace(Duration.ZERO, 100);
    private static final Bounds BOUNDED = new Bounds(OptionalInt.of(1_000_000), 100_000);

    private String filled;
    private Database db;
    private Frontier frontier;
    private RunTicket run;

    abstract String freshStore();

    /** @return the URL of a store that holds what this one does; nobody has this one open */
    abstract String copy(String store);

    /** @return what the database says that it would do, one line a step */
    abstract List<String> plan(Database db, String sql, @Nullable Object... values);

    /** @return whether a line of a plan says that every row of a table that grows is read */
    abstract boolean readsAll(String line);

    /** @return whether a line of a plan says that rows are sorted, and so all read that might come first */
    abstract boolean sorts(String line);

    /** Thousands of pages are stored once; each test gets a copy. */
    @BeforeAll
    void fill() {
        filled = freshStore();
        open(filled);
        run = frontier.begin("cost", "print", Unfinished.GO_ON, leads(0, PAGES, HOSTS), BOUNDED);
        for (int i = 0; i < 20; i++) {
            Visit visit = claim();
            db.write(tx -> frontier.finish(tx, visit, RandomRunsContract.DONE));
        }
        claim();
        settle(db);
        db.close();
    }

    @BeforeEach
    void open() {
        open(copy(filled));
    }

    private void open(String store) {
        db = Database.open(store);
        frontier = new Frontier(db);
    }

    /** Lets the database look at what is in the tables, where it does so by itself. */
    void settle(Database filled) {}

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aClaimReadsOnlyWhatIndexesLeadTo() {
        long now = db.<Long>read(tx -> tx.now());
        assertInOrder(Openings.LOOK, now, run.run(), now, -1L, "");
        assertInOrder(Claims.FIRST_PAGE, run.run(), "h1.example", now, 0, Claims.SUSPECT);
        assertByIndex(Claims.SUSPECTS, run.run(), Claims.SUSPECT);
        assertByIndex(Claims.LEFT, run.run(), run.run());
        assertByIndex(Claims.IN_FLIGHT, "h1.example", now);
        assertByIndex(Claims.EXPIRED, run.run(), now);
        assertByIndex(Openings.NEXT, run.run());
    }

    @Test
    void whetherLinksAreKnownIsReadByIndex() {
        assertByIndex(Pages.known("?, ?, ?"), run.run(), "a", "b", "c");
    }

    @Test
    void whereStartsLedIsReadByIndex() {
        assertByIndex(Frontier.MOVED, run.run());
        assertByIndex(Frontier.STARTS_LEFT, run.run());
    }

    @Test
    void leasesOfDeadProcessesAreFoundByIndex() {
        assertByIndex(Runs.HOLDERS);
    }

    @Test
    void aHostThatIsEmptyIsPassedOverOnce() {
        RunTicket small = frontier.begin("small", "print", Unfinished.GO_ON, leads(PAGES, FEW, FEW), Bounds.NONE);
        for (int i = 0; i < FEW - 1; i++) {
            Claim.Page page = (Claim.Page) frontier.claim(small, WIDE, frontier.owner(), LEASE);
            db.write(tx -> frontier.finish(tx, page.visit(), RandomRunsContract.DONE));
        }
        assertThat(frontier.claim(small, WIDE, frontier.owner(), LEASE)).isInstanceOf(Claim.Page.class);
        assertThat(frontier.claim(small, WIDE, frontier.owner(), LEASE)).isInstanceOf(Claim.Wait.class);
        assertThat(lookedAt(small)).as("hosts that are still looked at").isEqualTo(1);
    }

    @Test
    void newLinksOpenAHostThatWasEmpty() {
        RunTicket small = frontier.begin("small", "print", Unfinished.GO_ON, leads(PAGES, 1, 1), Bounds.NONE);
        Claim.Page only = (Claim.Page) frontier.claim(small, WIDE, frontier.owner(), LEASE);
        db.write(tx -> frontier.finish(tx, only.visit(), RandomRunsContract.DONE));
        assertThat(frontier.claim(small, WIDE, frontier.owner(), LEASE)).isInstanceOf(Claim.Drained.class);
        assertThat(lookedAt(small)).isZero();
        db.write(tx -> frontier.discover(tx, small, only.visit(), leads(PAGES + 1, 1, 1), Bounds.NONE));
        assertThat(frontier.claim(small, WIDE, frontier.owner(), LEASE)).isInstanceOf(Claim.Page.class);
    }

    @Test
    void pagesThatWaitAreFoundEvenWhenTheirHostWasMadeToSayThatItHasNone_R27() {
        db.write(tx -> tx.update("UPDATE gannet_page SET state = 'pending' WHERE state = 'leased'"));
        db.write(tx -> tx.update("UPDATE gannet_run_host SET opens_at = ?", Openings.NEVER));
        assertThat(frontier.claim(run, WIDE, frontier.owner(), LEASE)).isInstanceOf(Claim.Wait.class);
        assertThat(frontier.claim(run, WIDE, frontier.owner(), LEASE)).isInstanceOf(Claim.Page.class);
    }

    @Test
    void theHostThatWaitsLongestIsAskedFirst() {
        RunTicket small = frontier.begin("small", "print", Unfinished.GO_ON, leads(PAGES, 3 * FEW, FEW), Bounds.NONE);
        // A host opens later than the others once it was asked, be the clock as coarse as it may.
        Pace pace = new Pace(Duration.ofMillis(50), 100);
        List<String> asked = IntStream.range(0, FEW)
                .mapToObj(i -> ((Claim.Page) frontier.claim(small, pace, frontier.owner(), LEASE))
                        .visit()
                        .url()
                        .host())
                .toList();
        assertThat(asked).doesNotHaveDuplicates();
    }

    private long lookedAt(RunTicket small) {
        return db.read(tx -> tx.number(
                "SELECT COUNT(*) FROM gannet_run_host WHERE run = ? AND opens_at < ?", small.run(), Openings.NEVER));
    }

    private void assertByIndex(String sql, @Nullable Object... values) {
        assertThat(plan(db, sql, values)).as(sql).isNotEmpty().noneMatch(this::readsAll);
    }

    private void assertInOrder(String sql, @Nullable Object... values) {
        assertByIndex(sql, values);
        assertThat(plan(db, sql, values)).as(sql).noneMatch(this::sorts);
    }

    private Visit claim() {
        return ((Claim.Page) frontier.claim(run, WIDE, frontier.owner(), LEASE)).visit();
    }

    private static List<Lead> leads(int from, int count, int hosts) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Lead.page(PageUrl.of("https://h" + i % hosts + ".example/" + i), 0))
                .toList();
    }
}
