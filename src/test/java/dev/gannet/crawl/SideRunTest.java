package dev.gannet.crawl;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.demo.Order;
import dev.gannet.job.ImportedJob;
import dev.gannet.kit.H2Console;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.SideSite;
import dev.gannet.kit.SwaggerUi;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recordings of Selenium IDE run unmodified, and so do the jobs that are made of them: what the sites heard and what is in
 * the database is what the recording's author did and saw.
 */
class SideRunTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/recordings/side");

    @TempDir
    private Path folder;

    /** How a recording becomes a run. */
    private enum Way {
        AS_IT_IS,
        IMPORTED
    }

    private JobOnDisk job(Way way, String recording, Optional<String> test) throws Exception {
        Path file = Files.copy(RECORDINGS.resolve(recording), folder.resolve(recording));
        String imported = ImportedJob.write(file, test);
        String start = imported.lines()
                .filter(line -> line.startsWith("start: "))
                .findFirst()
                .orElseThrow();
        String named = test.map(name -> "{file: " + recording + ", test: '" + name + "'}")
                .orElse(recording);
        return new JobOnDisk(
                folder,
                "recorded",
                way == Way.IMPORTED
                        ? imported
                        : start + "\npage: {steps: {recording: " + named
                                + "}}\nitems: {page: {fields: {title: title}}}\n");
    }

    private static RunSummary run(JobOnDisk job, String items, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("items=" + items);
        settings.add("politeness={delay: 0s, robots: ignore}");
        return job.sessions(1).run(settings.toArray(String[]::new));
    }

    private JobOnDisk complete(Way way, String recording, String items, String... more) throws Exception {
        JobOnDisk job = job(way, recording, Optional.empty());
        RunSummary summary = run(job, items, more);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        return job;
    }

    private static List<String> asked(LocalSite site, String path) {
        return site.heard(path).stream()
                .map(request -> URLDecoder.decode(request.target(), StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aFormIsFilledAndSent(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = complete(way, "form.side", "{page: {fields: {heading: h1}}}");

            assertThat(site.heard("/join"))
                    .extracting(request -> URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                    .containsExactly(
                            "name=Ünal O'Neill&notes=by the window\r\nplease&country=no&likes=g&likes=p&terms=yes"
                                    + "&plan=b&code=abc&about=Lives by the sea");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Welcome to the club");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSuiteRunsItsTestsAndTheTestsThatTheyRun(Way way) throws Exception {
        try (DemoShop shop = DemoShop.start(18401, DemoSettings.standard())) {
            JobOnDisk job = complete(way, "shop.side", "{bought: {each: tr.order, fields: {number: td.number}}}");

            assertThat(shop.hits())
                    .as("the second test finds itself logged in")
                    .filteredOn(hit -> hit.method().equals("POST"))
                    .hasSize(1);
            assertThat(job.rows("SELECT number FROM bought"))
                    .containsExactlyInAnyOrderElementsOf(
                            DemoShop.orders().stream().map(Order::number).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void loopsBranchesAndVariablesDoWhatTheySay(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = complete(way, "birds.side", "{bird: {each: li.bird, fields: {name: {type: text}}}}");

            List<String> birds = List.of("gannet", "puffin", "tern", "tern", "skua 4", "skua 5", "nine");
            List<String> asked = new ArrayList<>(
                    birds.stream().map(bird -> "/add?bird=" + bird).toList());
            asked.add("/add?bird=birdnineBirds");
            assertThat(asked(site, "/add")).containsExactlyElementsOf(asked);
            assertThat(job.rows("SELECT name FROM bird ORDER BY _pos")).containsExactlyElementsOf(birds);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theH2ConsoleIsAskedInItsFrames(Way way) throws Exception {
        try (H2Console console = H2Console.start(18402, "asked")) {
            JobOnDisk job = complete(
                    way,
                    "h2-console.side",
                    "{item: {each: 'table.resultSet tr:has(td)', fields: {id: {select: 'td:nth-child(1)', type: int},"
                            + " name: 'td:nth-child(2)'}}}",
                    way == Way.AS_IT_IS
                            ? "page={frames: same-origin, steps: {recording: h2-console.side}}"
                            : "page.frames=same-origin");

            assertThat(job.rows("SELECT id, name FROM item ORDER BY id"))
                    .containsExactlyElementsOf(console.rows().stream()
                            .limit(5)
                            .map(row -> row.id() + "|" + row.name())
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWindowThatOpensIsUsedAndClosed(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = complete(way, "ferry.side", "{page: {fields: {heading: h1}}}");

            assertThat(asked(site, "/chose")).containsExactly("/chose?at=19:40");
            assertThat(asked(site, "/booked")).containsExactly("/booked?at=19:40");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Have a good trip");
        }
    }

    @ParameterizedTest
    @EnumSource
    void dialogsAreAnsweredAsRecorded(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            List<String> said = List.of("leave true", "leave false", "name Ailsa Craig", "name null", "called");

            JobOnDisk job = complete(way, "nest.side", "{line: {each: '#said li', fields: {what: {type: text}}}}");

            assertThat(asked(site, "/told"))
                    .containsExactlyElementsOf(
                            said.stream().map(what -> "/told?what=" + what).toList());
            assertThat(job.rows("SELECT what FROM line ORDER BY _pos")).containsExactlyElementsOf(said);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneTestOfAFileIsChosenByItsName(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = job(way, "nest.side", Optional.of("answer dialogs, as version 4 writes it"));

            RunSummary summary = run(job, "{line: {each: '#said li', fields: {what: {type: text}}}}");

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(asked(site, "/told"))
                    .containsExactly("/told?what=leave true", "/told?what=name Grassholm", "/told?what=called");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsVerifiedInVainIsNotedAndTheFlowGoesOn(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = job(way, "verify.side", Optional.empty());

            RunSummary summary = run(job, "{page: {fields: {heading: h1}}}");

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.failures()).isEmpty();
            assertThat(job.rows("SELECT heading, _ready FROM page")).containsExactly("Welcome to the club|0");
            assertThat(site.heard("/welcome")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePointerGoesWhereItWas(Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            List<String> told =
                    List.of("open", "St Kilda", "closed", "down 7,9", "dropped", "down 40,20", "dropped", "double");

            JobOnDisk job = complete(way, "menu.side", "{line: {each: '#log li', fields: {what: {type: text}}}}");

            assertThat(job.rows("SELECT what FROM line ORDER BY _pos")).containsExactlyElementsOf(told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void swaggerUiIsClickedInto(Way way) throws Exception {
        try (SwaggerUi app = SwaggerUi.start(18403)) {
            JobOnDisk job = complete(
                    way,
                    "swagger.side",
                    "{page: {each: .opblock.is-open, fields: {path: {select: .opblock-summary-path, attr: data-path},"
                            + " button: button.execute}}}");

            assertThat(job.rows("SELECT path, button FROM page"))
                    .containsExactly(app.operations().get(0).path() + "|Execute");
        }
    }
}
