package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Clicks that bring more than one file: all are kept, or the run says how many are not. */
@Tag("fast")
class SeveralDownloadsRunTest {
    private static final String FILES = "SELECT name FROM gannet_file ORDER BY name";

    /** What the click runs; {@code save} clicks a link for a file, {@code frame} loads an address in a frame. */
    private static final Map<String, String> WAYS = new TreeMap<>(
            Map.ofEntries(
                    Map.entry("loop", "for (const n of [1, 2, 3]) save('/f' + n)"),
                    Map.entry("timers", "[1, 2, 3].forEach(n => setTimeout(() => save('/f' + n), n * 300))"),
                    Map.entry(
                            "chain",
                            "const next = n => { save('/f' + n); if (n < 3) setTimeout(next, 900, n + 1) }; next(1)"),
                    Map.entry(
                            "interval",
                            "let n = 0; const t = setInterval(() => { save('/f' + ++n); if (n === 3) clearInterval(t) }, 400)"),
                    Map.entry("last-is-slow", "save('/f1'); save('/f2'); save('/slow')"),
                    Map.entry("address", "location.href = '/f1'; frame('/f2'); save('/f3')"),
                    Map.entry(
                            "link",
                            "const a = document.createElement('a'); a.href = '/f1'; a.click(); frame('/f2'); save('/f3')"),
                    Map.entry(
                            "form",
                            "const f = document.createElement('form'); f.action = '/f1'; document.body.append(f); f.submit(); frame('/f2'); save('/f3')"),
                    Map.entry("frames", "for (const n of [1, 2, 3]) frame('/f' + n)"),
                    Map.entry("a-slow-frame", "frame('/f1'); frame('/f2'); frame('/slow')"),
                    Map.entry(
                            "addresses", "[1, 2, 3].forEach(n => setTimeout(() => location.href = '/f' + n, n * 300))"),
                    Map.entry(
                            "fetched",
                            "[1, 2, 3].forEach(async n => { const b = await (await fetch(n < 3 ? '/f' + n : '/slow')).blob();"
                                    + " save(URL.createObjectURL(b), 'f' + n + '.csv') })"),
                    Map.entry(
                            "blobs",
                            "[1, 2, 3].forEach(n => save(URL.createObjectURL(new Blob(['content ' + n])), 'f' + n + '.csv'))")));

    @TempDir
    Path folder;

    private static String page(String script) {
        return """
                <p class=item>item</p><button id=all>all</button><script>
                const save = (url, name) => { const a = document.createElement('a'); a.href = url; a.download = name || ''; a.click(); };
                const frame = url => { const f = document.createElement('iframe'); f.hidden = true; f.src = url; document.body.append(f); };
                all.onclick = () => { %s };
                </script>""".formatted(script);
    }

    private static LocalSite site(String script) {
        return LocalSite.open()
                .on("/", html(page(script)))
                .on("/f1", Answer.download("f1.csv", "content 1"))
                .on("/f2", Answer.download("f2.csv", "content 2"))
                .on("/f3", Answer.download("f3.csv", "content 3"))
                .on("/slow", Answer.slow(Duration.ofMillis(1500), Answer.download("f3.csv", "content 3")))
                .on("/missing", Answer.status(404, "no such file"))
                .on(
                        "/short",
                        (request, wire) -> wire.write("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                                + "Content-Disposition: attachment; filename=f3.csv\r\nContent-Length: 5000\r\n"
                                + "Connection: close\r\n\r\n" + "x".repeat(2000)));
    }

    private JobOnDisk job(LocalSite site, String download) throws Exception {
        return new JobOnDisk(folder, "files", """
                start: %s
                page:
                  steps:
                    - download: %s
                items:
                  item: {each: .item, fields: {text: {type: text}}}
                politeness: {delay: 0s, robots: ignore}
                limits: {page: 60s, attempts: 1}
                """.formatted(site.url("/"), download));
    }

    static Stream<String> ways() {
        return WAYS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void allFilesOfAClickAreKept(String way) throws Exception {
        try (LocalSite site = site(WAYS.get(way))) {
            JobOnDisk job = job(site, "\"#all\"");
            RunSummary run = job.run();
            assertThat(job.rows(FILES)).containsExactly("f1.csv", "f2.csv", "f3.csv");
            assertThat(run.end()).isEqualTo(RunSummary.End.COMPLETE);
            for (int i = 1; i <= 3; i++) {
                Path file = Path.of(job.value("SELECT path FROM gannet_file WHERE name = 'f" + i + ".csv'"));
                assertThat(folder.resolve(file)).hasContent("content " + i);
            }
        }
    }

    @Test
    void filesOfOneNameAreNumbered() throws Exception {
        String script = "[1, 2, 3].forEach(n => save(URL.createObjectURL(new Blob(['content ' + n])), 'f.csv'))";
        try (LocalSite site = site(script)) {
            JobOnDisk job = job(site, "\"#all\"");
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(FILES)).containsExactly("f-2.csv", "f-3.csv", "f.csv");
        }
    }

    @Test
    void theFirstFileHasTheNameThatTheStepGives() throws Exception {
        try (LocalSite site = site("save('/f1'); save('/slow')")) {
            JobOnDisk job = job(site, "{click: \"#all\", as: mine.csv}");
            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(FILES)).containsExactly("f3.csv", "mine.csv");
            assertThat(folder.resolve(job.value("SELECT path FROM gannet_file WHERE name = 'mine.csv'")))
                    .hasContent("content 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "save('/missing')",
                "save('/short')",
                "frame('/missing')",
                "frame('/short')",
                "window.open('/f3')"
            })
    void aFileThatDoesNotComeMakesTheRunIncomplete(String third) throws Exception {
        try (LocalSite site = site("save('/f1'); save('/f2'); " + third)) {
            JobOnDisk job = job(site, "\"#all\"");
            RunSummary run = job.run();
            assertThat(job.rows(FILES)).containsExactly("f1.csv", "f2.csv");
            assertThat(run.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.value("SELECT reason FROM gannet_page"))
                    .contains("step 1 (line 4, download #all): 3 files were asked for, 2 came and are kept: ");
        }
    }
}
