package dev.gannet.frontier;

import dev.gannet.db.Database;
import dev.gannet.extract.Account;
import dev.gannet.extract.Announced;
import dev.gannet.web.Artefact;
import dev.gannet.web.Completeness;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the frontier promises on both databases. */
abstract class FrontierContract {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Pace AT_ONCE = new Pace(Duration.ZERO, 8);
    private static final Pace HOURLY = new Pace(Duration.ofHours(1), 8);
    private static final PageEnd DONE = done(true, "quiet", 1);

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

    @Test
    void startsAreTakenInOncePerKeyAndFoundAgainInOrder() {
        RunTicket run = begin(
                "https://a.example/b", "https://a.example/a", "https://a.example/x/../b", "https://a.example:443/a");
        assertThat(claim(run).url().text()).isEqualTo("https://a.example/b");
        assertThat(claim(run).url().text()).isEqualTo("https://a.example/a");
        assertThat(frontier.counts(run)).isEqualTo(new FrontierCounts(2, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void pagesNearTheStartsComeFirst() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2");
        Visit first = claim(run);
        discover(run, first, 1, "https://a.example/deep", "https://a.example/2");
        end(first, DONE);
        Visit second = claim(run);
        assertThat(second.url().text()).isEqualTo("https://a.example/2");
        Visit deep = claim(run);
        assertThat(deep.url().text()).isEqualTo("https://a.example/deep");
        assertThat(deep.depth()).isEqualTo(1);
    }

    @Test
    void aRunIsDrainedWhenNothingIsPendingOrInFlight_R27() {
        RunTicket run = begin("https://a.example/");
        Visit only = claim(run);
        assertThat(ask(run)).isInstanceOf(Claim.Wait.class);
        discover(run, only, 1, "https://a.example/last");
        end(only, DONE);
        end(claim(run), DONE);
        assertThat(ask(run)).isInstanceOf(Claim.Drained.class);
    }

    @Test
    void pagesBeyondTheBoundAreKeptAsSkipped_R28() {
        RunTicket run = begin("https://a.example/");
        Visit start = claim(run);
        int fresh = db.write(tx -> frontier.discover(
                tx,
                run,
                start,
                Lead.pages(
                        List.of(page("https://a.example/1"), page("https://a.example/2"), page("https://a.example/3")),
                        1),
                new Bounds(OptionalInt.of(2), 10)));
        assertThat(fresh).isEqualTo(3);
        assertThat(frontier.counts(run)).isEqualTo(new FrontierCounts(4, 0, 0, 0, 2, 1, 1));
        assertThat(frontier.skippedByReason(run)).containsExactly(Map.entry("pages limit", 2L));
    }

    @Test
    void everyEndIsCountedAndAddsUp_R28() {
        RunTicket run = begin(
                IntStream.range(0, 8).mapToObj(i -> "https://a.example/" + i).toArray(String[]::new));
        end(claim(run), DONE);
        end(claim(run), done(false, "no .x", 0));
        end(
                claim(run),
                new PageEnd.Failed(
                        FailureKind.DNS, "no address\nfor it", OptionalInt.empty(), Optional.of("/tmp/shot.png")));
        end(claim(run), new PageEnd.Failed(FailureKind.HUNG, "holds", OptionalInt.empty(), Optional.empty()));
        end(claim(run), new PageEnd.Failed(FailureKind.HUNG, "holds too", OptionalInt.empty(), Optional.empty()));
        end(claim(run), new PageEnd.Skipped("robots", FailureKind.ROBOTS, "Disallow: /"));
        claim(run);
        assertThat(frontier.counts(run)).isEqualTo(new FrontierCounts(8, 2, 1, 3, 1, 1, 1));
        assertThat(frontier.failures(run))
                .containsExactly(
                        new FailureGroup(FailureKind.HUNG, 2, "https://a.example/3", "holds"),
                        new FailureGroup(FailureKind.DNS, 1, "https://a.example/2", "no address for it"));
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_page p WHERE state = 'done'"
                        + " AND NOT EXISTS (SELECT 1 FROM gannet_attempt a WHERE a.page = p.id)")))
                .isZero();
    }

    @Test
    void aRetryUsesAnAttemptAndWaitsItsTime_aReleaseDoesNot() {
        RunTicket run = begin("https://a.example/");
        end(claim(run), new PageEnd.Released());
        Visit first = claim(run);
        assertThat(first.attempt()).isEqualTo(1);
        end(first, new PageEnd.NotReadyRetry(".x is missing"));
        Visit second = claim(run);
        assertThat(second.attempt()).isEqualTo(2);
        end(second, new PageEnd.Retry(FailureKind.CONNECTION, "reset", Duration.ofHours(1)));
        assertThat(ask(run))
                .isInstanceOfSatisfying(
                        Claim.Wait.class,
                        wait -> assertThat(wait.time()).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(65)));
    }

    @Test
    void aLostBrowserUsesNoAttemptButIsCountedAndWaitsItsTime_R49() {
        RunTicket run = begin("https://a.example/");
        for (int lost = 0; lost < 2; lost++) {
            Visit visit = claim(run);
            assertThat(visit.attempt()).isEqualTo(1);
            assertThat(db.<Integer>read(tx -> frontier.lost(tx, visit))).isEqualTo(lost);
            end(visit, new PageEnd.Lost(FailureKind.SESSION_LOST, "gone", Duration.ZERO));
        }
        Visit third = claim(run);
        assertThat(db.<Integer>read(tx -> frontier.lost(tx, third))).isEqualTo(2);
        end(third, new PageEnd.Lost(FailureKind.SESSION_LOST, "gone", Duration.ofHours(1)));
        assertThat(ask(run))
                .isInstanceOfSatisfying(
                        Claim.Wait.class, wait -> assertThat(wait.time()).isGreaterThan(Duration.ofMinutes(55)));
    }

    @Test
    void aPageThatIsVisitedAgainReplacesTheFilesOfItsVisitBeforeAndNoOthers() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2");
        Instant taken = Instant.parse("2026-11-16T08:00:00.250Z");
        Visit first = claim(run);
        keep(run, first, new PageEnd.NotReadyRetry(".x is missing"), taken, "old.pdf", "older.pdf");
        Visit again = claim(run);
        assertThat(again.page()).isEqualTo(first.page());
        keep(run, again, DONE, taken, "new.pdf");
        keep(run, claim(run), DONE, taken, "new.pdf", "other.pdf");
        assertThat(db.<List<String>>read(tx -> tx.list(
                        "SELECT f.page AS page, f.place AS place, f.run AS run, f.name AS name, f.sha256 AS sha256,"
                                + " f.type AS type, f.bytes AS bytes, f.path AS path, f.taken_at AS taken_at"
                                + " FROM gannet_file f ORDER BY f.page, f.place",
                        row -> row.number("page") - first.page() + " " + row.count("place") + " "
                                + (row.number("run") - run.run()) + " " + row.text("name") + " " + row.text("sha256")
                                + " " + row.text("type") + " " + row.number("bytes") + " " + row.text("path") + " "
                                + row.moment("taken_at").equals(Optional.of(taken)))))
                .containsExactly(
                        "0 0 0 new.pdf f00d application/pdf 3000000000 " + Path.of("/run/new.pdf") + " true",
                        "1 0 0 new.pdf f00d application/pdf 3000000000 " + Path.of("/run/new.pdf") + " true",
                        "1 1 0 other.pdf f00d application/pdf 3000000000 " + Path.of("/run/other.pdf") + " true");
    }

    private void keep(RunTicket run, Visit visit, PageEnd end, Instant taken, String... names) {
        List<Artefact> files = Stream.of(names)
                .map(name ->
                        new Artefact(name, Path.of("/run").resolve(name), "f00d", "application/pdf", 3_000_000_000L))
                .toList();
        assertThat(db.<Boolean>write(tx -> {
                    boolean mine = frontier.finish(tx, visit, end);
                    frontier.files(tx, run, visit, files, taken);
                    return mine;
                }))
                .isTrue();
    }

    @Test
    void aDoneRowTellsHowMuchWasReadWhatThePageCallsItselfAndWhatItTried_R10_R12_R63() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2");
        PageEnd.Document cut = new PageEnd.Document(
                200,
                "https://a.example/1?x",
                1,
                Rung.RENDER,
                Optional.of("https://a.example/one"),
                new PageEnd.Extent(true, 3_000_000_000L),
                Optional.of("3 dialog, 30 popup"));
        end(
                claim(run),
                new PageEnd.Done(cut, true, "quiet", List.of(), new PageEnd.Links(100_000, 90_000), Optional.empty()));
        end(claim(run), DONE);
        assertThat(db.<List<String>>read(tx -> tx.list(
                        "SELECT url, final_url, canonical, truncated, length, links, links_left_out, told, kind"
                                + " FROM gannet_page ORDER BY id",
                        row -> String.join(
                                "|",
                                row.text("url"),
                                row.text("final_url"),
                                row.text("canonical"),
                                String.valueOf(row.number("length")),
                                String.valueOf(row.count("links")),
                                String.valueOf(row.count("links_left_out")),
                                row.text("told"),
                                row.text("kind")))))
                .containsExactly(
                        "https://a.example/1|https://a.example/1?x|https://a.example/one|3000000000|100000|90000"
                                + "|3 dialog, 30 popup|too-large",
                        "https://a.example/2|https://a.example/||10|0|0||");
        assertThat(frontier.shortfall(run))
                .isEqualTo(new Shortfall(0, 1, 1, 90_000, List.of(new Shortfall.Kind("item", 1, 0, List.of()))));
    }

    @Test
    void invalidItemsAreCountedByKindWithTheFieldsTheyLack_R8() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2", "https://a.example/3");
        end(claim(run), gave(new PageEnd.Items("card", 9, 1, List.of("sku"))));
        end(claim(run), gave(new PageEnd.Items("card", 0, 2, List.of("name", "sku"))));
        end(claim(run), gave(new PageEnd.Items("shop", 1, 0, List.of())));
        assertThat(frontier.shortfall(run))
                .isEqualTo(new Shortfall(
                        0,
                        0,
                        0,
                        0,
                        List.of(
                                new Shortfall.Kind("card", 9, 3, List.of("name", "sku")),
                                new Shortfall.Kind("shop", 1, 0, List.of()))));
        frontier.end(run, true);
        assertThat(frontier.shortfall(begin("https://a.example/1"))).isEqualTo(new Shortfall(0, 0, 0, 0, List.of()));
    }

    @Test
    void whatPagesGaveAndSayOfTheirNumberIsAddedUpByKind() {
        RunTicket run =
                begin("https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/4");
        Account lacking = new Account(Map.of("price", 2, "name", 1), Optional.empty());
        end(claim(run), gave(new PageEnd.Items("card", 9, 1, List.of("sku"), lacking)));
        end(claim(run), gave(new PageEnd.Items("card", 9, 0, List.of(), lacking)));
        Account told =
                new Account(Map.of("price", 3), Optional.of(new Announced(4_000_000_000L, true, "aria-setsize")));
        end(claim(run), gave(new PageEnd.Items("card", 5, 2, List.of("sku"), told)));
        end(claim(run), gave(new PageEnd.Items("shop", 1, 0, List.of())));

        assertThat(frontier.found(run))
                .containsExactly(
                        new Found("card", 23, Map.of("price", 7L, "name", 2L)), new Found("shop", 1, Map.of()));
        assertThat(frontier.told(run)).singleElement().satisfies(one -> {
            assertThat(one.url()).isEqualTo("https://a.example/3");
            assertThat(one.foundOn()).isEmpty();
            assertThat(List.of(one.kind(), one.items(), one.announced(), one.least(), one.by()))
                    .isEqualTo(List.of("card", 7L, 4_000_000_000L, true, "aria-setsize"));
        });
    }

    @Test
    void whatIsMadeOfARunAndItsPagesIsKeptAndTakenBackWhenItGoesOn() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2");
        Breach late = Breach.ofRun(Completeness.PARTIAL, "ready", "never ready")
                .seenOn("https://a.example/1", Optional.of("/x.html"));
        end(claim(run), judged(late));
        end(claim(run), judged(late));
        assertThat(frontier.breachesOfPages(run))
                .containsExactly(new Breach(
                        Completeness.PARTIAL,
                        "ready",
                        Optional.empty(),
                        Optional.empty(),
                        "never ready",
                        Optional.of("https://a.example/1"),
                        Optional.of("/x.html"),
                        2));
        Breach few = Breach.ofField(Completeness.SUSPECT, "last runs", "card", "price", "3 of 9")
                .seenOn("https://a.example/2", Optional.empty());
        Found found = new Found("card", 9, Map.of("price", 6L));
        Verdict verdict = new Verdict(
                Completeness.PARTIAL, List.of(few), List.of(new Verdict.Kind(found, 8, "c", Completeness.COMPLETE)));
        frontier.judged(run, verdict);
        frontier.judged(run, verdict);
        frontier.end(run, true);

        RunStatus status = frontier.latest("shop").orElseThrow();
        assertThat(status.verdict()).contains(Completeness.PARTIAL);
        assertThat(status.breaches()).hasSize(2).contains(few);
        RunTicket next = begin("https://a.example/1");
        assertThat(frontier.earlier("shop", next, "card", 5)).isEqualTo(verdict.kinds());
        assertThat(frontier.earlier("other", next, "card", 5)).isEmpty();
        assertThat(frontier.earlier("shop", run, "card", 5)).as("itself").isEmpty();
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_page WHERE verdict = 'partial'")))
                .isEqualTo(2);

        db.write(tx -> tx.update("UPDATE gannet_run SET state = 'stopped' WHERE id = ?", run.run()));
        db.write(tx -> tx.update("DELETE FROM gannet_page WHERE run = ?", next.run()));
        db.write(tx -> tx.update("UPDATE gannet_run SET state = 'abandoned' WHERE id = ?", next.run()));
        assertThat(begin("https://a.example/1").run()).isEqualTo(run.run());
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_run_kind")))
                .isZero();
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_run WHERE verdict IS NOT NULL")))
                .isZero();
    }

    @Test
    void whatSeveralProcessesMakeOfARunAtTheSameMomentIsKeptOnce() throws Exception {
        RunTicket run = begin("https://a.example/1");
        Breach few = Breach.ofField(Completeness.SUSPECT, "last runs", "card", "price", "3 of 9");
        Found found = new Found("card", 9, Map.of("price", 6L));
        Verdict verdict = new Verdict(
                Completeness.SUSPECT, List.of(few), List.of(new Verdict.Kind(found, 8, "c", Completeness.COMPLETE)));
        Callable<Boolean> judge = () -> {
            frontier.judged(run, verdict);
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(80, judge), 120, TimeUnit.SECONDS)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_run_kind")))
                .isEqualTo(1);
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_breach")))
                .isEqualTo(1);
    }

    private static PageEnd judged(Breach breach) {
        return new PageEnd.Done(
                document(),
                false,
                "late",
                List.of(),
                PageEnd.Links.NONE,
                Optional.empty(),
                new Judgement(List.of(breach), Duration.ofSeconds(60), List.of("product", "/api")));
    }

    @Test
    void theStatusOfAFailedPageIsKept_R6() {
        RunTicket run = begin("https://a.example/");
        end(
                claim(run),
                new PageEnd.Failed(FailureKind.HTTP_SERVER_ERROR, "503", OptionalInt.of(503), Optional.empty()));
        assertThat(db.<Long>read(tx -> tx.number("SELECT status FROM gannet_page")))
                .isEqualTo(503);
    }

    @Test
    void aHostIsNotAskedAgainBeforeItsDelayIsOver_anotherIs() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2", "https://b.example/1");
        assertThat(claim(run, HOURLY).url().host()).isEqualTo("a.example");
        assertThat(claim(run, HOURLY).url().host()).isEqualTo("b.example");
        assertThat(frontier.claim(run, HOURLY, frontier.owner(), LEASE)).isInstanceOf(Claim.Wait.class);
    }

    @Test
    void theNextSlotOpensWhenTheDelayAfterTheObservedStartIsOver() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2");
        end(claim(run), DONE);
        frontier.started("a.example", Duration.ofHours(1));
        frontier.started("a.example", Duration.ZERO);
        assertThat(ask(run))
                .isInstanceOfSatisfying(
                        Claim.Wait.class,
                        wait -> assertThat(wait.time()).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60)));
    }

    @Test
    void requestsThatAreNoPagesTakeSlotsOfTheSameRow() {
        assertThat(frontier.reserve("a.example", Duration.ofHours(1))).isZero();
        assertThat(frontier.reserve("a.example", Duration.ofHours(1)))
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(frontier.reserve("a.example", Duration.ofHours(1)))
                .isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
        assertThat(ask(begin("https://a.example/"))).isInstanceOf(Claim.Wait.class);
    }

    @Test
    void neverMoreThanTheAllowedPagesOfAHostAreInFlight() {
        RunTicket run = begin("https://a.example/1", "https://a.example/2", "https://a.example/3");
        Pace two = new Pace(Duration.ZERO, 2);
        Visit first = claim(run, two);
        claim(run, two);
        assertThat(frontier.claim(run, two, frontier.owner(), LEASE)).isInstanceOf(Claim.Wait.class);
        end(first, DONE);
        assertThat(claim(run, two).url().text()).isEqualTo("https://a.example/3");
    }

    @Test
    void aHostThatAsksForItIsLeftAloneAtLeastThatLong() {
        RunTicket run = begin("https://a.example/1");
        frontier.backOff("a.example", Duration.ofHours(2), true);
        frontier.backOff("a.example", Duration.ofHours(5), false);
        assertThat(ask(run))
                .isInstanceOfSatisfying(
                        Claim.Wait.class,
                        wait -> assertThat(wait.time()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120)));
        assertThat(db.<Long>read(tx -> tx.number("SELECT strikes FROM gannet_host")))
                .isEqualTo(1);
    }

    @Test
    void aLateCommitOfALostLeaseIsRefused_R18() {
        RunTicket run = begin("https://a.example/");
        Visit slow = page(frontier.claim(run, AT_ONCE, "other/1/1", Duration.ZERO));
        Visit quick = claim(run);
        assertThat(quick.page()).isEqualTo(slow.page());
        assertThat(quick.token()).isGreaterThan(slow.token());
        assertThat(finish(slow, DONE)).isFalse();
        assertThat(finish(quick, DONE)).isTrue();
        assertThat(finish(quick, DONE)).isFalse();
        assertThat(quick.attempt()).as("a lost claim uses no attempt").isEqualTo(1);
    }

    @Test
    void aHeartbeatKeepsALease() {
        RunTicket run = begin("https://a.example/");
        Visit visit = claim(run);
        frontier.heartbeat(run, List.of(), Duration.ofHours(9));
        assertThat(leaseLeft()).as("of a claim that no worker holds").isLessThan(Duration.ofHours(8));
        frontier.heartbeat(run, List.of(visit), Duration.ofHours(9));
        assertThat(leaseLeft()).isGreaterThan(Duration.ofHours(8));
        assertThat(finish(visit, DONE)).isTrue();
    }

    @Test
    void aHeartbeatOfAnEarlierClaimDoesNotExtendALaterOneOfTheSamePage() {
        RunTicket run = begin("https://a.example/");
        Visit first = claim(run);
        end(first, new PageEnd.Released());
        Visit second = claim(run);
        assertThat(second.page()).isEqualTo(first.page());

        frontier.heartbeat(run, List.of(first), Duration.ofHours(9));
        assertThat(leaseLeft()).isLessThan(Duration.ofHours(8));
        frontier.heartbeat(run, List.of(first, second), Duration.ofHours(9));
        assertThat(leaseLeft()).isGreaterThan(Duration.ofHours(8));
    }

    private Duration leaseLeft() {
        return Duration.ofMillis(db.<Long>read(tx -> tx.number("SELECT lease_until FROM gannet_page") - tx.now()));
    }

    @Test
    void aCommitThatThrowsLeavesNothing_R16() {
        RunTicket run = begin("https://a.example/");
        Visit visit = claim(run);
        assertThatThrownBy(() -> db.write(tx -> {
                    frontier.discover(
                            tx, run, visit, List.of(Lead.page(page("https://a.example/next"), 1)), Bounds.NONE);
                    frontier.finish(tx, visit, DONE);
                    throw new IllegalStateException("killed before the commit");
                }))
                .hasMessage("killed before the commit");
        assertThat(frontier.counts(run)).isEqualTo(new FrontierCounts(1, 0, 0, 0, 0, 0, 1));
        assertThat(finish(visit, DONE)).isTrue();
    }

    @Test
    void anUnfinishedRunIsResumedAndAFinishedOneIsNot() {
        RunTicket first = begin("https://a.example/1", "https://a.example/2");
        end(claim(first), DONE);
        claim(first);
        frontier.end(first, false);
        assertThat(frontier.latest("shop").orElseThrow().state()).isEqualTo("stopped");
        RunTicket second = begin("https://a.example/1", "https://a.example/2");
        assertThat(second.run()).isEqualTo(first.run());
        assertThat(second.resumed()).isTrue();
        assertThat(second.joined()).isFalse();
        assertThat(second.startedAt()).isEqualTo(first.startedAt());
        assertThat(frontier.counts(second)).isEqualTo(new FrontierCounts(2, 1, 0, 0, 0, 1, 0));
        end(claim(second), DONE);
        frontier.end(second, true);
        RunStatus status = frontier.latest("shop").orElseThrow();
        assertThat(status.state()).isEqualTo("finished");
        assertThat(status.ended()).isPresent();
        RunTicket third = begin("https://a.example/1");
        assertThat(third.run()).isNotEqualTo(first.run());
        assertThat(third.resumed()).isFalse();
    }

    @Test
    void aChangedCrawlOfAnUnfinishedRunIsAnErrorWithBothWaysOut() {
        RunTicket first = begin("https://a.example/");
        List<Lead> starts = List.of(Lead.page(page("https://b.example/"), 0));
        assertThatThrownBy(() -> frontier.begin("shop", "other", Unfinished.GO_ON, starts, Bounds.NONE))
                .isInstanceOf(RunConflictException.class)
                .hasMessageContaining("--fresh")
                .hasMessageContaining("put them back");
        RunTicket fresh = frontier.begin("shop", "other", Unfinished.GIVE_UP, starts, Bounds.NONE);
        assertThat(fresh.run()).isNotEqualTo(first.run());
        assertThat(ask(first)).as("an abandoned run").isInstanceOf(Claim.Drained.class);
        assertThat(claim(fresh).url().host()).isEqualTo("b.example");
    }

    @Test
    void aRunOfAnotherCrawlIsGivenUpWhereThatIsAskedForAndNobodyWorksOnIt() {
        List<Lead> starts = List.of(Lead.page(page("https://a.example/"), 0));
        Frontier far = new Frontier(db, new ProcessName("another-machine", 7, 7));
        RunTicket first = begin(far, "https://a.example/");

        assertThatThrownBy(() -> frontier.begin("shop", "other", Unfinished.GO_ON_IF_SAME, starts, Bounds.NONE))
                .as("somebody works on it")
                .isInstanceOf(RunConflictException.class);
        assertThat(frontier.worthJoining("shop", "print")).isTrue();
        assertThat(frontier.worthJoining("shop", "other")).isFalse();
        assertThat(frontier.join("shop", "other")).isEmpty();

        far.end(first, false);
        RunTicket same = frontier.begin("shop", "print", Unfinished.GO_ON_IF_SAME, starts, Bounds.NONE);
        assertThat(same.run()).isEqualTo(first.run());
        assertThat(same.resumed()).isTrue();
        assertThat(same.gaveUp()).isEmpty();

        frontier.end(same, false);
        RunTicket other = frontier.begin("shop", "other", Unfinished.GO_ON_IF_SAME, starts, Bounds.NONE);
        assertThat(other.gaveUp()).contains(first.run());
        assertThat(other.resumed()).isFalse();
        assertThat(ask(first)).as("an abandoned run").isInstanceOf(Claim.Drained.class);
        assertThat(claim(other).url().host()).isEqualTo("a.example");
    }

    @Test
    void anotherLiveProcessIsJoinedAndADeadOneFreed() {
        ProcessName self = ProcessName.current();
        ProcessName elsewhere = new ProcessName("another-machine", 7, 7);
        ProcessName dead = new ProcessName(self.machine(), self.pid(), self.started() - 60_000);
        Frontier far = new Frontier(db, elsewhere);
        RunTicket theirs = begin(far, "https://a.example/1", "https://a.example/2", "https://a.example/3");
        page(far.claim(theirs, AT_ONCE, far.owner(), LEASE));
        Frontier gone = new Frontier(db, dead);
        RunTicket lost = begin(gone, "https://a.example/1");
        assertThat(lost.joined()).isTrue();
        Visit lostPage = page(gone.claim(lost, AT_ONCE, gone.owner(), LEASE));

        RunTicket ours = begin("https://a.example/1");
        assertThat(ours.run()).isEqualTo(theirs.run());
        assertThat(ours.joined()).isTrue();
        assertThat(claim(ours).url().text()).as("what was not lost comes first").endsWith("/3");
        assertThat(claim(ours).page()).isEqualTo(lostPage.page());
        assertThat(finish(lostPage, DONE)).isFalse();

        far.end(theirs, false);
        assertThat(frontier.latest("shop").orElseThrow().state()).isEqualTo("running");
    }

    @Test
    void aPageThatIsLostWithItsProcessIsVisitedAloneAndGivenUpAtLast_R20() {
        RunTicket run = begin("https://a.example/lethal", "https://b.example/1", "https://c.example/1");
        Frontier other = new Frontier(db, new ProcessName("another-machine", 7, 7));
        for (int lost = 1; lost <= 3; lost++) {
            assertThat(claim(run).url().host()).isEqualTo("a.example");
            loseAll();
            // Otherwise it would be the turn of the next host.
            db.write(tx -> tx.update("UPDATE gannet_run_host SET opens_at = 0"));
        }
        Visit innocent = claim(run);
        assertThat(innocent.url().host()).as("others come first now").isEqualTo("b.example");
        Visit second = claim(run);
        assertThat(ask(run)).as("not while others are under way").isInstanceOf(Claim.Wait.class);
        end(second, DONE);
        assertThat(ask(run)).as("not while another is under way").isInstanceOf(Claim.Wait.class);
        end(innocent, new PageEnd.Retry(FailureKind.CONNECTION, "reset", Duration.ZERO));
        end(claim(run), DONE);
        for (int lost = 4; lost <= 6; lost++) {
            Visit alone = claim(run);
            assertThat(alone.url().host()).isEqualTo("a.example");
            assertThat(alone.attempt())
                    .as("a claim that is lost uses no attempt")
                    .isEqualTo(1);
            discover(run, alone, 1, "https://d.example/" + lost);
            assertThat(ask(run)).as("nothing beside it").isInstanceOf(Claim.Wait.class);
            Visit elsewhere = page(other.claim(run, AT_ONCE, other.owner(), LEASE));
            assertThat(elsewhere.url().host()).as("other processes go on").isEqualTo("d.example");
            assertThat(db.<Boolean>write(tx -> other.finish(tx, elsewhere, DONE)))
                    .isTrue();
            loseAll();
        }
        assertThat(ask(run)).isInstanceOf(Claim.Drained.class);
        assertThat(frontier.failures(run))
                .containsExactly(new FailureGroup(
                        FailureKind.LETHAL,
                        1,
                        "https://a.example/lethal",
                        "the process that visited it died under it 6 times, 3 of them with nothing else under way"));
        assertThat(db.<Long>read(tx ->
                        tx.number("SELECT COUNT(*) FROM gannet_attempt WHERE outcome = 'failed' AND kind = 'lethal'")))
                .isEqualTo(1);
        frontier.end(run, true);
        assertThat(frontier.retryFailed("shop")).isEqualTo(1);
        assertThat(claim(begin("https://a.example/lethal", "https://b.example/1", "https://c.example/1"))
                        .attempt())
                .isEqualTo(1);
    }

    /** Lets every lease run out. */
    private void loseAll() {
        db.write(tx -> tx.update("UPDATE gannet_page SET lease_until = 0 WHERE state = 'leased'"));
    }

    @Test
    void failedPagesOfTheLastRunCanBeTriedAgain() {
        RunTicket first = begin("https://a.example/1", "https://a.example/2");
        end(claim(first), DONE);
        end(claim(first), new PageEnd.Failed(FailureKind.TIMEOUT, "slow", OptionalInt.empty(), Optional.empty()));
        frontier.end(first, true);
        assertThat(frontier.retryFailed("shop")).isEqualTo(1);
        RunTicket again = begin("https://a.example/1", "https://a.example/2");
        assertThat(again.run()).isEqualTo(first.run());
        Visit visit = claim(again);
        assertThat(visit.url().text()).isEqualTo("https://a.example/2");
        assertThat(visit.attempt()).isEqualTo(1);
        assertThat(frontier.retryFailed("never ran")).isZero();
        assertThat(frontier.latest("never ran")).isEmpty();
    }

    @Test
    void anUrlOfAnyLengthIsKept() {
        String text = "https://a.example/"
                + new java.util.Random(1)
                        .ints(40_000, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        assertThat(claim(begin(text)).url().text()).isEqualTo(text);
    }

    @Test
    void eightThreadsTakeEachPageExactlyOnce_R21() throws Exception {
        assertEightThreadsTakeEachPageExactlyOnce(150);
    }

    @Tag("soak")
    @Test
    void eightThreadsTakeFiveHundredPagesEachExactlyOnce_R21() throws Exception {
        assertEightThreadsTakeEachPageExactlyOnce(500);
    }

    private void assertEightThreadsTakeEachPageExactlyOnce(int pages) throws Exception {
        RunTicket run = begin(IntStream.range(0, pages)
                .mapToObj(i -> "https://h" + i % 5 + ".example/" + i)
                .toArray(String[]::new));
        List<Long> seen = workers(run, AT_ONCE);
        assertThat(seen).hasSize(pages).doesNotHaveDuplicates();
        assertThat(frontier.counts(run)).isEqualTo(new FrontierCounts(pages, pages, 0, 0, 0, 0, 0));
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM gannet_attempt")))
                .isEqualTo(pages);
    }

    @Test
    void claimsOfOneHostAreNeverCloserThanTheDelay() throws Exception {
        RunTicket run = begin(IntStream.range(0, 40)
                .mapToObj(i -> "https://h" + i % 2 + ".example/" + i)
                .toArray(String[]::new));
        Duration delay = Duration.ofMillis(20);
        workers(run, new Pace(delay, 8));
        Map<String, Long> last = new java.util.HashMap<>();
        List<Long> gaps = new ArrayList<>();
        db.read(tx -> {
            tx.each("SELECT host, claimed_at FROM gannet_page ORDER BY claimed_at", row -> {
                Long before = last.put(row.text("host"), row.number("claimed_at"));
                if (before != null) {
                    gaps.add(row.number("claimed_at") - before);
                }
            });
            return true;
        });
        assertThat(gaps).hasSize(38).allMatch(gap -> gap >= delay.toMillis());
    }

    private List<Long> workers(RunTicket run, Pace pace) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<List<Long>>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            work.add(() -> work(run, pace));
        }
        List<Long> all = new ArrayList<>();
        try {
            for (Future<List<Long>> each : threads.invokeAll(work, 120, TimeUnit.SECONDS)) {
                all.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        return all;
    }

    private List<Long> work(RunTicket run, Pace pace) throws InterruptedException {
        List<Long> mine = new ArrayList<>();
        while (true) {
            Claim claim = frontier.claim(run, pace, frontier.owner(), LEASE);
            if (claim instanceof Claim.Drained) {
                return mine;
            }
            if (claim instanceof Claim.Page page) {
                mine.add(page.visit().page());
                end(page.visit(), DONE);
            } else if (claim instanceof Claim.Wait wait) {
                boolean never =
                        new CountDownLatch(1).await(Math.min(20, wait.time().toMillis()), TimeUnit.MILLISECONDS);
                assertThat(never).isFalse();
            }
        }
    }

    private RunTicket begin(String... starts) {
        return begin(frontier, starts);
    }

    private static RunTicket begin(Frontier frontier, String... starts) {
        return frontier.begin(
                "shop",
                "print",
                Unfinished.GO_ON,
                Lead.pages(List.of(starts).stream().map(FrontierContract::page).toList(), 0),
                Bounds.NONE);
    }

    private Claim ask(RunTicket run) {
        return frontier.claim(run, AT_ONCE, frontier.owner(), LEASE);
    }

    private Visit claim(RunTicket run) {
        return claim(run, AT_ONCE);
    }

    private Visit claim(RunTicket run, Pace pace) {
        return page(frontier.claim(run, pace, frontier.owner(), LEASE));
    }

    private static Visit page(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Page.class);
        return ((Claim.Page) claim).visit();
    }

    private static PageUrl page(String url) {
        return PageUrl.of(url);
    }

    private static PageEnd done(boolean ready, String reason, int rows) {
        return new PageEnd.Done(
                document(),
                ready,
                reason,
                List.of(new PageEnd.Items("item", rows, 0, List.of())),
                PageEnd.Links.NONE,
                Optional.empty());
    }

    private static PageEnd gave(PageEnd.Items items) {
        return new PageEnd.Done(document(), true, "quiet", List.of(items), PageEnd.Links.NONE, Optional.empty());
    }

    private static PageEnd.Document document() {
        return new PageEnd.Document(
                200,
                "https://a.example/",
                0,
                Rung.RENDER,
                Optional.empty(),
                new PageEnd.Extent(false, 10),
                Optional.empty());
    }

    private void discover(RunTicket run, Visit from, int depth, String... links) {
        db.write(tx -> frontier.discover(
                tx,
                run,
                from,
                Lead.pages(List.of(links).stream().map(FrontierContract::page).toList(), depth),
                Bounds.NONE));
    }

    private boolean finish(Visit visit, PageEnd end) {
        return db.write(tx -> frontier.finish(tx, visit, end));
    }

    private void end(Visit visit, PageEnd end) {
        assertThat(finish(visit, end)).isTrue();
    }
}
