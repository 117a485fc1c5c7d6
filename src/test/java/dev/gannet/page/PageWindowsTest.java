package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.Incident;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import dev.gannet.web.UrlGlob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Windows that a flow keeps, in a real Chrome. */
@Tag("fast")
class PageWindowsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PageSpec SPEC =
            new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), false, LIMIT, 1_000_000);

    private final LocalSite site = LocalSite.open()
            .on(
                    "/main",
                    html("<title>main</title><p class=item>main</p>"
                            + "<button id=open onclick=\"window.w = window.open('/pop')\">open</button>"
                            + "<button id=sized onclick=\"window.w = window.open('/pop?sized', 'small', 'width=300,height=200')\">s</button>"
                            + "<button id=two onclick=\"window.open('/pop?1'); window.open('/pop?2')\">two</button>"
                            + "<button id=gone onclick=\"window.open('/pop'); location = '/other'\">gone</button>"
                            + "<button id=written onclick=\"window.open('').document.write('<title>written</title><p class=item>by hand')\">w</button>"
                            + "<button id=script onclick=\"window.got = window.open('javascript:document.title=1')\">j</button>"
                            + "<button id=storm onclick=\"for (let i = 0; i < 22; i++) window.open('/pop?' + i)\">storm</button>"
                            + "<a id=link target=_blank href=/pop?link>link</a>"
                            + "<form target=_blank action=/pop><button id=form>f</button></form>"))
            .on("/other", html("<title>other</title><p class=item>other</p>"))
            .on("/api", slow(Duration.ofMillis(400), json("\"late\"")))
            .on(
                    "/pop",
                    html("<title>pop</title><button id=say onclick=\"document.title = confirm('sure?')\">c</button>"
                            + "<button id=bye onclick='window.close()'>x</button><p id=opener></p><script>"
                            + "let out = document.querySelector('#opener');"
                            + "out.textContent = window.opener ? 'has opener' : 'no opener';"
                            + "fetch('/api').then(r => r.json()).then(d => document.body.insertAdjacentHTML('beforeend', '<p class=item>' + d))"
                            + "</script>"));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Gate gate = new Gate() {
        @Override
        public void pass(String url, Purpose purpose, Deadline deadline) {
            asked.add(purpose + " " + url + " heard " + site.heard("/pop").size());
            if (url.contains("sized")) {
                throw new ScrapeException(FailureKind.ROBOTS, url, "robots.txt forbids it");
            }
        }

        @Override
        public void answered(String url) {}

        @Override
        public void turnedAway(String url, int status, Optional<String> retryAfter, Optional<String> date) {}

        @Override
        public void admit(PageUrl requested, String finalUrl) {
            asked.add("admit " + finalUrl);
        }
    };

    @AfterEach
    void close() {
        site.close();
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    static Awaited item() {
        return new Awaited(
                List.of(new Awaited.Kind("item", Optional.of(Selector.css(".item")), List.of())), List.of(), List.of());
    }

    static void click(LivePage page, String css) {
        page.session().call("click", soon(), driver -> {
            driver.findElement(By.cssSelector(css)).click();
            return true;
        });
    }

    static String title(LivePage page) {
        return page.session().call("title", soon(), driver -> String.valueOf(driver.getTitle()));
    }

    static LivePage open(Gate gate, Session session, String url) {
        return new Renderer(gate)
                .open(session, PageUrl.of(url), SPEC, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(LIMIT));
    }

    private void on(String path, BiConsumer<LivePage, PageWindows> work) {
        Browsers.lease(session -> {
            LivePage page = open(gate, session, site.url(path));
            page.settle(item());
            work.accept(page, new PageWindows(page));
            Renderer renderer = new Renderer(new OpenGate());
            renderer.leave(session);
            assertThat(handles(session)).as("R44: windows afterwards").isEqualTo(1);
            LivePage next = open(new OpenGate(), session, site.url("/main"));
            Snapshot plain = next.snapshot(item());
            assertThat(plain.finalUrl()).isEqualTo(site.url("/main"));
            assertThat(plain.incidents()).isEmpty();
            click(next, "#open");
            assertThat(handles(session))
                    .as("windows of a page that none is allowed")
                    .isEqualTo(1);
            return true;
        });
    }

    private static int handles(Session session) {
        return session.call(
                "windows", soon(), driver -> driver.getWindowHandles().size());
    }

    @Test
    void aWindowIsSetUpBeforeItsAddressIsAskedForAndItsItemsAreAwaited() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#open");
            PageWindows.Opened opened = windows.awaitNew("detail", soon());
            assertThat(opened.url()).isEqualTo(site.url("/pop"));
            assertThat(title(page)).as("where the driver is").isEqualTo("main");
            assertThat(asked).contains("STEP " + site.url("/pop") + " heard 0", "admit " + site.url("/pop"));
            assertThat(site.heard("/pop").get(0).headers().get("user-agent")).contains("gannet-test/1");
            assertThat(site.heard("/pop").get(0).headers().get("referer")).isEqualTo(site.url("/main"));
            windows.switchTo(new WindowChoice.Named("detail"), soon());
            Snapshot snapshot = page.snapshot(item());
            assertThat(snapshot.html()).contains(">late<").contains("has opener");
            assertThat(snapshot.finalUrl()).isEqualTo(site.url("/pop"));
            windows.switchTo(new WindowChoice.Main(), soon());
            assertThat(page.snapshot(item()).html()).contains(">main<");
            assertThat(page.snapshot(item()).incidents()).containsEntry(Incident.POPUP, 1);
        });
    }

    @Test
    void whatLinksFormsAndScriptsOpenIsRead() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#link");
            windows.awaitNew("", soon());
            assertThat(asked).contains("STEP " + site.url("/pop?link") + " heard 0");
            windows.switchTo(new WindowChoice.Url(UrlGlob.of("**/pop?link")), soon());
            assertThat(page.snapshot(item()).html()).contains(">late<").contains("no opener");

            windows.switchTo(new WindowChoice.Main(), soon());
            click(page, "#form");
            windows.awaitNew("", soon());
            windows.switchTo(new WindowChoice.Index(2), soon());
            assertThat(page.snapshot(item()).finalUrl())
                    .startsWith(site.url("/pop"))
                    .doesNotContain("link");
            assertThat(page.snapshot(item()).html()).contains(">late<");

            windows.switchTo(new WindowChoice.Main(), soon());
            click(page, "#written");
            windows.awaitNew("", soon());
            windows.switchTo(new WindowChoice.Title("written", "written"::equals), soon());
            assertThat(title(page)).isEqualTo("written");
        });
    }

    @Test
    void windowsAreFoundByPlaceUrlAndTitleAndClosed() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#two");
            windows.awaitNew("", soon());
            windows.switchTo(new WindowChoice.Url(UrlGlob.of("**/pop?2")), soon());
            assertThat(page.snapshot(item()).finalUrl()).isEqualTo(site.url("/pop?2"));
            windows.switchTo(new WindowChoice.Title("pop", "pop"::equals), soon());
            assertThat(title(page)).isEqualTo("pop");
            assertThat(windows.close(new WindowChoice.Url(UrlGlob.of("**/pop?1")), soon()))
                    .isTrue();
            assertThat(title(page)).isEqualTo("main");
            assertThat(handles(page.session())).isEqualTo(2);
            assertThat(windows.close(new WindowChoice.Main(), soon())).isFalse();
            assertThat(handles(page.session())).isEqualTo(2);
            assertThatThrownBy(() ->
                            windows.switchTo(new WindowChoice.Named("nobody"), Deadline.in(Duration.ofMillis(300))))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STEP))
                    .hasMessageContaining("the window \"nobody\" is not there; open are 2");
        });
    }

    @Test
    void aWindowThatClosesItselfLeavesTheDriverInTheMainOne() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#open");
            windows.awaitNew("pop", soon());
            windows.switchTo(new WindowChoice.Named("pop"), soon());
            page.settle(item());
            click(page, "#bye");
            assertThat(windows.tend(soon())).isTrue();
            assertThat(title(page)).isEqualTo("main");
            assertThat(page.snapshot(item()).html()).contains(">main<");
            assertThat(windows.tend(soon())).as("left once").isFalse();
            assertThatThrownBy(
                            () -> windows.switchTo(new WindowChoice.Named("pop"), Deadline.in(Duration.ofMillis(100))))
                    .hasMessageContaining("is not there; open are 1");
        });
    }

    /** Chrome may answer the click before the window is gone; what is known of that does not hang on the moment. */
    @Test
    void aWindowSaysThatItClosesItself() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#open");
            String handle = windows.awaitNew("pop", soon()).handle();
            windows.switchTo(new WindowChoice.Named("pop"), soon());
            page.settle(item());
            click(page, "#bye");
            Allowances.of(page.session()).hear(soon());
            assertThat(Allowances.of(page.session()).takeClosing()).containsExactly(handle);
            assertThat(windows.tend(Deadline.in(Duration.ofSeconds(30)))).isTrue();
        });
    }

    @Test
    void aWindowWhoseOpenerWentOnIsSentToItsAddressAllTheSame() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#gone");
            page.settle(item());
            windows.awaitNew("pop", soon());
            assertThat(title(page)).isEqualTo("other");
            windows.switchTo(new WindowChoice.Named("pop"), soon());
            assertThat(page.snapshot(item()).html()).contains(">late<");
        });
    }

    @Test
    void whatTheGateRefusesIsNotAskedForAndItsWindowIsClosed() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#sized");
            assertThatThrownBy(() -> windows.awaitNew("", soon()))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.ROBOTS));
            assertThat(handles(page.session())).isEqualTo(1);
            assertThat(site.heard("/pop")).isEmpty();
            assertThat(page.snapshot(item()).html()).contains(">main<");
        });
    }

    @Test
    void aScriptIsNoAddressOfAWindow() {
        on("/main", (page, windows) -> {
            windows.allow(soon());
            click(page, "#script");
            assertThat(page.session().script("return String(window.got)", soon()))
                    .isEqualTo("null");
            assertThatThrownBy(() -> windows.awaitNew("", Deadline.in(Duration.ofMillis(300))))
                    .hasMessageContaining("no new window was opened in time");
        });
    }

    @Test
    void R44_aStormOfWindowsEndsTheFlowAndTheBrowser() {
        Browsers.lease(Browsers.key("storm"), session -> {
            LivePage page = open(gate, session, site.url("/main"));
            page.settle(item());
            PageWindows windows = new PageWindows(page);
            windows.allow(soon());
            click(page, "#storm");
            assertThatThrownBy(() -> windows.awaitNew("", soon())).hasMessageContaining("more than 20 windows");
            return true;
        });
        on("/main", (page, windows) -> assertThat(title(page)).isEqualTo("main"));
    }
}
