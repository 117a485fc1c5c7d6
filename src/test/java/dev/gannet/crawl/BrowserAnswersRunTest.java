package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Items that come after modules, messages of frames and ports, and answers of the browser itself are awaited. */
@Tag("fast")
class BrowserAnswersRunTest {
    private static final List<String> ALL =
            IntStream.rangeClosed(1, 6).mapToObj(i -> "item " + i).toList();

    /** all() appends the items that are missing; chain() calls a step again until a second and more has passed. */
    private static final String LIST = """
            <ul id=list><li class=item>item 1</li><li class=item>item 2</li></ul><script>
              const list = document.getElementById('list');
              const one = () => list.insertAdjacentHTML('beforeend', '<li class=item>item ' + (list.children.length + 1) + '</li>');
              const all = () => { while (list.children.length < 6) one() };
              const until = performance.now() + 1300;
              const chain = step => { const next = () => performance.now() < until ? step(next) : all(); next() };
              %s
            </script>""";

    private static final Map<String, String> MODULES = Map.of(
            "import", "import('/slow.js').then(all);",
            "import-that-draws", "import('/drawing.js');",
            "import-after-a-request", "fetch('/empty').then(() => import('/slow.js?2')).then(all);",
            "imports-one-after-another", "import('/outer.js');",
            "import-that-requests", "import('/requesting.js');");

    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry(
                    "database",
                    "const opening = indexedDB.open('late', 1); opening.onupgradeneeded = () => opening.result.createObjectStore('rows');"
                            + " opening.onsuccess = () => { const rows = opening.result.transaction('rows').objectStore('rows');"
                            + " chain(next => rows.get(1).onsuccess = next) };"),
            Map.entry(
                    "cursor",
                    "const opening = indexedDB.open('cursor', 1); opening.onupgradeneeded = () => {"
                            + " const rows = opening.result.createObjectStore('rows');"
                            + " for (let i = 0; i < 9000; i++) rows.put(i, i) };"
                            + " opening.onsuccess = () => { const asked = opening.result.transaction('rows').objectStore('rows').openCursor();"
                            + " asked.onsuccess = () => { const at = asked.result;"
                            + " if (at && performance.now() < until) at.continue(); else all() } };"),
            Map.entry("cache", "chain(next => caches.open('late').then(cache => cache.match('/none')).then(next));"),
            Map.entry("lock", "chain(next => navigator.locks.request('late', () => {}).then(next));"),
            Map.entry("digest", "chain(next => crypto.subtle.digest('SHA-256', new Uint8Array(1e6)).then(next));"),
            Map.entry("blob", "chain(next => new Blob(['x'.repeat(1e6)]).text().then(next));"),
            Map.entry(
                    "reader",
                    "chain(next => { const reader = new FileReader(); reader.onload = next;"
                            + " reader.readAsText(new Blob(['x'.repeat(1e6)])) });"),
            Map.entry(
                    "bitmap",
                    "const canvas = document.createElement('canvas'); chain(next => createImageBitmap(canvas).then(next));"),
            Map.entry("storage", "chain(next => navigator.storage.estimate().then(next));"),
            Map.entry(
                    "compiled-code",
                    "chain(next => WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(next));"),
            Map.entry("awaited", "(async () => { while (performance.now() < until) await caches.keys(); all() })();"),
            Map.entry("task", "chain(next => { scheduler.postTask(next, {priority: 'background'}) });"),
            Map.entry("yield", "chain(next => { scheduler.yield().then(next) });"),
            Map.entry("signal", "AbortSignal.timeout(1500).onabort = all;"),
            Map.entry("signal-heard", "AbortSignal.timeout(1500).addEventListener('abort', all);"));

    private static final String FRAME =
            "const frame = document.createElement('iframe'); frame.src = '%s'; document.body.append(frame);";

    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry("frame", "onmessage = all;" + FRAME.formatted("/frame/tells")),
            Map.entry(
                    "frame-by-frame", "addEventListener('message', one);" + FRAME.formatted("/frame/tells-four-times")),
            Map.entry(
                    "asked-frame",
                    "addEventListener('message', event => event.data === 'ready' ? frame.contentWindow.postMessage(1, '*') : all());"
                            + FRAME.formatted("/frame/answers")),
            Map.entry(
                    "frame-of-another-origin",
                    "addEventListener('message', all);" + FRAME.formatted("OTHER/frame/tells")),
            Map.entry(
                    "port-of-a-frame",
                    "const channel = new MessageChannel(); channel.port1.onmessage = all;"
                            + FRAME.formatted("/frame/port")
                            + " frame.onload = () => frame.contentWindow.postMessage(1, '*', [channel.port2]);"),
            Map.entry(
                    "port-of-a-worker",
                    "const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = event =>"
                            + " setTimeout(() => event.ports[0].postMessage(1), 1100)'])));"
                            + " const channel = new MessageChannel(); channel.port1.onmessage = all;"
                            + " worker.postMessage(1, [channel.port2]);"),
            Map.entry(
                    "own-port",
                    "const channel = new MessageChannel(); let go; channel.port1.onmessage = () => go();"
                            + " chain(next => { go = next; channel.port2.postMessage(1) });"),
            Map.entry("to-itself", "let go; onmessage = () => go(); chain(next => { go = next; postMessage(1) });"));

    @TempDir
    Path folder;

    private JobOnDisk job() throws Exception {
        return new JobOnDisk(folder, "late", """
                start: "x"
                items: {item: {each: .item, fields: {text: {type: text}}}}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1, page: 30s}
                """).sessions(2);
    }

    private void assertWhole(LocalSite site, Map<String, String> pages) throws Exception {
        pages.forEach((name, script) -> site.on("/" + name, html(LIST.formatted(script))));
        JobOnDisk job = job();

        RunSummary summary = job.run("start=" + site.urls(pages.keySet()));

        SoftAssertions softly = new SoftAssertions();
        for (String name : pages.keySet()) {
            softly.assertThat(job.rows(
                            "SELECT text FROM item WHERE _page = '" + site.url("/" + name) + "' ORDER BY text"))
                    .as(name)
                    .isEqualTo(ALL);
        }
        softly.assertAll();
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }

    private static Answer script(int millis, String text) {
        return Answer.slow(
                Duration.ofMillis(millis), (request, wire) -> wire.send(200, text, "Content-Type: text/javascript"));
    }

    @Test
    void itemsThatAModuleBringsAreAwaited() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/slow.js", script(1400, ""))
                    .on("/empty", json("{}"))
                    .on("/drawing.js", script(1400, "all()"))
                    .on("/outer.js", script(900, "import '/inner.js'; import('/drawing.js?2');"))
                    .on("/inner.js", script(900, ""))
                    .on("/requesting.js", script(1400, "fetch('/empty').then(all);"));
            assertWhole(site, MODULES);
        }
    }

    @Test
    void aModuleThatAClickImportsIsAwaited() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/slow.js", script(1800, "")).on("/list", html("""
                    <ul id=list></ul><button id=next>next</button><script>
                      let page = 0;
                      const draw = () => {
                        page++;
                        list.innerHTML = '<li class=item>item ' + page + '</li>';
                        next.disabled = page === 4;
                      };
                      next.onclick = () => import('/slow.js?' + page).then(draw);
                      draw();
                    </script>"""));
            JobOnDisk job = job();

            RunSummary summary = job.run("start=" + site.url("/list"), "page.next.click='#next'");

            assertThat(job.rows("SELECT text FROM item ORDER BY text"))
                    .containsExactly("item 1", "item 2", "item 3", "item 4");
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    @Test
    void itemsThatAnAnswerOfTheBrowserBringsAreAwaited() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            assertWhole(site, ANSWERS);
        }
    }

    @Test
    void itemsThatMessagesBringAreAwaited() throws Exception {
        try (LocalSite site = LocalSite.open();
                LocalSite other = LocalSite.open()) {
            for (LocalSite each : List.of(site, other)) {
                each.on("/frame/tells", html("<script>setTimeout(() => parent.postMessage(1, '*'), 1300)</script>"))
                        .on("/frame/tells-four-times", html("""
                                <script>let n = 0; const next = () => { parent.postMessage(1, '*'); if (++n < 4) setTimeout(next, 600) };
                                setTimeout(next, 600)</script>"""))
                        .on("/frame/answers", html("""
                                <script>onmessage = event => setTimeout(() => event.source.postMessage(2, '*'), 1300);
                                parent.postMessage('ready', '*')</script>"""))
                        .on("/frame/port", html("""
                                <script>onmessage = event => setTimeout(() => event.ports[0].postMessage(2), 1300)</script>"""));
            }
            assertWhole(
                    site,
                    MESSAGES.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> entry.getValue().replace("OTHER", other.base()),
                                    (one, two) -> one,
                                    LinkedHashMap::new)));
        }
    }

    @Test
    void itemsThatAFrameWritesAreAwaited() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/wait", Answer.slow(Duration.ofMillis(1500), json("{}")))
                    .on("/frame/asks", html("<script>fetch('/wait').then(() => parent.all())</script>"))
                    .on("/frame/waits", html("<script>setTimeout(() => parent.all(), 1500)</script>"))
                    .on("/frame/around", html("<iframe src=/frame/within></iframe>"))
                    .on("/frame/within", html("<script>fetch('/wait').then(() => top.all())</script>"));
            assertWhole(
                    site,
                    Map.of(
                            "frame-asks", "window.all = all;" + FRAME.formatted("/frame/asks"),
                            "frame-waits", "window.all = all;" + FRAME.formatted("/frame/waits"),
                            "frame-in-a-frame", "window.all = all;" + FRAME.formatted("/frame/around")));
        }
    }
}
