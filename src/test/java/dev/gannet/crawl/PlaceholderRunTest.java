package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Data are waited for, not elements: a row that stands there before its values is not ready. */
@Tag("fast")
class PlaceholderRunTest {
    /** The values come after a pause that nothing announces: no request, no timer that the observer hears of. */
    private static final String LATE = """
            <h1>List</h1><ul>%s</ul><script>
              const worker = new Worker(URL.createObjectURL(new Blob(['setTimeout(() => postMessage(1), 700)'])));
              worker.onmessage = () => document.querySelectorAll('.price').forEach((price, i) => {
                price.removeAttribute('aria-busy');
                price.innerHTML = (i + 1) + '.50 EUR';
              });
            </script>""";

    @TempDir
    Path folder;

    private JobOnDisk job(LocalSite site, String kind) throws Exception {
        return new JobOnDisk(folder, "late", """
                start: %s/
                items:
                  row:
                    %s
                    fields: {name: b, price: {select: .price, type: money}}
                politeness: {delay: 0s, parallel: 2}
                limits: {attempts: 1, page: 30s}
                """.formatted(site.base(), kind));
    }

    @Test
    void aPlaceholderIsNoValue() throws Exception {
        List<String> placeholders = List.of(
                "<i class=price>NaN</i>",
                "<i class=price>$NaN</i>",
                "<i class=price>undefined EUR</i>",
                "<i class=price>{{ row.price }}</i>",
                "<i class=price>Loading\u2026</i>",
                "<i class=price>\u2026</i>",
                "<i class=price><span class=skeleton-line></span></i>",
                "<i class=price aria-busy=true>0.00 EUR</i>");
        try (LocalSite site = LocalSite.open()) {
            for (int i = 0; i < placeholders.size(); i++) {
                String row = "<li class=row><b>A</b>" + placeholders.get(i) + "</li>";
                site.on("/" + i, html(LATE.formatted(row + row)));
            }
            JobOnDisk job = job(site, "each: .row");

            RunSummary summary = job.run("start='" + site.url("/[0-7]") + "'");

            for (int i = 0; i < placeholders.size(); i++) {
                assertThat(job.rows("SELECT price, price_currency FROM row WHERE _page = '" + site.url("/" + i)
                                + "' ORDER BY price"))
                        .as(placeholders.get(i))
                        .containsExactly("1.5|EUR", "2.5|EUR");
            }
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    @Test
    void aDetailPageIsLookedAtToo() throws Exception {
        try (LocalSite site =
                LocalSite.open().on("/", html(LATE.formatted("<li><b>A</b><i class=price>NaN</i></li>")))) {
            JobOnDisk job = job(site, "at: \"**\"");
            job.run();
            assertThat(job.rows("SELECT name, price FROM row")).containsExactly("A|1.5");
        }
    }

    @Test
    void aPlaceholderThatStaysIsToldAndDoesNotHoldThePageForEver() throws Exception {
        String row = "<li class=row><b>A</b><i class=price>NaN</i></li>";
        try (LocalSite site = LocalSite.open().on("/", html("<ul>" + row + "</ul>"))) {
            JobOnDisk job = job(site, "each: .row");
            RunSummary summary = job.run("limits.page=5s");
            assertThat(job.value("SELECT reason FROM gannet_page")).contains("row.price shows NaN");
            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(summary.breaches()).singleElement().satisfies(breach -> {
                assertThat(breach.rule()).isEqualTo("placeholder");
                assertThat(breach.field()).contains("price");
            });
        }
    }
}
