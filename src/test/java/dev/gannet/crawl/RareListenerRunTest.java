package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Load events, fonts and animations come to all pages alike. A page that does something with them which its sisters do not
 * do is awaited, although these have taught that nothing comes of it.
 */
@Tag("fast")
class RareListenerRunTest {
    /** Three learn, the fourth checks. */
    private static final int RARE = 5;

    private static final String SLOW = "<img src=/late.svg width=9>";
    private static final String FONT =
            "<style>@font-face {font-family: late; src: url(/late.woff)} p {font-family: late}</style><p>text</p>";
    private static final String BOX =
            "<style>@keyframes fade {from {opacity: 0}} .box {animation: fade .9s}</style><div class=box>box</div>";

    /** By the name of the form: what its pages have, and what a rare one has instead. */
    private static final Map<String, List<String>> FORMS = new LinkedHashMap<>(Map.ofEntries(
            Map.entry(
                    "load",
                    List.of(
                            SLOW + "<script>addEventListener('load', () => { window.seen = 1 })</script>",
                            SLOW + "<script>addEventListener('load', () => add())</script>")),
            Map.entry(
                    "onload",
                    List.of(
                            SLOW + "<script>onload = () => { window.seen = 1 }</script>",
                            SLOW + "<script>onload = () => add()</script>")),
            Map.entry(
                    "written-load", List.of(SLOW + "<body onload='window.seen = 1'>", SLOW + "<body onload='add()'>")),
            Map.entry(
                    "state",
                    List.of(
                            SLOW,
                            SLOW
                                    + "<script>document.onreadystatechange = () => { if (document.readyState === 'complete') add() }</script>")),
            Map.entry(
                    "fonts",
                    List.of(
                            FONT + "<script>document.fonts.ready.then(() => { window.seen = 1 })</script>",
                            FONT + "<script>document.fonts.onloadingdone = () => add()</script>")),
            Map.entry("fonts-ready", List.of(FONT, FONT + "<script>document.fonts.ready.then(() => add())</script>")),
            Map.entry(
                    "animation",
                    List.of(
                            BOX
                                    + "<script>document.querySelector('.box').onanimationend = () => { window.seen = 1 }</script>",
                            BOX + "<script>document.querySelector('.box').onanimationend = () => add()</script>")),
            Map.entry(
                    "animation-of-the-list",
                    List.of(
                            BOX,
                            BOX
                                    + "<script>list.className = 'box'; list.addEventListener('animationend', () => add())</script>")),
            Map.entry(
                    "animation-of-a-script",
                    List.of(
                            "<script>list.animate([{opacity: 0}, {opacity: 1}], 900)</script>",
                            "<script>/* */ list.animate([{opacity: 0}, {opacity: 1}], 900).finished.then(add)</script>")),
            Map.entry(
                    "image",
                    List.of(
                            "<img src=/late.svg width=9 onload='window.seen = 1'>",
                            "<img src=/late.svg width=9 onload='add()'>"))));

    @TempDir
    Path folder;

    @Tag("soak")
    @Test
    void aPageThatDoesWhatItsSistersDoNotIsAwaited() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on(
                            "/late.svg",
                            Answer.slow(
                                    Duration.ofMillis(900),
                                    (request, wire) -> wire.send(
                                            200,
                                            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
                                            "Content-Type: image/svg+xml",
                                            "Cache-Control: no-store")))
                    .on("/late.woff", Answer.slow(Duration.ofMillis(900), Answer.status(404, "")));
            FORMS.forEach((name, pages) -> site.on("/" + name + "/*", (request, wire) -> {
                int number = Integer.parseInt(request.path().replaceAll("\\D", ""));
                html("""
                        <ul id=list><li class=item>item 1</li></ul><script>
                          const add = () => list.insertAdjacentHTML('beforeend', '<li class=item>item 2</li>');
                        </script>""" + pages.get(number == RARE ? 1 : 0)).give(request, wire);
            }));
            String starts = FORMS.keySet().stream()
                    .map(name -> '"' + site.url("/" + name + "/[1-" + RARE + "]") + '"')
                    .collect(Collectors.joining(", "));
            JobOnDisk job = new JobOnDisk(folder, "rare", """
                    start: [%s]
                    items: {item: {each: .item, fields: {text: {type: text}}}}
                    politeness: {delay: 0s, parallel: 1}
                    limits: {attempts: 1, page: 30s}
                    """.formatted(starts)).sessions(1);

            RunSummary summary = job.run();

            SoftAssertions softly = new SoftAssertions();
            for (String name : FORMS.keySet()) {
                softly.assertThat(job.rows("SELECT text FROM item WHERE _page = '" + site.url("/" + name + "/" + RARE)
                                + "' ORDER BY text"))
                        .as(name)
                        .containsExactly("item 1", "item 2");
                softly.assertThat(job.value(
                                "SELECT COUNT(*) FROM gannet_quiet WHERE pages >= 3 AND place LIKE '%/" + name + "/%'"))
                        .as(name + " has learned")
                        .isNotEqualTo("0");
            }
            softly.assertAll();
            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        }
    }

    /** Frameworks put a function of their own in the place of addEventListener, and must go on hearing of every listener. */
    @Test
    void aPageThatReplacesAddEventListenerHearsOfEveryListener() throws Exception {
        try (LocalSite site = LocalSite.open()) {
            site.on("/", html("""
                    <p class=item>item</p><script>
                      const native = EventTarget.prototype.addEventListener, item = document.querySelector('.item');
                      let count = 0;
                      EventTarget.prototype.addEventListener = function () { count++; return native.apply(this, arguments) };
                      addEventListener('load', () => {});
                      window.addEventListener('message', () => {});
                      document.addEventListener('click', () => {});
                      item.addEventListener('animationend', () => {});
                      new Image().addEventListener('load', () => {});
                      new MessageChannel().port1.addEventListener('message', () => {});
                      document.fonts.addEventListener('loading', () => {});
                      item.textContent = count + ' listeners';
                    </script>"""));
            JobOnDisk job = new JobOnDisk(folder, "all", """
                    start: %s
                    items: {item: {each: .item, fields: {text: {type: text}}}}
                    politeness: {delay: 0s}
                    """.formatted(site.url("/")));

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT text FROM item")).containsExactly("7 listeners");
        }
    }
}
