package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.hang;
import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs on pages whose content is in shadow roots and frames: every record, in the order of the page (R11). */
@Tag("fast")
class InnerDocumentsRunTest {
    /** A shop of elements in elements; each asks for its own data, and draws it into a root of its own. */
    private static final String SHOP = """
            <!doctype html><title>shop</title><h1>Shop</h1><shop-list></shop-list><script>
            customElements.define('shop-price', class extends HTMLElement {
              constructor() { super(); this.attachShadow({mode: 'open'}); }
              connectedCallback() {
                fetch('/price/' + this.getAttribute('sku')).then(r => r.json()).then(d => {
                  this.shadowRoot.innerHTML = `<b class=amount>${d.price}</b>`; });
              }
            });
            customElements.define('shop-card', class extends HTMLElement {
              set product(p) {
                const root = this.attachShadow({mode: 'open'});
                root.innerHTML = `<article class=card data-sku="${p.sku}"><h2><slot></slot></h2>
                  <shop-price sku="${p.sku}"></shop-price><a class=more href="p/${p.sku}">more</a></article>`;
                this.innerHTML = `<span class=name>${p.name}</span><i>new</i>`;
              }
            });
            customElements.define('shop-list', class extends HTMLElement {
              async connectedCallback() {
                const list = await (await fetch('/products')).json(), root = this.attachShadow({mode: 'open'});
                for (const p of list) { const card = document.createElement('shop-card'); root.append(card); card.product = p; }
              }
            });
            </script>""";

    private static final int PRODUCTS = 5;

    private final LocalSite site = LocalSite.open();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private static String products() {
        return IntStream.rangeClosed(1, PRODUCTS)
                .mapToObj(i -> "{\"sku\":\"s" + i + "\",\"name\":\"Thing " + i + "\"}")
                .toList()
                .toString();
    }

    private void shop() {
        site.on("/products", slow(Duration.ofMillis(300), json(products())))
                .on("/price/*", (request, wire) -> {
                    String number = request.path().replaceAll("\\D", "");
                    slow(
                                    Duration.ofMillis(100L * Integer.parseInt(number)),
                                    json("{\"price\":\"%s.50\"}".formatted(number)))
                            .give(request, wire);
                })
                .on("/p/*", html("<title>p</title><h1>one</h1>"));
    }

    private static List<String> expected(String format) {
        return IntStream.rangeClosed(1, PRODUCTS)
                .mapToObj(i -> format.replace("%d", String.valueOf(i)))
                .toList();
    }

    @Test
    void R11_itemsAndFieldsInNestedOpenRootsAreWaitedForReadAndFollowed() throws Exception {
        shop();
        site.on("/", html(SHOP));
        JobOnDisk job = new JobOnDisk(folder, "shop", """
                start: %s/
                crawl: {follow: a.more}
                items:
                  product:
                    at: "**/"
                    each: shop-card
                    fields:
                      sku: {select: .card, attr: data-sku, required: true}
                      name: shop-card > .name:first-child
                      price: {select: shop-price .amount, type: decimal, required: true}
                      link: {select: a.more, type: url}
                  page: {at: "**/p/*", fields: {title: h1}}
                politeness: {delay: 0s, parallel: 2}
                """.formatted(site.base()));

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT sku, name, price, link, _ready FROM product ORDER BY _pos"))
                .isEqualTo(expected("s%d|Thing %d|%d.5|" + site.base() + "/p/s%d|1"));
        assertThat(job.value("SELECT COUNT(*) FROM page")).isEqualTo(String.valueOf(PRODUCTS));
    }

    @Test
    void R11_whatStandsInFramesIsReadInItsPlaceAndInItsOrder() throws Exception {
        site.on("/", html("""
                <!doctype html><title>top</title><p class=row>one</p><div id=here></div><p class=row>five</p>
                <iframe srcdoc="<base href='/deep/'><div class=row>six <a class=link href=x>x</a></div>"></iframe>
                <script>setTimeout(() => here.innerHTML = '<iframe name=two src="/frame/two"></iframe>', 300)</script>"""))
                .on("/frame/two", html("""
                        <!doctype html><title>two</title><meta name=robots content=nofollow>
                        <link rel=canonical href=/elsewhere>
                        <p class=row>two</p><x-box></x-box><script>
                        const box = document.querySelector('x-box').attachShadow({mode: 'open'});
                        setTimeout(() => { box.innerHTML = '<p class=row>three</p><iframe src="/frame/four"></iframe>' }, 300);
                        </script>"""))
                .on(
                        "/frame/four",
                        slow(
                                Duration.ofMillis(400),
                                html("<p class=row>four <a class=link href=y>y</a></p><input class=row value=5>")))
                .on("/deep/x", html("<h1>x</h1>"))
                .on("/frame/y", html("<h1>y</h1>"));
        JobOnDisk job = new JobOnDisk(
                folder, "frames", """
                start: %s/
                crawl: {follow: a.link}
                page: {frames: same-origin}
                items:
                  row:
                    at: "**/"
                    each: p.row, div.row
                    fields: {text: {select: ".", type: text}, link: {select: a, type: url}}
                  last: {at: "**/", fields: {text: {select: "iframe[name=two] iframe .row", required: true}}}
                politeness: {delay: 0s}
                """.formatted(site.base()).replace("{select: \".\", type: text}", "{type: text}"));

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        String base = site.base();
        assertThat(job.rows("SELECT text, link, _ready FROM row ORDER BY _pos"))
                .containsExactly(
                        "one||1",
                        "two||1",
                        "three||1",
                        "four y|" + base + "/frame/y|1",
                        "five||1",
                        "six x|" + base + "/deep/x|1");
        assertThat(job.value("SELECT text FROM last")).isEqualTo("four y");
        assertThat(job.rows("SELECT url, canonical FROM gannet_page ORDER BY url"))
                .containsExactly(base + "/|", base + "/deep/x|", base + "/frame/y|");
    }

    @Test
    void R11_rootsThatTheDocumentBroughtAreSeenWithWhatWasTypedAndThoseThatNeverCameToBeAreNot() throws Exception {
        site.on("/", html("""
                <!doctype html><title>declared</title>
                <div class=item><template shadowrootmode=open><b>seen</b><input><select><option>x<option>y</select></template></div>
                <div class=item><template shadowrootmode=closed><b>closed</b></template></div>
                <div id=late></div><div id=unsafe></div>
                <script>
                const root = document.querySelector('.item').shadowRoot;
                root.querySelector('input').value = 'typed'; root.querySelector('select').value = 'y';
                late.innerHTML = '<div class=item><template shadowrootmode=open><b>never</b></template></div>';
                if (late.setHTMLUnsafe) setTimeout(() => unsafe.setHTMLUnsafe(
                    '<div class=item><template shadowrootmode=open><b>unsafe</b></template></div>'), 300);
                </script>"""));
        JobOnDisk job = new JobOnDisk(folder, "declared", """
                start: %s/
                items:
                  item: {each: .item, fields: {name: b, typed: input, chosen: select}}
                  last: {at: "**", fields: {name: {select: "#unsafe b", required: true}}}
                politeness: {delay: 0s}
                """.formatted(site.base()));

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT name, typed, chosen FROM item ORDER BY _pos"))
                .containsExactly("seen|typed|y", "||", "||", "unsafe||");
        assertThat(job.value("SELECT name FROM last")).isEqualTo("unsafe");
    }

    @Test
    void R11_whatOnlyAClosedRootOrAFrameHasIsToldUnlessTheJobLooksThere() throws Exception {
        site.on("/", html("""
                <!doctype html><div class=item><b>one</b><x-shut></x-shut></div>
                <iframe src=/frame onload="document.body.insertAdjacentHTML('beforeend', '<h1>page</h1>')"></iframe>
                <script>customElements.define('x-shut', class extends HTMLElement { constructor() { super();
                  const root = this.attachShadow({mode: 'closed'}); const draw = () => { root.innerHTML = '<i>shut</i>' }; location.search ? setTimeout(draw, 300) : draw() } })
                </script>"""))
                .on(
                        "/frame",
                        html(
                                "<p>framed</p><x-deep></x-deep><script>document.querySelector('x-deep').attachShadow({mode: 'closed'}).innerHTML = '<u>deep</u>'</script>"));
        String text = """
                start: %s/LATE
                page: {PAGE}
                items:
                  item: {at: "**", each: .item, fields: {name: b, shut: {select: i, required: REQUIRED}, none: s}}
                  other: {at: "**", fields: {framed: {select: p, required: REQUIRED}, deep: u}}
                politeness: {delay: 0s}
                """.formatted(site.base());

        JobOnDisk job = new JobOnDisk(
                folder,
                "beyond",
                text.replace("{PAGE}", "{ready: h1}")
                        .replace("REQUIRED", "false")
                        .replace("LATE", ""));
        RunSummary bare = job.run("limits.page=4s", "limits.attempts=1");
        assertThat(job.rows("SELECT name, shut FROM item")).containsExactly("one|");
        assertThat(bare.notes())
                .anyMatch(note -> note.startsWith(
                        "item.shut is only in a closed shadow root, which selectors see with page: {shadow: closed}"))
                .anyMatch(
                        note -> note.startsWith(
                                "other.framed is only in a frame of the page, which selectors see with page: {frames: same-origin}"))
                .noneMatch(note -> note.contains("item.name") || note.contains("item.none"));

        job = new JobOnDisk(
                folder,
                "beyond",
                text.replace("{PAGE}", "{frames: same-origin, shadow: closed}")
                        .replace("REQUIRED", "true")
                        .replace("LATE", "?late"));
        RunSummary all = job.run();
        assertThat(all.end())
                .as(job.rows("SELECT url, reason FROM gannet_page") + " " + all)
                .isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT name, shut FROM item WHERE _url LIKE '%late'"))
                .containsExactly("one|shut");
        assertThat(job.rows("SELECT framed, deep FROM other WHERE _url LIKE '%late'"))
                .containsExactly("framed|deep");
        assertThat(all.notes()).noneMatch(note -> note.contains(" is only in "));
    }

    /** A frame's document is there and empty until its server says more, as each is for a moment on a busy machine. */
    @Test
    void R11_aFrameWhoseDocumentHasBegunButHoldsNothingYetIsWaitedFor() throws Exception {
        try (LocalSite near = LocalSite.open()) {
            Answer late = (request, wire) -> {
                wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Content-Type-Options: nosniff\r\n"
                        + "Connection: close\r\n\r\n" + "<!-- " + "x".repeat(2000) + " -->");
                // Those of the other origin are looked at when those of the page's own have come.
                wire.rest(Duration.ofMillis(request.path().equals("/two") ? 600 : 1500));
                wire.write("<p class=row>%s</p>".formatted(request.path().substring(1)));
            };
            site.on(
                            "/",
                            html("<h1>page</h1><p class=row>one</p><iframe src=/two></iframe><iframe src=%s></iframe>"
                                    .formatted(near.url("/outer"))))
                    .on("/two", late);
            near.on("/outer", html("<p class=row>three</p><iframe src=/four></iframe>"))
                    .on("/four", late);
            JobOnDisk job = new JobOnDisk(folder, "late", """
                    start: %s/
                    page: {frames: all}
                    items: {row: {at: "**", each: .row, fields: {text: {type: text}}}}
                    politeness: {delay: 0s}
                    """.formatted(site.base()));

            RunSummary summary = job.run();

            assertThat(job.rows("SELECT text FROM row ORDER BY _pos")).containsExactly("one", "two", "three", "four");
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** What the job wants of a frame that hangs may be missing, and it is told; a foreign one is nothing to it. */
    @Test
    void R11_aFrameThatNeverComesIsNotWaitedForLong() throws Exception {
        try (LocalSite far = LocalSite.open()) {
            String page = "<h1>page</h1><p class=row>one</p><iframe src=%s></iframe>";
            far.on("/never", hang());
            site.on("/own", html(page.formatted("/never")))
                    .on("/own-of-all", html(page.formatted("/never")))
                    .on("/other-of-all", html(page.formatted(far.url("/never"))))
                    .on("/other", html(page.formatted(far.url("/never"))))
                    .on("/never", hang());
            // Not of the fourth page, whose frame is of another origin than the job reads.
            assertThat(frameThatNeverComes("/own", "/own-of-all", "/other-of-all", "/other"))
                    .filteredOn(note -> note.contains("no document of its own"))
                    .singleElement()
                    .asString()
                    .contains("a frame has no document of its own after 5 seconds")
                    .endsWith(" (3 pages)");
        }
    }

    private List<String> frameThatNeverComes(String... paths) throws Exception {
        JobOnDisk job = new JobOnDisk(folder, "never", """
                start: %s
                page: [{at: "**-of-all", frames: all}, {at: "**", frames: same-origin}]
                items: {row: {each: .row, fields: {text: {type: text}}}}
                politeness: {delay: 0s, parallel: 3}
                """.formatted(
                                Stream.of(paths).map(site::url).toList()))
                .sessions(3);

        RunSummary summary = job.run();

        assertThat(summary.end())
                .as(job.rows("SELECT reason FROM gannet_page") + " " + summary)
                .isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT _page, text FROM row"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(paths).map(path -> site.url(path) + "|one").toList());
        return summary.notes();
    }

    /** One other origin is of the same site, the other of another: the browser has a process of its own for that. */
    @Test
    void R11_framesOfOtherOriginsAreReadWhereTheJobSaysSo() throws Exception {
        try (LocalSite near = LocalSite.open();
                LocalSite far = LocalSite.openOnAllAddresses()) {
            String inner = "http://127.0.0.2:" + far.port() + "/inner";
            site.on(
                    "/",
                    html(("<h1>page</h1><p class=row>one</p><iframe src=%s></iframe><p class=row>four</p>"
                                    + "<iframe srcdoc='<p class=row>five</p>'></iframe><iframe src=/own></iframe>")
                            .formatted(near.url("/outer"))));
            // Of the same origin, with frames of another before and behind its own, one of them in a shadow root.
            site.on(
                    "/own",
                    html(("<p class=row>six</p><iframe srcdoc='<p class=row>seven</p>'></iframe><x-box></x-box>"
                                    + "<p class=row>nine</p><iframe src=%s></iframe>"
                                    + "<script>document.querySelector('x-box').attachShadow({mode: 'open'}).innerHTML ="
                                    + " '<iframe src=%s></iframe>'</script>")
                            .formatted(near.url("/ten"), near.url("/eight"))));
            near.on("/eight", html("<p class=row>eight</p>")).on("/ten", html("<p class=row>ten</p>"));
            near.on("/outer", html("<p class=row>two</p><iframe src=%s></iframe>".formatted(inner)));
            far.on("/inner", html("""
                    <x-box></x-box><script>const root = document.querySelector('x-box').attachShadow({mode: 'open'});
                    setTimeout(() => { root.innerHTML = '<p class=row>three</p><b class=sum>15</b>' }, 400)</script>"""));
            String text = """
                    start: %s/
                    page: {frames: REACH}
                    items:
                      row: {at: "**", each: .row, fields: {text: {type: text}}}
                      sum: {MUSTeach: .sum, fields: {sum: {type: int}}}
                    politeness: {delay: 0s}
                    """.formatted(site.base());

            JobOnDisk all =
                    new JobOnDisk(folder, "all", text.replace("REACH", "all").replace("MUST", "at: \"**\", "));
            RunSummary summary = all.run();
            assertThat(all.rows("SELECT text FROM row ORDER BY _pos"))
                    .containsExactly("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
            assertThat(all.value("SELECT sum FROM sum")).isEqualTo("15");
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);

            JobOnDisk own = new JobOnDisk(
                    folder, "own", text.replace("REACH", "same-origin").replace("MUST", ""));
            own.run();
            assertThat(own.rows("SELECT text FROM row ORDER BY _pos"))
                    .containsExactly("one", "four", "five", "six", "seven", "nine");

            site.on(
                    "/",
                    html("<p class=row>one</p><iframe src=%s></iframe><iframe src=%s></iframe>"
                            .formatted(near.url("/eight"), near.url("/ten"))));
            JobOnDisk vain = new JobOnDisk(
                    folder, "vain", text.replace("REACH", "all").replace("MUSTeach: .sum", "at: \"**\", each: .none"));
            assertThat(vain.run("limits.attempts=1").end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(vain.value("SELECT reason FROM gannet_page")).contains("not in any frame: sum");
        }
    }
}
