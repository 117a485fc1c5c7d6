package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Lists that show their next rows in the elements of the ones before, at the same place. */
@Tag("fast")
class ReusedRowsRunTest {
    private static final int ROWS = 43;

    private static final String LIST = """
            <div id=box style="height:200px;overflow:auto"><div id=list></div></div><script>
              const box = document.getElementById('box'), list = document.getElementById('list');
              let from = 0;
              for (let i = 0; i < 10; i++) {
                const row = document.createElement('div');
                row.className = 'row';
                row.style = 'height:30px';
                list.append(row);
              }
              const draw = () => [...list.children].forEach((row, i) => {
                row.textContent = 'row ' + (from + i);
                row.hidden = from + i >= %d;
              });
              draw();
              const end = () => box.scrollTop + box.clientHeight >= box.scrollHeight - 2 && from + 10 < %d;
              box.onscroll = () => { if (end()) { %s } };
            </script>""";

    /** By the name of the page: what it does at its end. */
    private static final Map<String, String> ENDS = Map.of(
            "half", "from += 5; draw(); box.scrollTop -= 150;",
            "whole", "from += 10; draw(); box.scrollTop = 0;",
            "late", "setTimeout(() => { if (end()) { from += 10; draw(); box.scrollTop = 0 } }, 250);");

    @TempDir
    Path folder;

    private RunSummary run(LocalSite site, JobOnDisk job) throws Exception {
        ENDS.forEach((name, end) -> site.on("/" + name, html(LIST.formatted(ROWS, ROWS, end))));
        String starts = site.urls(ENDS.keySet());
        return job.run("start=" + starts);
    }

    private JobOnDisk job(String key) throws Exception {
        return new JobOnDisk(folder, "reused", """
                start: x
                page: {scroll: stable}
                items: {row: {each: .row, %s fields: {text: {type: text}, page: {value: "${page.url}"}}}}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1}
                """.formatted(key)).sessions(2);
    }

    @Test
    void aKeyTellsRowsApartThatStandInTheSameElements() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            JobOnDisk job = job("key: [text, page],");

            RunSummary summary = run(site, job);

            for (String name : ENDS.keySet()) {
                assertThat(job.rows("SELECT text FROM row WHERE page = '" + site.url("/" + name) + "'"))
                        .as(name)
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROWS)
                                .mapToObj(i -> "row " + i)
                                .toList());
            }
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    @Test
    void withoutAKeyTheRunIsNotCompleteAndOffersOne() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            JobOnDisk job = job("");

            RunSummary summary = run(site, job);

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.rows("SELECT reason FROM gannet_page"))
                    .hasSize(ENDS.size())
                    .allSatisfy(reason -> assertThat(reason).contains("a key on the kind tells them apart"));
        }
    }

    /** No kind is read on the list's own page. */
    @Test
    void everyLinkOfAListThatKeepsFewRowsIsFollowed() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/", html("""
                            <div id=box style="height:240px;overflow:auto"><div id=all style="position:relative;height:1800px"></div></div>
                            <script>
                              const box = document.getElementById('box'), all = document.getElementById('all');
                              const draw = () => {
                                const from = Math.floor(box.scrollTop / 30);
                                all.innerHTML = '';
                                for (let i = from; i < Math.min(60, from + 10); i++) {
                                  all.insertAdjacentHTML('beforeend', '<li class=e style="position:absolute;height:30px;top:'
                                    + i * 30 + 'px"><a href="/d/' + i + '">row ' + i + '</a></li>');
                                }
                              };
                              box.onscroll = () => requestAnimationFrame(draw);
                              draw();
                            </script>"""))
                    .on(
                            "/d/*",
                            (request, wire) ->
                                    html("<h1>" + request.path() + "</h1>").give(request, wire));
            JobOnDisk job = new JobOnDisk(folder, "links", """
                    start: %s/
                    crawl: {follow: li.e a}
                    page: [{at: "**/", scroll: stable}]
                    items: {detail: {at: "**/d/*", fields: {title: {select: h1, required: true}}}}
                    politeness: {delay: 0s, parallel: 4}
                    ladder: render
                    """.formatted(site.base())).sessions(2);

            RunSummary summary = job.run();

            assertThat(job.rows("SELECT title FROM detail"))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 60).mapToObj(i -> "/d/" + i).toList());
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }
}
