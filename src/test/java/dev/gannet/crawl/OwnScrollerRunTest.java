package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Lists that keep few rows in the document, as children of the box that scrolls, and draw them some time after a scroll. */
@Tag("fast")
class OwnScrollerRunTest {
    private static final int ROWS = 160;

    /** HEIGHT is that of a row. The rows from FIRST to LAST are drawn after a pause. */
    private static final String PAGE = """
            <div id=box style="height:400px;overflow-y:auto;overflow-anchor:none;position:relative"></div>%s<script>
            const box = document.getElementById('box'), n = 160, height = %d;
            const row = i => `<div class=row ${%s} style="height:${height - 2}px;border-bottom:2px solid;${PLACE(i)}"><b>item ${i}</b></div>`;
            let timer = 0;
            const later = pause => { clearTimeout(timer); timer = setTimeout(draw, pause); };
            %s
            box.addEventListener('scroll', () => later(%d));
            setTimeout(draw, 150);
            </script>""";

    private static final String NUMBERED = "'data-index=' + i";
    private static final String PLAIN = "''";

    /** Rows have places of their own, and an empty element makes the room for all of them. */
    private static final String PLACED = """
            const PLACE = i => `position:absolute;left:0;right:0;top:${i * height}px`;
            box.insertAdjacentHTML('beforeend', `<div style="height:${n * height}px"></div>`);
            const draw = () => {
              box.querySelectorAll('.row').forEach(one => one.remove());
              for (let i = FIRST; i <= LAST; i++) box.insertAdjacentHTML('beforeend', row(i));
            };""";

    /** Empty elements above and below the rows stand for those that are not there; a line stands below the last. */
    private static final String SPACED = """
            const PLACE = i => '';
            const draw = () => {
              const from = FIRST, to = LAST;
              box.innerHTML = `<div style="height:${from * height}px"></div>`;
              for (let i = from; i <= to; i++) box.insertAdjacentHTML('beforeend', row(i));
              box.insertAdjacentHTML('beforeend', `<div style="height:${(n - 1 - to) * height}px"></div><p style="height:90px">that was all</p>`);
            };""";

    private static final String FIRST = "Math.floor(box.scrollTop / height)";
    private static final String LAST = "Math.min(n - 1, Math.ceil((box.scrollTop + 400) / height) - 1)";
    /** A row that is in view by less than half may be missing. */
    private static final String SHORT_FIRST = "Math.min(n - 1, Math.round(box.scrollTop / height))";

    private static final String SHORT_LAST = "Math.min(n - 1, Math.round((box.scrollTop + 400) / height) - 1)";

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private static String page(int height, String number, String list, int pause) {
        return page(height, number, list.replace("FIRST", FIRST).replace("LAST", LAST), pause, "");
    }

    private static String page(int height, String number, String draw, int pause, String after) {
        return PAGE.formatted(after, height, number, draw, pause);
    }

    /** By the name of the page. */
    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("numbered", page(30, NUMBERED, PLACED, 40));
        pages.put("placed", page(30, PLAIN, PLACED, 40));
        pages.put("tall", page(170, PLAIN, PLACED, 80));
        pages.put("spaced", page(45, PLAIN, SPACED, 60));
        pages.put(
                "short",
                page(70, PLAIN, PLACED.replace("FIRST", SHORT_FIRST).replace("LAST", SHORT_LAST), 40, "<p>after</p>"));
        return pages;
    }

    private void assertAllRows(Map<String, String> pages, String key) throws Exception {
        pages.forEach((name, page) -> site.on("/" + name, html(page)));
        JobOnDisk job = new JobOnDisk(folder, "own", """
                start: %s
                page: {scroll: stable}
                items: {row: {each: .row, %s fields: {name: {select: b, required: true}, page: {value: "${page.url}"}}}}
                politeness: {delay: 0s, parallel: 4}
                limits: {page: 3m, attempts: 1}
                """.formatted(site.urls(pages.keySet()), key)).sessions(2);

        RunSummary summary = job.run();

        List<String> all = IntStream.range(0, ROWS).mapToObj(i -> "item " + i).toList();
        for (String name : pages.keySet()) {
            String url = site.url("/" + name);
            assertThat(job.rows("SELECT name FROM row WHERE page = '" + url + "' ORDER BY _pos"))
                    .as(name + ": " + job.value("SELECT reason FROM gannet_page WHERE url = '" + url + "'"))
                    .isEqualTo(all);
        }
        assertThat(summary.end())
                .as("%s", job.rows("SELECT url, reason FROM gannet_page"))
                .isEqualTo(RunSummary.End.COMPLETE);
    }

    @Tag("soak")
    @Test
    void everyRowIsReadThatAKeyTellsApart() throws Exception {
        assertAllRows(pages(), "key: [name, page],");
    }

    /** Of the list that may miss a row at its edges, two views need not have any row in common. */
    @Test
    void everyRowIsReadWithoutAKeyWhereViewsOverlap() throws Exception {
        Map<String, String> pages = pages();
        pages.remove("short");
        assertAllRows(pages, "");
    }
}
