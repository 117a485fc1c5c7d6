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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What sites receive and what the database holds after runs of recordings of Selenium IDE. */
abstract class SideRecordings {
    private final RecordedJobs.Way way;
    private final RecordedJobs recorded;

    SideRecordings(RecordedJobs.Way way, Path folder) {
        this.way = way;
        recorded = new RecordedJobs(way, Path.of("src/test/resources/recordings/side"), folder);
    }

    @Test
    void aFormIsFilledAndSent() throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.complete("form.side", "{page: {fields: {heading: h1}}}");

            assertThat(RecordedJobs.bodies(site, "/join"))
                    .containsExactly(
                            "name=Ünal O'Neill&notes=by the window\r\nplease&country=no&likes=g&likes=p&terms=yes"
                                    + "&plan=b&code=abc&about=Lives by the sea");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Welcome to the club");
        }
    }

    @Test
    void aSuiteRunsItsTestsAndTheTestsThatTheyRun() throws Exception {
        try (DemoShop shop = DemoShop.start(18401, DemoSettings.standard())) {
            JobOnDisk job = recorded.complete("shop.side", "{bought: {each: tr.order, fields: {number: td.number}}}");

            assertThat(shop.hits())
                    .as("the second test finds itself logged in")
                    .filteredOn(hit -> hit.method().equals("POST"))
                    .hasSize(1);
            assertThat(job.rows("SELECT number FROM bought"))
                    .containsExactlyInAnyOrderElementsOf(
                            DemoShop.orders().stream().map(Order::number).toList());
        }
    }

    @Test
    void loopsBranchesAndVariablesDoWhatTheySay() throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.complete("birds.side", "{bird: {each: li.bird, fields: {name: {type: text}}}}");

            List<String> birds = List.of("gannet", "puffin", "tern", "tern", "skua 4", "skua 5", "nine");
            List<String> asked = new ArrayList<>(
                    birds.stream().map(bird -> "/add?bird=" + bird).toList());
            asked.add("/add?bird=birdnineBirds");
            assertThat(RecordedJobs.asked(site, "/add")).containsExactlyElementsOf(asked);
            assertThat(job.rows("SELECT name FROM bird ORDER BY _pos")).containsExactlyElementsOf(birds);
        }
    }

    @Test
    void theH2ConsoleIsAskedInItsFrames() throws Exception {
        try (H2Console console = H2Console.start(18402, "asked")) {
            JobOnDisk job = recorded.complete(
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

    @Test
    void aWindowThatOpensIsUsedAndClosed() throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.complete("ferry.side", "{page: {fields: {heading: h1}}}");

            assertThat(RecordedJobs.asked(site, "/chose")).containsExactly("/chose?at=19:40");
            assertThat(RecordedJobs.asked(site, "/booked")).containsExactly("/booked?at=19:40");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Have a good trip");
        }
    }

    @Test
    void dialogsAreAnsweredAsRecorded() throws Exception {
        try (LocalSite site = SideSite.open()) {
            List<String> said = List.of("leave true", "leave false", "name Ailsa Craig", "name null", "called");

            JobOnDisk job = recorded.complete("nest.side", "{line: {each: '#said li', fields: {what: {type: text}}}}");

            assertThat(RecordedJobs.asked(site, "/told"))
                    .containsExactlyElementsOf(
                            said.stream().map(what -> "/told?what=" + what).toList());
            assertThat(job.rows("SELECT what FROM line ORDER BY _pos")).containsExactlyElementsOf(said);
        }
    }

    @Test
    void oneTestOfAFileIsChosenByItsName() throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.job("nest.side", Optional.of("answer dialogs, as version 4 writes it"));

            RunSummary summary = RecordedJobs.run(job, "{line: {each: '#said li', fields: {what: {type: text}}}}");

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(RecordedJobs.asked(site, "/told"))
                    .containsExactly("/told?what=leave true", "/told?what=name Grassholm", "/told?what=called");
        }
    }

    @Test
    void whatIsVerifiedInVainIsNotedAndTheFlowGoesOn() throws Exception {
        try (LocalSite site = SideSite.open()) {
            JobOnDisk job = recorded.job("verify.side", Optional.empty());

            RunSummary summary = RecordedJobs.run(job, "{page: {fields: {heading: h1}}}");

            assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.failures()).isEmpty();
            assertThat(job.rows("SELECT heading, _ready FROM page")).containsExactly("Welcome to the club|0");
            assertThat(site.heard("/welcome")).isNotEmpty();
        }
    }

    @Test
    void thePointerGoesWhereItWas() throws Exception {
        try (LocalSite site = SideSite.open()) {
            List<String> told =
                    List.of("open", "St Kilda", "closed", "down 7,9", "dropped", "down 40,20", "dropped", "double");

            JobOnDisk job = recorded.complete("menu.side", "{line: {each: '#log li', fields: {what: {type: text}}}}");

            assertThat(job.rows("SELECT what FROM line ORDER BY _pos")).containsExactlyElementsOf(told);
        }
    }

    @Test
    void swaggerUiIsClickedInto() throws Exception {
        try (SwaggerUi app = SwaggerUi.start(18403)) {
            JobOnDisk job = recorded.complete(
                    "swagger.side",
                    "{page: {each: .opblock.is-open, fields: {path: {select: .opblock-summary-path, attr: data-path},"
                            + " button: button.execute}}}");

            assertThat(job.rows("SELECT path, button FROM page"))
                    .containsExactly(app.operations().get(0).path() + "|Execute");
        }
    }
}
