package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs on lists whose pages have no addresses: a click takes one to the next, or brings more of the same. */
@Tag("fast")
class PagingRunTest {
    private static final int PIECE = 6;

    /** SHOW puts the rows of a page into the list; the server alone knows how many pages there are. */
    private static final String LIST = """
            <!doctype html><title>list</title><h1>Rows</h1><ul id=list></ul>
            <nav id=bar></nav><button id=next>More</button><script>
            let page = 0, pages = 1;
            const row = r => `<li class=row id=r${r.id}><b>${r.name}</b><a href="/d/${r.id}">open</a></li>`;
            const go = async () => {
              NEXT.disabled = true;
              const answer = await (await fetch('/rows/' + (page + 1))).json();
              pages = answer.pages;
              page++;
              SHOW
              bar.innerHTML = Array.from({length: pages}, (_, i) => `<span class="${i + 1 === page ? 'on' : ''}">${i + 1}</span>`).join('');
              NEXT.disabled = false;
              END
            };
            next.onclick = go;
            go();
            </script>""";

    private static final String REPLACE = "list.innerHTML = answer.rows.map(row).join('');";
    private static final String ADD = "list.insertAdjacentHTML('beforeend', answer.rows.map(row).join(''));";
    private static final String REBUILD = "all.push(...answer.rows); list.innerHTML = all.map(row).join('');";

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private static String name(int id) {
        return "row " + id % 4;
    }

    /** Pages two and three show the same words. */
    private static int word(int page, int i) {
        return page == 3 ? 2 * PIECE + i - PIECE : (page - 1) * PIECE + i;
    }

    private void rows(int pages) {
        site.on("/rows/*", (request, wire) -> {
            int page = Math.min(Integer.parseInt(request.path().replaceAll("\\D", "")), pages);
            String rows = IntStream.range(0, PIECE)
                    .mapToObj(i -> "{\"id\":%d,\"name\":\"%s\"}".formatted((page - 1) * PIECE + i, name(word(page, i))))
                    .toList()
                    .toString();
            slow(Duration.ofMillis(80), json("{\"pages\":%d,\"rows\":%s}".formatted(pages, rows)))
                    .give(request, wire);
        });
    }

    private void list(String show, String end) {
        list("/", show, end);
    }

    private void list(String path, String show, String end) {
        site.on(
                path,
                html(LIST.replace("SHOW", show)
                        .replace("END", end)
                        .replace("NEXT", "next")
                        .replace("let page", "const all = []; let page")));
    }

    private JobOnDisk job(String next, String more) throws Exception {
        return new JobOnDisk(folder, "list", """
                start: %s/
                page: {next: %s%s}
                items:
                  row: {at: "**/", each: .row, fields: {name: b, id: {attr: id}}}
                  top: {at: "**/", fields: {title: {select: h1, required: true}}}
                politeness: {delay: 0s}
                """.formatted(site.base(), next, more));
    }

    private static List<String> first(int pages) {
        List<String> rows = new ArrayList<>();
        for (int page = 1; page <= pages; page++) {
            for (int i = 0; i < PIECE; i++) {
                rows.add(name(word(page, i)) + "|r" + ((page - 1) * PIECE + i) + "|1");
            }
        }
        return rows;
    }

    private static List<String> rows(JobOnDisk job) throws Exception {
        return job.rows("SELECT name, id, _ready FROM row ORDER BY _pos");
    }

    private static String reason(JobOnDisk job) throws Exception {
        return job.value("SELECT reason FROM gannet_page WHERE depth = 0");
    }

    /** One list for each way to end: its button is disabled, or is removed. */
    @Test
    void pagesThatTakeEachOthersPlaceAreReadOneByOneUntilThereIsNoOther() throws Exception {
        rows(3);
        list("/disabled/", REPLACE, "if (page === pages) next.disabled = true;");
        list("/removed/", REPLACE, "if (page === pages) next.remove();");
        JobOnDisk job = job("{click: button}", "");

        RunSummary summary = job.run(start("/disabled/", "/removed/"));

        assertPages(job, "/disabled/", "clicked button 2 times, to 3 pages, until ", "was disabled");
        assertPages(job, "/removed/", "clicked button 2 times, to 3 pages, until ", "was gone");
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(*) FROM top")).isEqualTo("2");
    }

    @Test
    void aButtonThatStaysEnabledAndChangesNothingIsClickedOnceMoreAndIsNoEnd() throws Exception {
        rows(3);
        list("/idle/", REPLACE, "");
        JobOnDisk job = job("{click: button}", "");

        RunSummary summary = job.run(start("/idle/"), "limits.attempts=1");

        assertThat(reason(job))
                .startsWith("clicked button 4 times, to 3 pages, until ")
                .contains("button is enabled, and two clicks changed nothing");
        assertThat(job.value("SELECT COUNT(*) FROM row")).isEqualTo(String.valueOf(3 * PIECE));
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
    }

    /** Either the rows that are there stay, or all of them are made anew. */
    @Test
    void whatAButtonAddsIsReadOnce() throws Exception {
        rows(3);
        list("/added/", ADD, "if (page === pages) next.hidden = true;");
        list("/rebuilt/", REBUILD, "if (page === pages) next.hidden = true;");
        JobOnDisk job = job("{click: {text: More}}", "");

        RunSummary summary = job.run(start("/added/", "/rebuilt/"));

        assertPages(job, "/added/", "clicked ", "2 times, to 1 pages", "was hidden");
        assertPages(job, "/rebuilt/", "clicked ", "2 times, to 1 pages", "was hidden");
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    private String start(String... paths) {
        return "start=" + Stream.of(paths).map(site::url).toList();
    }

    /** Each of three pages was read once, and the verdict says how it came to its end. */
    private void assertPages(JobOnDisk job, String path, String begin, String... words) throws Exception {
        String url = site.url(path);
        String reason = job.value("SELECT reason FROM gannet_page WHERE url = '" + url + "'");
        assertThat(job.rows("SELECT name, id, _ready FROM row WHERE _page = '" + url + "' ORDER BY _pos"))
                .as(reason)
                .isEqualTo(first(3));
        assertThat(reason).startsWith(begin).contains(words);
    }

    /** Every third row of each of three pages has a link that is followed. */
    @Test
    void linksOfEveryPageAreFollowed() throws Exception {
        rows(3);
        list(REPLACE, "if (page === pages) next.disabled = true;");
        site.on("/d/*", html("<h2>detail</h2>"));
        JobOnDisk job = job("{click: button}", "}\ncrawl: {follow: ['.row:nth-child(3n) a']");
        String detail = "items.detail={at: '**/d/*', fields: {title: {select: h2, required: true}}}";

        // A page without a way on is given a second for it.
        assertThat(job.run(detail, "page.at='**/'").end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT _page FROM detail"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PIECE)
                        .mapToObj(row -> site.url("/d/" + (3 * row + 2)))
                        .toList());
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE state = 'done'"))
                .isEqualTo(String.valueOf(1 + PIECE));
    }

    @Test
    void aListThatIsCutOffByABoundIsMarkedAndSaysByWhich() throws Exception {
        rows(1000);
        list("/clicks/", REPLACE, "");
        list("/time/", REPLACE, "");
        JobOnDisk job = job("{click: button}", "");

        RunSummary summary = job.run(
                start("/clicks/", "/time/"),
                "limits.attempts=1",
                "page=[{at: '**/clicks/', next: {click: button, max: 2}},"
                        + " {at: '**/time/', next: {click: button, time: 1s}}]");

        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(job.rows("SELECT name, id, _ready FROM row WHERE _page LIKE '%/clicks/'"))
                .hasSize(3 * PIECE);
        assertThat(job.rows("SELECT DISTINCT _ready FROM row")).containsExactly("0");
        assertThat(job.value("SELECT reason FROM gannet_page WHERE url LIKE '%/clicks/'"))
                .contains("the most clicks, 2, were made");
        assertThat(job.value("SELECT reason FROM gannet_page WHERE url LIKE '%/time/'"))
                .contains("its time was up");
    }

    @Test
    void enoughIsEnough() throws Exception {
        rows(1000);
        list(REPLACE, "");
        JobOnDisk job = job("{click: button, until: {count: 20}}", "");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(rows(job)).isEqualTo(first(4));
        assertThat(reason(job)).contains("enough items were there");
    }

    /** Two seconds after the page, over everything, and again with every page. */
    @Test
    void whatComesLateAndTakesTheClickIsDismissed() throws Exception {
        rows(3);
        String overlay =
                "setTimeout(() => { if (!document.querySelector('.veil')) document.body.insertAdjacentHTML('beforeend',"
                        + "'<div class=veil style=\"position:fixed;inset:0;z-index:9;background:#fffc\"><button class=away onclick=\"this.parentNode.remove()\">No</button></div>') }, PAUSE);";
        list(REPLACE, "if (page === pages) next.disabled = true;" + overlay.replace("PAUSE", "0"));
        JobOnDisk job = job("{click: '#next'}", ", dismiss: .away");

        RunSummary summary = job.run();

        assertThat(rows(job)).as(reason(job)).isEqualTo(first(3));
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);

        list(REPLACE, "if (page === pages) next.disabled = true;" + overlay.replace("PAUSE", "0"));
        JobOnDisk bare = job("{click: '#next', time: 2s}", "");
        assertThat(bare.run("limits.attempts=1").end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(bare.value("SELECT reason FROM gannet_page ORDER BY id DESC LIMIT 1"))
                .contains("could not be clicked", "covered by <div class=veil>");
    }

    @Test
    void aWayThatRobotsMayNotGoEndsIt() throws Exception {
        site.on(
                        "/robots.txt",
                        (request, wire) -> dev.gannet.kit.Answer.status(
                                        200, "text/plain", "User-agent: *\nDisallow: /private")
                                .give(request, wire))
                .on("/", html("<p class=row><b>row 0</b></p><h1>x</h1><a class=on href=/private>next</a>"));
        JobOnDisk job = job("{click: a.on}", "");

        assertThat(job.run("limits.attempts=1").end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(site.heard("/private")).isEmpty();
        assertThat(reason(job)).contains("the way on was refused");
        assertThat(rows(job)).containsExactly("row 0||0");
    }

    @Test
    void pagesThatAreDocumentsOfTheirOwnAreReadAsWell() throws Exception {
        for (int page = 1; page <= 3; page++) {
            int first = (page - 1) * 2;
            site.on(
                    page == 1 ? "/" : "/p" + page,
                    html("<h1>Rows</h1><p class=row id=r%d><b>row %d</b></p><p class=row id=r%d><b>row %d</b></p>%s"
                            .formatted(
                                    first,
                                    first,
                                    first + 1,
                                    first + 1,
                                    page < 3 ? "<form action=/p" + (page + 1) + "><button>on</button></form>" : "")));
        }
        JobOnDisk job = job("{click: form button}", "");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(rows(job))
                .containsExactly("row 0|r0|1", "row 1|r1|1", "row 2|r2|1", "row 3|r3|1", "row 4|r4|1", "row 5|r5|1");
    }
}
