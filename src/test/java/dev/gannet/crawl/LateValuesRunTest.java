package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Values and items that come after the page looks ready, from whatever source of change, are awaited. */
@Tag("fast")
class LateValuesRunTest {
    private static final List<String> ALL =
            IntStream.rangeClosed(1, 6).mapToObj(i -> "item " + i).toList();

    /** Two items stand in the document; add() appends the next of the others. */
    private static final String LIST = """
            <ul id=list><li class=item>item 1</li><li class=item>item 2</li></ul><script>
              const list = document.getElementById('list');
              const add = () => {
                const number = list.children.length + 1;
                if (number > 6) return false;
                const item = document.createElement('li');
                item.className = 'item';
                item.textContent = 'item ' + number;
                list.append(item);
                return number < 6;
              };
              %s
            </script>""";

    /** By the name of the page: how the other four items come. */
    private static final Map<String, String> SOURCES = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("timers", "const next = () => { if (add()) setTimeout(next, 350) }; setTimeout(next, 350);"),
            Map.entry("one-timer", "setTimeout(() => { while (add()); }, 1500);"),
            Map.entry("batches", "const next = () => { if (add()) setTimeout(next, 120) }; setTimeout(next, 120);"),
            Map.entry("interval", "const ticking = setInterval(() => { if (!add()) clearInterval(ticking) }, 400);"),
            Map.entry(
                    "fetches",
                    "const next = () => fetch('/empty').then(answer => answer.json()).then(() => {"
                            + " if (add()) setTimeout(next, 250) }); setTimeout(next, 250);"),
            Map.entry(
                    "stream",
                    "fetch('/drip').then(async answer => { const reader = answer.body.getReader();"
                            + " while (true) { const part = await reader.read(); if (part.done) break;"
                            + " for (let i = 0; i < part.value.length; i++) add() } });"),
            Map.entry(
                    "iterated-stream",
                    "fetch('/drip').then(async answer => { for await (const part of answer.body)"
                            + " for (let i = 0; i < part.length; i++) add() });"),
            Map.entry(
                    "events",
                    "const events = new EventSource('/push'); events.onmessage = () => add();"
                            + " events.onerror = () => events.close();"),
            Map.entry(
                    "named-events",
                    "const events = new EventSource('/named-push'); events.addEventListener('row', add);"
                            + " events.onerror = () => events.close();"),
            Map.entry(
                    "worker",
                    "const worker = new Worker(URL.createObjectURL(new Blob(["
                            + "'let n = 0; const t = setInterval(() => { postMessage(1);"
                            + " if (++n === 4) clearInterval(t) }, 600)']))); worker.onmessage = add;"),
            Map.entry(
                    "asked-worker",
                    "const worker = new Worker(URL.createObjectURL(new Blob(["
                            + "'onmessage = () => setTimeout(() => postMessage(1), 900)'])));"
                            + " worker.addEventListener('message', () => { while (add()); }); worker.postMessage(1);"),
            Map.entry(
                    "image",
                    "const image = new Image(); image.onload = () => { while (add()); };"
                            + " setTimeout(() => image.src = '/late.svg', 10);"),
            Map.entry(
                    "idle",
                    "const next = () => { if (add()) requestIdleCallback(next, {timeout: 400}) };"
                            + " requestIdleCallback(next, {timeout: 400});"),
            Map.entry(
                    "transition",
                    "list.style.cssText = 'transition: opacity .9s; opacity: 1';"
                            + " list.addEventListener('transitionend', () => { while (add()); });"
                            + " requestAnimationFrame(() => requestAnimationFrame(() => list.style.opacity = .5));"),
            Map.entry(
                    "animation",
                    "list.animate([{opacity: 0}, {opacity: 1}], 1100).finished.then(() => { while (add()); });"),
            Map.entry("load", "window.onload = () => { while (add()); };")));

    @TempDir
    Path folder;

    private JobOnDisk job(String start, String item) throws Exception {
        return new JobOnDisk(folder, "late", """
                start: "%s"
                items: {item: %s}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1, page: 30s}
                """.formatted(start, item)).sessions(2);
    }

    private static LocalSite site() {
        return LocalSite.open()
                .on("/empty", json("{}"))
                .on("/drip", pieces("text/plain", "x"))
                .on("/push", pieces("text/event-stream", "data: 1\n\n"))
                .on("/named-push", pieces("text/event-stream", "event: row\ndata: 1\n\n"))
                .on(
                        "/late.svg",
                        Answer.slow(
                                Duration.ofMillis(1200),
                                (request, wire) -> wire.send(200, """
                        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>""", "Content-Type: image/svg+xml")));
    }

    /** Four of them, one after the other. */
    private static Answer pieces(String type, String piece) {
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 4; i++) {
                wire.rest(Duration.ofMillis(450));
                wire.write(piece);
            }
        };
    }

    @Test
    void everySourceOfLaterItemsIsAwaited() throws Exception {
        try (LocalSite site = site()) {
            SOURCES.forEach((name, script) -> site.on("/" + name, html(LIST.formatted(script))));
            String starts = site.urls(SOURCES.keySet());
            JobOnDisk job = job("x", "{each: .item, fields: {text: {type: text}}}");

            RunSummary summary = job.run("start=" + starts);

            SoftAssertions softly = new SoftAssertions();
            for (String name : SOURCES.keySet()) {
                softly.assertThat(job.rows(
                                "SELECT text FROM item WHERE _page = '" + site.url("/" + name) + "' ORDER BY text"))
                        .as(name)
                        .isEqualTo(ALL);
            }
            softly.assertAll();
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** By the name of the page: what its price shows first, and the script that brings 1370. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry(
                    "counted-by-frames",
                    List.of(
                            "0",
                            "const from = performance.now(); const step = time => {"
                                    + " const part = Math.min(1, Math.max(0, time - from) / 2000);"
                                    + " set(Math.round(1370 * part)); if (part < 1) requestAnimationFrame(step) };"
                                    + " requestAnimationFrame(step);")),
            Map.entry(
                    "counted-by-interval",
                    List.of(
                            "0",
                            "let n = 0; const ticking = setInterval(() => { set(n += 137);"
                                    + " if (n === 1370) clearInterval(ticking) }, 170);")),
            Map.entry(
                    "counted-by-timers",
                    List.of(
                            "0",
                            "let n = 0; const next = () => { set(n += 137); if (n < 1370) setTimeout(next, 150) };"
                                    + " setTimeout(next, 40);")),
            Map.entry("zero", List.of("0.00", "setTimeout(set, 300, 1370);")),
            Map.entry(
                    "dash-and-worker",
                    List.of(
                            "-",
                            "const worker = new Worker(URL.createObjectURL(new Blob(["
                                    + "'setTimeout(() => postMessage(1), 1800)']))); worker.onmessage = () => set(1370);")),
            Map.entry("object", List.of("[object Object]", "setTimeout(set, 2500, 1370);")),
            Map.entry("empty", List.of("", "setTimeout(set, 1500, 1370);")),
            Map.entry("no-break-space", List.of("&nbsp;", "setTimeout(set, 700, 1370);")),
            Map.entry("non-joiner", List.of("&zwnj;", "setTimeout(set, 700, 1370);")),
            Map.entry("please-wait", List.of("Please wait", "fetch('/slow').then(() => set(1370));")),
            Map.entry("loading", List.of("Loading...", "setTimeout(set, 3000, 1370);")),
            Map.entry(
                    "socketless",
                    List.of("undefined", "new EventSource('/late-push').onmessage = event => set(event.data);")),
            Map.entry("idle", List.of("NaN", "requestIdleCallback(() => set(1370), {timeout: 900});")),
            Map.entry(
                    "second-request",
                    List.of("12", "fetch('/empty').then(() => fetch('/slow')).then(() => set(1370));")),
            Map.entry(
                    "third-request",
                    List.of(
                            "12",
                            "const again = n => fetch('/slow?same').then(() => n ? again(n - 1) : set(1370)); again(3);")));

    @Test
    void aValueIsAwaitedUntilItIsFinal() throws Exception {
        try (LocalSite site = site()) {
            site.on("/slow", Answer.slow(Duration.ofMillis(500), json("{}"))).on("/late-push", (request, wire) -> {
                wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
                wire.rest(Duration.ofMillis(2200));
                wire.write("data: 1370\n\n");
                wire.rest(Duration.ofMinutes(1));
            });
            VALUES.forEach((name, value) -> site.on("/" + name, html("""
                    <p class=item><b>x</b> <i class=price>%s</i></p><script>
                      const set = value => { document.querySelector('.price').textContent = value };
                      %s
                    </script>""".formatted(value.get(0), value.get(1)))));
            String starts = site.urls(VALUES.keySet());
            JobOnDisk job = job("x", "{each: .item, fields: {price: {select: .price, type: int, required: true}}}");

            RunSummary summary = job.run("start=" + starts);

            SoftAssertions softly = new SoftAssertions();
            for (String name : VALUES.keySet()) {
                softly.assertThat(job.rows("SELECT price FROM item WHERE _page = '" + site.url("/" + name) + "'"))
                        .as(name)
                        .containsExactly("1370");
            }
            softly.assertAll();
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** By the name of the page: how the rows of the next page come after a click. */
    private static final Map<String, String> TURNS = Map.ofEntries(
            Map.entry(
                    "query",
                    "const ask = () => fetch('/graphql', {method: 'POST', body: '{rows}'});"
                            + " turn = draw => ask().then(() => ask()).then(ask).then(draw);"),
            Map.entry("timer", "turn = draw => setTimeout(draw, 1600);"),
            Map.entry(
                    "debounce",
                    "turn = draw => { clearTimeout(window.waiting);"
                            + " window.waiting = setTimeout(() => fetch('/graphql', {method: 'POST', body: '{rows}'}).then(draw), 400) };"),
            Map.entry(
                    "worker",
                    "const worker = new Worker(URL.createObjectURL(new Blob(["
                            + "'onmessage = () => setTimeout(() => postMessage(1), 1300)'])));"
                            + " turn = draw => { worker.onmessage = draw; worker.postMessage(1) };"),
            Map.entry(
                    "frames",
                    "turn = draw => { let n = 0; const step = () => ++n < 80 ? requestAnimationFrame(step) : draw();"
                            + " requestAnimationFrame(step) };"),
            Map.entry(
                    "transition",
                    "turn = draw => { list.style.transition = 'opacity .7s'; list.style.opacity = 1 - list.style.opacity;"
                            + " list.ontransitionend = draw };"));

    @Test
    void whatAClickBeganIsAwaitedWhateverItIs() throws Exception {
        try (LocalSite site = site()) {
            site.on("/graphql", Answer.slow(Duration.ofMillis(250), json("{}")));
            TURNS.forEach((name, script) -> site.on("/" + name, html("""
                    <ul id=list style="opacity: 1"></ul><button id=next>next</button><script>
                      const list = document.getElementById('list'), button = document.getElementById('next');
                      let page = 0, turn;
                      const draw = () => {
                        page++;
                        list.innerHTML = [1, 2, 3].map(i => '<li class=item>item ' + page + i + '</li>').join('');
                        button.disabled = page === 3;
                      };
                      %s
                      draw();
                      // Polling that began before the clicks.
                      setInterval(() => fetch('/graphql', {method: 'POST', body: '{rows}'}), 700);
                      button.onclick = () => turn(draw);
                    </script>""".formatted(script))));
            String starts = site.urls(TURNS.keySet());
            JobOnDisk job = job("x", "{each: .item, fields: {text: {type: text}}}");

            RunSummary summary = job.run("start=" + starts, "page.next.click='#next'");

            List<String> rows = IntStream.rangeClosed(1, 3)
                    .boxed()
                    .flatMap(page -> IntStream.rangeClosed(1, 3).mapToObj(row -> "item " + page + row))
                    .toList();
            SoftAssertions softly = new SoftAssertions();
            for (String name : TURNS.keySet()) {
                softly.assertThat(job.rows(
                                "SELECT text FROM item WHERE _page = '" + site.url("/" + name) + "' ORDER BY text"))
                        .as(name)
                        .isEqualTo(rows);
            }
            softly.assertAll();
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    @Test
    void aPageThatAnnouncesARedirectIsNotTheOneThatWasAskedFor() throws Exception {
        String interim = "<p class=item>One moment</p>";
        try (LocalSite site = site()) {
            site.on("/final", html("<p class=item>final</p>"))
                    .on("/meta", html("<meta http-equiv=refresh content=\"1;url=/final\">" + interim))
                    .on("/quoted", html("<meta http-equiv=Refresh content=\"1; URL='/final'\">" + interim))
                    .on("/header", html(interim, "Refresh: 1; url=/final"))
                    .on("/script", html(interim + "<script>setTimeout(() => location = '/final', 250)</script>"))
                    .on(
                            "/late-script",
                            html(interim + "<script>setTimeout(() => location.replace('/final'), 1400)</script>"))
                    .on("/itself", html("<meta http-equiv=refresh content=\"1;url=/itself\"><p class=item>final</p>"));
            List<String> pages = List.of("meta", "quoted", "header", "script", "late-script", "itself");
            String starts = site.urls(pages);
            JobOnDisk job = job("x", "{each: .item, fields: {text: {type: text}}}");

            RunSummary summary = job.run("start=" + starts);

            assertThat(job.rows("SELECT DISTINCT text FROM item")).containsExactly("final");
            assertThat(job.rows("SELECT url FROM gannet_page WHERE state = 'done'"))
                    .hasSize(pages.size());
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** By the name of the page: how the third part of its list goes wrong. */
    @Test
    void aListWhoseNextPartFailsIsNotComplete() throws Exception {
        Map<String, Answer> failures = Map.of(
                "refused", Answer.status(500, "{}"),
                "cut", Answer.cutShort("[1, 2"),
                "reset", Answer.reset());
        try (LocalSite site = site()) {
            failures.forEach((name, failure) -> site.on("/" + name, html("""
                            <button id=next>more</button><ul id=list></ul><script>
                              let from = 0;
                              const more = () => fetch('/%1$s/part?from=' + from).then(a => a.json()).then(rows => {
                                rows.forEach(row => list.insertAdjacentHTML('beforeend', '<li class=item>' + row + '</li>'));
                                from += rows.length;
                              });
                              next.onclick = () => more().catch(() => { if (%2$s) next.remove() });
                              more();
                            </script>""".formatted(name, name.equals("reset"))))
                    .on("/" + name + "/part", (request, wire) -> {
                        int from = request.number("from", 0);
                        (from < 6 ? json("[%d, %d, %d]".formatted(from, from + 1, from + 2)) : failure)
                                .give(request, wire);
                    }));
            String starts = site.urls(failures.keySet());
            JobOnDisk job = job("x", "{each: .item, fields: {text: {type: text}}}");

            RunSummary summary = job.run("start=" + starts, "page.next.click='#next'");

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            for (String name : failures.keySet()) {
                assertThat(job.value("SELECT reason FROM gannet_page WHERE url = '" + site.url("/" + name) + "'"))
                        .as(name)
                        .contains("/" + name + "/part?from=6");
                assertThat(job.value("SELECT COUNT(*) FROM item WHERE _page = '" + site.url("/" + name) + "'"))
                        .isEqualTo("6");
            }
        }
    }

    @Test
    void whatOnlyTheStepsBringDoesNotUseUpTheirTime() throws Exception {
        try (LocalSite site = site()) {
            site.on(
                    "/",
                    html(
                            "<button id=show onclick=\"out.innerHTML = '<p class=item>shown</p>'\">show</button><div id=out></div>"));
            JobOnDisk job = job(site.url("/"), "{each: .item, fields: {text: {type: text}}}");

            RunSummary summary = job.run("page={ready: .item, steps: [{click: '#show'}]}", "limits.page=8s");

            assertThat(job.rows("SELECT text, _ready FROM item")).containsExactly("shown|1");
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** Chrome serializes identical requests, so the last of four rows gets its value after more than 15 s. */
    @Test
    @Tag("soak")
    void anEmptyFieldIsAwaitedAsLongAsARequestOfThePageIsNotAnswered() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on(
                            "/",
                            html("<ul id=list></ul><script>for (let i = 0; i < 4; i++) {"
                                    + " list.insertAdjacentHTML('beforeend', '<li class=item><i class=price>&nbsp;</i></li>');"
                                    + " fetch('/wait').then(a => a.text()).then(() => list.children[i].firstChild.textContent = i + 1)"
                                    + " }</script>"))
                    .on("/wait", Answer.slow(Duration.ofMillis(4300), json("{}")));
            JobOnDisk job = job(site.url("/"), "{each: .item, fields: {price: {select: .price, type: int}}}");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT price FROM item ORDER BY price")).containsExactly("1", "2", "3", "4");
        }
    }
}
