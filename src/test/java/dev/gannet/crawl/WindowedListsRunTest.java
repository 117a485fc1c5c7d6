package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Jobs on lists that keep only the rows on screen in the document: every row once and in order, equal ones too. */
@Tag("fast")
class WindowedListsRunTest {
    /** How such lists are made: what they have in common is that no more than a dozen rows are ever there. */
    private enum Make {
        /** A pool of elements is used again and again, in an order of its own; nothing but its place tells a row. */
        RECYCLED("""
                const pool = Array.from({length: 12}, () => sizer.appendChild(Object.assign(document.createElement('div'), {className: 'row', innerHTML: '<b></b>'})));
                sizer.style.height = all.length * 40 + 'px';
                const draw = () => { for (let i = 0; i < 12; i++) {
                  const at = Math.max(0, Math.min(all.length - 12, Math.floor(box.scrollTop / 40) - 1)) + i, row = pool[at % 12];
                  row.style.transform = `translateY(${at * 40}px)`; row.firstChild.textContent = all[at]; } };
                let asked = false;
                box.addEventListener('scroll', () => { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; draw() }) } });
                draw();"""),
        /** A millimetre of the scroll bar is many rows, so that places say nothing; rows have numbers, and are drawn late. */
        NUMBERED("""
                sizer.style.cssText = `height: ${all.length * 15 + 400}px; overflow: hidden; position: relative`;
                const draw = () => { const first = Math.min(all.length - 10, Math.floor(box.scrollTop / 15)); sizer.innerHTML = all.slice(first, first + 10).map((text, i) =>
                  `<div role=row class=row aria-rowindex=${first + i + 2} style="top: ${box.scrollTop + i * 40}px"><b>${text}</b></div>`).join('') };
                let timer;
                box.addEventListener('scroll', () => { clearTimeout(timer); timer = setTimeout(draw, 30) });
                draw();"""),
        /** Heights are guessed until a row has been drawn; room above and below stands for the rows that are not there. */
        GUESSED("""
                sizer.innerHTML = '<div></div><ul></ul><div></div>';
                const [above, list, below] = sizer.children, heights = all.map(() => 50), height = i => 30 + i * 13 % 50;
                const draw = () => {
                  let top = 0, first = 0;
                  while (first < all.length - 1 && top + heights[first] < box.scrollTop - 60) top += heights[first++];
                  let last = first, room = 0;
                  while (last < all.length && room < 600) room += heights[last++];
                  list.replaceChildren(...all.slice(first, last).map((text, i) => {
                    const row = document.createElement('li');
                    row.className = 'flow row'; row.style.height = height(first + i) + 'px'; row.innerHTML = '<b></b>'; row.firstChild.textContent = text;
                    return row; }));
                  for (let i = first; i < last; i++) heights[i] = height(i);
                  const sum = (from, to) => heights.slice(from, to).reduce((a, b) => a + b, 0);
                  above.style.height = sum(0, first) + 'px'; below.style.height = sum(last, all.length) + 'px';
                };
                box.addEventListener('scroll', () => setTimeout(draw));
                draw();"""),
        /** Each row says no more than that it is loading until its piece has come. */
        ASKED("""
                const known = [];
                sizer.style.height = all.length * 40 + 'px';
                const draw = () => { const first = Math.max(0, Math.min(all.length - 11, Math.floor(box.scrollTop / 40)));
                  sizer.innerHTML = all.slice(first, first + 11).map((text, i) => `<div class=row data-index=${first + i} style="top: ${(first + i) * 40}px">${known[first + i] ? `<b>${text}</b>` : '…'}</div>`).join('');
                  for (let i = first; i < first + 11; i += 5) { const piece = Math.floor(i / 20); if (known[piece * 20] === undefined) {
                    known[piece * 20] = false; fetch('/piece').then(r => r.json()).then(() => { for (let k = 0; k < 20; k++) known[piece * 20 + k] = true; draw() }) } } };
                box.addEventListener('scroll', draw);
                draw();"""),
        /** More comes when its end is near, and only then. */
        GROWING("""
                let there = 60, coming = false;
                const draw = () => { sizer.style.height = there * 40 + 'px'; const first = Math.max(0, Math.floor(box.scrollTop / 40) - 2);
                  sizer.innerHTML = all.slice(first, Math.min(first + 14, there)).map((text, i) => `<div class=row style="top: ${(first + i) * 40}px"><b>${text}</b></div>`).join('');
                  if (!coming && there < all.length && box.scrollTop + 800 > there * 40) { coming = true;
                    fetch('/piece').then(r => r.json()).then(() => { coming = false; there = Math.min(all.length, there + 60); draw() }) } };
                box.addEventListener('scroll', draw);
                draw();"""),
        /** More is there as soon as its end is reached, so that the next screen has no row in common with the last. */
        EXTENDED("""
                let there = 60;
                const draw = () => {
                  if (box.scrollTop + box.clientHeight >= there * 40) there = Math.min(all.length, there + 60);
                  sizer.style.height = there * 40 + 'px'; const first = Math.max(0, Math.floor(box.scrollTop / 40) - 2);
                  sizer.innerHTML = all.slice(first, Math.min(first + 14, there)).map((text, i) => `<div class=row style="top: ${(first + i) * 40}px"><b>${text}</b></div>`).join('') };
                box.addEventListener('scroll', draw);
                draw();"""),
        /** Box and rows are in shadow roots, one in the other. */
        SHADED("""
                customElements.define('x-row', class extends HTMLElement { constructor() { super(); this.attachShadow({mode: 'open'}).innerHTML = '<b></b>' } });
                sizer.style.height = all.length * 40 + 'px';
                const draw = () => { const first = Math.max(0, Math.min(all.length - 12, Math.floor(box.scrollTop / 40) - 1));
                  sizer.replaceChildren(...all.slice(first, first + 12).map((text, i) => {
                    const row = document.createElement('x-row'); row.className = 'row'; row.style.top = (first + i) * 40 + 'px'; row.shadowRoot.firstChild.textContent = text; return row; })) };
                box.addEventListener('scroll', () => requestAnimationFrame(draw));
                draw();""");

        private final String script;

        Make(String script) {
            this.script = script;
        }

        String page() {
            String style = "<style>#box {height: 400px; overflow-y: auto; overflow-anchor: none; position: relative}"
                    + " .row {position: absolute; height: 40px; left: 0; right: 0} .flow {position: static}"
                    + " ul {margin: 0; padding: 0}</style>";
            String box = "<div id=box><div id=sizer></div></div>";
            String place = this == SHADED
                    ? "<x-list></x-list><script>const root = document.querySelector('x-list').attachShadow({mode: 'open'});"
                            + "root.innerHTML = `" + style + box
                            + "`; const box = root.getElementById('box'), sizer = root.getElementById('sizer');"
                    : style + box + "<script>";
            return "<!doctype html><title>list</title><h1>List</h1><p>before</p>" + place
                    + "fetch('/all').then(r => r.json()).then(all => {" + script + "})</script><footer>after</footer>";
        }
    }

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    /** Few texts for many rows, and again and again a hundred rows in one place that all say the same. */
    private static List<String> texts(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> i % 250 >= 50 && i % 250 < 150 ? "same" : "row " + i * 7919L % 37)
                .toList();
    }

    private static Answer all(List<String> texts) {
        return json(texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(",", "[", "]")));
    }

    private JobOnDisk job(String scroll) throws Exception {
        return job(scroll, "/list");
    }

    private JobOnDisk job(String scroll, String... paths) throws Exception {
        return new JobOnDisk(folder, "list", """
                start: %s
                page: {scroll: %s}
                items:
                  row: {each: .row, fields: {name: {select: b, required: true}}}
                  top: {fields: {title: {select: h1, required: true}, foot: footer}}
                limits: {page: 2m}
                politeness: {delay: 0s, parallel: %d}
                """.formatted(
                                Stream.of(paths).map(site::url).toList(), scroll, paths.length))
                .sessions(Math.min(paths.length, 3));
    }

    private static String[] paths(Collection<Make> makes) {
        return makes.stream().map(make -> "/" + make).toArray(String[]::new);
    }

    private String reason(JobOnDisk job, Make make) throws Exception {
        return job.value("SELECT reason FROM gannet_page WHERE url = '" + site.url("/" + make) + "'");
    }

    private void assertEveryRowOnceAndInOrder(JobOnDisk job, Make make, List<String> texts) throws Exception {
        String ofPage = " WHERE _page = '" + site.url("/" + make) + "'";
        assertThat(job.rows("SELECT name FROM row" + ofPage + " ORDER BY _pos"))
                .as(make + ": " + reason(job, make))
                .isEqualTo(texts);
        assertThat(job.rows("SELECT DISTINCT _pos FROM row" + ofPage))
                .as("%s", make)
                .hasSize(texts.size());
        assertThat(job.value("SELECT title || foot FROM top" + ofPage))
                .as("%s", make)
                .isEqualTo("Listafter");
    }

    @Test
    void everyRowIsThereOnceAndInOrderHoweverTheListIsMade() throws Exception {
        List<String> texts = texts(200);
        Set<Make> makes = EnumSet.allOf(Make.class);
        makes.forEach(make -> site.on("/" + make, html(make.page())));
        site.on("/all", all(texts)).on("/piece", slow(Duration.ofMillis(120), json("1")));
        JobOnDisk job = job("stable", paths(makes));

        RunSummary summary = job.run();

        for (Make make : makes) {
            assertEveryRowOnceAndInOrder(job, make, texts);
            assertThat(reason(job, make)).as("%s", make).contains("to 200 items of which the page holds ");
        }
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    /** Below what is seen at first, in a frame in a frame. */
    @Test
    void aListInAFrameIsScrolledThere() throws Exception {
        List<String> texts = texts(180);
        Set<Make> makes = EnumSet.of(Make.RECYCLED, Make.ASKED, Make.GROWING);
        String frame = "<div style='height:3000px'></div><iframe src=%s style='width:600px;height:450px'></iframe>";
        for (Make make : makes) {
            site.on("/" + make, html("<h1>List</h1><footer>after</footer>" + frame.formatted("/between/" + make)))
                    .on("/between/" + make, html(frame.formatted("/inner/" + make)))
                    .on(
                            "/inner/" + make,
                            html(make.page().replace("<h1>List</h1>", "").replace("<footer>after</footer>", "")));
        }
        site.on("/all", all(texts)).on("/piece", slow(Duration.ofMillis(120), json("1")));
        JobOnDisk job = job("stable", paths(makes));

        RunSummary summary = job.run("page.frames=same-origin");

        for (Make make : makes) {
            assertEveryRowOnceAndInOrder(job, make, texts);
        }
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    @Test
    @Tag("soak")
    void fiveThousandRowsOfWhichManySayTheSame() throws Exception {
        List<String> texts = texts(5_000);
        site.on("/list", html(Make.RECYCLED.page())).on("/all", all(texts));
        JobOnDisk job = job("{max: 8m}");

        RunSummary summary = job.run();

        List<String> rows = job.rows("SELECT name FROM row ORDER BY _pos");
        assertThat(rows).as(job.value("SELECT reason FROM gannet_page")).hasSize(5_000);
        assertThat(rows.equals(texts)).as("in order").isTrue();
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    @Test
    void enoughRowsEndTheWay() throws Exception {
        site.on("/list", html(Make.RECYCLED.page())).on("/all", all(texts(5000)));
        JobOnDisk job = job("{until: {count: 150}}");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        List<String> rows = job.rows("SELECT name FROM row ORDER BY _pos");
        assertThat(rows).hasSizeBetween(150, 170).isEqualTo(texts(5000).subList(0, rows.size()));
    }

    /** A hundred rows for each pixel of the scroll bar, without numbers: what is between two views nobody knows. */
    @Test
    void aListThatIsLostSightOfIsToldAndNotReady() throws Exception {
        String leaping = Make.NUMBERED
                .page()
                .replace(" aria-rowindex=${first + i + 2}", "")
                .replace("scrollTop / 15", "scrollTop * 100");
        site.on("/list", html(leaping))
                .on(
                        "/all",
                        all(IntStream.range(0, 40_000).mapToObj(i -> "row " + i).toList()));
        JobOnDisk job = job("{until: {count: 40}}");

        assertThat(job.run("limits.attempts=1").end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(job.value("SELECT reason FROM gannet_page")).contains("nothing in common with those before");
        assertThat(job.value("SELECT COUNT(*) FROM row WHERE _ready")).isEqualTo("0");
    }

    @Test
    void whatIsMoreThanTheJobAllowsIsCutAndTold() throws Exception {
        site.on("/list", html(Make.RECYCLED.page())).on("/all", all(texts(2000)));
        JobOnDisk job = new JobOnDisk(folder, "list", """
                start: %s
                page: {scroll: stable}
                items: {row: {each: .row, fields: {name: b}}}
                limits: {size: 20KB, attempts: 1}
                politeness: {delay: 0s}
                """.formatted(site.url("/list")));

        assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(job.value("SELECT reason FROM gannet_page")).contains("more than limits.size allows");
    }
}
