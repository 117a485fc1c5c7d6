package dev.gannet.page;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.Incident;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pages that do things to whoever looks at them: each is one page's affair, and the next page in the session is right. */
@Tag("fast")
class HostilePageTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final PageSpec GOOD = spec(LIMIT, Optional.empty());

    private final LocalSite site = LocalSite.open()
            .on(
                    "/good",
                    html("<title>good</title><p class=item></p><script>setTimeout(() =>"
                            + "document.querySelector('.item').textContent = 'right', 50)</script>"));

    private PageSpec spec = GOOD;

    @AfterEach
    void close() {
        site.close();
    }

    private static PageSpec spec(Duration limit, Optional<Selector> blocked) {
        return new PageSpec(Optional.empty(), blocked, Set.of(), List.of(), false, limit, 1_000_000);
    }

    private static Awaited item() {
        return new Awaited(
                List.of(new Awaited.Kind("item", Optional.of(Selector.css(".item")), List.of())), List.of(), List.of());
    }

    private LivePage open(Session session, String path) {
        return open(session, path, spec);
    }

    private LivePage open(Session session, String path, PageSpec spec) {
        return new Renderer(new OpenGate())
                .open(
                        session,
                        PageUrl.of(site.url(path)),
                        spec,
                        Gate.Purpose.PAGE,
                        Optional.empty(),
                        Deadline.in(spec.limit()));
    }

    /** Takes the page between two good ones, in one session, and looks that these are what they always are. */
    private Snapshot between(String path) {
        return Browsers.lease(session -> {
            assertThat(open(session, "/good", GOOD).snapshot(item()).html()).contains(">right<");
            Snapshot taken = open(session, path).snapshot(item());
            rightAfter(session, GOOD);
            return taken;
        });
    }

    private void rightAfter(Session session, PageSpec next) {
        Snapshot after = open(session, "/good", next).snapshot(item());
        assertThat(after.html()).contains(">right<");
        assertThat(after.finalUrl()).isEqualTo(site.url("/good"));
        assertThat(after.incidents()).isEmpty();
        assertThat(windows(session)).isEqualTo(1);
    }

    private static int windows(Session session) {
        return session.call(
                "windows",
                Deadline.in(LIMIT),
                driver -> driver.getWindowHandles().size());
    }

    private FailureKind failure(String path) {
        AtomicReference<FailureKind> kind = new AtomicReference<>();
        assertThatThrownBy(() -> Browsers.lease(session -> open(session, path).snapshot(item())))
                .isInstanceOfSatisfying(ScrapeException.class, e -> kind.set(e.kind()));
        return kind.get();
    }

    private void theNextPageIsRight() {
        Browsers.lease(session -> {
            rightAfter(session, spec);
            return true;
        });
    }

    @Test
    void S25_aPageThatReplacesTheLanguageUnderUsIsReadAsItIs() {
        site.on(
                "/replaced",
                html("<script>const create = document.createElement.bind(document);"
                        + "for (const type of [Array, String, Object, Map, Set, WeakMap, Promise, Function, Document, Element, Node])"
                        + " for (const name of Object.getOwnPropertyNames(type.prototype)) try {"
                        + "  if (typeof type.prototype[name] === 'function' && name !== 'constructor' && name !== 'append')"
                        + "   type.prototype[name] = function () { throw new Error('replaced ' + name) } } catch (e) {}"
                        + "JSON.stringify = () => 'fake'; JSON.parse = null; performance.now = () => NaN;"
                        + "performance.getEntriesByType = () => [{responseStatus: 999}]; window.MutationObserver = null;"
                        + "Reflect.apply = null; window.encodeURIComponent = () => { throw 1 };"
                        + "Object.prototype.toJSON = () => ({id: 'fake', html: '<p class=item>fake', ready: true});"
                        + "const wait = window.setTimeout; wait(() => { const p = create('p');"
                        + "p.className = 'item'; p.textContent = 'true'; document.body.append(p) }, 300)</script>"));
        Snapshot snapshot = between("/replaced");
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.status()).isEqualTo(200);
        assertThat(snapshot.html()).contains(">true</p>").startsWith("<!doctype html>");
    }

    @Test
    void S25_formsThatHideTheDocumentsPropertiesHideNothingFromUs() {
        site.on(
                "/clobbered",
                html("<img name=contentType><form name=documentElement></form><form name=querySelectorAll></form>"
                        + "<img name=readyState><form name=body></form><p class=item>seen</p>"));
        assertThat(between("/clobbered").html()).contains(">seen</p>");
    }

    @Test
    void S25_aDocumentWithoutAnyElementIsEmptyAndNothingElse() {
        spec = spec(Duration.ofSeconds(2), Optional.empty());
        site.on("/emptied", html("<p>x</p><script>setTimeout(() => document.documentElement.remove(), 50)</script>"));
        Snapshot snapshot = between("/emptied");
        assertThat(snapshot.html()).isEmpty();
        assertThat(snapshot.verdict().ready()).isFalse();
    }

    @Test
    void R45_dialogsOfEveryKindAreDismissedAndTold() {
        site.on(
                "/dialogs",
                html("<script>alert(1); const sure = confirm(2), name = prompt(3); print();"
                        + "document.write(`<p class=item>${sure} ${name}</p>`)</script>"));
        Snapshot snapshot = between("/dialogs");
        assertThat(snapshot.html()).contains(">false null<");
        assertThat(snapshot.incidents()).containsEntry(Incident.DIALOG, 3).containsEntry(Incident.PRINT, 1);
    }

    @Test
    void R45_aPageThatNeverStopsOpeningDialogsIsStopped() {
        site.on(
                "/alerts",
                html("<p class=item>x</p><script>setTimeout(() => { while (true) alert('again') }, 20)</script>"));
        assertThat(between("/alerts").html()).contains(">x<");
    }

    @Test
    void R45_aPageThatAsksWhetherItMayBeLeftIsLeft() {
        site.on(
                "/stay",
                html(
                        "<p class=item>stay</p><script>onbeforeunload = e => { e.preventDefault(); return 'stay' };"
                                + "addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'stay' })</script>"));
        Browsers.lease(session -> {
            LivePage page = open(session, "/stay");
            page.settle(item());
            // Chrome asks only when somebody has touched the page.
            session.call("click", Deadline.in(LIMIT), driver -> {
                driver.findElement(By.cssSelector(".item")).click();
                return true;
            });
            assertThat(page.snapshot(item()).incidents()).containsKey(Incident.LEAVE_QUESTION);
            assertThat(open(session, "/good").snapshot(item()).html()).contains(">right<");
            return true;
        });
    }

    @Test
    void R44_popUpsAreNotOpenedAndAStormOfThemIsTold() {
        site.on(
                "/storm",
                html("<p class=item>x</p><script>for (let i = 0; i < 400; i++) window.open('/popped?' + i)</script>"));
        assertThat(between("/storm").incidents().get(Incident.POPUP)).isGreaterThanOrEqualTo(100);
        assertThat(site.heard("/popped")).isEmpty();
    }

    @Test
    void R44_windowsThatAreOpenedAllTheSameAreClosedAfterThePage() {
        String frame = "http://localhost:" + site.port() + "/opener";
        site.on(
                        "/opener",
                        html("<a target=_blank href=/popped>x</a><script>document.querySelector('a').click();"
                                + "const f = document.createElement('form'); f.target = '_blank'; f.action = '/popped';"
                                + "document.body.append(f); f.submit()</script>"))
                .on("/popped", html("popped"))
                .on(
                        "/framed",
                        html(
                                "<p class=item>x</p><iframe src='" + frame + "'></iframe>"
                                        + "<a id=a target=_blank href=/popped>x</a><script>a.click();"
                                        + "const loose = document.createElement('a'); loose.target = '_blank'; loose.href = '/popped'; loose.click()</script>"));
        assertThat(between("/framed").incidents()).containsEntry(Incident.POPUP, 2);
    }

    @Test
    void R2_downloadsThatAPageStartsAreRefusedAndTold() {
        site.on("/file", Answer.download("a.bin", "abc"))
                .on("/saving", html("<p class=item>x</p><a id=a download href=/file>x</a><script>a.click()</script>"))
                .on("/going", html("<p class=item>x</p><script>location.href = '/file'</script>"));
        assertThat(between("/saving").incidents()).containsEntry(Incident.DOWNLOAD, 1);
        // The request for the next document is awaited for half of the page's time.
        spec = spec(Duration.ofSeconds(5), Optional.empty());
        Snapshot going = between("/going");
        assertThat(going.html()).contains(">x<");
        assertThat(going.verdict().ready()).isTrue();
    }

    @Test
    void R45_permissionsAreRefusedAndTold() {
        site.on(
                "/asking",
                html("<body><script>navigator.geolocation.getCurrentPosition(() => said('yes'), () => said('no'));"
                        + "function said(what) { document.body.innerHTML = `<p class=item>${what}</p>` }</script>"));
        Snapshot snapshot = between("/asking");
        assertThat(snapshot.html()).contains(">no<");
        assertThat(snapshot.incidents()).containsEntry(Incident.PERMISSION, 1);
    }

    @Test
    void R45_aPageBehindBasicAuthIsItsStatusAndNoPrompt() {
        site.on(
                "/auth",
                (request, wire) -> wire.send(
                        401, "<p class=item>no</p>", "Content-Type: text/html", "WWW-Authenticate: Basic realm=\"x\""));
        assertThat(failure("/auth")).isEqualTo(FailureKind.HTTP_CLIENT_ERROR);
        theNextPageIsRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meta", "/script", "/self"})
    void R60_aPageThatSendsTheBrowserOnWithoutEndIsARedirectLoop(String path) {
        site.on("/meta", html("<meta http-equiv=refresh content='0;url=/meta'><p>round</p>"))
                .on("/script", html("<script>location.href = '/script?' + Math.random()</script>"))
                .on("/self", html("<script>setTimeout(() => location.reload(), 20)</script>"));
        assertThat(failure(path)).isEqualTo(FailureKind.REDIRECT_LOOP);
        assertThat(site.heard(path).size()).isBetween(5, 200);
        theNextPageIsRight();
    }

    @Test
    void R60_honestRedirectsPass() {
        site.on("/cookie", (request, wire) -> {
                    boolean known = request.headers().getOrDefault("cookie", "").contains("seen=1");
                    wire.send(
                            200,
                            known
                                    ? "<p class=item>known</p>"
                                    : "<script>document.cookie = 'seen=1'; location.reload()</script>",
                            "Content-Type: text/html");
                })
                .on("/a", (request, wire) -> {
                    boolean in = request.headers().getOrDefault("cookie", "").contains("in=1");
                    wire.send(
                            in ? 200 : 302,
                            in ? "<p class=item>inside</p>" : "",
                            "Content-Type: text/html",
                            "Location: /gate");
                })
                .on("/gate", html("<script>document.cookie = 'in=1'; location.replace('/a')</script>"));
        assertThat(between("/cookie").html()).contains(">known<");
        Snapshot inside = between("/a");
        assertThat(inside.html()).contains(">inside<");
        assertThat(inside.finalUrl()).isEqualTo(site.url("/a"));
    }

    @Test
    void R61_aFloodOfRoutesEndsAndThePageIsTheOneThatWasAskedFor() {
        site.on(
                "/flood",
                html("<p class=item>x</p><script>let n = 0; setInterval(() => { for (let i = 0; i < 200; i++) try {"
                        + "history.pushState({}, '', '/fake/' + n++) } catch (e) {} }, 1)</script>"));
        Snapshot snapshot = between("/flood");
        assertThat(snapshot.requested()).isEqualTo(site.url("/flood"));
        assertThat(snapshot.verdict().ready()).isTrue();
    }

    @Test
    void R65_noServiceWorkerAnswersForTheSite() {
        site.on(
                        "/sw.js",
                        status(
                                200,
                                "text/javascript",
                                "self.addEventListener('install', () => self.skipWaiting());"
                                        + "self.addEventListener('activate', e => e.waitUntil(clients.claim()));"
                                        + "self.addEventListener('fetch', e => e.respondWith(new Response('<p class=item>fake</p>',"
                                        + "{headers: {'Content-Type': 'text/html'}})))"))
                .on(
                        "/worker",
                        html(
                                "<body><script>navigator.serviceWorker.register('/sw.js').then("
                                        + "() => navigator.serviceWorker.ready).then(() => said('yes'), () => said('no'));"
                                        + "function said(what) { document.body.innerHTML = `<p class=item>${what}</p>` }</script>"));
        Snapshot snapshot = between("/worker");
        assertThat(snapshot.html()).contains(">no<");
        assertThat(snapshot.incidents()).containsEntry(Incident.SERVICE_WORKER, 1);
        assertThat(site.heard("/sw.js")).isEmpty();
    }

    @Test
    void R65_aServiceWorkerThatTheJobAllowsStaysInItsOwnSessions() {
        site.on(
                        "/sw.js",
                        status(
                                200,
                                "text/javascript",
                                "self.addEventListener('install', () => self.skipWaiting());"
                                        + "self.addEventListener('activate', e => e.waitUntil(clients.claim()));"
                                        + "self.addEventListener('fetch', e => e.respondWith(new Response("
                                        + "'<p class=item>by the worker</p>', {headers: {'Content-Type': 'text/html'}})))"))
                .on(
                        "/worker",
                        html("<body><script>navigator.serviceWorker.register('/sw.js').then("
                                + "() => navigator.serviceWorker.ready).then(() => {"
                                + "document.body.innerHTML = '<p class=item>registered</p>' })</script>"));
        BrowserSpec plain = Browsers.key("x").browser();
        LeaseKey allowed = new LeaseKey(
                "workers",
                "",
                new BrowserSpec(
                        plain.profile(),
                        false,
                        true,
                        plain.block(),
                        plain.grid(),
                        plain.proxy(),
                        plain.headers(),
                        plain.userAgentSuffix()));
        Browsers.lease(allowed, session -> {
            assertThat(open(session, "/worker").snapshot(item()).html()).contains(">registered<");
            assertThat(open(session, "/good").snapshot(item()).html()).contains(">by the worker<");
            return true;
        });
        theNextPageIsRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/captcha", "/forbidden"})
    void R7_aPageThatTurnsVisitorsAwayIsBlockedWhateverItsStatus(String path) {
        String drawn = "<p class=item>not data</p><script>setTimeout(() =>"
                + "document.body.insertAdjacentHTML('beforeend', '<div class=captcha>prove it</div>'), 60)</script>";
        site.on("/captcha", html(drawn)).on("/forbidden", status(403, drawn));
        spec = spec(LIMIT, Optional.of(Selector.css(".captcha")));
        assertThat(failure(path)).isEqualTo(FailureKind.BLOCKED);
        theNextPageIsRight();
    }

    @Test
    void R58_whatNeverFinishesLoadingHoldsNoPageUp() {
        site.on("/never", Answer.hang())
                .on(
                        "/stalled",
                        html("<p class=item>x</p><img src=/never><link rel=stylesheet media=print href=/never>"
                                + "<iframe src=/never></iframe>"));
        Snapshot snapshot = between("/stalled");
        assertThat(snapshot.verdict().ready()).isTrue();
    }

    @Test
    void R58_aDocumentThatDripsWithoutEndIsTakenUnfinishedAtItsDeadline() {
        spec = spec(Duration.ofSeconds(2), Optional.empty());
        site.on("/drip", (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p class=item>x</p>");
            while (true) {
                wire.write("<i>.</i>");
                wire.rest(Duration.ofMillis(100));
            }
        });
        Snapshot snapshot = between("/drip");
        assertThat(snapshot.verdict().ready()).isFalse();
        assertThat(snapshot.verdict().pending()).contains("the end of the document");
    }

    @Test
    void R57_streamsSocketsAndLongPollsHoldNoPageUp() {
        site.on("/poll", Answer.hang())
                .on("/ticks", slow(Duration.ofMillis(20), Answer.json("{}")))
                .on(
                        "/busy",
                        html("<p class=item>x</p><script>new WebSocket('ws://' + location.host + '/poll');"
                                + "new EventSource('/poll'); const tick = () => fetch('/ticks').then(tick); tick();"
                                + "navigator.sendBeacon('/poll', 'x'); fetch('/poll', {keepalive: true})</script>"));
        assertThat(between("/busy").verdict().ready()).isTrue();
    }

    /** Without leaving the previous page first, three in four of these came to stand under the next URL. */
    @ParameterizedTest
    @ValueSource(strings = {"location.href = '/evil'", "location.href = 'about:blank'", "location.reload()"})
    void R3_aPageThatIsStillUpCannotTakeThePlaceOfTheNext(String doing) {
        haunt(doing, 3);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"location.href = '/evil'", "location.href = 'about:blank'", "location.reload()"})
    void R3_aPageThatIsStillUpCannotTakeThePlaceOfTheNextAtAnyMoment(String doing) {
        haunt(doing, 12);
    }

    /**
     * The previous page begins to send the browser elsewhere around the moment at which the next is opened, each time at
     * another. It does so at the test's word, not by a timer of its own: Chrome holds commands back from a document that
     * keeps starting navigations, so a page that begins before it was read may never be.
     */
    private void haunt(String doing, int times) {
        site.on("/evil", html("<p class=item>evil</p>"))
                .on(
                        "/haunting",
                        html("<p class=item>x</p><script>function begin() { setInterval(() => { " + doing + " }, 3) }"
                                + "if (performance.getEntriesByType('navigation')[0].type === 'reload')"
                                + " setTimeout(begin, 250)</script>"));
        Browsers.lease(session -> {
            for (int i = 0; i < times; i++) {
                assertThat(open(session, "/haunting").snapshot(item()).html()).contains(">x<");
                session.script("setTimeout(begin, 120)", Deadline.in(LIMIT));
                pause(Duration.ofMillis(240L * i / times));
                Snapshot next = open(session, "/good").snapshot(item());
                assertThat(next.finalUrl()).isEqualTo(site.url("/good"));
                assertThat(next.html()).contains(">right<");
            }
            return true;
        });
    }

    /**
     * The page's own redirect is no navigation by the previous page, so nothing is requested again (R73). The busy script
     * makes Chrome answer commands late.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta http-equiv=refresh content='0;url=/onward'>",
                "<script>location.replace('/onward')</script>"
            })
    void R3_aPageThatRedirectsAtOnceIsRequestedOnceWhileThePreviousPageIsLoaded(String redirect) {
        int times = 12;
        site.on(
                        "/away",
                        html(
                                redirect
                                        + "<script>setInterval(() => { for (const t = Date.now(); Date.now() - t < 10;); })</script>"))
                .on("/onward", html("<p class=item>there</p>"));
        Browsers.lease(session -> {
            for (int i = 0; i < times; i++) {
                open(session, "/good");
                assertThat(open(session, "/away").snapshot(item()).html()).contains(">there<");
            }
            return true;
        });
        assertThat(site.heard("/away")).hasSize(times);
        assertThat(site.heard("/onward")).hasSize(times);
    }

    /** Asks the page nothing: a page that reloads itself without end need not answer. */
    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAPageWouldDoLaterEndsWhenItIsLeft() {
        site.on("/beat", html("x"))
                .on(
                        "/beating",
                        html("<p class=item>x</p><script>setInterval(() => fetch('/beat'), 10);"
                                + "new Worker(URL.createObjectURL(new Blob([`setInterval(() => fetch('"
                                + site.url("/beat")
                                + "'), 10)`])))</script>"));
        Browsers.lease(session -> {
            open(session, "/beating").snapshot(item());
            new Renderer(new OpenGate()).leave(session);
            int before = site.heard("/beat").size();
            LivePage good = open(session, "/good");
            good.find(Selector.css(".nothing"), Wanted.PRESENT, Deadline.in(Duration.ofMillis(500)));
            assertThat(before).isPositive();
            assertThat(site.heard("/beat").size()).isLessThan(before + 10);
            return true;
        });
    }

    @Test
    void R33_aPageWhoseScriptNeverEndsIsHungAndCostsOneDeadline() {
        spec = spec(Duration.ofSeconds(2), Optional.empty());
        site.on("/loop", html("<p class=item>x</p><script>setTimeout(() => { while (true) {} }, 20)</script>"));
        assertThat(failure("/loop")).isEqualTo(FailureKind.HUNG);
        spec = spec(LIMIT, Optional.empty());
        theNextPageIsRight();
    }
}
