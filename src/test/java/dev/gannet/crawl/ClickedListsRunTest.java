package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Rows that are clicked to be followed, of lists that keep only the rows on screen in the document. */
@Tag("fast")
class ClickedListsRunTest {
    private static final int ROWS = 38;

    /** OPEN is what a click on row {@code i} does, ROW is what the row holds. */
    private static final String LIST = """
            <!doctype html><title>shop</title><main id=app></main><script>
            let n = 38; const height = 40;
            const list = () => {
              app.innerHTML = `<div id=box style="height:200px;overflow-y:auto"><div id=all style="position:relative;height:${n * height}px"></div></div>`;
              const box = document.getElementById('box'), all = document.getElementById('all');
              const draw = () => {
                const from = Math.max(0, Math.floor(box.scrollTop / height) - 1), to = Math.min(n, from + 8);
                all.replaceChildren();
                for (let i = from; i < to; i++) {
                  all.insertAdjacentHTML('beforeend', `<div class=row style="position:absolute;height:${height}px;left:0;right:0;top:${i * height}px">ROW</div>`);
                  all.lastChild.onclick = () => open_(i);
                }
              };
              box.onscroll = () => requestAnimationFrame(draw);
              draw();
            };
            const detail = id => app.innerHTML = `<h1>item ${id}</h1>`;
            const route = () => location.pathname.startsWith('/p') ? detail(location.search.slice(1)) : list();
            addEventListener('popstate', route);
            const open_ = i => { OPEN };
            route();
            </script>""";

    private static final String ROUTE = "history.pushState({}, '', '/p?' + i); route();";
    private static final String DOCUMENT = "location.href = '/p?' + i;";
    private static final String NAMED = "<b>row ${i}</b>";

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String row, String open, String kinds, String more) throws Exception {
        Answer app = html(LIST.replace("ROW", row).replace("OPEN", open));
        site.on("/", app).on("/p", app);
        return new JobOnDisk(folder, "clicks", """
                start: %s
                crawl: {follow: {click: .row%s}}
                page: [{at: "**/", scroll: stable}]
                items:
                  item: {%s fields: {name: {select: h1, required: true}}}
                %s
                politeness: {delay: 0s, parallel: 4, robots: ignore}
                limits: {page: 3m}
                """.formatted(
                                site.url("/"), more, kinds.isEmpty() ? "" : "at: '**/p**',", kinds))
                .sessions(2);
    }

    private void assertAllFollowed(JobOnDisk job) throws Exception {
        RunSummary summary = job.run();

        String reason = job.value("SELECT reason FROM gannet_page WHERE depth = 0");
        assertThat(job.rows("SELECT name FROM item")).as(reason).containsExactlyInAnyOrderElementsOf(items(ROWS));
        assertThat(reason).contains("clicked 38 of 38 .row, new places: 38");
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> "item " + i).toList();
    }

    @Test
    void rowsThatNoKindReadsAreClickedAsTheyComeIntoView() throws Exception {
        assertAllFollowed(job(NAMED, DOCUMENT, "", ""));
    }

    /** The list begins at its top again after each click. */
    @Tag("soak")
    @Test
    void rowsThatOpenRoutesAreClickedOnceEach() throws Exception {
        assertAllFollowed(job(
                NAMED,
                ROUTE,
                "  row: {at: '**/', each: .row, key: name, fields: {name: {select: b, required: true}}}",
                ""));
    }

    /** What a row says is no identity: these are told apart by their places. */
    @Tag("soak")
    @Test
    void rowsThatSayTheSameAreClickedOnceEach() throws Exception {
        assertAllFollowed(job(
                "<b>row</b>",
                ROUTE,
                "  row: {at: '**/', each: .row, fields: {name: {select: b, required: true}}}",
                ""));
    }

    /** An item of a page, as its heading is, makes no list of it. */
    @Tag("soak")
    @Test
    void rowsBesideAnItemOfThePageAreClicked() throws Exception {
        assertAllFollowed(job("<i>row ${i}</i>", DOCUMENT, "  title: {at: '**/', fields: {text: title}}", ""));
    }

    /** The window scrolls, more comes when its end is near, and only each third row has what is clicked. */
    @Test
    void elementsInSomeRowsOfAGrowingListAreClicked() throws Exception {
        site.on("/", html("""
                        <!doctype html><title>shop</title><div id=all style="position:relative"></div><script>
                        const n = 60, height = 50, all = document.getElementById('all');
                        let there = 20;
                        const draw = () => {
                          if (there < n && scrollY + innerHeight > document.documentElement.scrollHeight - 200) setTimeout(() => { there = Math.min(n, there + 20); draw(); }, 120);
                          all.style.height = there * height + 'px';
                          all.replaceChildren();
                          const from = Math.max(0, Math.floor(scrollY / height) - 2);
                          for (let i = from; i < Math.min(there, from + Math.ceil(innerHeight / height) + 4); i++) {
                            all.insertAdjacentHTML('beforeend', `<div class=row style="position:absolute;top:${i * height}px">row ${i} ${i % 3 ? '' : '<button>open</button>'}</div>`);
                            all.lastChild.onclick = event => { if (event.target.localName === 'button') location.href = '/p?' + i; };
                          }
                        };
                        onscroll = () => requestAnimationFrame(draw);
                        draw();
                        </script>"""))
                .on("/p", (request, wire) -> html("<h1>item</h1>").give(request, wire));
        JobOnDisk job = new JobOnDisk(folder, "some", """
                start: %s
                crawl: {follow: {click: .row button}}
                page: [{at: "**/", scroll: stable}]
                items: {item: {fields: {name: {select: h1, required: true}}}}
                politeness: {delay: 0s, parallel: 4, robots: ignore}
                limits: {page: 3m, attempts: 1}
                """.formatted(site.url("/"))).sessions(2);

        RunSummary summary = job.run();

        assertThat(job.value("SELECT reason FROM gannet_page WHERE depth = 0"))
                .contains("clicked 20 of 20 .row button, new places: 20");
        assertThat(job.value("SELECT COUNT(*) FROM item")).isEqualTo("20");
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    @Test
    void rowsBeyondTheBoundAreCounted() throws Exception {
        JobOnDisk job = job(NAMED, DOCUMENT, "", ", most: 20");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(job.rows("SELECT name FROM item")).containsExactlyInAnyOrderElementsOf(items(20));
        assertThat(job.value("SELECT links_left_out FROM gannet_page WHERE depth = 0"))
                .isEqualTo("18");
    }

    /** From the first click on the list is shorter. */
    @Tag("soak")
    @Test
    void rowsThatAreNotFoundAgainAreCounted() throws Exception {
        JobOnDisk job = job(NAMED, "n = 12; " + ROUTE, "", "");

        assertThat(job.run("limits.attempts=1").end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(job.rows("SELECT name FROM item")).containsExactlyInAnyOrderElementsOf(items(12));
        assertThat(job.value("SELECT reason FROM gannet_page WHERE depth = 0"))
                .contains("clicked 12 of 38 .row, new places: 12, then the next did not come into view again");
        assertThat(job.value("SELECT links_left_out FROM gannet_page WHERE depth = 0"))
                .isEqualTo(String.valueOf(ROWS - 12));
    }
}
