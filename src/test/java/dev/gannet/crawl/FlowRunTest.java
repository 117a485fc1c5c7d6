package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs with flows as authors write them, on a site of this machine. */
@Tag("fast")
class FlowRunTest {
    /** Writes down what happens to it, one word each, in the order in which it happens. */
    private static final String OUT =
            "<ul id=out></ul><script>const say = t => out.insertAdjacentHTML('beforeend', '<li>' + t + '</li>');</script>";

    private static final String SAID_ITEMS =
            "said: {each: \"#out li\", fields: {what: {type: text}, no: {value: \"${item.position}\", type: int}}}";

    @TempDir
    Path folder;

    private JobOnDisk job(LocalSite site, String steps) throws Exception {
        return job(site, steps, SAID_ITEMS, "");
    }

    private JobOnDisk job(LocalSite site, String steps, String items, String more) throws Exception {
        return new JobOnDisk(
                folder,
                "flow",
                "start: " + site.url("/") + "\npage:\n  steps:\n" + steps.indent(4) + "items:\n" + items.indent(2)
                        + "politeness: {delay: 0s, robots: ignore}\nlimits: {page: 20s, attempts: 1}\n" + more);
    }

    private static final String SAID = "SELECT what FROM said ORDER BY no";

    /** A page, the flow that runs on it, and what the page wrote down of it. */
    private record Gestures(String html, String steps, List<String> said) {}

    /** Clicks with each button, held, and at a place of the element. */
    private static final Gestures MOUSE = new Gestures(
            OUT + """
                <div id=box style="width:100px;height:80px;background:#eee">box</div><script>
                const at = e => e.type + e.button + '@' + e.offsetX + ',' + e.offsetY;
                let down = 0;
                box.onmousedown = () => down = performance.now();
                box.onclick = e => say(at(e) + (performance.now() - down > 300 ? ' held' : ''));
                box.oncontextmenu = box.onauxclick = e => { e.preventDefault(); if (e.type === 'auxclick' && e.button === 2) return; say(at(e)) };
                </script>""",
            """
                    - click: "#box"
                    - click: {on: "#box", at: [10, 20]}
                    - click: {on: "#box", at: [90, 5], hold: 400ms}
                    - click: {on: "#box", button: right, at: [1, 2]}
                    - click: {on: "#box", button: middle}
                    """,
            List.of("click0@50,40", "click0@10,20", "click0@90,5 held", "contextmenu2@1,2", "auxclick1@50,40"));

    /** Presses keys alone, as chords and in halves. */
    private static final Gestures KEYS = new Gestures(
            OUT + """
                <input id=q><script>
                q.onkeydown = e => say('down ' + e.key + (e.ctrlKey ? ' ctrl' : '') + (e.shiftKey ? ' shift' : ''));
                q.onkeyup = e => say('up ' + e.key);
                </script>""",
            """
                    - press: {key: Enter, on: "#q"}
                    - press: Control+a
                    - press: {key: Shift, only: down}
                    - press: x
                    - press: {key: Shift, only: up}
                    """,
            List.of(
                    "down Enter",
                    "up Enter",
                    "down Control ctrl",
                    "down a ctrl",
                    "up a",
                    "up Control",
                    "down Shift shift",
                    "down X shift",
                    "up X",
                    "up Shift"));

    /** Drags elements and scrolls boxes. */
    private static final Gestures DRAG =
            new Gestures(OUT + """
                <div id=a draggable=true style="width:60px;height:40px;background:#ccc">a</div>
                <div id=b style="width:90px;height:90px;background:#eee">b</div>
                <div id=s style="width:60px;height:20px;background:#faa;position:relative">slide</div>
                <div id=box style="height:60px;overflow:auto"><div style="height:900px">tall</div></div><script>
                a.ondragstart = e => e.dataTransfer.setData('text', 'it'); b.ondragover = e => e.preventDefault();
                b.ondrop = e => say('dropped ' + e.dataTransfer.getData('text'));
                s.onmousedown = e => { const x = e.clientX; document.onmouseup = u => { say('slid ' + (u.clientX - x)); document.onmouseup = null } };
                box.onscroll = () => { if (box.scrollTop === 200) say('scrolled'); if (box.scrollTop === 250) say('and on') };
                </script>""", """
                    - drag: {from: "#a", to: "#b"}
                    - drag: {from: "#s", by: [37, 0]}
                    - scroll: {in: "#box", to: [0, 200]}
                    - wait: {of: "#out", text: ~scrolled}
                    - scroll: {in: "#box", by: [0, 50]}
                    - wait: {of: "#out", text: "~and on"}
                    """, List.of("dropped it", "slid 37", "scrolled", "and on"));

    /** Answers dialogs, and asserts what they said. */
    private static final Gestures DIALOGS = new Gestures(OUT + """
                <button id=a onclick="say(confirm('Really?'))">a</button><button id=b onclick="say(prompt('Name?', 'nobody') ?? 'no name')">b</button>
                """, """
                    - click: "#a"
                    - dialog: accept
                    - click: "#a"
                    - assert: {dialog: "Really?"}
                    - dialog: {text: Ann}
                    - click: "#b"
                    - click: "#b"
                    - assert: {dialog: "~Name"}
                    """, List.of("false", "true", "Ann", "no name"));

    /** One run, with a page for each kind of gestures. */
    @Test
    void gesturesReachThePageAsTheyAreWritten() throws Exception {
        Map<String, Gestures> all = Map.of("mouse", MOUSE, "keys", KEYS, "drag", DRAG, "dialogs", DIALOGS);
        try (LocalSite site = LocalSite.open()) {
            StringBuilder blocks = new StringBuilder();
            all.forEach((name, gestures) -> {
                site.on("/" + name, html(gestures.html()));
                blocks.append("  - at: '**/").append(name).append("'\n    steps:\n");
                blocks.append(gestures.steps().indent(6));
            });
            JobOnDisk job = new JobOnDisk(
                            folder,
                            "gestures",
                            "start: "
                                    + all.keySet().stream()
                                            .map(name -> site.url("/" + name))
                                            .toList()
                                    + "\npage:\n" + blocks + "items:\n" + SAID_ITEMS.indent(2)
                                    + "politeness: {delay: 0s, robots: ignore}\nlimits: {page: 20s, attempts: 1}\n")
                    .sessions(1);

            RunSummary summary = job.run();

            all.forEach((name, gestures) -> assertThat(said(job, site.url("/" + name)))
                    .as("%s: %s", name, summary)
                    .isEqualTo(gestures.said()));
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    private static List<String> said(JobOnDisk job, String page) {
        try {
            return job.rows("SELECT what FROM said WHERE _page = '" + page + "' ORDER BY no");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whateverTakesAValueIsTypedInto() throws Exception {
        String page = OUT + """
                <input id=a value=old><input id=d type=date><input id=r type=range max=10><textarea id=t>x</textarea>
                <select id=s><option value=1>One<option value=2>Two</select><div id=c contenteditable>rich</div>
                <select id=m multiple><option>p<option selected>q<option>r</select><script>
                for (const e of document.querySelectorAll('input,textarea,select')) e.onchange = () => say(e.id + ' ' + [...(e.selectedOptions || [])].map(o => o.value).join('+') + (e.selectedOptions ? '' : e.value));
                c.oninput = () => window.last = c.textContent; c.onblur = () => say('c ' + c.textContent);
                </script>""";
        try (LocalSite site = LocalSite.open().on("/", html(page))) {
            JobOnDisk job = job(site, """
                    - type: {into: "#d", text: "2026-11-25"}
                    - type: {into: "#r", text: "7"}
                    - type: {into: "#s", text: "2"}
                    - type: {into: "#c", text: "er", add: true}
                    - type: {into: "#t", text: "two"}
                    - select: {in: "#m", option: [p, r]}
                    - select: {in: "#m", option: q, mode: add}
                    - select: {in: "#m", index: [0], mode: remove}
                    """);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(SAID).stream().distinct().toList())
                    .contains("d 2026-11-25", "r 7", "s 2", "t two", "m p+r", "m p+q+r", "m q+r")
                    .anyMatch(line -> line.startsWith("c ") && line.contains("rich") && line.contains("er"));
        }
    }

    @Test
    void conditionsVariablesLoopsAndNamedFlowsMakeOneFlow() throws Exception {
        String page = OUT + """
                <h1>Shop</h1><button id=more>more</button><p class=row>first</p><input id=q><script>
                let n = 0; more.onclick = () => { document.body.insertAdjacentHTML('beforeend', '<p class=row>row ' + ++n + '</p>'); if (n === 3) more.remove() };
                q.onchange = () => q.value && say(q.value);
                </script>""";
        try (LocalSite site = LocalSite.open().on("/", html(page))) {
            JobOnDisk job = job(site, """
                    - repeat: {while: "#more", max: 10}
                      steps: [{click: "#more"}]
                    - store: {as: rows, count: .row}
                    - store: {as: title, of: h1}
                    - if: {var: rows, is: "4"}
                      then:
                        - run: note
                          with: {text: "${var:title} has ${var:rows}"}
                      else: [{run: note, with: {text: wrong}}]
                    - if: {not: {any: [{count: .row, least: 9}, {title: ~never}]}}
                      then: [{run: note, with: {text: few}}]
                    - store: {as: names, script: "return ['a', 'b']"}
                    - repeat: {each: names, as: name}
                      steps:
                        - run: note
                          with: {text: "name ${var:name}"}
                    - repeat: {times: 2}
                      steps: [{run: note, with: {text: again}}]
                    - script: {code: "return ${var:rows} * 2", as: double}
                    - run: note
                      with: {text: "${var:double}"}
                    - assert: {all: [{script: "${var:double} === 8"}, {of: h1, text: Shop}, {url: "**/"}, {enabled: "#q"}]}
                    """, SAID_ITEMS, """
                    flows:
                      note:
                        - type: {into: "#q", text: "${var:text}"}
                        - press: {key: Tab, on: "#q"}
                    """);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(SAID)).containsExactly("Shop has 4", "few", "name a", "name b", "again", "again", "8");
        }
    }

    @Test
    void aWizardGivesTheItemsOfEachOfItsPages() throws Exception {
        String page = """
                <main id=m></main><a id=next href=#>next</a><script>
                let p = 0;
                const draw = () => m.innerHTML = [0, 1].map(i => `<p class=row data-id=${p * 2 + i}>same</p>`).join('') + `<b class=top data-id=x>top ${p}</b>`;
                next.onclick = () => { p++; m.innerHTML = ''; setTimeout(draw, 150); if (p === 3) next.remove() };
                draw();
                </script>""";
        try (LocalSite site = LocalSite.open().on("/", html(page))) {
            JobOnDisk job = job(site, """
                    - extract: all
                    - repeat: {while: "#next", max: 20}
                      steps:
                        - click: "#next"
                        - extract: all
                    """, """
                    row: {each: .row, fields: {no: {value: "${item.position}", type: int}, id: "@data-id", text: {type: text}}}
                    top: {each: .top, key: [id], fields: {id: "@data-id", text: {type: text}}}
                    wizard: {key: url, fields: {url: {value: "${page.final}"}, rows: {each: .row, key: id, fields: {id: "@data-id"}}}}
                    """, "");
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT id, text FROM row ORDER BY no"))
                    .containsExactly("0|same", "1|same", "2|same", "3|same", "4|same", "5|same", "6|same", "7|same");
            assertThat(job.rows("SELECT id, text FROM top")).containsExactly("x|top 3");
            assertThat(job.rows("SELECT id FROM wizard_rows ORDER BY id"))
                    .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        }
    }

    @Test
    void goesToOtherPagesAtTheirPaceAndWaitsForWhereAStepLeads() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on("/", html("<a id=on href=/two>on</a>"))
                .on(
                        "/two",
                        html(
                                "<title>Two</title><a id=route href=#>r</a><script>route.onclick = () => setTimeout(() => history.pushState({}, '', '/three'), 200)</script>"))
                .on("/last", html("<ul id=out><li>last</li></ul>"))) {
            JobOnDisk job = job(site, """
                    - goto: /
                    - click: "#on"
                      navigates: {to: "%s", title: Two}
                    - click: "#route"
                      navigates: {to: "%s"}
                    - goto: last
                    """.formatted(site.url("/two"), site.url("/elsewhere")));
            RunSummary run = job.run();
            assertThat(run.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(SAID)).containsExactly("last");
            // The first goto is where the page is already.
            assertThat(site.heard().stream()
                            .map(Heard::path)
                            .filter(path -> !path.contains("favicon"))
                            .toList())
                    .containsExactly("/", "/two", "/last");
            assertThat(run.notes()).anyMatch(note -> note.contains("it led to " + site.url("/three") + ", not to"));
        }
    }

    @Test
    void whatIsGoneOverMarksThePageAndTheRun() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", html(OUT + "<h1>Shop</h1><script>say('x')</script>"))) {
            JobOnDisk job = job(site, """
                    - assert: {of: h1, text: Other}
                      keep-going: true
                      timeout: 200ms
                    - assert: {of: h1, text: Shop}
                    """);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.rows("SELECT what, _ready FROM said")).containsExactly("x|0");
            assertThat(job.value("SELECT reason FROM gannet_page"))
                    .contains("step 1 (line 4, assert that the text of h1 is \"Other\")");
        }
    }

    @Test
    void aLoopThatWouldNotEndAndAVariableThatHoldsNothingAreErrorsOfTheirStep() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", html("<p>there</p><input id=q>"))) {
            JobOnDisk endless = job(site, """
                    - repeat: {while: p, max: 3}
                      steps: [{hover: p}]
                    """);
            RunSummary run = endless.run();
            assertThat(run.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.kind().label()).isEqualTo("step");
                assertThat(failure.message())
                        .contains("step 1 (line 4, repeat while p is visible): it would go on after 3 rounds");
            });
            JobOnDisk unset = job(site, """
                    - script: {code: return null, as: none}
                    - type: {into: "#q", text: "${var:none}"}
                    """);
            assertThat(unset.crawl(true).run().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message()).contains("the variable none holds nothing"));
        }
    }

    @Test
    void framesAreEnteredByPathAndNumber() throws Exception {
        try (LocalSite site = LocalSite.open()
                .on(
                        "/",
                        html(
                                OUT
                                        + "<script>addEventListener('message', e => say(e.data))</script><iframe src=/a></iframe><iframe name=two src=/b></iframe>"))
                .on("/a", html("<button onclick=\"top.postMessage('a', '*')\">go</button><iframe src=/c></iframe>"))
                .on("/b", html("<button onclick=\"top.postMessage('b', '*')\">go</button>"))
                .on("/c", html("<button onclick=\"top.postMessage('c', '*')\">go</button>"))) {
            JobOnDisk job = job(site, """
                    - click: button
                      frame: iframe[name=two]
                    - frame: {path: [{index: 0}, iframe]}
                      steps: [{click: button}]
                    - click: button
                      frame: {index: 0}
                    - wait: {count: "#out li", is: 3}
                    """);
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(SAID)).containsExactlyInAnyOrder("b", "c", "a");
        }
    }

    @Test
    void windowsAreKeptUsedAndClosed() throws Exception {
        String main = OUT + """
                <a id=a target=_blank href=/two>two</a><button id=b onclick="window.open('/three')">three</button>
                <script>addEventListener('storage', e => say(e.newValue))</script>""";
        try (LocalSite site = LocalSite.open()
                .on("/", html(main))
                .on(
                        "/two",
                        html(
                                "<title>Two</title><button onclick=\"localStorage.said = 'two'\">x</button><p class=row>of two</p>"))
                .on("/three", html("<title>Three</title><button onclick=\"localStorage.said = 'three'\">x</button>"))) {
            JobOnDisk job = job(site, """
                    - click: "#a"
                      opens: two
                    - click: button
                      window: two
                    - extract: row
                      window: two
                    - click: "#b"
                      window: main
                      opens: three
                    - window: {title: Three}
                      steps: [{click: button}]
                    - close-window: {url: "**/three"}
                    - wait: {count: "#out li", is: 2}
                    """, """
                    said: {each: "#out li", fields: {what: {type: text}, no: {value: "${item.position}", type: int}}}
                    row: {each: .row, fields: {what: {type: text}}}
                    """, "");
            RunSummary run = job.run();
            assertThat(run.failures()).isEmpty();
            assertThat(run.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(SAID)).containsExactly("two", "three");
            assertThat(job.rows("SELECT what FROM row")).containsExactly("of two");
        }
    }

    @Test
    void filesGoUpComeDownAndPicturesAreKept() throws Exception {
        Files.createDirectories(folder.resolve("uploads"));
        Files.writeString(folder.resolve("uploads/list.txt"), "one two");
        String page = OUT + """
                <input type=file id=f hidden><a id=d href=/report download>report</a><p id=p style="background:red;width:50px;height:30px"></p><script>
                f.onchange = () => f.files[0].text().then(t => say(f.files[0].name + ' ' + t));
                </script>""";
        try (LocalSite site =
                LocalSite.open().on("/", html(page)).on("/report", Answer.download("report.csv", "a,b\n1,2\n"))) {
            JobOnDisk job = job(site, """
                    - upload: {into: "#f", file: list.txt}
                    - wait: "#out li"
                    - type: {into: "#f", text: /somewhere/else/list.txt}
                    - download: {click: "#d", as: "x-${var:n}.csv"}
                    - screenshot: {name: box, of: "#p"}
                    - emulate: {viewport: {width: 500, height: 300}}
                    - assert: {script: innerWidth === 500}
                    """.replace("- upload", "- store: {as: n, text: \"7\"}\n- upload"));
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(SAID)).contains("list.txt one two");
            assertThat(job.rows("SELECT name, type, bytes FROM gannet_file ORDER BY name")
                            .get(1))
                    .isEqualTo("x-7.csv|text/csv|8");
            Path file = Path.of(job.value("SELECT path FROM gannet_file WHERE name = 'x-7.csv'"));
            assertThat(folder.resolve(file)).hasContent("a,b\n1,2\n");
            assertThat(job.value("SELECT type FROM gannet_file WHERE name = 'box.png'"))
                    .isEqualTo("image/png");
            JobOnDisk outside = job(site, "- upload: {into: \"#f\", file: ../flow.yaml}\n");
            assertThat(outside.crawl(true).run().failures())
                    .singleElement()
                    .satisfies(failure ->
                            assertThat(failure.message()).startsWith("step 1 (line 4, upload ../flow.yaml into #f)"));
        }
    }

    @Test
    void aSelectorThatStoodInIsToldInTheSummary() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", html(OUT + "<button onclick=\"say('x')\">Buy</button>"))) {
            JobOnDisk job = job(site, "- click: [.buy, {role: button, name: Buy}]\n");
            RunSummary run = job.run();
            assertThat(run.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(run.notes())
                    .anyMatch(note -> note.contains("step 1 (line 4")
                            && note.contains("stood in for .buy: found nothing")
                            && note.endsWith("(1 page)"));
        }
    }
}
