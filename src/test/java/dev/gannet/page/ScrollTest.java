package dev.gannet.page;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.page.ScrollSpec.Until;
import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;

/** Lists that grow while they are scrolled: every row that the server has, and why it ended there (R59). */
@Tag("fast")
class ScrollTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PIECE = 20;

    /** Asks for the next rows, and knows when there are no more. */
    private static final String LIST = """
            <!doctype html><title>feed</title><style>body {margin: 0} .row {height: 40px} %s</style>%s<script>
            let next = 1, busy = false, over = false, eye = null;
            const add = row => list.insertAdjacentHTML('beforeend', `<div class=row>row ${row}</div>`);
            const more = async () => {
              if (busy || over) return;
              busy = true;
              const rows = await (await fetch('/rows', {method: 'POST', body: String(next)})).json();
              rows.forEach(add);
              next += rows.length;
              over = rows.length === 0;
              busy = false;
              if (eye) { eye.unobserve(mark); eye.observe(mark); }
              %s
            };
            more();
            %s
            </script>""";

    /** Asks when the mark comes into view, or still is after an answer. */
    private static final String WATCHED =
            "eye = new IntersectionObserver(seen => { if (seen.at(-1).isIntersecting) more() }); eye.observe(mark);";

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    /** Rows from 1 on, in pieces; the server alone knows where they end. */
    private void rows(int count, Duration delay) {
        site.on("/rows", (request, wire) -> {
            int from = Integer.parseInt(request.body());
            String rows = IntStream.range(from, Math.min(from + PIECE, count + 1))
                    .boxed()
                    .toList()
                    .toString();
            slow(delay, json(rows)).give(request, wire);
        });
    }

    /** The mark stands above a footer that is taller than the window: nobody sees it from the very end of the page. */
    private Answer window() {
        return html(LIST.formatted(
                "footer {height: 1500px}", "<div id=list></div><div id=mark>…</div><footer>end</footer>", "", WATCHED));
    }

    private static ScrollSpec until(Until until) {
        return new ScrollSpec(until, Optional.empty(), Optional.empty(), LIMIT, ScrollSpec.SCROLLS);
    }

    private Snapshot take(ScrollSpec scroll) {
        PageSpec spec = new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), false, LIMIT, 5_000_000);
        Awaited rows = new Awaited(
                List.of(new Awaited.Kind("row", Optional.of(Selector.css(".row")), List.of())), List.of(), List.of());
        return Browsers.lease(session -> {
            LivePage page = new Renderer(new OpenGate())
                    .open(
                            session,
                            PageUrl.of(site.url("/feed")),
                            spec,
                            Gate.Purpose.PAGE,
                            Optional.empty(),
                            Deadline.in(LIMIT.multipliedBy(2)));
            page.settle(rows);
            page.scroll(scroll, rows);
            return page.snapshot(rows);
        });
    }

    private static List<String> shown(Snapshot snapshot) {
        return Jsoup.parse(snapshot.html()).select(".row").eachText();
    }

    private static List<String> first(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(row -> "row " + row).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 1200})
    void R59_everyRowOfAWindowThatGrowsIsThereHoweverSlowTheRowsAre(int delay) {
        int all = delay > 1000 ? 40 : 140;
        rows(all, Duration.ofMillis(delay));
        site.on("/feed", window());
        Snapshot snapshot = take(until(new Until.Stable()));
        assertThat(shown(snapshot)).isEqualTo(first(all));
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.verdict().reason()).contains("to " + all + " items").contains("nothing more came");
    }

    @Test
    void R59_aBoxInsideThePageIsScrolledWhereTheItemsAreInItAndItsHandlerTakesItsTime() {
        rows(100, Duration.ofMillis(80));
        String late =
                "let timer; box.addEventListener('scroll', () => { clearTimeout(timer); timer = setTimeout(() => {"
                        + "if (box.scrollTop + box.clientHeight > box.scrollHeight - 200) more() }, 250) })";
        site.on(
                "/feed",
                html(LIST.formatted(
                        "html, body {height: 100%; overflow: hidden} #box {height: 500px; overflow-y: auto}",
                        "<div id=box><form><input name=parentElement><div id=list></div></form></div>",
                        "if (list.children.length < 20) more()",
                        late)));
        assertThat(shown(take(until(new Until.Stable())))).isEqualTo(first(100));
    }

    @Test
    void R59_enoughItemsEndIt() {
        rows(Integer.MAX_VALUE - PIECE, Duration.ofMillis(20));
        site.on("/feed", window());
        Snapshot snapshot = take(until(new Until.Count(90)));
        assertThat(shown(snapshot)).startsWith(first(90).toArray(String[]::new)).hasSizeLessThan(200);
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.verdict().reason()).contains("enough items were there");
    }

    @Test
    void R59_fewerItemsThanWantedAreAllThereAre() {
        rows(30, Duration.ofMillis(20));
        site.on("/feed", window());
        Snapshot snapshot = take(until(new Until.Count(90)));
        assertThat(shown(snapshot)).isEqualTo(first(30));
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.verdict().reason()).contains("nothing more came");
    }

    @Test
    void R59_theMostScrollsEndAListThatNeverEndsAndThePageIsMarked() {
        rows(Integer.MAX_VALUE - PIECE, Duration.ofMillis(20));
        site.on("/feed", window());
        Snapshot snapshot = take(new ScrollSpec(new Until.Stable(), Optional.empty(), Optional.empty(), LIMIT, 5));
        assertThat(shown(snapshot)).startsWith("row 1", "row 2");
        assertThat(snapshot.verdict().ready()).isFalse();
        assertThat(snapshot.verdict().pending().get(0))
                .contains("scrolled 5 times")
                .contains("the most scrolls, 5");
    }

    @Test
    void R59_theMostTimeEndsAListThatNeverEndsAndThePageIsMarked() {
        rows(Integer.MAX_VALUE - PIECE, Duration.ofMillis(20));
        site.on("/feed", window());
        Snapshot snapshot = take(
                new ScrollSpec(new Until.Stable(), Optional.empty(), Optional.empty(), Duration.ofSeconds(1), 100_000));
        assertThat(snapshot.verdict().ready()).isFalse();
        assertThat(snapshot.verdict().pending().get(0)).contains("its time was up");
        assertThat(snapshot.verdict().waited()).isLessThan(LIMIT);
    }

    @Test
    void R59_aMarkOfTheEndThatIsSeenEndsItAndOneThatNeverComesIsMissed() {
        rows(Integer.MAX_VALUE - PIECE, Duration.ofMillis(20));
        site.on(
                "/feed",
                html(LIST.formatted(
                        "",
                        "<div id=list></div><div id=mark>…</div><p class=end hidden>That is all</p>",
                        "document.querySelector('.end').hidden = next < 100",
                        WATCHED)));
        Snapshot ended = take(until(new Until.Seen(Selector.css(".end"))));
        assertThat(ended.verdict().ready()).isTrue();
        assertThat(ended.verdict().reason()).contains(".end was seen");
        assertThat(shown(ended)).hasSizeBetween(99, 140);
        rows(40, Duration.ofMillis(20));
        Snapshot missed = take(until(new Until.Seen(Selector.css(".end"))));
        assertThat(missed.verdict().ready()).isFalse();
        assertThat(shown(missed)).isEqualTo(first(40));
        assertThat(missed.verdict().pending().get(0)).contains("nothing more came, and .end was not seen");
    }

    @Test
    void R59_aPageThatPutsItselfBackToItsTopAndOneThatGrowsWithoutItemsEndToo() {
        rows(40, Duration.ofMillis(20));
        site.on(
                "/feed",
                html(
                        LIST.formatted(
                                "",
                                "<div id=list></div><div id=mark>…</div><div id=air></div>",
                                "",
                                WATCHED
                                        + "addEventListener('scroll', () => { air.style.height = (air.offsetHeight + 500) + 'px'; scrollTo(0, 0) })")));
        Snapshot snapshot = take(until(new Until.Stable()));
        assertThat(shown(snapshot)).isEqualTo(first(40));
        assertThat(snapshot.verdict().reason()).contains("nothing more came");
    }

    @Test
    void R59_aPollThatNeverEndsDoesNotKeepAListFromItsEnd() {
        rows(60, Duration.ofMillis(20));
        site.on("/poll", slow(Duration.ofMillis(150), json("{}")))
                .on(
                        "/feed",
                        html(LIST.formatted(
                                "",
                                "<div id=list></div><div id=mark>…</div>",
                                "",
                                WATCHED + "const poll = () => fetch('/poll').then(r => r.json()).then(poll); poll()")));
        Snapshot snapshot = take(until(new Until.Stable()));
        assertThat(shown(snapshot)).isEqualTo(first(60));
        assertThat(snapshot.verdict().ready()).isTrue();
    }

    @Test
    void aBoxThatIsNotThereIsTold() {
        rows(20, Duration.ofMillis(20));
        site.on("/feed", window());
        Snapshot snapshot = take(new ScrollSpec(
                new Until.Stable(),
                Optional.empty(),
                Optional.of(Selector.css("#nowhere")),
                Duration.ofSeconds(1),
                10));
        assertThat(snapshot.verdict().ready()).isFalse();
        assertThat(snapshot.verdict().pending().get(0)).contains("#nowhere was not there to scroll");
    }
}
