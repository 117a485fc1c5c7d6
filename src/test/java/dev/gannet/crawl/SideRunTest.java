package dev.gannet.crawl;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.demo.Order;
import dev.gannet.kit.H2Console;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.SideSite;
import dev.gannet.kit.SwaggerUi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recordings of Selenium IDE run unmodified, and so do the jobs that are made of them: what the sites heard and what is in
 * the database is what the recording's author did and saw.
 */
@Tag("fast")
class SideRunTest {
    private final RecordedJobs recorded;

    SideRunTest(@TempDir Path folder) {
        recorded = new RecordedJobs(Path.of("src/test/resources/recordings/side"), folder);
    }

    @ParameterizedTest
    @EnumSource
    void aFormIsFilledAndSent(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.complete(way, "form.side", "{page: {fields: {heading: h1}}}");

            assertThat(RecordedJobs.bodies(site, "/join"))
                    .containsExactly(
                            "name=Ünal O'Neill&notes=by the window\r\nplease&country=no&likes=g&likes=p&terms=yes"
                                    + "&plan=b&code=abc&about=Lives by the sea");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Welcome to the club");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSuiteRunsItsTestsAndTheTestsThatTheyRun(RecordedJobs.Way way) throws Exception {
        try (DemoShop shop = DemoShop.start(18401, DemoSettings.standard())) {
            JobOnDisk job =
                    recorded.complete(way, "shop.side", "{bought: {each: tr.order, fields: {number: td.number}}}");

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
    void loopsBranchesAndVariablesDoWhatTheySay(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job =
                    recorded.complete(way, "birds.side", "{bird: {each: li.bird, fields: {name: {type: text}}}}");

            List<String> birds = List.of("gannet", "puffin", "tern", "tern", "skua 4", "skua 5", "nine");
            List<String> asked = new ArrayList<>(
                    birds.stream().map(bird -> "/add?bird=" + bird).toList());
            asked.add("/add?bird=birdnineBirds");
            assertThat(RecordedJobs.asked(site, "/add")).containsExactlyElementsOf(asked);
            assertThat(job.rows("SELECT name FROM bird ORDER BY _pos")).containsExactlyElementsOf(birds);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theH2ConsoleIsAskedInItsFrames(RecordedJobs.Way way) throws Exception {
        try (H2Console console = H2Console.start(18402, "asked")) {
            JobOnDisk job = recorded.complete(
                    way,
                    "h2-console.side",
                    "{item: {each: 'table.resultSet tr:has(td)', fields: {id: {select: 'td:nth-child(1)', type: int},"
                            + " name: 'td:nth-child(2)'}}}",
                    way == RecordedJobs.Way.AS_IT_IS
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
    void aWindowThatOpensIsUsedAndClosed(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.complete(way, "ferry.side", "{page: {fields: {heading: h1}}}");

            assertThat(RecordedJobs.asked(site, "/chose")).containsExactly("/chose?at=19:40");
            assertThat(RecordedJobs.asked(site, "/booked")).containsExactly("/booked?at=19:40");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Have a good trip");
        }
    }

    @ParameterizedTest
    @EnumSource
    void dialogsAreAnsweredAsRecorded(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            List<String> said = List.of("leave true", "leave false", "name Ailsa Craig", "name null", "called");

            JobOnDisk job =
                    recorded.complete(way, "nest.side", "{line: {each: '#said li', fields: {what: {type: text}}}}");

            assertThat(RecordedJobs.asked(site, "/told"))
                    .containsExactlyElementsOf(
                            said.stream().map(what -> "/told?what=" + what).toList());
            assertThat(job.rows("SELECT what FROM line ORDER BY _pos")).containsExactlyElementsOf(said);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneTestOfAFileIsChosenByItsName(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.job(way, "nest.side", Optional.of("answer dialogs, as version 4 writes it"));

            RunSummary summary = RecordedJobs.run(job, "{line: {each: '#said li', fields: {what: {type: text}}}}");

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(RecordedJobs.asked(site, "/told"))
                    .containsExactly("/told?what=leave true", "/told?what=name Grassholm", "/told?what=called");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsVerifiedInVainIsNotedAndTheFlowGoesOn(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.job(way, "verify.side", Optional.empty());

            RunSummary summary = RecordedJobs.run(job, "{page: {fields: {heading: h1}}}");

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.failures()).isEmpty();
            assertThat(job.rows("SELECT heading, _ready FROM page")).containsExactly("Welcome to the club|0");
            assertThat(site.heard("/welcome")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePointerGoesWhereItWas(RecordedJobs.Way way) throws Exception {
        try (LocalSite site = SideSite.open()) {
            List<String> told =
                    List.of("open", "St Kilda", "closed", "down 7,9", "dropped", "down 40,20", "dropped", "double");

            JobOnDisk job =
                    recorded.complete(way, "menu.side", "{line: {each: '#log li', fields: {what: {type: text}}}}");

            assertThat(job.rows("SELECT what FROM line ORDER BY _pos")).containsExactlyElementsOf(told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void swaggerUiIsClickedInto(RecordedJobs.Way way) throws Exception {
        try (SwaggerUi app = SwaggerUi.start(18403)) {
            JobOnDisk job = recorded.complete(
                    way,
                    "swagger.side",
                    "{page: {each: .opblock.is-open, fields: {path: {select: .opblock-summary-path, attr: data-path},"
                            + " button: button.execute}}}");

            assertThat(job.rows("SELECT path, button FROM page"))
                    .containsExactly(app.operations().get(0).path() + "|Execute");
        }
    }
}
