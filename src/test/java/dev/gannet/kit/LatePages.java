package dev.gannet.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                    + " s.src = '/late/script?ms=' + delay + '&f=f' + serial; document.head.append(s) }");

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

    /** Serves the pages below {@code /late/page/}, and below {@code /late/more/} those with a button that brings the last rows. */
    public void serve(LocalSite site) {
        site.on(
                        "/late/page/*",
                        (request, wire) ->
                                html(page(number(request.path())).html()).give(request, wire))
                .on(
                        "/late/more/*",
                        (request, wire) ->
                                html(page(number(request.path())).html()).give(request, wire))
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

    private static Duration pause(Heard request) {
        return Duration.ofMillis(request.number("ms", 0));
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("\\D", ""));
    }

    /** @return whether the page has a button, and so stands below {@code /late/more/} */
    public static boolean hasButton(int number) {
        return number % 10 == 7;
    }

    /** @return the page of that number */
    public Page page(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        int count = 2 + random.nextInt(7);
        List<String> rows = IntStream.range(0, count)
                .mapToObj(i -> "row " + number + "-" + i + "|" + (100 + random.nextInt(9000)))
                .toList();
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
        if (hasButton(number) && inline < count) {
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
                for (let i = 0; i < %d; i++) add(i);
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
                                inline,
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
