package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/** Lists that are gone through by clicks and of which rows change between two looks although they are the same rows. */
@Tag("fast")
class TickingListsRunTest {
    private static final int PIECE = 6;
    private static final int PAGES = 3;
    private static final List<String> NAMES = List.of("Ada", "Bea", "Cem", "Dov", "Eva", "Fay");

    /** SHOW draws what is known; EACH runs with every click. */
    private static final String LIST = """
            <!doctype html><title>list</title><ul id=list></ul><p><i id=when></i> <button id=next>More</button></p><script>
            const names = ['Ada', 'Bea', 'Cem', 'Dov', 'Eva', 'Fay'], began = Date.now(), all = [];
            let page = 0, clicks = 0;
            const age = () => Math.floor((Date.now() - began) / 1000) + 1;
            const row = i => `<li class=row><b>${names[i %% 6]}${'abc'[Math.floor(i / 6)]}</b> <i>TEXT</i></li>`;
            const show = () => { SHOW };
            const go = () => {
              if (page < 3) for (let i = 0; i < 6; i++) all.push(page * 6 + i);
              page++;
              clicks++;
              EACH
              show();
              END
            };
            next.onclick = () => { next.disabled = true; setTimeout(() => { next.disabled = false; go(); }, 100); };
            go();
            </script>""".replace("%%", "%");

    private static final String ADD =
            "while (list.children.length < all.length) list.insertAdjacentHTML('beforeend', row(list.children.length));";
    private static final String REBUILD = "list.innerHTML = all.map(row).join('');";
    private static final String PREPEND = "list.innerHTML = [2, 1, 0].filter(one => one < page).flatMap("
            + "one => all.slice(one * 6, one * 6 + 6)).map(row).join('');";
    private static final String REPLACE = "list.innerHTML = all.slice(-6).map(row).join('');";
    private static final String SLIDE = "list.innerHTML = all.slice(-9).map(row).join('');";
    private static final String DISABLE = "if (page === 3) next.disabled = true;";
    private static final String TICK =
            "if (clicks === 1) setInterval(() => document.querySelectorAll('.row i').forEach(one => one.textContent = age() + ' s ago'), 1000);";
    private static final String REDRAW = "if (clicks === 1) setInterval(show, 1000);";
    private static final String AGE = "${age()} s ago";

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private static String list(String text, String show, String each, String end) {
        return LIST.replace("TEXT", text)
                .replace("SHOW", show)
                .replace("EACH", each)
                .replace("END", end);
    }

    private JobOnDisk job(Map<String, String> pages, String key) throws Exception {
        pages.forEach((name, page) -> site.on("/" + name, html(page)));
        return new JobOnDisk(folder, key.isEmpty() ? "bare" : "keyed", """
                start: %s
                page: {next: {click: button}}
                items:
                  row: {each: .row, %s fields: {name: {select: b, required: true}, page: {value: "${page.url}"}}}
                  tag: {each: .tag, fields: {text: {type: text}}, expect: {min: 0}}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1, page: 2m}
                """.formatted(site.urls(pages.keySet()), key))
                .sessions(4);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            for (String name : NAMES) {
                names.add(name + "abc".charAt(page));
            }
        }
        return names;
    }

    private List<String> rows(JobOnDisk job, String name) throws Exception {
        return job.rows("SELECT name FROM row WHERE page = '" + site.url("/" + name) + "' ORDER BY _pos");
    }

    private String reason(JobOnDisk job, String name) throws Exception {
        return job.value("SELECT reason FROM gannet_page WHERE url = '" + site.url("/" + name) + "'");
    }

    @Tag("soak")
    @Test
    void rowsThatTickAreReadOnce() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("added", list(AGE, ADD, TICK, DISABLE));
        pages.put("rebuilt", list(AGE, REBUILD, REDRAW, DISABLE));
        pages.put("prepended", list(AGE, PREPEND, REDRAW, DISABLE));
        pages.put("replaced", list(AGE, REPLACE, REDRAW, DISABLE));
        pages.put("nested", list(AGE + " <u class=tag>new</u> <u class=tag>${i % 2}</u>", PREPEND, REDRAW, DISABLE));
        JobOnDisk job = job(pages, "");

        RunSummary summary = job.run();

        for (String name : pages.keySet()) {
            assertThat(rows(job, name))
                    .as(name + ": " + reason(job, name))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
        assertThat(summary.end())
                .as("%s", job.rows("SELECT reason FROM gannet_page"))
                .isEqualTo(RunSummary.End.COMPLETE);
    }

    /** The list does not end by itself, so that the run cannot be complete. */
    @Tag("soak")
    @Test
    void rowsThatTickUnderAControlThatStaysAreReadOnce() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("rows", list(AGE, REBUILD, REDRAW, ""));
        pages.put(
                "beside",
                list(
                        "old",
                        REBUILD,
                        "if (clicks === 1) setInterval(() => { when.textContent = 'Updated ' + age() + ' s ago'; }, 1000);",
                        ""));
        JobOnDisk job = job(pages, "");

        RunSummary summary = job.run();

        for (String name : pages.keySet()) {
            assertThat(rows(job, name)).as(name + ": " + reason(job, name)).isEqualTo(names());
            assertThat(reason(job, name)).contains("is enabled, and ").contains(" clicks changed nothing");
        }
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
    }

    /** With each click all rows show another value, or rows are dropped when others come. */
    @Test
    void rowsThatMayBeThoseOfThePageBeforeMakeItSuspectUnlessAKeyTellsThemApart() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("read", list("read ${clicks * 17 % 11} times", REBUILD, "", DISABLE));
        pages.put(
                "same",
                list("read ${clicks * 17 % 11} times", REPLACE, "", "if (clicks < 4) page = 1; else next.remove();"));
        pages.put("sliding", list("old", SLIDE, "", DISABLE));
        JobOnDisk bare = job(pages, "");

        assertThat(bare.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(bare.rows("SELECT reason FROM gannet_page"))
                .hasSize(pages.size())
                .allSatisfy(reason -> assertThat(reason).contains("a key on the kind tells them apart"));

        pages.remove("same");
        JobOnDisk keyed = job(pages, "key: [name, page],");
        assertThat(keyed.run().end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    /** What differs in numbers only is another row all the same. */
    @Test
    void rowsThatAreAlikeAreReadAll() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(
                "numbers",
                list(
                        "",
                        "list.innerHTML = all.slice(-6).map(i => `<li class=row><b>Item ${i}</b> for 5</li>`).join('');",
                        "",
                        DISABLE));
        pages.put(
                "ranks",
                list(
                        "",
                        "list.innerHTML = all.slice(-6).map((i, at) => `<li class=row>${at + 1}. <b>Item ${i * 7}</b></li>`).join('');",
                        "",
                        DISABLE));
        pages.put(
                "patched",
                list(
                        "",
                        "all.slice(-6).forEach((i, at) => { const row = list.children[at] || list.appendChild(Object.assign(document.createElement('li'), {className: 'row', innerHTML: '<b></b>'})); row.firstChild.textContent = 'Item ' + i; });",
                        "",
                        DISABLE));
        // The same words at the same places, and another heading.
        pages.put(
                "years",
                list(
                        "",
                        "if (!document.querySelector('h2')) list.insertAdjacentHTML('beforebegin', '<h2></h2>');"
                                + "document.querySelector('h2').textContent = 'Year ' + page; list.innerHTML = all.slice(-6).map((i, at) => `<li class=row>${names[at]} <b>Item ${i}</b></li>`).join('');",
                        "",
                        DISABLE));
        JobOnDisk job = job(pages, "");

        RunSummary summary = job.run();

        for (String name : pages.keySet()) {
            int times = name.equals("ranks") ? 7 : 1;
            assertThat(rows(job, name))
                    .as(name + ": " + reason(job, name))
                    .isEqualTo(IntStream.range(0, PAGES * PIECE)
                            .mapToObj(i -> "Item " + i * times)
                            .toList());
        }
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    /** The page that is asked for comes after a quarter of a minute, or says what the page before said. */
    @Test
    void pagesThatAreSlowOrSayTheSameHaveTheirEnd() throws Exception {
        String app = """
                <!doctype html><title>list</title><ul id=list></ul><button id=next>More</button><script>
                let page = 0;
                next.onclick = async () => {
                  page++;
                  const names = await (await fetch('ASK' + page)).json();
                  list.innerHTML = names.map(name => `<li class=row><b>${name}</b></li>`).join('');
                  if (page === 3) next.disabled = true;
                };
                next.onclick();
                </script>""";
        site.on("/slow/1", json("[\"one\"]"))
                .on("/slow/2", slow(Duration.ofSeconds(16), json("[\"two\"]")))
                .on("/slow/3", json("[\"three\"]"))
                .on("/same/*", json("[\"one\", \"two\"]"));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("late", app.replace("ASK", "/slow/"));
        pages.put("alike", app.replace("ASK", "/same/"));
        JobOnDisk job = job(pages, "key: [name, page],");

        RunSummary summary = job.run();

        assertThat(rows(job, "late")).as(reason(job, "late")).containsExactly("one", "two", "three");
        assertThat(rows(job, "alike")).as(reason(job, "alike")).containsExactly("one", "two");
        assertThat(summary.end())
                .as("%s", job.rows("SELECT reason FROM gannet_page"))
                .isEqualTo(RunSummary.End.COMPLETE);
    }
}
