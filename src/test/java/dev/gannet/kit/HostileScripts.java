package dev.gannet.kit;

import java.time.Duration;
import java.util.List;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static dev.gannet.kit.GoodPages.page;

/** Endpoints whose script holds, floods, fools or starves whoever looks at them. */
final class HostileScripts {
    private HostileScripts() {}

    static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.of("/loop", "R39", "while (true), 300 ms after its load", html(page("Loop", script("""
                        addEventListener('load', () => setTimeout(() => { while (true); }, 300))""")))),
                Endpoint.of(
                        "/late-loop",
                        "R39",
                        "while (true), a second after it began",
                        html(page("Late loop", script("setTimeout(() => { while (true); }, 1000)")))),
                Endpoint.of(
                        "/busy",
                        "R39",
                        "while (true) before anything is shown",
                        html(page("Busy", script("while (true);")))),
                Endpoint.of(
                        "/memory",
                        "R40",
                        "about 200 MB more each 100 ms, touched, for ever, and nothing to see",
                        html("<!doctype html><title>Memory</title>" + script("""
                        const held = [];
                        setInterval(() => { for (let i = 0; i < 4; i++) {
                          const a = new Uint8Array(50 << 20); for (let j = 0; j < a.length; j += 4096) a[j] = j;
                          held.push(a) } }, 100)"""))),
                Endpoint.of("/worker-flood", "R39", "200 workers that loop", html(page("Worker flood", script("""
                        const code = URL.createObjectURL(new Blob(['setInterval(() => { let n = 0;'
                          + 'for (let i = 0; i < 1e6; i++) n += i }, 50)'], {type: 'text/javascript'}));
                        for (let i = 0; i < 200; i++) new Worker(code)""")))),
                Endpoint.of(
                        "/iframe-bomb",
                        "R39",
                        "300 frames, each of which draws a little",
                        html(page("Iframe bomb", script("""
                        for (let i = 0; i < 300; i++) {
                          const f = document.createElement('iframe'); f.srcdoc = '<p>frame ' + i; document.body.append(f) }""")))),
                Endpoint.of(
                        "/cyclic",
                        "S25",
                        "toJSON, toString and valueOf of all objects give back cycles",
                        html(page("Cyclic", script("""
                        const round = {}; round.round = round; window.self_ = round;
                        Object.prototype.toJSON = () => round; Object.prototype.toString = () => round;
                        Object.prototype.valueOf = () => round""")))),
                Endpoint.of(
                        "/prototypes",
                        "S25",
                        "replaces the language under its visitor, then shows its record",
                        html("<!doctype html><title>Prototypes</title><body><div id=app></div>" + replaced())),
                Endpoint.of(
                        "/nan",
                        "R14",
                        "shows NaN and a spinner first, its record after 400 ms",
                        html(
                                "<!doctype html><title>Nan</title><body><p class=spinner>Loading… NaN</p><div id=app></div>"
                                        + script("setTimeout(() => { document.querySelector('.spinner').remove();"
                                                + "app.innerHTML = '" + GoodPages.record("Nan", 0) + "' }, 400)"))),
                Endpoint.of(
                        "/shadow",
                        "R11",
                        "its record in an open and a closed shadow root",
                        html("<!doctype html><title>Shadow</title><div id=open></div><div id=closed></div>"
                                + script("for (const mode of ['open', 'closed'])"
                                        + "document.getElementById(mode).attachShadow({mode}).innerHTML = '"
                                        + GoodPages.record("Shadow", 0) + "'"))),
                Endpoint.of(
                        "/frames",
                        "R11",
                        "a record, and others in frames of its own and of another origin",
                        (request, wire) -> html(page(
                                        "Frames",
                                        "<iframe src=/good/900></iframe><iframe srcdoc='<h1>inner</h1>'></iframe><iframe src='http://localhost:"
                                                + request.header("host").replaceAll(".*:", "")
                                                + "/good/901'></iframe>"))
                                .give(request, wire)),
                Endpoint.of(
                        "/sw",
                        "R65",
                        "a service worker that would answer for the site with fakes",
                        html(page("Service worker", script("""
                        navigator.serviceWorker?.register('/sw.js').catch(() => {})""")))),
                Endpoint.of("/sw.js", "R65", "the script of /sw", status(200, "text/javascript", """
                        self.addEventListener('install', () => self.skipWaiting());
                        self.addEventListener('activate', e => e.waitUntil(clients.claim()));
                        self.addEventListener('fetch', e => e.respondWith(new Response('<h1>fake</h1>',
                          {headers: {'Content-Type': 'text/html'}})))""")),
                Endpoint.of(
                        "/ws",
                        "R57",
                        "a web socket that never opens and is tried for ever",
                        html(page("Web socket", script("""
                        (function again() { const s = new WebSocket(`ws://${location.host}/never`);
                          s.onclose = () => setTimeout(again, 100) })()""")))),
                Endpoint.of(
                        "/sse",
                        "R57",
                        "server-sent events that never end",
                        html(page(
                                "Events",
                                script("new EventSource('/sse-stream').onmessage = e => document.title = e.data")))),
                Endpoint.of("/sse-stream", "R57", "the stream of /sse: one event each 100 ms", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
                    for (int i = 0; ; i++) {
                        wire.write("data: " + i + "\n\n");
                        wire.rest(Duration.ofMillis(100));
                    }
                }),
                Endpoint.of(
                        "/longpoll",
                        "R57",
                        "asks the server for news, each answer after 2 s, for ever",
                        html(
                                page(
                                        "Long poll",
                                        script(
                                                "(async () => { while (true) try { await fetch('/slow') } catch (e) { break } })()")))),
                Endpoint.of(
                        "/slow", "R57", "an answer after 2 s", Answer.slow(Duration.ofSeconds(2), Answer.json("{}"))),
                Endpoint.of(
                        "/noload",
                        "R58",
                        "a picture, a frame and a style sheet that never come: no load event",
                        html(
                                page(
                                        "No load",
                                        "<img src=/never><link rel=stylesheet media=print href=/never><iframe src=/never></iframe>"))),
                Endpoint.of("/never", "R58", "says nothing, ever", Answer.hang()));
    }

    private static String script(String text) {
        return "<script>" + text + "</script>";
    }

    private static String replaced() {
        return script("""
                const create = document.createElement.bind(document), wait = window.setTimeout;
                for (const type of [Array, String, Object, Map, Set, WeakMap, Promise, Function, Document, Element, Node])
                  for (const name of Object.getOwnPropertyNames(type.prototype)) try {
                    if (typeof type.prototype[name] === 'function' && name !== 'constructor' && name !== 'append')
                      type.prototype[name] = function () { throw new Error('replaced ' + name) } } catch (e) {}
                Object.assign = Object.keys = Object.entries = () => ['fake'];
                JSON.stringify = () => 'fake'; JSON.parse = null; performance.now = () => NaN;
                performance.getEntriesByType = () => [{responseStatus: 999}]; window.MutationObserver = null;
                Object.prototype.toJSON = () => ({fake: true}); window.setTimeout = () => 0;
                wait(() => { const item = create('div'); item.innerHTML = '%s'; document.body.append(item) }, 300)
                """.formatted(GoodPages.record("Prototypes", 0)));
    }
}
