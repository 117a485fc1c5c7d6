package dev.gannet.page;

import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** When an element is as a step wants it, and what is told when it is not. */
@Tag("fast")
class FindingTest {
    private static final Selector T = Selector.css("#t");
    private static final String OVER = "<div class=overlay style='position:fixed;inset:0'></div>";

    private final FoundPage pages = new FoundPage();

    @AfterEach
    void close() {
        pages.close();
    }

    private static Deadline in(long millis) {
        return Deadline.in(Duration.ofMillis(millis));
    }

    /** What a step wants, a page, and why nothing on it will do. */
    private static final String OF_NO_USE = """
            VISIBLE ¦ <p> ¦ found nothing
            PRESENT ¦ <p> ¦ found nothing
            VISIBLE ¦ <p id=t style='display:none'>x ¦ 1 found, none visible
            VISIBLE ¦ <b hidden id=t>x</b><b id=t style='visibility:hidden'>x</b> ¦ 2 found, none visible
            VISIBLE ¦ <div hidden><p id=t>x</div> ¦ 1 found, none visible
            VISIBLE ¦ <div id=t style='width:0;height:9px'></div> ¦ 1 found, none visible
            VISIBLE ¦ <details><summary>s</summary><p id=t>x</details> ¦ 1 found, none visible
            ACTIONABLE ¦ <button id=t disabled>x</button> ¦ is disabled
            ACTIONABLE ¦ <button id=t aria-disabled=true>x</button> ¦ is disabled
            ACTIONABLE ¦ <fieldset disabled><input id=t></fieldset> ¦ is disabled
            ACTIONABLE ¦ <button id=b disabled><span id=t>x</span></button> ¦ is in <button id=b>, which is disabled
            ACTIONABLE ¦ <button id=t style='pointer-events:none'>x</button> ¦ takes no pointer events
            ACTIONABLE ¦ <button id=t style='position:absolute;left:-999px'>x</button> ¦ outside of the viewport and cannot be scrolled to
            ACTIONABLE ¦ <button id=t style='position:fixed;top:200vh'>x</button> ¦ outside of the viewport and cannot be scrolled to
            EDITABLE ¦ <input id=t readonly> ¦ is read-only
            EDITABLE ¦ <div id=t contenteditable aria-readonly=true>x</div> ¦ is read-only
            EDITABLE ¦ <p id=t class='a b'>x ¦ takes no text: it is a <p id=t class="a b">
            GONE ¦ <b id=t>x</b><b id=t>x</b><b id=t hidden>x</b> ¦ 2 visible
            ABSENT ¦ <b id=t hidden>x</b> ¦ 1 there
            """;

    /** Each page is written into the document of the one before: loading it would cost more than looking. */
    @Test
    void tellsWhyAnElementIsOfNoUse() {
        pages.on("<p>", (session, page) -> {
            for (String line : OF_NO_USE.lines().toList()) {
                String[] row = line.split(" ¦ ");
                write(session, row[1]);
                Found found = page.find(T, Wanted.valueOf(row[0]), in(100));
                assertThat(found.came()).as(line).isFalse();
                assertThat(found.element()).as(line).isEmpty();
                assertThat(found.used()).as(line).isEmpty();
                assertThat(found.told()).as(line).isEqualTo("#t: " + row[2]);
            }
            return true;
        });
    }

    private static void write(Session session, String html) {
        session.script(
                "scrollTo(0, 0); document.open(); document.write(arguments[0]); document.close()", in(5000), html);
    }

    @Test
    void tellsWhatLiesOverIt() {
        assertThat(pages.find("<button id=t>x</button>" + OVER, T, Wanted.ACTIONABLE, 300)
                        .told())
                .isEqualTo("#t: covered by <div class=overlay>");
        assertThat(pages.find(
                                "<div style='height:20px;overflow:clip'><p>x<p style='margin-top:99px'><button id=t>x</button></div>",
                                T,
                                Wanted.ACTIONABLE,
                                300)
                        .told())
                .startsWith("#t: not seen at its middle, where there is <");
    }

    @Test
    void whatMovesIsNotUsedUntilItRests() {
        String moving = "<button id=t style='position:absolute'>x</button><script>let n = 0;"
                + "const step = () => { t.style.left = ++n + 'px'; if (n < %d) requestAnimationFrame(step) }; step()</script>";
        assertThat(pages.find(moving.formatted(100_000), T, Wanted.ACTIONABLE, 300)
                        .told())
                .isEqualTo("#t: moves");
        List<Number> at = pages.on(moving.formatted(90), (session, page) -> {
            assertThat(page.find(T, Wanted.ACTIONABLE, in(10_000)).came()).isTrue();
            return List.of((Number) session.script("return n", in(5000)));
        });
        assertThat(at.get(0).intValue()).isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "setInterval(() => { const to = Date.now() + 130; while (Date.now() < to); }, 1);"})
    void anAnimationThatHasJustBegunIsSeen(String work) {
        String html = "<style>.go { transition: transform 600ms linear; transform: translateX(300px) }</style>"
                + "<button id=t disabled>x</button><script>t.ontransitionend = () => { document.title = 'over' };"
                + "setTimeout(() => { t.disabled = false; t.className = 'go' }, 800);" + work + "</script>";
        String title = pages.on(html, (session, page) -> {
            assertThat(page.find(T, Wanted.ACTIONABLE, in(10_000)).came()).isTrue();
            return (String) session.script("return document.title", in(5000));
        });
        assertThat(title).isEqualTo("over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "let frames = 0; const step = () => { frames++; e.animate([{opacity: 0}, {opacity: 1}], 1000); requestAnimationFrame(step) }; step()",
                "let frames = 0; const step = () => { frames++; requestAnimationFrame(step) }; step();"
                        + "e.animate([{opacity: 0}, {opacity: 1}], {timeline: new ScrollTimeline({source: e})})",
                "let frames = 0; const step = () => { frames++; requestAnimationFrame(step) }; step();"
                        + "t.animate([{opacity: .5}, {opacity: 1}], 60000).reverse()"
            })
    void animationsThatDoNotMoveTheElementAreNotWaitedFor(String script) {
        String html = "<p id=e>elsewhere</p><button id=t>x</button><script>" + script + "</script>";
        long frames = pages.on(html, (session, page) -> {
            Number before = (Number) session.script("return frames", in(5000));
            assertThat(page.find(T, Wanted.ACTIONABLE, in(10_000)).came()).isTrue();
            return ((Number) session.script("return frames", in(5000))).longValue() - before.longValue();
        });
        assertThat(frames).isLessThan(100);
    }

    private static final List<String> OF_USE = List.of(
            "<button id=t><span>in it</span></button>",
            "<fieldset disabled><legend><button id=t>x</button></legend></fieldset>",
            "<div style='height:3000px'></div><button id=t>x</button>",
            "<div style='height:50px;overflow:auto'><div style='height:900px'></div><button id=t>x</button></div>",
            "<div style='height:50px;overflow:hidden'><div style='height:900px'></div><button id=t>x</button></div>",
            "<div style='height:3000px'></div><button id=t>x</button><div style='height:3000px'></div>"
                    + "<div style='position:fixed;top:0;left:0;right:0;height:45%;background:red'></div>",
            "<header style='position:fixed;inset:0 0 20% 0'></header><div style='height:3000px'></div><button id=t>x</button><div style='height:3000px'></div>",
            "<label>x<input id=t type=checkbox style='position:absolute;opacity:0;width:20px;height:20px'>"
                    + "<i style='position:absolute;width:20px;height:20px;background:red'></i></label>",
            "<div id=t><script>t.attachShadow({mode: 'open'}).innerHTML = '<button>in a root</button>'</script></div>",
            "<p style='width:60px'>words <a id=t href=x>that go over several lines of text</a></p>");

    @Test
    void whatCanBeUsedIsFoundAtOnceAndInView() {
        pages.on("<p>", (session, page) -> {
            for (String html : OF_USE) {
                write(session, html);
                Found found = page.find(T, Wanted.ACTIONABLE, in(0));
                assertThat(found.told()).as(html).isEmpty();
                assertThat(found.element()).as(html).isPresent();
                assertThat(found.used()).as(html).contains(T);
            }
            return true;
        });
    }

    @Test
    void thePlaceOfAClickIsWhatMustNotBeCovered() {
        String html = "<div id=t style='position:relative;width:200px;height:100px'>"
                + "</div><div class=half style='position:absolute;left:0;top:0;width:150px;height:200px'></div>";
        List<Boolean> came = pages.on(
                html,
                (session, page) -> List.of(
                        page.find(T, Wanted.ACTIONABLE, in(200)).came(),
                        page.find(T, Wanted.ACTIONABLE, Optional.of(new Offset(190, 50)), in(200))
                                .came(),
                        page.find(T, Wanted.ACTIONABLE, Optional.of(new Offset(10, 50)), in(200))
                                .came()));
        assertThat(came).containsExactly(false, true, false);
    }

    @Test
    void ofAListTheFirstThatCanBeUsedIsAndTheOthersSayWhy() {
        Selector list = new Selector.FirstOf(List.of(
                Selector.css(".no"),
                new Selector.FirstOf(List.of(Selector.css("#off"), new Selector.Text("Go", false))),
                Selector.css("#t")));
        Found found =
                pages.find("<button id=off disabled>x</button><button id=t>Go</button>", list, Wanted.ACTIONABLE, 5000);
        assertThat(found.used()).contains(new Selector.Text("Go", false));
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.misses())
                .containsExactly(
                        new Found.Miss(Selector.css(".no"), "found nothing"),
                        new Found.Miss(Selector.css("#off"), "is disabled"));

        Found none = pages.find("<button id=off disabled>x</button>" + OVER, list, Wanted.ACTIONABLE, 300);
        assertThat(none.told())
                .isEqualTo(".no: found nothing; #off: is disabled; text \"Go\": found nothing; #t: found nothing");
    }

    @Test
    void waitsForWhatComesAndForWhatGoes() {
        String html = "<p id=gone>x</p><script>setTimeout(() => { gone.hidden = true; "
                + "document.body.insertAdjacentHTML('beforeend', '<p id=t>x') }, 400); setTimeout(() => gone.remove(), 800)</script>";
        List<Boolean> came = pages.on(
                html,
                (session, page) -> List.of(
                        page.find(T, Wanted.VISIBLE, in(10_000)).came(),
                        page.find(Selector.css("#gone"), Wanted.GONE, in(10_000))
                                .came(),
                        page.find(Selector.css("#gone"), Wanted.ABSENT, in(10_000))
                                .came(),
                        page.find(Selector.css("#never"), Wanted.ABSENT, in(0)).came()));
        assertThat(came).containsOnly(true);
    }

    @Test
    void aNavigationInBetweenIsWaitedOver() {
        pages.site.on("/next", html("<script>setTimeout(() => { location = '/last' }, 200)</script>"));
        pages.site.on("/last", html("<button id=t>x</button>"));
        String url = pages.on("<script>setTimeout(() => { location = '/next' }, 700)</script>", (session, page) -> {
            Found found = page.find(T, Wanted.ACTIONABLE, in(20_000));
            return session.call(
                    "text", in(5000), driver -> found.element().orElseThrow().getText());
        });
        assertThat(url).isEqualTo("x");
    }

    /** What is dismissed can come while an element is waited for. */
    @Test
    void whatTheJobDismissesIsClickedAwayMeanwhile() {
        String html = "<button id=t>x</button><script>setTimeout(() => document.body.insertAdjacentHTML('beforeend',"
                + "`<div class=cookies onclick='this.remove()' style='position:fixed;inset:0'></div>`), 600);"
                + "document.body.style.pointerEvents = 'none'; setTimeout(() => { document.body.style.pointerEvents = '' }, 900)</script>";
        Found found = pages.on(
                html,
                List.of(Selector.css(".cookies")),
                Duration.ofSeconds(20),
                (session, page) -> page.find(T, Wanted.ACTIONABLE, in(8000)));
        assertThat(found.told()).isEmpty();
    }

    @Test
    void inAFrameThatTheDriverIsIn() {
        pages.site.on("/frame", html("<button id=t>in the frame</button>"));
        String text = pages.on("<iframe src=/frame></iframe>", (session, page) -> {
            Found frame = page.find(Selector.css("iframe"), Wanted.PRESENT, in(5000));
            session.call(
                    "frame",
                    in(5000),
                    driver -> driver.switchTo().frame(frame.element().orElseThrow()));
            Found found = page.find(T, Wanted.ACTIONABLE, in(5000));
            return session.call(
                    "text", in(5000), driver -> found.element().orElseThrow().getText());
        });
        assertThat(text).isEqualTo("in the frame");
    }

    /** S25: what a page replaces does not reach the one who looks. */
    @Test
    void aPageThatReplacesTheLanguageFoolsNobody() {
        String html = "<button id=t>right</button><button id=trap>wrong</button><script>"
                + "const trap = document.getElementById('trap'), none = () => [];"
                + "for (const Kind of [Document, Element, DocumentFragment]) { Kind.prototype.querySelectorAll = () => [trap]; Kind.prototype.querySelector = () => trap }"
                + "Document.prototype.elementFromPoint = () => trap; Document.prototype.evaluate = () => { throw 1 };"
                + "Element.prototype.getBoundingClientRect = () => ({}); Element.prototype.checkVisibility = () => false;"
                + "window.getComputedStyle = () => ({visibility: 'hidden'}); Element.prototype.matches = () => true;"
                + "EventTarget.prototype.addEventListener = EventTarget.prototype.dispatchEvent = () => {};"
                + "Array.prototype.filter = none; Array.prototype.find = none; String.prototype.replace = () => ''; String.prototype.includes = () => true;"
                + "window.requestAnimationFrame = () => {}; window.MutationObserver = class {};</script>";
        List<String> ids = pages.on(
                html,
                (session, page) -> List.of(
                                T,
                                new Selector.Text("right", false),
                                new Selector.Role(
                                        Optional.of("button"), Optional.of(new Selector.Text("right", false))),
                                new Selector.XPath("//button[1]"),
                                new Selector.Pierce("#t"))
                        .stream()
                        .map(selector -> page.find(selector, Wanted.ACTIONABLE, in(3000)))
                        .map(found -> found.element()
                                .map(element -> session.call("id", in(5000), driver -> element.getDomAttribute("id")))
                                .orElseGet(found::told))
                        .toList());
        assertThat(ids).containsOnly("t");
    }

    /** A document that is written anew loses the listeners of the old one. */
    @Test
    void aDocumentThatIsWrittenAnewIsLookedAtToo() {
        Found found = pages.on("<p>", (session, page) -> {
            write(session, "<button id=t>x</button>");
            return page.find(T, Wanted.ACTIONABLE, in(5000));
        });
        assertThat(found.told()).isEmpty();
    }

    @Test
    void aSelectorThatTheBrowserRefusesSaysSo() {
        assertThat(pages.find("<p>", new Selector.FirstOf(List.of(Selector.css("p["), T)), Wanted.PRESENT, 100)
                        .told())
                .startsWith("p[: cannot be used: ")
                .endsWith("; #t: found nothing");
    }

    /** R33: a page that is busy for longer than the step costs the step, not the browser. */
    @Test
    void aPageThatIsSlowDoesNotCostTheBrowser() {
        String html =
                "<script>setTimeout(() => { const end = Date.now() + 1200; while (Date.now() < end); }, 300)</script>";
        List<String> told = pages.on(html, List.of(), Duration.ofSeconds(40), (session, page) -> {
            session.script("return new Promise(r => setTimeout(r, 50))", in(20_000));
            String late = page.find(T, Wanted.ACTIONABLE, in(400)).told();
            return List.of(
                    late,
                    session.call(
                            "body",
                            in(10_000),
                            driver -> driver.findElement(By.tagName("body")).getTagName()));
        });
        assertThat(told).containsExactly("#t: found nothing", "body");
    }
}
