package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.extract.Extractor;
import dev.gannet.frontier.Bounds;
import dev.gannet.frontier.Claim;
import dev.gannet.frontier.Frontier;
import dev.gannet.frontier.Lead;
import dev.gannet.frontier.Pace;
import dev.gannet.frontier.RunTicket;
import dev.gannet.frontier.Unfinished;
import dev.gannet.http.HttpFetcher;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.store.ItemStore;
import dev.gannet.web.Artefact;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ReadyVerdict;
import dev.gannet.web.Rung;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a page after failures that are scripted here. */
@Tag("fast")
class PageCommitTest {
    @TempDir
    Path folder;

    private Plan plan;
    private Database db;
    private HttpFetcher http;
    private Frontier frontier;
    private RunTicket run;
    private PageCommit commit;

    @BeforeEach
    void open() {
        plan = JobReader.read("""
                start: https://a.example/
                items: {page: {fields: {title: h1}}}
                limits: {attempts: 2}
                """, folder.resolve("job.yaml"), List.of());
        db = Database.open("sqlite:" + folder.resolve("job.db"));
        http = new HttpFetcher(Optional.empty());
        frontier = new Frontier(db);
        ItemStore store = new ItemStore(db);
        store.prepare(plan.name(), plan.items());
        run = frontier.begin(plan.name(), "f", Unfinished.GO_ON, Lead.pages(plan.starts(), 0), Bounds.NONE);
        Scope scope = new Scope(plan);
        Courtesy courtesy = new Courtesy(plan, frontier, RobotsFetching.rules(http, "gannet"), scope, new Stop());
        PageCommit.Ledger ledger =
                new PageCommit.Ledger(db, frontier, store, run, new RunTally(), new HostsReached(plan, false));
        PageJudge judge =
                new PageJudge(plan, Usual.of(plan, frontier, run), new KeptDocuments(folder, 0, plan.redaction()));
        commit = new PageCommit(
                plan,
                ledger,
                new Revisits(plan, ledger),
                scope,
                courtesy,
                new PageCommit.Further(
                        judge,
                        new ApiPaging(plan, scope),
                        new QuietPatterns(frontier, plan.name(), run),
                        new FailedCalls(frontier, run),
                        new Capturing(plan, db, run, folder)));
    }

    @AfterEach
    void close() {
        http.close();
        db.close();
    }

    /** Claims the page without waiting, lets it fail, and tells what was written down. */
    private String fails(FailureKind kind) {
        db.write(tx -> tx.update("UPDATE gannet_page SET not_before = 0")
                + tx.update("UPDATE gannet_host SET next_slot = 0, backoff_until = 0")
                + tx.update("UPDATE gannet_run_host SET opens_at = 0"));
        Claim claim = frontier.claim(run, new Pace(Duration.ZERO, 1), frontier.owner(), Duration.ofMinutes(5));
        Visit visit = ((Claim.Page) claim).visit();
        commit.failure(visit, new ScrapeException(kind, visit.url().text(), "it failed"));
        return db.read(tx -> tx.first(
                        "SELECT p.state AS state, p.attempts AS attempts, a.outcome AS outcome, a.kind AS kind"
                                + " FROM gannet_page p JOIN gannet_attempt a ON a.page = p.id"
                                + " ORDER BY a.token DESC LIMIT 1",
                        row -> row.text("state") + " " + row.count("attempts") + " " + row.text("outcome") + " "
                                + row.text("kind"))
                .orElse("nothing"));
    }

    @Test
    void aBrowserLostUnderAPageUsesNoAttemptTwiceAndIsThePagesFaultAfterThat_R49() {
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ends.add(fails(FailureKind.SESSION_LOST));
        }
        assertThat(ends)
                .containsExactly(
                        "pending 0 lost session-lost",
                        "pending 0 lost session-lost",
                        "pending 1 retry crashed",
                        "failed 2 failed crashed");
    }

    @Test
    void theFilesOfAPageAreInItsOwnTransactionAndThoseOfALateCommitAreNot() {
        Claim claim = frontier.claim(run, new Pace(Duration.ZERO, 1), frontier.owner(), Duration.ofMinutes(5));
        Visit visit = ((Claim.Page) claim).visit();
        Artefact file = new Artefact("a.pdf", folder.resolve("a.pdf"), "f00d", "application/pdf", 7);
        Snapshot snapshot = new Snapshot(
                        visit.url().text(),
                        visit.url().text(),
                        200,
                        0,
                        DocumentKind.HTML,
                        "<h1>x",
                        List.of(),
                        Snapshot.Fetched.NOTHING,
                        false,
                        5,
                        Map.of(),
                        new Snapshot.Said(Map.of()),
                        Snapshot.Clicks.NONE,
                        Snapshot.Flow.NONE,
                        List.of(),
                        new ReadyVerdict(true, "quiet", List.of(), Duration.ZERO),
                        Rung.RENDER,
                        Instant.EPOCH)
                .with(new Snapshot.Flow(List.of(), List.of(), List.of(), List.of(file)));
        Extractor extractor = new Extractor(plan.items(), plan.crawl().follow());
        commit.page(visit, snapshot, ItemFiles.Taken.nothing(extractor.extract(visit.url(), snapshot)));
        commit.page(
                visit,
                snapshot.with(new Snapshot.Flow(List.of(), List.of(), List.of(), List.of(file, file))),
                ItemFiles.Taken.nothing(extractor.extract(visit.url(), snapshot)));
        assertThat(db.<List<String>>read(tx -> tx.list("SELECT path FROM gannet_file", row -> row.text("path"))))
                .containsExactly(folder.resolve("a.pdf").toString());
    }

    @Test
    void aBlockedPageIsTriedLaterItsHostBacksOffLongerEachTimeAndItEndsTyped_R7() {
        assertThat(fails(FailureKind.BLOCKED)).isEqualTo("pending 1 retry blocked");
        assertThat(frontier.claim(run, new Pace(Duration.ZERO, 1), frontier.owner(), Duration.ofMinutes(5)))
                .isInstanceOfSatisfying(
                        Claim.Wait.class, wait -> assertThat(wait.time()).isGreaterThan(Duration.ofSeconds(20)));
        assertThat(fails(FailureKind.BLOCKED)).isEqualTo("failed 2 failed blocked");
        assertThat(db.<Long>read(tx -> tx.number("SELECT COUNT(*) FROM page"))).isZero();
    }
}
