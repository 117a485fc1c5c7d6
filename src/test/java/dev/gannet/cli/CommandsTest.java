package dev.gannet.cli;

import dev.gannet.crawl.RunSummary.End;
import dev.gannet.frontier.Breach;
import dev.gannet.frontier.FailureGroup;
import dev.gannet.frontier.FrontierCounts;
import dev.gannet.frontier.RunStatus;
import dev.gannet.session.GridAddress;
import dev.gannet.web.Completeness;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ReadyVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class CommandsTest {
    @TempDir
    private Path folder;

    private final ScriptedRooms rooms = new ScriptedRooms();

    private CommandRun gannet(String... arguments) {
        return CommandRun.of(rooms, folder.resolve("logs"), arguments);
    }

    @Test
    void checkSaysWhatTheJobWouldDo() {
        CommandRun run = gannet("check", "shop.yaml").endsWith(ExitCode.COMPLETE);
        assertThat(run.out())
                .contains("shop.yaml: nothing is wrong with it")
                .contains("http://shop.example/?page=1 and 1 other page")
                .contains("links a.product within the same host")
                .contains("product from each .product, on pages **/p/*, into table product, key sku")
                .contains("sku              text, required")
                .contains("money (columns price and price_currency)")
                .contains("at most 1 page per second, 1 at a time, per host; robots.txt is obeyed")
                .contains("more than 1% of the pages fail or more than 1% of a kind's items lack a required field")
                .contains("sqlite:/data/shop.db")
                .contains("politeness.terms is empty", "politeness.contact is empty", "crawl.pages");
        assertThat(rooms.asked).hasSize(1);
    }

    @Test
    void checkSaysWhichGridIsAskedWithoutItsPassword() {
        rooms.grid = GridAddress.parse("http://me:secret@hub:4444");
        CommandRun run = gannet("check", "shop.yaml").endsWith(ExitCode.COMPLETE);
        assertThat(run.out()).contains("on the grid at hub:4444").doesNotContain("secret");
    }

    @Test
    void checkPrintsTheProblemsOfEveryJob() {
        rooms.badJobs.put(Path.of("a.yaml"), "a.yaml:3:1: unknown key\nstrat: \u001b[2Jx\n^\n");
        CommandRun run = gannet("check", "a.yaml", "b.yaml").endsWith(ExitCode.USAGE);
        assertThat(run.out()).contains("a.yaml:3:1: unknown key\nstrat: ", "b.yaml: nothing is wrong");
        assertThat(run.out()).doesNotContain("\u001b");
    }

    @Test
    void statusCountsPagesByStateAndCause() {
        rooms.status = Optional.of(new RunStatus(
                4,
                "stopped",
                Instant.parse("2026-11-22T10:00:00.5Z"),
                Optional.empty(),
                new FrontierCounts(1212, 1200, 0, 3, 2, 7, 0),
                List.of(new FailureGroup(FailureKind.DNS, 3, "http://shop.example/x", "no such host")),
                Map.of("pages limit", 2L),
                Optional.of("https://shop.example/terms, read 2026-11-22"),
                Optional.of(Completeness.SUSPECT),
                List.of(Breach.ofField(Completeness.SUSPECT, "last runs", "product", "price", "3 of 100 have one")
                        .seenOn("http://shop.example/p/7", Optional.of("/x/page-7-1.html")))));
        assertThat(gannet("status", "shop.yaml").endsWith(ExitCode.COMPLETE).out())
                .contains("shop: run 4, started 2026-11-22T10:00:00Z, stopped")
                .contains("1,200  done", "7  waiting", "pages limit", "dns", Remedies.of(FailureKind.DNS))
                .contains("  terms: https://shop.example/terms, read 2026-11-22\n")
                .contains("  verdict: suspect\n    suspect, product.price: 3 of 100 have one [last runs]\n"
                        + "      for example http://shop.example/p/7\n      as it was read: /x/page-7-1.html\n");
        var json = JsonMapper.shared()
                .readTree(gannet("status", "--json", "shop.yaml").out());
        assertThat(json.path("pages").path("done").asInt()).isEqualTo(1200);
        assertThat(json.has("ended")).isFalse();
        assertThat(json.path("verdict").asString()).isEqualTo("suspect");
        assertThat(json.path("breaches").path(0).path("field").asString()).isEqualTo("price");
    }

    @Test
    void explainPrintsEachRuleAndTheVerdictLast() {
        assertThat(gannet("explain", "shop.yaml", "http://shop.example/p/1")
                        .endsWith(ExitCode.COMPLETE)
                        .out())
                .contains("http://shop.example/p/1\n", "  crawl             in scope\n")
                .endsWith("  verdict           would be fetched\n");
        assertThat(rooms.asked).contains("explain http://shop.example/p/1 false");
        var json = JsonMapper.shared()
                .readTree(gannet("explain", "--ask", "--json", "shop.yaml", "http://shop.example/")
                        .out());
        assertThat(json.path("rules").path(0).path("rule").asString()).isEqualTo("crawl");
        assertThat(rooms.asked).contains("explain http://shop.example/ true");
        gannet("explain", "shop.yaml", "file:///etc/passwd").endsWith(ExitCode.USAGE);
    }

    @Test
    void copySaysWhatArrivedInEachTable() {
        CommandRun run = gannet("copy", "--from", "sqlite:shop.db", "--to", "postgresql://me@db.example/shop")
                .endsWith(ExitCode.COMPLETE);
        assertThat(rooms.asked)
                .containsExactly(
                        "copy sqlite:" + Path.of("shop.db").toAbsolutePath() + " postgresql://me@db.example/shop");
        assertThat(run.out())
                .contains("gannet_page  1200  0123456789ab, the same", "product        34  fedcba987654, the same")
                .contains("1,234 rows copied to postgresql://me@db.example/shop");
        assertThat(run.err()).contains("run 3 of shop was under way");
        var json = JsonMapper.shared()
                .readTree(gannet("copy", "--from", "sqlite:a.db", "--to", "sqlite:b.db", "--json")
                        .out());
        assertThat(json.path("rows").asInt()).isEqualTo(1234);
        assertThat(json.path("tables").path(1).path("name").asString()).isEqualTo("product");
        assertThat(json.path("notes")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:a.db, mysql://x/y, --to: not a store",
        "a.db, sqlite:b.db, --from: not a store",
        "sqlite:a.db, sqlite:./a.db, are the same store",
        "sqlite:a.db, postgresql://me:secret@h/db, set PGPASSWORD",
        "sqlite:, sqlite:b.db, is followed by the path of a file",
    })
    void copyTakesTwoStoresWithoutPasswords(String from, String to, String message) {
        assertThat(gannet("copy", "--from", from, "--to", to)
                        .endsWith(ExitCode.USAGE)
                        .err())
                .contains(message)
                .doesNotContain("secret");
        assertThat(gannet("copy", "--from", from).endsWith(ExitCode.USAGE).err())
                .contains("--to");
        assertThat(rooms.asked).isEmpty();
    }

    @Test
    void statusOfAJobThatNeverRanNamesTheCommand() {
        assertThat(gannet("status", "shop.yaml").endsWith(ExitCode.COMPLETE).out())
                .contains("never ran", "gannet run shop.yaml");
    }

    @Test
    void exportNamesTheFilesItWrote() {
        assertThat(gannet("export", "a.yaml", "--format", "csv")
                        .endsWith(ExitCode.COMPLETE)
                        .out())
                .isEqualTo("120 rows in shop.csv" + System.lineSeparator());
        gannet("export", "a.yaml", "--format=jsonl", "--output", "rows").endsWith(ExitCode.COMPLETE);
        assertThat(rooms.asked).contains("export CSV shop.csv", "export JSONL rows");
        gannet("export", "a.yaml", "--format", "xlsx").endsWith(ExitCode.USAGE);
    }

    @Test
    void schemaPrintsNothingButTheSchema() {
        assertThat(gannet("schema").endsWith(ExitCode.COMPLETE).out()).isEqualTo("{}" + System.lineSeparator());
    }

    @Test
    void doctorNamesTheRemedyOfWhatIsMissing() {
        rooms.findings.add(new Finding("browser", true, "Chromium 156", ""));
        gannet("doctor").endsWith(ExitCode.COMPLETE);
        rooms.findings.add(new Finding("seccomp", true, "none", "--security-opt seccomp=FILE"));
        CommandRun weak = gannet("doctor").endsWith(ExitCode.COMPLETE);
        assertThat(weak.out()).contains("weak seccomp: none", "do: --security-opt seccomp=FILE");
        rooms.findings.add(new Finding("driver", false, "not found", "run gannet doctor --fix"));
        CommandRun run = gannet("doctor").endsWith(ExitCode.BROWSER);
        assertThat(run.out()).contains("ok   browser: Chromium 156", "FAIL driver: not found", "do: run gannet doctor");
        assertThat(rooms.asked).isEmpty();
    }

    @Test
    void doctorFixInstallsOnlyWhatIsMissing() {
        gannet("doctor", "--fix").endsWith(ExitCode.COMPLETE);
        assertThat(rooms.asked).doesNotContain("install");
        rooms.missing = Optional.of("no Chrome on PATH");
        gannet("doctor", "--fix").endsWith(ExitCode.COMPLETE);
        assertThat(rooms.asked).contains("install");
    }

    @Test
    void doctorInstallsOnlyWhenAskedAndLooksAgainAfterwards() {
        rooms.missing = Optional.of("no Chrome on PATH");
        gannet("doctor").endsWith(ExitCode.BROWSER);
        assertThat(rooms.asked).doesNotContain("install");
        rooms.installs = false;
        CommandRun failed = gannet("doctor", "--fix").endsWith(ExitCode.BROWSER);
        assertThat(failed.err()).contains("installing");
        assertThat(failed.out()).contains("FAIL browser: no Chrome on PATH", "do: install Chromium");
        rooms.installs = true;
        assertThat(gannet("doctor", "--fix").endsWith(ExitCode.COMPLETE).out()).doesNotContain("FAIL");
    }

    @Test
    void trySaysWhyThePageWasReadyAndWhatMatches() {
        rooms.look = new PageLook(
                "http://shop.example/x",
                200,
                "A title\u001b[31m\nin two lines",
                new ReadyVerdict(true, ".p is there", List.of(), Duration.ofMillis(350)),
                List.of(new PageLook.Match("h1", 1, List.of("Hello")), new PageLook.Match("h7", 0, List.of())),
                new JobDraft(
                        "items:\n  product:\n    each: li\n",
                        List.of(new JobDraft.Sample("product", 24, List.of(Map.of("title", "A\u001bnet")))),
                        List.of()));
        CommandRun run = gannet("try", "http://shop.example/", "h1", "h7").endsWith(ExitCode.INCOMPLETE);
        assertThat(run.out())
                .contains("200 http://shop.example/x", "ready after 350ms: .p is there")
                .contains("h1: 1 element", "  Hello", "h7: 0 elements")
                .contains(
                        "    product:\n      each: li", "product: 24 rows", "A net", "gannet new http://shop.example/")
                .doesNotContain("\u001b");
        gannet("try", "file:///etc/passwd").endsWith(ExitCode.USAGE);
    }

    @Test
    void newWritesAJobAndOverwritesNothing() throws Exception {
        Path job = folder.resolve("job.yaml");
        String[] arguments = {"new", "http://shop.example/", "--output", job.toString()};
        assertThat(gannet(arguments).endsWith(ExitCode.COMPLETE).out()).contains("A note.", "gannet check");
        assertThat(job).hasContent("start: http://shop.example/");
        Files.writeString(job, "mine");
        gannet(arguments).endsWith(ExitCode.USAGE);
        assertThat(job).hasContent("mine");
        Files.delete(job);
        rooms.draftSamples = List.of(new JobDraft.Sample("product", 24, List.of(Map.of("title", "Net"))));
        assertThat(gannet(arguments).endsWith(ExitCode.COMPLETE).out())
                .contains("product: 24 rows", "Net", "gannet run ");
    }

    @Test
    void importPrintsTheJobOrWritesItOnce() throws Exception {
        CommandRun printed = gannet("import", "login.json", "--test", "A path").endsWith(ExitCode.COMPLETE);
        assertThat(printed.out()).isEqualTo("start: http://shop.example/\n");
        assertThat(rooms.asked).contains("import login.json A path");
        Path job = folder.resolve("login.yaml");
        String[] arguments = {"import", "login.json", "-o", job.toString()};
        assertThat(gannet(arguments).endsWith(ExitCode.COMPLETE).out()).contains("gannet check");
        assertThat(job).hasContent("start: http://shop.example/");
        Files.writeString(job, "mine");
        gannet(arguments).endsWith(ExitCode.USAGE);
        assertThat(job).hasContent("mine");
        assertThat(gannet("import", "bad.json").endsWith(ExitCode.USAGE).err()).contains("bad.json:3:1: step 1");
    }

    @Test
    void demoServesScrapesAndShowsTheRows() {
        rooms.runs.add(() -> Samples.summary(End.COMPLETE, List.of()));
        CommandRun run = gannet("demo", "--dir", folder.toString()).endsWith(ExitCode.COMPLETE);
        assertThat(run.out()).contains("sku", "A-1", "12.5", "shop: complete").doesNotContain("hidden");
        assertThat(run.err()).contains("http://127.0.0.1:8474");
        assertThat(folder.resolve(".gannet/gannet-demo.yaml")).hasContent("start: http://127.0.0.1:8474");
        assertThat(rooms.asked).contains("close").doesNotContain("install");
    }

    @Test
    void demoTakesAnotherPortAndInstallsABrowserWhereItMust() {
        rooms.portTaken = true;
        rooms.missing = Optional.of("nothing on PATH");
        rooms.runs.add(() -> Samples.summary(End.COMPLETE, List.of()));
        CommandRun run = gannet("demo", "--dir", folder.toString()).endsWith(ExitCode.COMPLETE);
        assertThat(run.err()).contains("nothing on PATH", "installing", "http://127.0.0.1:5555");
    }

    @Test
    void demoWithoutABrowserEndsWithTheBrowsersCode() {
        rooms.missing = Optional.of("nothing on PATH");
        rooms.installs = false;
        gannet("demo", "--dir", folder.toString()).endsWith(ExitCode.BROWSER);
    }
}
