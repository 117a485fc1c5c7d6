package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
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

/** A control that leads on is not at its end while it is unusable only because something loads. */
@Tag("fast")
class LoadingControlRunTest {
    private static final int PAGES = 5;

    /** hold(release) takes the control away and calls release later, except on the last page. */
    private static final String LIST = """
            <ul id=list></ul><p id=clock></p><div id=bar><button id=next>next</button></div><script>
              const list = document.getElementById('list'), bar = document.getElementById('bar');
              const button = document.getElementById('next'), last = %d;
              let page = 0, hold;
              const rows = from => [1, 2, 3].map(i => '<li class=item>item ' + from + i + '</li>').join('');
              const off = () => { button.disabled = true };
              const on = () => { button.disabled = false };
              %s
              const draw = () => { page++; list.innerHTML = rows(page); off(); if (page < last) hold(); };
              button.onclick = draw;
              draw();
            </script>""";

    private static final Map<String, String> HOLDS = Map.ofEntries(
            Map.entry("timer", "hold = () => setTimeout(on, 1600);"),
            Map.entry(
                    "clock",
                    "setInterval(() => clock.textContent = performance.now(), 150); hold = () => setTimeout(on, 1600);"),
            Map.entry(
                    "removed-and-put-back",
                    "hold = () => { button.disabled = false; button.remove();"
                            + " setTimeout(() => bar.append(button), 1600) };"),
            Map.entry(
                    "request",
                    "hold = () => { button.disabled = false; button.setAttribute('aria-disabled', 'true');"
                            + " fetch('/slow').then(() => setTimeout(() => button.removeAttribute('aria-disabled'), 1500)) };"),
            // Longer than what is followed as a source of change: only the control itself shows it.
            Map.entry(
                    "spinner",
                    "hold = () => { if (page > 1) return on(); button.innerHTML = '<i class=spinner>o</i>';"
                            + " setTimeout(() => { button.textContent = 'next'; on() }, 5100) };"),
            Map.entry(
                    "busy-around",
                    "hold = () => { if (page > 1) return on(); bar.setAttribute('aria-busy', 'true');"
                            + " setTimeout(() => { bar.removeAttribute('aria-busy'); on() }, 5100) };"),
            Map.entry(
                    "words",
                    "hold = () => { if (page > 1) return on(); button.textContent = 'Loading…';"
                            + " setTimeout(() => { button.textContent = 'next'; on() }, 5100) };"));

    @TempDir
    Path folder;

    private JobOnDisk job() throws Exception {
        return new JobOnDisk(folder, "list", """
                start: "x"
                page: {next: {click: "#next"}}
                items: {item: {each: .item, fields: {text: {type: text}}}}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1, page: 30s}
                """).sessions(2);
    }

    private static List<String> items(int pages) {
        return IntStream.rangeClosed(1, pages)
                .boxed()
                .flatMap(page -> IntStream.rangeClosed(1, 3).mapToObj(row -> "item " + page + row))
                .toList();
    }

    @Test
    void aControlThatIsUnusableWhileSomethingLoadsIsAwaited() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/slow", Answer.slow(Duration.ofMillis(700), json("{}")));
            HOLDS.forEach((name, script) -> site.on("/" + name, html(LIST.formatted(PAGES, script))));
            JobOnDisk job = job();

            RunSummary summary = job.run("start=" + site.urls(HOLDS.keySet()));

            SoftAssertions softly = new SoftAssertions();
            for (String name : HOLDS.keySet()) {
                softly.assertThat(job.rows(
                                "SELECT text FROM item WHERE _page = '" + site.url("/" + name) + "' ORDER BY text"))
                        .as(name)
                        .isEqualTo(items(PAGES));
            }
            softly.assertAll();
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** The rows grow, or are replaced, after they have come to rest and before the control can be used again. */
    @Test
    void rowsThatComeBeforeTheControlIsUsableAgainAreRead() throws Exception {
        Map<String, String> late = Map.of(
                "grown", "list.insertAdjacentHTML('beforeend', '<li class=item>item ' + page + '4</li>')",
                "renamed", "list.innerHTML = rows(page) + '<li class=item>item ' + page + '4</li>'");
        try (LocalSite site = LocalSite.open()) {
            late.forEach((name, script) -> site.on("/" + name, html(LIST.formatted(3, """
                    hold = () => { bar.setAttribute('aria-busy', 'true');
                      setTimeout(() => { %s; bar.removeAttribute('aria-busy'); on() }, 5100) };
                    """.formatted(script)))));
            JobOnDisk job = job();

            RunSummary summary = job.run("start=" + site.urls(late.keySet()));

            for (String name : late.keySet()) {
                assertThat(job.rows("SELECT text FROM item WHERE _page = '" + site.url("/" + name) + "' ORDER BY text"))
                        .as(name)
                        .containsExactly(
                                "item 11", "item 12", "item 13", "item 14", "item 21", "item 22", "item 23", "item 24",
                                "item 31", "item 32", "item 33");
            }
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    @Test
    void aControlThatGoesOnLoadingIsNoEnd() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/forever", html(LIST.formatted(3, "hold = () => button.setAttribute('aria-busy', 'true');")));
            site.on("/end", html(LIST.formatted(1, "")));
            JobOnDisk job = job();

            RunSummary summary = job.run("start=" + site.urls(List.of("forever", "end")));

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.rows("SELECT url, ready FROM gannet_page ORDER BY url"))
                    .containsExactly(site.url("/end") + "|1", site.url("/forever") + "|0");
            assertThat(job.value("SELECT reason FROM gannet_page WHERE ready = 0"))
                    .contains("#next was disabled and still shows that it is loading");
        }
    }

    @Test
    void aRequestThatFailsWhileTheControlIsDisabledIsNoEnd() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/part", Answer.slow(Duration.ofMillis(300), Answer.status(500, "{}")));
            site.on("/list", html(LIST.formatted(4, """
                    hold = () => { if (page < 2) return on();
                      bar.setAttribute('aria-busy', 'true');
                      setTimeout(() => fetch('/part').then(answer => { bar.removeAttribute('aria-busy'); if (answer.ok) on() }), 5100) };
                    """)));
            JobOnDisk job = job();

            RunSummary summary = job.run("start=" + site.url("/list"));

            assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
            assertThat(job.value("SELECT reason FROM gannet_page")).contains("/part answered 500");
        }
    }
}
