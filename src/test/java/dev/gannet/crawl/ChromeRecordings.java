package dev.gannet.crawl;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.demo.Order;
import dev.gannet.kit.H2Console;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.RecordedSite;
import dev.gannet.kit.SwaggerUi;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What sites receive and what the database holds after runs of recordings of Chrome's recorder. */
abstract class ChromeRecordings {
    private final RecordedJobs.Way way;
    private final RecordedJobs recorded;

    ChromeRecordings(RecordedJobs.Way way, Path folder) {
        this.way = way;
        recorded = new RecordedJobs(way, Path.of("src/test/resources/recordings/chrome"), folder);
    }

    @Test
    void aFormIsFilledWhateverItsInputsAre() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            JobOnDisk job =
                    recorded.complete("form.json", "{page: {fields: {heading: h1, url: {value: '${page.final}'}}}}");

            assertThat(RecordedJobs.bodies(site, "/book"))
                    .containsExactly("name=Ünal \"the bird\" O'Neill&guests=4&day=2026-12-24&colour=#336699&loud=70"
                            + "&wishes=by the window\r\nplease: #1 'or' \"2\"&place=terrace&news=yes");
            assertThat(job.rows("SELECT heading, url FROM page"))
                    .containsExactly("Your table is booked|" + site.url("/booked"));
        }
    }

    @Test
    void theDemoShopIsLoggedInto() throws Exception {
        try (DemoShop shop = DemoShop.start(18392, DemoSettings.standard())) {
            JobOnDisk job =
                    recorded.complete("shop-login.json", "{order: {each: tr.order, fields: {number: td.number}}}");

            assertThat(shop.hits())
                    .filteredOn(hit -> hit.method().equals("POST"))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.toString()).contains("/api/login"));
            assertThat(job.rows("SELECT number FROM \"order\""))
                    .containsExactlyInAnyOrderElementsOf(
                            DemoShop.orders().stream().map(Order::number).toList());
        }
    }

    @Test
    void aWindowThatOpensIsUsedAndClosed() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            JobOnDisk job = recorded.complete("popup.json", "{page: {fields: {heading: h1}}}");

            assertThat(RecordedJobs.asked(site, "/took")).containsExactly("/took?width=600");
            assertThat(RecordedJobs.bodies(site, "/confirm")).containsExactly("seat=12F");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Thank you");
        }
    }

    @Test
    void framesInFramesAreEntered() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            JobOnDisk job = recorded.complete("frames.json", "{page: {fields: {done: '#both'}}}");

            assertThat(RecordedJobs.asked(site, "/keep")).containsExactly("/keep?note=in the inner frame");
            assertThat(job.rows("SELECT done FROM page")).containsExactly("first and inner");
        }
    }

    @Test
    void shadowRootsAreEntered() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            JobOnDisk job = recorded.complete("shadow.json", "{page: {fields: {sum: '#sum'}}}");

            assertThat(RecordedJobs.asked(site, "/paid")).containsExactly("/paid?count=3");
            assertThat(job.rows("SELECT sum FROM page")).containsExactly("sum: 3");
        }
    }

    @Test
    void keysArePressedAloneAndTogether() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            JobOnDisk job = recorded.complete("keyboard.json", "{page: {fields: {heading: h1}}}");

            assertThat(RecordedJobs.bodies(site, "/edit"))
                    .containsExactly("text=B c&second=&keys=h|i|Control|a|Shift|B| |c|Tab|ArrowDown|Enter");
            assertThat(job.rows("SELECT heading FROM page")).containsExactly("Edited");
        }
    }

    @Test
    void waitsEndWhenWhatTheyWaitForIsThere() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            JobOnDisk job = recorded.complete("waits.json", "{row: {each: .row, fields: {text: {type: text}}}}");

            assertThat(RecordedJobs.asked(site, "/went")).containsExactly("/went?state=ready&rows=5");
            assertThat(job.rows("SELECT text FROM row ORDER BY text")).containsExactly("row 0", "row 1");
        }
    }

    @Test
    void thePointerGoesWhereItWas() throws Exception {
        try (LocalSite site = RecordedSite.open()) {
            List<String> expected =
                    List.of("item", "double 40,30", "right 17,91", "held 50,60", "box", "window 800x500 2");

            JobOnDisk job = recorded.complete(
                    "pointer.json",
                    "{line: {each: '#log li', fields: {what: {type: text}, no: {value: '${item.position}', type: int}}}}");

            assertThat(RecordedJobs.asked(site, "/told"))
                    .containsExactlyElementsOf(
                            expected.stream().map(what -> "/told?what=" + what).toList());
            assertThat(job.rows("SELECT what FROM line ORDER BY no")).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void swaggerUiIsClickedInto() throws Exception {
        try (SwaggerUi app = SwaggerUi.start(18394)) {
            JobOnDisk job = recorded.complete(
                    "swagger.json",
                    "{page: {each: .opblock.is-open, fields: {path: {select: .opblock-summary-path, attr: data-path},"
                            + " button: button.execute}}}");

            assertThat(job.rows("SELECT path, button FROM page"))
                    .containsExactly(app.operations().get(0).path() + "|Execute");
        }
    }

    @Test
    void theH2ConsoleIsAskedInItsFrames() throws Exception {
        try (H2Console console = H2Console.start(18393, "recorded")) {
            JobOnDisk job = recorded.complete(
                    "h2-console.json",
                    "{item: {each: 'table.resultSet tr:has(td)', fields: {id: {select: 'td:nth-child(1)', type: int},"
                            + " name: 'td:nth-child(2)'}}}",
                    way == RecordedJobs.Way.AS_IT_IS
                            ? "page={frames: same-origin, steps: {recording: h2-console.json}}"
                            : "page.frames=same-origin");

            assertThat(job.rows("SELECT id, name FROM item ORDER BY id"))
                    .containsExactlyElementsOf(Stream.of(console.rows().toArray(H2Console.Row[]::new))
                            .limit(7)
                            .map(row -> row.id() + "|" + row.name())
                            .toList());
        }
    }
}
