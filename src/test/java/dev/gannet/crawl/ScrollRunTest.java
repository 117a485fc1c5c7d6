package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs on lists without an end in sight: every row is stored once, and a list that was cut off is marked. */
@Tag("fast")
class ScrollRunTest {
    private static final int ROWS = 80;

    /** Nothing is asked of the server but the page: a scroll event makes the next ten rows, up to {@code most}. */
    private static final String FEED = """
            <!doctype html><title>feed</title><style>.row {height: 300px}</style><div id=list></div><script>
            let rows = 0;
            const more = () => { for (let i = 0; i < 10 && rows < MOST; i++) list.insertAdjacentHTML('beforeend',
                `<p class=row><b>row ${String(++rows).padStart(3, '0')}</b></p>`) };
            addEventListener('scroll', () => { if (scrollY + innerHeight > document.body.scrollHeight - 100) setTimeout(more, 40) });
            more();
            </script>""";

    @TempDir
    Path folder;

    private JobOnDisk job(LocalSite site, String scroll) throws Exception {
        return new JobOnDisk(folder, "feed", """
                start: %s
                page: {scroll: %s}
                items:
                  row: {each: .row, fields: {name: b}}
                politeness: {delay: 0s}
                """.formatted(site.url("/feed"), scroll));
    }

    @Test
    void R59_aWordBringsUpEveryRow() throws Exception {
        try (LocalSite site = LocalSite.open().on("/feed", html(FEED.replace("MOST", String.valueOf(ROWS))))) {
            JobOnDisk job = job(site, "stable");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            List<String> all = IntStream.rangeClosed(1, ROWS)
                    .mapToObj("row %03d|1"::formatted)
                    .toList();
            assertThat(job.rows("SELECT name, _ready FROM row ORDER BY name")).isEqualTo(all);
            assertThat(job.value("SELECT reason FROM gannet_page"))
                    .startsWith("scrolled ")
                    .contains("to 80 items", "nothing more came");
            assertThat(site.heard("/feed")).hasSize(1);
        }
    }

    @Test
    void R59_aListWithoutAnEndIsCutOffWhereTheJobSaysAndMarked() throws Exception {
        try (LocalSite site = LocalSite.open().on("/feed", html(FEED.replace("MOST", "1e9")))) {
            JobOnDisk job = job(site, "{scrolls: 4}");

            assertThat(job.run("limits.attempts=1").end()).isEqualTo(RunSummary.End.INCOMPLETE);

            assertThat(job.value("SELECT COUNT(*) FROM row WHERE _ready")).isEqualTo("0");
            assertThat(Integer.parseInt(job.value("SELECT COUNT(*) FROM row"))).isBetween(20, 60);
            assertThat(job.value("SELECT reason FROM gannet_page")).contains("scrolled 4 times", "the most scrolls, 4");
        }
    }
}
