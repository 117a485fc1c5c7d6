package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs on pages whose links exist only as handlers of clicks: each place is queued once and visited by itself. */
@Tag("fast")
class ClickRunTest {
    /** A list of cards without any href; OPEN is what a click on card {@code i} does, DRAW how the list is drawn. */
    private static final String LIST = """
            <!doctype html><title>shop</title><main id=app></main><script>
            const list = () => app.innerHTML = Array.from({length: COUNT}, (_, i) =>
                `<div class=card onclick="open_(${i})"><b>card ${i}</b></div>`).join('');
            const detail = id => app.innerHTML = `<h1>item ${id}</h1>`;
            const route = () => location.pathname === '/p' ? detail(location.search.slice(1))
                : location.hash.startsWith('#/p/') ? detail(location.hash.slice(4)) : list();
            addEventListener('popstate', route);
            addEventListener('hashchange', route);
            const open_ = i => { OPEN };
            route();
            </script>""";

    @TempDir
    Path folder;

    private static Answer list(int cards, String open) {
        return html(LIST.replace("COUNT", String.valueOf(cards)).replace("OPEN", open));
    }

    private JobOnDisk job(LocalSite site, String click, String more) throws Exception {
        return new JobOnDisk(folder, "cards", """
                start: %s
                crawl: {follow: [a.next, %s]%s}
                items:
                  item: {fields: {name: {select: h1, required: true}}}
                politeness: {delay: 0s, parallel: 8, robots: ignore}
                """.formatted(site.url("/"), click, more));
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> "item " + i).sorted().toList();
    }

    @Test
    void routesThatExistOnlyInHandlersAreQueuedOnceEachAndVisited() throws Exception {
        Answer app = list(4, "history.pushState({}, '', '/p?' + i); route();");
        try (LocalSite site = LocalSite.open().on("/", app).on("/p", app)) {
            JobOnDisk job = job(site, "{click: .card}", "");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT name FROM item ORDER BY name")).isEqualTo(items(4));
            assertThat(job.rows("SELECT url FROM gannet_page WHERE state = 'done' ORDER BY url"))
                    .containsExactly(
                            site.url("/"), site.url("/p?0"), site.url("/p?1"), site.url("/p?2"), site.url("/p?3"));
            assertThat(job.value("SELECT reason FROM gannet_page WHERE depth = 0"))
                    .contains("clicked 4 of 4 .card, new places: 4");
            assertThat(site.heard("/")).as("going back needs no request").hasSize(1);
            assertThat(site.heard("/p")).as("only the visits ask").hasSize(4);
        }
    }

    @Test
    void documentsAreAskedForByTheirOwnVisitOnlyAndWindowsAreNotOpened() throws Exception {
        String open = """
                if (i === 0) location.href = '/p?0';
                if (i === 1) window.open('/p?1');
                if (i === 2) { const a = document.createElement('a'); a.target = '_blank'; a.href = '/p?2'; a.click(); }
                if (i === 3) setTimeout(() => location.assign('/p?3'), 200);
                if (i === 4) alert('nothing here');
                if (i === 5) location.href = 'http://localhost:1/elsewhere';
                if (i === 6) location.href = 'mailto:me@example.org';
                if (i === 8) { history.replaceState({}, '', '/p?8'); route(); }
                if (i === 9) { const a = document.createElement('a'); a.target = '_blank'; a.href = '/p?9'; app.append(a); a.click(); }
                """;
        try (LocalSite site = LocalSite.open().on("/", list(10, open)).on("/p", list(0, ""))) {
            JobOnDisk job = job(site, "{click: .card}", "");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT name FROM item ORDER BY name"))
                    .containsExactly("item 0", "item 1", "item 2", "item 3", "item 8", "item 9");
            assertThat(site.heard("/p")).hasSize(6);
            assertThat(job.value("SELECT COUNT(*) FROM gannet_page")).isEqualTo("7");
            assertThat(job.value("SELECT told FROM gannet_page WHERE depth = 0"))
                    .contains("1 dialog");
        }
    }

    @Test
    void routesInTheHashAreKeptApart() throws Exception {
        try (LocalSite site = LocalSite.open().on("/", list(3, "location.hash = '#/p/' + i;"))) {
            JobOnDisk job = job(site, "{click: {text: ~card}}", "");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT name FROM item ORDER BY name")).isEqualTo(items(3));
            assertThat(site.heard("/")).hasSize(4);
        }
    }

    @Test
    void moreElementsThanTheBoundMakeTheRunIncomplete() throws Exception {
        Answer app = list(200, "history.pushState({}, '', '/p?' + i); route();");
        try (LocalSite site = LocalSite.open().on("/", app).on("/p", app)) {
            JobOnDisk job = job(site, "{click: .card, most: 5}", "");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);

            assertThat(job.rows("SELECT name FROM item ORDER BY name")).isEqualTo(items(5));
            assertThat(job.value("SELECT links_left_out FROM gannet_page WHERE depth = 0"))
                    .isEqualTo("195");
        }
    }

    @Test
    void aClickThatNeverEndsTakesNothingFromThePageOrItsNeighbours() throws Exception {
        // The page waits for an answer in its one thread, as a loop without an end would keep it.
        String open = "if (i === 1) { const ask = new XMLHttpRequest(); ask.open('GET', '/never', false); ask.send(); }"
                + " history.pushState({}, '', '/p?' + i); route();";
        try (LocalSite site =
                LocalSite.open().on("/", list(3, open)).on("/p", list(0, "")).on("/other", html("<h1>other</h1>"))) {
            site.on("/never", Answer.hang());
            JobOnDisk job = job(site, "{click: .card}", "");

            RunSummary summary = job.run("start=['" + site.url("/") + "', '" + site.url("/other") + "']");

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(site.heard("/never")).hasSize(1);
            assertThat(job.rows("SELECT name FROM item ORDER BY name")).containsExactly("item 0", "other");
            assertThat(job.rows("SELECT DISTINCT state FROM gannet_page")).containsExactly("done");
            assertThat(job.value("SELECT links_left_out FROM gannet_page WHERE url = '" + site.url("/") + "'"))
                    .isEqualTo("2");
        }
    }

    @Test
    void whereNoWayLeadsBackThePageIsLoadedAgainAndTheRestIsClicked() throws Exception {
        String open = "history.pushState({}, '', '/p?' + i); detail(i); onpopstate = null;";
        String stuck = LIST.replace("addEventListener('popstate', route);", "");
        try (LocalSite site = LocalSite.open()
                .on("/", html(stuck.replace("COUNT", "3").replace("OPEN", open)))
                .on("/p", list(0, ""))) {
            JobOnDisk job = job(site, "{click: .card}", "");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT name FROM item ORDER BY name")).isEqualTo(items(3));
            assertThat(site.heard("/")).as("the visit, and twice for a click").hasSize(3);
        }
    }

    /** The list shows after a login, a click and two scrolls, each time; there is no way back to it from an item. */
    @Test
    void whatStepsAndScrollsAndALoginBringIsClickedToo() throws Exception {
        String app = """
                <!doctype html><title>shop</title><b class=account>me</b><button id=show>show</button><main id=app></main><script>
                let n = 0;
                const more = () => { for (const end = Math.min(n + 12, 30); n < end; n++) app.insertAdjacentHTML('beforeend',
                    `<p class=row style="height: 120px">row ${n}</p>` + (n % 12 ? '' : `<div class=card data-id=${n}>card ${n}</div>`)); };
                show.onclick = () => { more(); addEventListener('scroll', () => setTimeout(more, 30)); };
                app.onclick = event => { const card = event.target.closest('.card');
                    if (card) { history.pushState({}, '', '/p?' + card.dataset.id); document.body.innerHTML = ''; } };
                </script>""";
        try (LocalSite site = LocalSite.open()
                .on(
                        "/",
                        (request, wire) -> (request.header("cookie").contains("in=1")
                                        ? html(app)
                                        : html("<a href=/login>log in</a>"))
                                .give(request, wire))
                .on("/login", html("<form method=post action=/enter><button>in</button></form>"))
                .on("/enter", (request, wire) -> wire.send(302, "", "Location: /", "Set-Cookie: in=1"))
                .on("/p", list(0, ""))) {
            JobOnDisk job = job(site, "{click: .card}", "");

            RunSummary summary = job.sessions(1)
                    .run(
                            "login={start: '/login', steps: [click: button], logged-in: .account}",
                            "page={at: '" + site.url("/") + "', steps: [click: '#show'], scroll: stable}",
                            "items={item: {at: '**/p**', fields: {name: {select: h1, required: true}}}, row: {at: '"
                                    + site.url("/") + "', each: .row, fields: {text: {type: text}}}}");

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT name FROM item ORDER BY name")).containsExactly("item 0", "item 12", "item 24");
            assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT text) FROM row"))
                    .isEqualTo("30|30");
            // The first page without the sign of the login is asked for once more after another look at the login.
            assertThat(site.heard("/login")).hasSize(2);
        }
    }
}
