package dev.gannet.kit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import static dev.gannet.kit.Answer.html;

/**
 * Pages whose rows and values come late, each by a random mixture of sources of change: timers, requests, streams,
 * messages, workers, animations. The same seed makes the same pages. Thread-safe.
 */
public final class LatePages {
    private static final int LONGEST = 5000;
    private static final List<String> PLACEHOLDERS = List.of(
            "", "-", "\u2026", "0", "0.00", "NaN", "Loading...", "undefined", "&nbsp;", "&zwnj;", "[object Object]");
    /** Each runs the function {@code then} once, after about {@code delay} milliseconds. */
    private static final List<String> SOURCES = List.of(
            "setTimeout(then, delay)",
            "{ let n = 0; const t = setInterval(() => { if (++n === 4) { clearInterval(t); then() } }, delay / 4) }",
            "{ let n = 0; const next = () => ++n < 5 ? setTimeout(next, delay / 5) : then(); next() }",
            "fetch('/late/wait?ms=' + delay).then(a => a.text()).then(then)",
            "fetch('/late/wait?ms=' + (delay >> 1)).then(() => fetch('/late/wait?ms=' + (delay >> 1))).then(then)",
            "{ const x = new XMLHttpRequest(); x.open('POST', '/late/wait?ms=' + delay); x.onload = then; x.send('q') }",
            "fetch('/late/drip?ms=' + delay).then(async a => { const r = a.body.getReader();"
                    + " while (!(await r.read()).done); then() })",
            "{ const e = new EventSource('/late/push?ms=' + delay); e.onmessage = () => { e.close(); then() } }",
            "{ const w = new Worker(URL.createObjectURL(new Blob(['onmessage = e =>"
                    + " setTimeout(() => postMessage(1), e.data)']))); w.onmessage = then; w.postMessage(delay) }",
            "{ const w = new Worker(URL.createObjectURL(new Blob(['setTimeout(() => postMessage(1), ' + delay + ')'])));"
                    + " w.addEventListener('message', then) }",
            "{ const from = performance.now(); const step = () => performance.now() - from < delay"
                    + " ? requestAnimationFrame(step) : then(); requestAnimationFrame(step) }",
            "{ const i = new Image(); i.onload = i.onerror = then; i.src = '/late/image?ms=' + delay + '&' + Math.random() }",
            "document.body.animate([{opacity: .9}, {opacity: 1}], delay).finished.then(then)",
            "setTimeout(() => requestIdleCallback(then, {timeout: 300}), delay)",
            "{ const s = document.createElement('script'); window['f' + ++serial] = then;"
                    + " s.src = '/late/script?ms=' + delay + '&f=f' + serial; document.head.append(s) }",
            "import('/late/module?ms=' + delay + '&' + ++serial).then(then)",
            "{ const s = new WebSocket(location.origin.replace('http', 'ws') + '/late/socket?ms=' + delay);"
                    + " s.onmessage = () => { s.onmessage = null; then() } }",
            "{ const f = document.createElement('iframe'); f.srcdoc = '<script>setTimeout(() => parent.postMessage('"
                    + " + ++serial + ', \"*\"), ' + delay + ')<\\/script>'; const own = serial;"
                    + " addEventListener('message', e => { if (e.data === own) then() }); document.body.append(f) }",
            "{ const c = new MessageChannel(); c.port1.onmessage = then; setTimeout(() => c.port2.postMessage(1), delay) }",
            "{ const o = indexedDB.open('late' + ++serial); o.onupgradeneeded = () => o.result.createObjectStore('s');"
                    + " o.onsuccess = () => setTimeout(() => { const g = o.result.transaction('s').objectStore('s').get(1);"
                    + " g.onsuccess = then }, delay) }");

    private final long seed;

    public LatePages(long seed) {
        this.seed = seed;
    }

    /**
     * A page and what it comes to hold.
     *
     * @param html the document
     * @param rows name and price of each row, in order
     */
    public record Page(String html, List<String> rows) {}

    /** What a page has to be brought up by: some have all of their rows by themselves. */
    public enum Sort {
        PAGE,
        /** A button brings the last rows. */
        MORE,
        /** Rows are added to the end when that is scrolled to. */
        SCROLL,
        /** A few elements show the rows in view, each with a number of its own. */
        WINDOW,
        /** A button brings the next rows in the place of those that are there. */
        TURN;

        /** @return the page's path */
        public String path(int number) {
            return "/late/" + name().toLowerCase(Locale.ROOT) + "/" + number;
        }
    }

    /** Serves the pages below the paths of their sorts. */
    public void serve(LocalSite site) {
        for (Sort sort : Sort.values()) {
            site.on(
                    "/late/" + sort.name().toLowerCase(Locale.ROOT) + "/*",
                    (request, wire) -> html(page(number(request.path())).html()).give(request, wire));
        }
        site.on("/late/module", (request, wire) -> {
                    wire.rest(pause(request));
                    wire.send(200, "export default 1", "Content-Type: text/javascript");
                })
                .on("/late/socket", (request, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(request) + "\r\n\r\n");
                    wire.rest(pause(request));
                    // One text frame, unmasked as a server's are (RFC 6455, section 5.2).
                    wire.write(new byte[] {(byte) 0x81, 1, '1'});
                    wire.rest(Duration.ofMinutes(1));
                })
                .on("/late/wait", (request, wire) -> {
                    wire.rest(pause(request));
                    wire.send(200, "{}", "Content-Type: application/json");
                })
                .on("/late/script", (request, wire) -> {
                    wire.rest(pause(request));
                    wire.send(200, request.all("f").get(0) + "()", "Content-Type: text/javascript");
                })
                .on("/late/image", (request, wire) -> {
                    wire.rest(pause(request));
                    wire.send(
                            200,
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
                            "Content-Type: image/svg+xml");
                })
                .on("/late/drip", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
                    for (int i = 0; i < 4; i++) {
                        wire.rest(pause(request).dividedBy(4));
                        wire.write("x");
                    }
                })
                .on("/late/push", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
                    wire.rest(pause(request));
                    wire.write("data: 1\n\n");
                    wire.rest(Duration.ofMinutes(1));
                });
    }

    /** RFC 6455, section 4.2.2. */
    private static String accepted(Heard request) {
        try {
            String key = request.header("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static Duration pause(Heard request) {
        return Duration.ofMillis(request.number("ms", 0));
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("\\D", ""));
    }

    /** @return what the page of that number is brought up by */
    public static Sort sort(int number) {
        return switch (number % 20) {
            case 3 -> Sort.SCROLL;
            case 9 -> Sort.WINDOW;
            case 13 -> Sort.TURN;
            case 7, 17 -> Sort.MORE;
            default -> Sort.PAGE;
        };
    }

    /** @return the page of that number */
    public Page page(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        return switch (sort(number)) {
            case SCROLL, WINDOW, TURN -> list(number, random);
            case PAGE, MORE -> plain(number, random);
        };
    }

    /** A list that comes in parts, each by the same source of change. */
    private static Page list(int number, Random random) {
        Sort sort = sort(number);
        int count = sort == Sort.TURN ? 8 + random.nextInt(8) : 20 + random.nextInt(40);
        List<String> rows = rows(number, count, random);
        String part = "later(%d, %d, ".formatted(source(random), 20 + random.nextInt(400));
        String script = switch (sort) {
            case SCROLL -> """
                            let shown = 0, busy = false;
                            const more = () => {
                              if (busy || shown === rows.length || scrollY + innerHeight < document.body.scrollHeight - 40) return;
                              busy = true;
                              %s() => { busy = false; for (let i = 0; i < 7 && shown < rows.length; i++) add(shown++); more() });
                            };
                            addEventListener('scroll', more);
                            document.body.style.paddingBottom = '30px';
                            more();""".formatted(part);
            case WINDOW -> """
                            list.style.cssText = 'height:200px;overflow:auto;position:relative;padding:0;margin:0';
                            list.innerHTML = `<div style="height:${rows.length * 40}px"></div>`;
                            const pool = Array.from({length: 9}, () => list.appendChild(Object.assign(document.createElement('li'), {className: 'cell'})));
                            let turn = 0;
                            const draw = () => {
                              const first = Math.max(0, Math.min(rows.length - pool.length, Math.floor(list.scrollTop / 40) - 1));
                              pool.forEach((cell, k) => {
                                const [name, price] = rows[first + k].split('|');
                                cell.style.cssText = `position:absolute;top:${(first + k) * 40}px;height:40px`;
                                cell.dataset.id = name;
                                cell.innerHTML = `<b>${name}</b> <i class=price>${price}</i>`;
                              });
                            };
                            list.onscroll = () => { const own = ++turn; %s() => { if (own === turn) draw() }) };
                            %s draw);""".formatted(part, part);
            default -> """
                            let page = 0;
                            const next = document.createElement('button');
                            next.id = 'next'; next.textContent = 'next';
                            document.body.append(next);
                            const draw = () => {
                              list.innerHTML = '';
                              rows.slice(4 * page, 4 * page + 4).forEach(row => {
                                const [name, price] = row.split('|');
                                list.insertAdjacentHTML('beforeend', `<li class=row><b>${name}</b> <i class=price>${price}</i></li>`);
                              });
                              next.disabled = 4 * page + 4 >= rows.length;
                            };
                            next.onclick = () => { page++; %s draw) };
                            draw();""".formatted(part);
        };
        return document(number, rows, "-", "show(i)", script);
    }

    private static List<String> rows(int number, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> "row " + number + "-" + i + "|" + (100 + random.nextInt(9000)))
                .toList();
    }

    private static Page plain(int number, Random random) {
        int count = 2 + random.nextInt(7);
        List<String> rows = rows(number, count, random);
        StringBuilder script = new StringBuilder();
        int inline = random.nextInt(count + 1);
        int batches = inline == count ? 0 : 1 + random.nextInt(Math.min(3, count - inline));
        List<String> steps = new ArrayList<>();
        int from = inline;
        for (int batch = 0; batch < batches; batch++) {
            int to = batch == batches - 1 ? count : from + Math.max(1, (count - from) / (batches - batch));
            steps.add("later(" + source(random) + ", " + delay(random, batches) + ", () => { for (let i = " + from
                    + "; i < " + to + "; i++) add(i); NEXT })");
            from = to;
        }
        String chain = "";
        for (int i = steps.size() - 1; i >= 0; i--) {
            chain = steps.get(i).replace("NEXT", chain);
        }
        if (sort(number) == Sort.MORE && inline < count) {
            script.append("const more = document.createElement('button'); more.id = 'more'; more.textContent = 'more';")
                    .append(" document.body.append(more); more.onclick = () => { more.disabled = true; ")
                    .append(chain)
                    .append(" };");
        } else {
            script.append(chain);
        }
        String late = random.nextInt(3) == 0
                ? "later(" + source(random) + ", " + delay(random, 1) + ", () => show(i))"
                : "show(i)";
        String placeholder = PLACEHOLDERS.get(random.nextInt(PLACEHOLDERS.size()));
        for (int i = inline; i > 0; i--) {
            script.insert(0, "add(" + (i - 1) + ");");
        }
        return document(number, rows, placeholder, late, script.toString());
    }

    private static Page document(int number, List<String> rows, String placeholder, String late, String script) {
        return new Page(
                """
                <!doctype html><title>Late %d</title><ul id=list></ul><script>
                let serial = 0;
                const rows = %s, placeholder = '%s', sources = [%s];
                const list = document.getElementById('list');
                const later = (source, delay, then) => sources[source](Math.round(delay), then);
                const show = i => { list.children[i].querySelector('.price').textContent = rows[i].split('|')[1] };
                const add = i => {
                  const row = document.createElement('li');
                  row.className = 'row';
                  row.innerHTML = '<b>' + rows[i].split('|')[0] + '</b> <i class=price>' + placeholder + '</i>';
                  list.append(row);
                  %s;
                };
                %s
                </script>""".formatted(
                                number,
                                rows.stream().map(row -> "'" + row + "'").toList(),
                                placeholder,
                                String.join(
                                        ",\n",
                                        SOURCES.stream()
                                                .map(one -> "(delay, then) => "
                                                        + (one.startsWith("{") ? one : "{ " + one + " }"))
                                                .toList()),
                                late,
                                script),
                rows);
    }

    private static int source(Random random) {
        return random.nextInt(SOURCES.size());
    }

    /** Most are short; one in eight may take all of five seconds. */
    private static int delay(Random random, int of) {
        return (50 + random.nextInt((random.nextInt(8) == 0 ? LONGEST : 1200) - 50)) / of;
    }
}
