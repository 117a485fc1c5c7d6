package dev.gannet.crawl;

import dev.gannet.extract.Extraction.Cause;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Values as jobs describe them, from the page into the row; and those that are not as described, into the summary. */
@Tag("fast")
class ValuesRunTest {
    @TempDir
    Path folder;

    @Test
    void aTextThatIsNoValueIsToldWithItsPageAndNeverASilentNull() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/1",
                        html("<p><b>net</b> <i>12,50</i> <u>22. Okt 2026, 10:30</u></p><p><b>rope</b> <i>free</i></p>"))
                .on(
                        "/2",
                        html("<p><b>oar</b> <i>On request</i> <u>yesterday</u></p><p><b>sail</b> <i>ask us</i></p>"))) {
            JobOnDisk job = new JobOnDisk(folder, "values", """
                    start: ["%s", "%s"]
                    items:
                      product:
                        each: p
                        fields:
                          name: b
                          price: {select: i, type: money, locale: de-DE, currency: EUR, absent: on request}
                          seen: {select: u, type: datetime, locale: de-DE, zone: Europe/Berlin, format: "d. MMM yyyy, HH:mm"}
                    politeness: {delay: 0s}
                    ladder: static
                    """.formatted(site.url("/1"), site.url("/2")));

            RunSummary summary = job.run();

            assertThat(job.rows("SELECT name, price, price_currency, seen FROM product ORDER BY name"))
                    .containsExactly("net|12.5|EUR|2026-10-22T08:30:00.000Z", "oar|||", "rope|||", "sail|||");
            assertThat(summary.misreadings()).hasSize(2);
            RunSummary.Misreading price = summary.misreadings().get(0);
            assertThat(price)
                    .isEqualTo(new RunSummary.Misreading(
                            "product",
                            "price",
                            Cause.UNREADABLE,
                            "wanted an amount such as 12.50, $1,234.56 or 12,50 €",
                            2,
                            List.of(
                                    new RunSummary.Example("free", site.url("/1")),
                                    new RunSummary.Example("ask us", site.url("/2")))));
            assertThat(summary.misreadings().get(1).examples())
                    .containsExactly(new RunSummary.Example("yesterday", site.url("/2")));
        }
    }

    /** A table that a script fills late: its header is there before its rows. */
    @Test
    void aRenderedTableIsRecordsByTheNamesOfItsColumns() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", html("""
                <body><nav><a href=/x>Home</a></nav><main><h1>Prices</h1><p>All <b>nets</b> of the *north*.</p>
                <table id=prices><thead><tr><th rowspan=2>Net</th><th colspan=2>Price</th></tr>
                <tr><th>small</th><th>large</th></tr></thead><tbody></tbody></table></main>
                <script>
                  setTimeout(() => { document.querySelector('tbody').innerHTML =
                    '<tr><td rowspan=2>Cod</td><td>$1</td><td>$2</td></tr><tr><td colspan=2>$3</td></tr>'
                    + '<tr><td>Eel</td><td>$4</td><td>gone</td></tr>'; }, 400);
                </script></body>"""))) {
            JobOnDisk job = new JobOnDisk(folder, "table", """
                    start: %s
                    items:
                      net:
                        at: "**"
                        each: {table: "#prices"}
                        fields:
                          net: {column: Net, required: true}
                          small: {column: small, type: money}
                          large: {column: Price large, type: money, absent: [gone, n/a]}
                      page:
                        fields:
                          text: {type: markdown}
                    politeness: {delay: 0s}
                    """.formatted(site.url("/")));

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(summary.misreadings()).isEmpty();
            assertThat(job.rows("SELECT net, small, small_currency, large FROM net ORDER BY _pos"))
                    .containsExactly("Cod|1|USD|2", "Cod|3|USD|3", "Eel|4|USD|");
            assertThat(job.value("SELECT text FROM page")).isEqualTo("""
                    # Prices

                    All **nets** of the \\*north\\*.

                    | Net | Price small | Price large |
                    | --- | --- | --- |
                    | Cod | $1 | $2 |
                    | Cod | $3 |  |
                    | Eel | $4 | gone |""");
        }
    }
}
