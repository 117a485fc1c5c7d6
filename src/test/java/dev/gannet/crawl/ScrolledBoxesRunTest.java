package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** Pages with several boxes that scroll, and lists whose earlier rows are above. */
@Tag("fast")
class ScrolledBoxesRunTest {
    private static final int ROWS = 60;

    private static final String STYLE =
            "<!doctype html><title>boxes</title><style>.box {height: 300px; width: 45%; float: left; overflow-y: auto; overflow-anchor: none; position: relative} .row {height: 38px}</style>";

    /** Twenty rows more whenever the end of a box comes near; FROM and TO are the rows of the box. */
    private static final String MORE = """
            const grow = (box, from, to) => {
              let there = from, coming = false;
              const more = () => { for (const end = Math.min(to, there + 10); there < end; there++) box.insertAdjacentHTML('beforeend', `<div class=row><b>row ${there}</b></div>`); };
              box.onscroll = () => { if (!coming && there < to && box.scrollTop + box.clientHeight > box.scrollHeight - 60) { coming = true; setTimeout(() => { coming = false; more(); }, 150); } };
              more();
            };""";

    private static final String WINDOWED = """
            const few = (box, from, to) => {
              const size = document.createElement('div');
              size.style = `position:relative;height:${(to - from) * 40}px`;
              box.append(size);
              const draw = () => {
                const at = Math.floor(box.scrollTop / 40);
                size.innerHTML = '';
                for (let i = at; i < Math.min(to - from, at + 9); i++) size.insertAdjacentHTML('beforeend', `<div class=row style="position:absolute;top:${i * 40}px"><b>row ${from + i}</b></div>`);
              };
              box.onscroll = () => requestAnimationFrame(draw);
              draw();
            };""";

    private static final String BOXES =
            "<div class=box id=one></div><div class=box id=two></div><script>const one = document.getElementById('one'), two = document.getElementById('two');";

    /** The newest row is the last; TOP is where the earliest is. */
    private static final String CHAT = """
            <div class=box id=one style="STYLE"></div><script>
            const box = document.getElementById('one');
            let first = 60, coming = false;
            const more = () => {
              const height = box.scrollHeight, top = box.scrollTop, to = first;
              first = Math.max(0, first - 12);
              for (let i = to - 1; i >= first; i--) box.insertAdjacentHTML('PLACE', `<div class=row><b>row ${i}</b></div>`);
              RESTORE
            };
            more();
            SHOW
            box.onscroll = () => {
              if (coming || first === 0 || !(TOP)) return;
              coming = true;
              setTimeout(() => { coming = false; more(); }, 200);
            };
            </script>""";

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private static String chat(String style, String place, String restore, String show, String top) {
        return STYLE
                + CHAT.replace("STYLE", style)
                        .replace("PLACE", place)
                        .replace("RESTORE", restore)
                        .replace("SHOW", show)
                        .replace("TOP", top);
    }

    private void assertAllRows(Map<String, String> pages, String scroll) throws Exception {
        pages.forEach((name, page) -> site.on("/" + name, html(page)));
        JobOnDisk job = new JobOnDisk(folder, "boxes", """
                start: %s
                page: {scroll: %s}
                items:
                  row: {each: .row, fields: {name: {select: b, required: true}, page: {value: "${page.url}"}}}
                  side: {each: .side, fields: {name: {type: text}}, expect: {min: 0}}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1, page: 2m}
                """.formatted(site.urls(pages.keySet()), scroll)).sessions(3);

        RunSummary summary = job.run();

        List<String> all = IntStream.range(0, ROWS).mapToObj(i -> "row " + i).toList();
        for (String name : pages.keySet()) {
            String url = site.url("/" + name);
            assertThat(job.rows("SELECT name FROM row WHERE page = '" + url + "'"))
                    .as(name + ": " + job.value("SELECT reason FROM gannet_page WHERE url = '" + url + "'"))
                    .containsExactlyInAnyOrderElementsOf(all);
        }
        assertThat(summary.end())
                .as("%s", job.rows("SELECT url, reason FROM gannet_page"))
                .isEqualTo(RunSummary.End.COMPLETE);
    }

    @Test
    void everyBoxWithRowsIsScrolled() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("columns", STYLE + BOXES + MORE + "grow(one, 0, 30); grow(two, 30, 60);</script>");
        pages.put("few", STYLE + BOXES + WINDOWED + "few(one, 0, 25); few(two, 25, 60);</script>");
        String side =
                "for (let i = 0; i < 40; i++) one.insertAdjacentHTML('beforeend', `<p class=side>side ${i}</p>`);";
        pages.put("beside", STYLE + BOXES + side + WINDOWED + "few(two, 0, 60);</script>");
        pages.put("behind", STYLE + BOXES + side.replace("class=side", "") + MORE + "grow(two, 0, 60);</script>");
        assertAllRows(pages, "stable");
    }

    @Test
    void rowsThatAreAboveAreLoaded() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        String last = "box.scrollTop = box.scrollHeight;";
        pages.put(
                "restored",
                chat("", "afterbegin", "box.scrollTop = top + box.scrollHeight - height;", last, "box.scrollTop < 60"));
        pages.put("stays", chat("", "afterbegin", "", last, "box.scrollTop < 60"));
        pages.put(
                "reverse",
                chat(
                                "display:flex;flex-direction:column-reverse",
                                "beforeend",
                                "",
                                "",
                                "box.scrollHeight + box.scrollTop - box.clientHeight < 60")
                        .replace("class=row", "class=row style=\"flex:none\""));
        assertAllRows(pages, "stable");
    }

    /** Its last rows are gone when its first are there: what is between two looks is not known. */
    @Test
    void aListThatDropsRowsOnTheWayUpIsNotReady() throws Exception {
        String page = chat(
                        "display:flex;flex-direction:column-reverse",
                        "beforeend",
                        "while (box.children.length > 24) box.firstChild.remove();",
                        "",
                        "box.scrollHeight + box.scrollTop - box.clientHeight < 60")
                .replace("class=row", "class=row style=\"flex:none\"");
        site.on("/", html(page));
        JobOnDisk job = new JobOnDisk(folder, "dropped", """
                start: %s
                page: {scroll: stable}
                items: {row: {each: .row, fields: {name: {select: b, required: true}}}}
                politeness: {delay: 0s}
                limits: {attempts: 1}
                """.formatted(site.url("/")));

        assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(job.value("SELECT reason FROM gannet_page"))
                .contains("rows were dropped while it was scrolled upward");
    }

    @Tag("soak")
    @Test
    void rowsThatAreAnsweredAfterAQuarterOfAMinuteAreAwaited() throws Exception {
        String later = MORE.replace(
                "setTimeout(() => { coming = false; more(); }, 150);",
                "fetch('/more').then(() => { coming = false; more(); });");
        site.on("/more", slow(Duration.ofSeconds(16), json("1")));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("late", STYLE + BOXES + later.replace("there + 10", "there + 30") + "grow(one, 0, 60);</script>");
        assertAllRows(pages, "stable");
    }
}
