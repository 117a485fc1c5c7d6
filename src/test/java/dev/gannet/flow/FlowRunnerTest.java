package dev.gannet.flow;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import dev.gannet.web.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class FlowRunnerTest {
    private static final Awaited NOTHING = new Awaited(List.of(), List.of(), List.of());

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private static Step.Modifiers plain(int millis) {
        return Step.Modifiers.plain(Duration.ofMillis(millis), 7);
    }

    private static Step.Aim aim(Selector element) {
        return new Step.Aim(element, Optional.empty(), Step.Button.LEFT);
    }

    private static Step click(Selector element, Step.Modifiers modifiers) {
        return new Step.Click(aim(element), Duration.ZERO, modifiers);
    }

    private static Step select(String css, String option, Step.Modifiers modifiers) {
        Step.Select.Choice choice =
                new Step.Select.Choice(Step.Select.Choice.By.OPTION, new Sample(Sample.How.IS, Words.of(option)));
        return new Step.Select(Selector.css(css), List.of(choice), Step.Select.Mode.ONLY, modifiers);
    }

    private static Step type(String css, String text, int millis) {
        Typed what = new Typed.Text(Words.hidden(new Secret(text)));
        return new Step.Type(Selector.css(css), what, false, plain(millis));
    }

    private static Step await(String css, Condition.State state) {
        return new Step.WaitFor(new Condition.Is(Selector.css(css), state), plain(5000));
    }

    private static Step click(String css) {
        return click(Selector.css(css), plain(5000));
    }

    private String after(String html, List<Selector> dismiss, Step... steps) {
        site.on("/", html(html));
        return Browsers.lease(session -> {
            PageSpec spec = new PageSpec(
                    Optional.empty(), Optional.empty(), Set.of(), dismiss, false, Duration.ofSeconds(20), 1_000_000);
            LivePage page = new Renderer(new OpenGate())
                    .open(
                            session,
                            PageUrl.of(site.url("/")),
                            spec,
                            Gate.Purpose.PAGE,
                            Optional.empty(),
                            Deadline.in(Duration.ofSeconds(20)));
            page.settle(NOTHING, Deadline.in(Duration.ofSeconds(2)));
            new FlowRunner(FlowKit.plain(Path.of("target"))).run(page, List.of(steps));
            return page.snapshot(NOTHING).html();
        });
    }

    @Test
    void typesPressesAndClicksLikeAPerson() {
        String html = after(
                "<input id=q value=old><input type=checkbox id=c><ul></ul><script>"
                        + "q.onkeydown = e => { if (e.key === 'Enter') document.querySelector('ul').innerHTML = '<li>' + q.value }</script>",
                List.of(),
                type("#q", "gannet", 5000),
                click("#c"),
                new Step.Press(List.of("Enter"), Step.Press.Part.WHOLE, Optional.of(Selector.css("#q")), plain(5000)));
        assertThat(html).contains("<li>gannet</li>").containsPattern("id=\"c\" checked");
    }

    private static final String OUT = "const say = t => out.insertAdjacentHTML('beforeend', '<li>' + t + '</li>');";

    @Test
    void doubleClicksAndHovers() {
        String html = after(
                "<nav id=menu>menu<a id=sub style='display:none'>sub</a></nav><p id=cell>cell</p><ul id=out></ul><script>"
                        + OUT
                        + "cell.ondblclick = () => say('twice'); cell.onclick = () => say('once');"
                        + "menu.onmouseenter = () => { sub.style.display = 'block' }; sub.onclick = () => say('sub')</script>",
                List.of(),
                new Step.DoubleClick(aim(Selector.css("#cell")), plain(5000)),
                new Step.Hover(aim(Selector.css("#menu")), plain(5000)),
                click("#sub"));
        assertThat(html).contains("<li>once</li><li>once</li><li>twice</li><li>sub</li>");
    }

    /** The layer goes away by itself, later. */
    @Test
    void aPointerIsNotPutOnWhatLiesOverTheElement() {
        String html = after(
                "<p id=cell>cell</p><ul id=out></ul><div id=over style='position:fixed;inset:0'></div><script>" + OUT
                        + "cell.ondblclick = () => say('cell'); over.ondblclick = over.onmousedown = () => say('over');"
                        + "setTimeout(() => over.remove(), 600)</script>",
                List.of(),
                new Step.DoubleClick(aim(Selector.css("#cell")), plain(5000)));
        assertThat(html).contains("<li>cell</li>").doesNotContain("<li>over</li>");
        assertThatThrownBy(() -> after(
                        "<p id=cell>cell</p><div style='position:fixed;inset:0'></div>",
                        List.of(),
                        new Step.Hover(aim(Selector.css("#cell")), plain(400))))
                .hasMessageContaining(
                        "step 1 (line 7, hover #cell): nothing fit for it within 400 ms (#cell: covered by <div>)");
    }

    @Test
    void boxesAreTickedOrNotWhateverTheyWere() {
        String html = after(
                "<ul id=out></ul><input id=a type=checkbox><input id=b type=checkbox checked><input id=c type=checkbox checked>"
                        + "<input id=r type=radio name=r><script>" + OUT
                        + "for (const e of [a, b, c, r]) e.onchange = () => say(e.id + e.checked)</script>",
                List.of(),
                new Step.Check(Selector.css("#a"), true, plain(5000)),
                new Step.Check(Selector.css("#b"), true, plain(5000)),
                new Step.Check(Selector.css("#c"), false, plain(5000)),
                new Step.Check(Selector.css("#r"), true, plain(5000)));
        assertThat(html).contains("<ul id=\"out\"><li>atrue</li><li>cfalse</li><li>rtrue</li></ul>");
        assertThatThrownBy(() -> after(
                        "<input id=r type=radio checked>",
                        List.of(),
                        new Step.Check(Selector.css("#r"), false, plain(300))))
                .hasMessageContaining("uncheck #r")
                .hasMessageContaining("it stays ticked");
    }

    /** By text, by value, one that comes later; never one that is disabled. */
    @Test
    void optionsAreChosenByTheirTextOrElseTheirValue() {
        String html = after(
                "<ul id=out></ul><select id=s><option value=1>One</option><option value=2>Two</option></select><script>"
                        + OUT
                        + "s.onchange = () => say(s.value);"
                        + "setTimeout(() => s.insertAdjacentHTML('beforeend', '<option value=3>Three</option>'), 500)</script>",
                List.of(),
                select("#s", "Two", plain(5000)),
                select("#s", "1", plain(5000)),
                select("#s", "Three", plain(5000)));
        assertThat(html).contains("<li>2</li><li>1</li><li>3</li>");
        assertThatThrownBy(() -> after(
                        "<select id=s><option>One</option><option disabled>Two</option></select>",
                        List.of(),
                        select("#s", "Two", plain(300))))
                .hasMessageContaining("disabled");
        assertThatThrownBy(() -> after(
                        "<select id=s><option>One</option></select>", List.of(), select("#s", "Four", plain(300))))
                .hasMessageContaining("it has no option \"Four\"");
    }

    @Test
    void anElementThatComesLateIsWaitedFor() {
        String html = after(
                "<script>setTimeout(() => document.body.innerHTML = '<button onclick=\"this.outerHTML=`<p>done</p>`\">Go on</button>', 600)</script>",
                List.of(),
                click(new Selector.Text("Go on", false), plain(5000)));
        assertThat(html).contains("<p>done</p>");
    }

    @Test
    void anElementThatThePageKeepsReplacingIsFoundAnew_R66() {
        String html = after(
                "<div id=d></div><script>let n = 0; window.hit = () => { clearInterval(i); d.innerHTML = '<p>hit</p>' };"
                        + "const i = setInterval(() => { if (n++ < 60) d.innerHTML = '<button onmousedown=hit()>' + n }, 50)</script>",
                List.of(),
                click(Selector.css("#d button"), plain(15_000)));
        assertThat(html).contains("<p>hit</p>");
    }

    @Test
    void aBannerOverTheButtonIsDismissedFirst() {
        String html = after(
                "<button id=b onclick=\"document.body.innerHTML = '<p>clicked</p>'\">b</button><script>setTimeout(() =>"
                        + "document.body.insertAdjacentHTML('beforeend', '<div style=\"position:fixed;inset:0;background:#fff\" id=o><button class=ok onclick=o.remove()>ok</button></div>'), 0)</script>",
                List.of(Selector.css("button.ok")),
                click("#b"));
        assertThat(html).contains("<p>clicked</p>");
    }

    @Test
    void aStepThatIsOnlyTakenIfPresentNeverWaits() {
        Step.Modifiers ifPresent = new Step.Modifiers(
                true, false, Duration.ofDays(1), Step.Scene.HERE, Step.Aftermath.NONE, new Step.Where("", 3));
        assertThat(after("<p>there</p>", List.of(), click(Selector.css(".none"), ifPresent)))
                .contains("there");
    }

    @Test
    void waitsForWhatComesAndForWhatGoes() {
        String html = after(
                "<p class=spinner>…</p><script>setTimeout(() => document.body.innerHTML = '<p class=done>ready</p>', 500)</script>",
                List.of(),
                await(".spinner", Condition.State.GONE),
                await(".done", Condition.State.VISIBLE));
        assertThat(html).contains("ready");
    }

    private static Step.Modifiers inFrame(FrameRef frame) {
        return new Step.Modifiers(
                false,
                false,
                Duration.ofSeconds(5),
                new Step.Scene(Optional.of(frame), Optional.empty()),
                Step.Aftermath.NONE,
                new Step.Where("", 1));
    }

    @Test
    void stepsReachIntoAFrame() {
        site.on(
                "/inner",
                html(
                        "<button onclick=\"parent.document.body.insertAdjacentHTML('beforeend', '<p>from inside</p>')\">x</button>"));
        Step.Modifiers inside = inFrame(new FrameRef(List.of(new FrameRef.Part.Found(Selector.css("iframe[name=f]")))));
        assertThat(after("<iframe name=f src=/inner></iframe>", List.of(), click(Selector.css("button"), inside)))
                .contains("from inside");
    }

    @Test
    void aClickThatLeadsToAnotherDocumentIsFollowedToItsEnd() {
        site.on("/next", dev.gannet.kit.Answer.slow(Duration.ofMillis(700), html("<p>the next page</p>")));
        assertThat(after("<a href=/next>on</a>", List.of(), click("a"))).contains("the next page");
    }

    @Test
    void aFailedStepNamesItsNumberItsLineAndItsSelector() {
        assertThatThrownBy(() -> after("<p>x</p>", List.of(), click("p"), type("#missing", "hush", 300)))
                .isInstanceOfSatisfying(ScrapeException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.STEP);
                    assertThat(e).hasMessageContaining("step 2 (line 7, type into #missing)");
                    assertThat(e.getMessage()).doesNotContain("hush");
                });
    }
}
