package dev.gannet.cli;

import dev.gannet.crawl.RunSummary.End;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class RunCommandTest {
    @TempDir
    private Path logs;

    private final ScriptedRooms rooms = new ScriptedRooms();

    private CommandRun gannet(String... arguments) {
        return CommandRun.of(rooms, logs, arguments);
    }

    private void comesTo(End end, FailureKind... kinds) {
        var failures =
                List.of(kinds).stream().map(kind -> Samples.failure(kind, 3)).toList();
        rooms.runs.add(() -> Samples.summary(end, failures));
    }

    @Test
    void aCompleteRunEndsWithZeroAndSaysWhereTheRowsAre() {
        comesTo(End.COMPLETE);
        CommandRun run = gannet("run", "shop.yaml").endsWith(ExitCode.COMPLETE);
        assertThat(run.out())
                .startsWith("shop: complete, 1,440 pages in 2m 03s")
                .contains("product: 118 new, 2 changed, 0 unchanged; 120 in table product")
                .contains("sqlite3 -box /data/shop.db 'select * from product limit 5'")
                .contains(".log")
                .doesNotContain("Next");
    }

    @Test
    void anIncompleteRunEndsWithOneAndSaysHowToRetry() {
        comesTo(End.INCOMPLETE, FailureKind.HTTP_SERVER_ERROR);
        CommandRun run = gannet("run", "shop.yaml").endsWith(ExitCode.INCOMPLETE);
        assertThat(run.out())
                .contains("3 pages: http-server-error")
                .contains("what was said at that one")
                .contains(Remedies.of(FailureKind.HTTP_SERVER_ERROR))
                .contains("gannet run --retry-failed shop.yaml")
                .doesNotContain("\u001b");
    }

    @Test
    void aStoppedRunSaysHowToGoOn() {
        comesTo(End.STOPPED);
        CommandRun run = gannet("run", "my shop.yaml").endsWith(ExitCode.INTERRUPTED);
        assertThat(run.out()).contains("40 still to do").contains("gannet run 'my shop.yaml'");
    }

    @Test
    void everyJobIsCheckedBeforeTheFirstIsRun() {
        rooms.badJobs.put(Path.of("b.yaml"), "b.yaml:3:1: unknown key strat\nstrat: x\n^");
        rooms.badJobs.put(Path.of("c.yaml"), "c.yaml:1:1: empty");
        CommandRun run = gannet("run", "a.yaml", "b.yaml", "c.yaml").endsWith(ExitCode.USAGE);
        assertThat(run.err()).contains("b.yaml:3:1: unknown key strat", "c.yaml:1:1: empty");
        assertThat(rooms.asked).noneMatch(asked -> asked.startsWith("crawl"));
    }

    @Test
    void severalJobsEndWithTheGravestCode() {
        comesTo(End.INCOMPLETE);
        comesTo(End.COMPLETE);
        gannet("run", "a.yaml", "b.yaml").endsWith(ExitCode.INCOMPLETE);
        assertThat(rooms.runs).isEmpty();
    }

    @Test
    void afterAStopNoFurtherJobIsStarted() {
        comesTo(End.STOPPED);
        comesTo(End.COMPLETE);
        gannet("run", "a.yaml", "b.yaml").endsWith(ExitCode.INTERRUPTED);
        assertThat(rooms.runs).hasSize(1);
    }

    @Test
    void theOptionsReachTheRun() {
        comesTo(End.COMPLETE);
        gannet(
                        "run",
                        "a.yaml",
                        "--sessions",
                        "3",
                        "--pages=10",
                        "--fresh",
                        "--trace",
                        "--store",
                        "sqlite:it's.db",
                        "--set",
                        "name=x")
                .endsWith(ExitCode.COMPLETE);
        assertThat(rooms.asked.get(0)).isEqualTo("plan a.yaml [name=x, store='sqlite:it''s.db', crawl.pages=10]");
        assertThat(rooms.asked.get(1))
                .contains("OptionalInt[3]", "unfinished=GIVE_UP", "retryFailed=false", "trace=true");
    }

    @Test
    void wishesThatContradictEachOtherAreRefused() {
        gannet("run", "a.yaml", "--fresh", "--retry-failed").endsWith(ExitCode.USAGE);
        gannet("run", "a.yaml", "--sessions", "0").endsWith(ExitCode.USAGE);
        gannet("run", "a.yaml", "--grace", "-1").endsWith(ExitCode.USAGE);
        gannet("run", "a.yaml", "--output", "rows.txt").endsWith(ExitCode.USAGE);
        gannet("run", "a.yaml", "b.yaml", "--output", "rows.csv").endsWith(ExitCode.USAGE);
        gannet("run").endsWith(ExitCode.USAGE);
        assertThat(rooms.asked).isEmpty();
    }

    @Test
    void jsonIsOneLineForEachJobOnStdoutAlone() {
        comesTo(End.INCOMPLETE, FailureKind.TIMEOUT);
        CommandRun run = gannet("run", "--json", "a.yaml").endsWith(ExitCode.INCOMPLETE);
        assertThat(run.out().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.path("end").asString()).isEqualTo("incomplete");
        assertThat(json.path("exit").asInt()).isEqualTo(1);
        assertThat(json.path("pages").path("failed").asInt()).isEqualTo(3);
        assertThat(json.path("failures").path(0).path("kind").asString()).isEqualTo("timeout");
        assertThat(json.path("kinds").path(0).path("added").asInt()).isEqualTo(118);
    }

    @Test
    void eachCauseHasItsOwnCode() {
        fails(new ScrapeException(FailureKind.BROWSER_LAUNCH, "", "no browser; gannet doctor --fix"), ExitCode.BROWSER);
        fails(new ScrapeException(FailureKind.DATABASE, "", "no such host"), ExitCode.DATABASE);
        fails(new ScrapeException(FailureKind.DISK, "", "53100"), ExitCode.DISK);
        fails(new UncheckedIOException(new IOException("No space left on device")), ExitCode.DISK);
        fails(
                new ScrapeException(
                        FailureKind.DATABASE, "", "write", new RuntimeException("database or disk is full")),
                ExitCode.DISK);
    }

    private void fails(RuntimeException failure, ExitCode code) {
        rooms.runs.add(() -> {
            throw failure;
        });
        CommandRun run = gannet("run", "a.yaml").endsWith(code);
        assertThat(run.err().lines().findFirst().orElseThrow()).startsWith("gannet: ");
        assertThat(run.err()).doesNotContain("\tat ");
    }
}
