package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What a list loses on the way: rows that it drops, parts that fail, routes that the browser ignores. */
@Tag("fast")
class LostPartsRunTest {
    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String more) throws Exception {
        return new JobOnDisk(folder, "parts", """
                start: %s
                politeness: {delay: 0s, robots: ignore}
                limits: {attempts: 1}
                %s
                """.formatted(site.url("/"), more));
    }

    /** Between a head and a foot that are higher than the screen no row of the list is left in the document. */
    @ParameterizedTest
    @ValueSource(strings = {", key: id", ""})
    void rowsThatAreDroppedOutOfViewAreKept(String key) throws Exception {
        site.on("/", html("""
                <div style="height:2500px">head</div><main id=m style="position:relative;height:2400px"></main>
                <div style="height:2500px">foot</div><script>
                const draw = () => {
                  const top = scrollY - 2500, first = Math.max(0, Math.floor(top / 40) - 2), last = Math.min(60, Math.ceil((top + innerHeight) / 40) + 2);
                  m.innerHTML = '';
                  for (let i = first; i < last; i++) m.insertAdjacentHTML('beforeend', `<p class=row data-id=${i} style="position:absolute;margin:0;top:${40 * i}px;height:40px">row ${i}</p>`);
                };
                addEventListener('scroll', draw); draw();
                </script>"""));
        JobOnDisk job = job("""
                page: {scroll: stable}
                items: {row: {each: .row%s, fields: {id: "@data-id", text: {type: text}}}}
                """.formatted(key));
        RunSummary summary = job.run();
        assertThat(summary.end()).as(summary.toString()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT COUNT(DISTINCT text) FROM row")).isEqualTo("60");
    }

    /** The third part of five fails, and the others come. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "page: {next: {click: \"#more\"}}|more.onclick = load",
                "page: {scroll: stable}|addEventListener('scroll', load)"
            })
    void aPartInTheMiddleThatFailsIsNamed(String way) throws Exception {
        site.on(
                        "/",
                        html(
                                "<main id=m></main><button id=more>more</button><script>let p = 0, busy = false; const load = () => {"
                                        + " if (busy || p === 5) return; busy = true; fetch('/list?page=' + p++).then(r => r.ok ? r.json() : [])"
                                        + ".then(rows => { busy = false; rows.forEach(r => m.insertAdjacentHTML('beforeend',"
                                        + " `<p class=row style='height:90px'>${r}</p>`)); if (p === 5) more.remove(); else if (!rows.length)"
                                        + " load() }) }; "
                                        + way.substring(way.indexOf('|') + 1) + "; load();</script>"))
                .on("/list", (request, wire) -> {
                    int page = request.number("page", 0);
                    StringBuilder rows = new StringBuilder();
                    for (int i = 0; i < 10; i++) {
                        rows.append(i == 0 ? "" : ",")
                                .append("\"row ")
                                .append(10 * page + i)
                                .append('"');
                    }
                    (page == 2 ? status(404, "no") : json("[" + rows + "]")).give(request, wire);
                });
        JobOnDisk job =
                job(way.substring(0, way.indexOf('|')) + "\nitems: {row: {each: .row, fields: {text: {type: text}}}}");
        RunSummary summary = job.run();
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches())
                .extracting(Breach::message)
                .anyMatch(message -> message.contains("/list?page=2 answered 404"));
        assertThat(job.value("SELECT COUNT(DISTINCT text) FROM row")).isEqualTo("40");
    }

    /** Browsers ignore a page's routes when there are hundreds of them within seconds. */
    @Test
    @Tag("soak")
    void everyOfManyRoutesIsSeen() throws Exception {
        site.on(
                        "/",
                        html("<main id=m></main><script>const draw = () => { m.innerHTML = location.pathname === '/'"
                                + " ? Array.from({length: 130}, (_, i) => `<p class=item data-to='/d/${i}'>item ${i}</p>`).join('') : '' };"
                                + " m.onclick = e => { history.pushState(0, '', e.target.dataset.to); draw() };"
                                + " onpopstate = draw; draw();</script>"))
                .on("/d/*", html("<h1>Detail</h1>"));
        JobOnDisk job = job("""
                crawl: {follow: [{click: .item, most: 200}], pages: 2}
                items: {detail: {at: "**/d/*", fields: {title: h1}}}
                """);
        job.run();
        assertThat(job.value("SELECT COUNT(*) FROM gannet_page WHERE url LIKE '%/d/%'"))
                .isEqualTo("130");
    }
}
