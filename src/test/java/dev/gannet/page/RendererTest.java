package dev.gannet.page;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static dev.gannet.kit.Answer.slow;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a real Chrome does with pages that are late, wrong or hostile, and what we make of it. */
@Tag("fast")
class RendererTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String APP = "<!doctype html><title>app</title><div id=root>Loading</div><script>"
            + "fetch('/api').then(r => r.json()).then(d => root.innerHTML = d.names.map(n => `<p class=item>${n}</p>`).join(''))"
            + "</script>";

    private final LocalSite site = LocalSite.open()
            .on("/good", html("<title>good</title><p class=item>good</p>"))
            .on("/app", html(APP))
            .on("/api", slow(Duration.ofMillis(400), json("{\"names\":[\"one\",\"two\"]}")));

    private PageSpec spec =
            new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), false, LIMIT, 1_000_000);

    @AfterEach
    void close() {
        site.close();
    }

    private static Awaited each(String css) {
        return new Awaited(
                List.of(new Awaited.Kind("item", Optional.of(Selector.css(css)), List.of())), List.of(), List.of());
    }

    private static Awaited maybe(String css, String... links) {
        return new Awaited(
                List.of(),
                List.of(new Awaited.Kind("item", Optional.of(Selector.css(css)), List.of())),
                List.of(links).stream().map(Selector::css).toList());
    }

    private LivePage open(Session session, String path) {
        return new Renderer(new OpenGate())
                .open(
                        session,
                        PageUrl.of(path.startsWith("http") ? path : site.url(path)),
                        spec,
                        Gate.Purpose.PAGE,
                        Optional.empty(),
                        Deadline.in(spec.limit()));
    }

    private Snapshot take(String path, Awaited awaited) {
        return Browsers.lease(session -> open(session, path).snapshot(awaited));
    }

    @Test
    void waitsForTheItemsThatAFetchBringsLate() {
        Snapshot snapshot = take("/app", each(".item"));
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.html()).contains("one").contains("two");
        assertThat(snapshot.verdict().reason()).contains("item there");
    }

    @Test
    void aRequestUnderWayIsWaitedForThoughAnItemIsAlreadyThere() {
        site.on(
                "/more",
                html("<p class=item>first</p><script>"
                        + "fetch('/api').then(r => r.json()).then(d => document.body.insertAdjacentHTML('beforeend', '<p class=item>late</p>'))"
                        + "</script>"));
        assertThat(take("/more", each(".item")).html()).contains("<p class=\"item\">late");
    }

    /** A busy machine does the same to any page: its clock goes on while its timers do not. */
    @Test
    void aTimerThatIsOverdueComesBeforeTheLookAtThePage() {
        site.on(
                "/busy",
                html(
                        "<p class=item></p><script>setTimeout(() => document.querySelector('.item').textContent = 'right', 600);"
                                + "const busy = () => { const end = performance.now() + 700; while (performance.now() < end); };"
                                + "setTimeout(busy, 1)</script>"));
        for (int i = 0; i < 2; i++) {
            assertThat(take("/busy", each(".item")).html()).contains(">right<");
        }
    }

    /** The script keeps the renderer busy between the last change of the document and its own timer. */
    @Test
    void aTimerWithinTheQuietTimeIsWaitedForHoweverLateItWasSet() {
        site.on(
                "/late-timer",
                html("<p class=item></p><script>const end = performance.now() + 90; while (performance.now() < end);"
                        + "setTimeout(() => document.querySelector('.item').textContent = 'right', 90)</script>"));
        assertThat(take("/late-timer", each(".item")).html()).contains(">right<");
    }

    /** The renderer is busy most of the time: timers are overdue, and what Gannet planned comes before them. */
    @Test
    void aTimerThatIsOverdueIsWaitedForThoughTheLookAtThePageIsOverdueEarlier() {
        site.on(
                "/starved",
                html("<p class=item data-begun=0><b>0</b></p><script>const item = document.querySelector('.item'),"
                        + "next = new MessageChannel(); let n = 0; next.port1.onmessage = () => { if (n === 8) return;"
                        + "const mine = ++n; item.dataset.begun = mine;"
                        + "setTimeout(() => item.innerHTML = `<b>${mine}</b>`, 130 + mine);"
                        + "const end = performance.now() + 150; while (performance.now() < end);"
                        + "next.port2.postMessage('') }; next.port2.postMessage('')</script>"));
        assertThat(take("/starved", each(".item")).html()).containsPattern("data-begun=\"(\\d)\"><b>\\1</b>");
    }

    @Test
    void aTimerThatThePageClearsDoesNotRun() {
        site.on(
                "/cleared",
                html("<p class=item></p><script>const item = document.querySelector('.item');"
                        + "const timer = setTimeout(() => item.textContent += 'wrong', 60); clearTimeout(String(timer));"
                        + "clearTimeout(setTimeout(() => item.textContent += 'wrong', 60)); clearTimeout(); clearTimeout(null);"
                        + "setTimeout(text => item.textContent += text, 90, 'right')</script>"));
        assertThat(take("/cleared", each(".item")).html()).contains(">right<");
    }

    @Test
    void aScriptThatAScriptAddsIsWaitedFor() {
        site.on(
                        "/chunk.js",
                        slow(
                                Duration.ofMillis(600),
                                status(
                                        200,
                                        "text/javascript",
                                        "document.body.insertAdjacentHTML('beforeend', '<p class=item>chunk</p>')")))
                .on(
                        "/chunked",
                        html(
                                "<p class=item>first</p><script>"
                                        + "const s = document.createElement('script'); s.src = '/chunk.js'; document.head.append(s)</script>"));
        assertThat(take("/chunked", each(".item")).html()).contains(">chunk<");
    }

    @Test
    void everyItemNeedsItsRequiredFieldsBeforeThePageIsReady() {
        site.on(
                "/rows",
                html("<div class=row><b>1</b></div><div class=row id=second></div>"
                        + "<script>setTimeout(() => second.innerHTML = '<b>2</b>', 700)</script>"));
        Awaited awaited = new Awaited(
                List.of(new Awaited.Kind("row", Optional.of(Selector.css(".row")), List.of(Selector.css("b")))),
                List.of(),
                List.of());
        assertThat(take("/rows", awaited).html()).contains("<b>2</b></div>");
    }

    @Test
    void aPageThatHasNoneOfThePossibleItemsIsReadyAfterQuietAndPatience() {
        Snapshot snapshot = take("/good", maybe(".nothing"));
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.verdict().reason()).contains("none of the items here");
        assertThat(snapshot.verdict().waited()).isGreaterThanOrEqualTo(Wish.PATIENCE);
    }

    @Test
    void itemsThatATimerHoldsBackAreWaitedForThoughALinkIsThere() {
        site.on(
                "/held-back",
                html(
                        "<a class=next href=/list>next</a><script>fetch('/api').then(r => r.json()).then(() => setTimeout(() => setTimeout(() =>"
                                + "document.body.insertAdjacentHTML('beforeend', '<p class=item>revealed</p>'), 500), 500))</script>"));
        assertThat(take("/held-back", maybe(".item", "a.next")).html()).contains("<p class=\"item\">revealed");
    }

    @Test
    void aTickerOfThePageHoldsNothingBack() {
        site.on(
                "/ticking",
                html(
                        "<a class=next href=/list>next</a><script>const tick = () => setTimeout(tick, 300); tick()</script>"));
        Snapshot snapshot = take("/ticking", maybe(".item", "a.next"));
        assertThat(snapshot.verdict().ready()).isTrue();
        assertThat(snapshot.verdict().reason()).contains("a link to follow there");
        assertThat(snapshot.verdict().waited()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aFrameThatCameLateIsGivenTheSameRestAsThePage() {
        site.on(
                        "/inner",
                        html("<p class=item>0</p><script>let n = 0; const more = () => {"
                                + "document.body.insertAdjacentHTML('beforeend', `<p class=item>${++n}</p>`);"
                                + "if (n < 60) setTimeout(more, 15) }; setTimeout(more, 15)</script>"))
                .on(
                        "/late-frame",
                        html("<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend',"
                                + "'<iframe src=/inner></iframe>'), 800)</script>"));
        spec = new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), true, LIMIT, 1_000_000);
        Snapshot snapshot = take("/late-frame", each(".item"));
        assertThat(snapshot.frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.html()).contains(">60</p>"));
    }

    @Test
    void aLinkToFollowSparesAListPageThePatience() {
        site.on("/list", html("<a class=next href=/good>next</a>"));
        Snapshot snapshot = take("/list", maybe(".nothing", "a.next"));
        assertThat(snapshot.verdict().reason()).contains("a link to follow there");
    }

    @Test
    void whatIsNotReadyInTimeIsMarkedAndSaysWhatWasMissing_R14() {
        spec = new PageSpec(
                Optional.empty(), Optional.empty(), Set.of(), List.of(), false, Duration.ofSeconds(2), 1_000_000);
        Snapshot snapshot = take("/good", each(".never"));
        assertThat(snapshot.verdict().ready()).isFalse();
        assertThat(snapshot.verdict().pending()).containsExactly("item");
        assertThat(snapshot.html()).contains("good");
    }

    @Test
    void openStreamsAndSocketsKeepNoPageFromBeingReady_R57() {
        site.on("/events", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                    wire.rest(Duration.ofDays(1));
                })
                .on("/live", html("<p class=item>x</p><script>new EventSource('/events')</script>"));
        assertThat(take("/live", each(".item")).verdict().ready()).isTrue();
    }

    private record Failing(String path, FailureKind kind, String word) {}

    private static final List<Failing> FAILING = List.of(
            new Failing("/loop", FailureKind.REDIRECT_LOOP, "ERR_TOO_MANY_REDIRECTS"),
            new Failing("/tofile", FailureKind.NAVIGATION, "ERR_UNSAFE_REDIRECT"),
            new Failing("/reset", FailureKind.CONNECTION, "ERR_CONNECTION_RESET"),
            new Failing("http://127.0.0.1:22/", FailureKind.NAVIGATION, "ERR_UNSAFE_PORT"),
            // A label longer than DNS allows: for other names Chrome reports that the machine is offline, where it is.
            new Failing("http://" + "nowhere".repeat(10) + ".invalid/", FailureKind.DNS, "ERR_NAME_NOT_RESOLVED"),
            new Failing("/tounsafe", FailureKind.NAVIGATION, "an error page of the browser"),
            new Failing("/dl", FailureKind.DOWNLOAD, "a file to download"),
            new Failing("/204", FailureKind.UNSUPPORTED, "without a document"),
            new Failing("/500", FailureKind.HTTP_SERVER_ERROR, "status 500"),
            new Failing("/403", FailureKind.HTTP_CLIENT_ERROR, "status 403"),
            new Failing("/429", FailureKind.RATE_LIMITED, "status 429"),
            new Failing("/json", FailureKind.NOT_HTML, "application/json"));

    /** Each comes between two good pages in one session. */
    @Test
    void whatIsNoDocumentOfThisPageIsATypedFailureAfterAGoodPage_R1_R2_R6() {
        site.on("/loop", Answer.redirect("/loop"))
                .on("/tofile", Answer.redirect("file:///etc/passwd"))
                .on("/reset", Answer.reset())
                .on("/tounsafe", html("<p class=item>x</p><script>location = 'http://127.0.0.1:22/'</script>"))
                .on("/dl", Answer.download("a.bin", "abc"))
                .on("/204", status(204, ""))
                .on("/500", status(500, "<p class=item>an error page of its own</p>"))
                .on("/403", status(403, "<p class=item>no</p>"))
                .on("/429", status(429, "<p class=item>slow down</p>"))
                .on("/json", json("{}"))
                .on(
                        "/next/*",
                        (request, wire) ->
                                html("<p class=item>" + request.path()).give(request, wire));
        Browsers.lease(session -> {
            assertThat(open(session, "/good").snapshot(each(".item")).html()).contains("good");
            for (Failing failing : FAILING) {
                assertThatThrownBy(() -> open(session, failing.path()).snapshot(each(".item")))
                        .as(failing.path())
                        .isInstanceOfSatisfying(ScrapeException.class, e -> {
                            assertThat(e.kind()).isEqualTo(failing.kind());
                            assertThat(e).hasMessageContaining(failing.word());
                        });
                String next = "/next/" + FAILING.indexOf(failing);
                assertThat(open(session, next).snapshot(each(".item")).html())
                        .as("after " + failing.path())
                        .contains(next);
            }
            return true;
        });
    }

    @Test
    void aPageThatNeverAnswersIsATimeoutAndNotThePageBefore_R3() {
        site.on("/hang", Answer.hang());
        PageSpec usual = spec;
        assertThatThrownBy(() -> Browsers.lease(session -> {
                    open(session, "/good").snapshot(each(".item"));
                    spec = new PageSpec(
                            Optional.empty(),
                            Optional.empty(),
                            Set.of(),
                            List.of(),
                            false,
                            Duration.ofSeconds(1),
                            1_000_000);
                    return open(session, "/hang").snapshot(each(".item"));
                }))
                .isInstanceOfSatisfying(
                        ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TIMEOUT));
        spec = usual;
        assertThat(take("/good", each(".item")).html()).contains("good");
    }

    @Test
    void aStatusThatTheJobTakesForDataIsData() {
        site.on("/gone", status(404, "<p class=item>a 404 that is data</p>"));
        spec = new PageSpec(Optional.empty(), Optional.empty(), Set.of(404), List.of(), false, LIMIT, 1_000_000);
        Snapshot snapshot = take("/gone", each(".item"));
        assertThat(snapshot.status()).isEqualTo(404);
        assertThat(snapshot.html()).contains("a 404 that is data");
    }

    @Test
    void redirectsByServerAndByScriptLeadToTheirEndAndAreCounted_R10() {
        site.on("/from", Answer.redirect("/script"))
                .on("/script", html("<script>setTimeout(() => location.href = '/app', 300)</script>"))
                .on("/push", html("<p class=item>pushed</p><script>history.pushState({}, '', '/p199')</script>"));
        Snapshot moved = take("/from", each(".item"));
        assertThat(moved.requested()).isEqualTo(site.url("/from"));
        assertThat(moved.finalUrl()).isEqualTo(site.url("/app"));
        assertThat(moved.html()).contains("two");
        assertThat(moved.redirects()).isPositive();
        Snapshot pushed = take("/push", each(".item"));
        assertThat(pushed.requested()).isEqualTo(site.url("/push"));
        assertThat(pushed.finalUrl()).isEqualTo(site.url("/p199"));
    }

    @Test
    void anotherRouteOfTheSameDocumentIsLoadedAnew() {
        site.on(
                "/hash",
                html("<p class=item></p><script>setTimeout(() =>"
                        + "document.querySelector('.item').innerHTML = '<b>route ' + location.hash, 300)</script>"));
        Browsers.lease(session -> {
            assertThat(open(session, "/hash#/a").snapshot(each(".item b")).html())
                    .contains("route #/a");
            assertThat(open(session, "/hash#/b").snapshot(each(".item b")).html())
                    .contains("route #/b");
            return true;
        });
    }

    @Test
    void dialogsAreAnsweredAndPoisonNoOtherPage_R4() {
        site.on("/alert", html("<p class=item>after</p><script>alert(1); alert(2); confirm(3)</script>"));
        Browsers.lease(session -> {
            assertThat(open(session, "/alert").snapshot(each(".item")).html()).contains("after");
            assertThat(open(session, "/good").snapshot(each(".item")).html()).contains("good");
            return true;
        });
    }

    @Test
    void whatWasTypedAndTickedIsInTheSnapshotButNoPassword() {
        site.on(
                "/form",
                html("<p class=item></p><input id=a><input id=b type=checkbox><input id=p type=password>"
                        + "<select><option>x</option><option id=o>y</option></select><script>"
                        + "a.value = 'typed'; b.checked = true; o.selected = true; p.value = 'sec' + 'ret'</script>"));
        assertThat(take("/form", each(".item")).html())
                .contains("value=\"typed\"")
                .containsPattern("type=\"checkbox\"[^>]* checked")
                .containsPattern("id=\"o\" selected")
                .doesNotContain("secret");
    }

    @Test
    void framesOfTheSameOriginAreTakenOnlyWhenAsked() {
        site.on("/framed", html("<p class=item>outer</p><iframe src=/app></iframe>"));
        assertThat(take("/framed", each(".item")).frames()).isEmpty();
        spec = new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), true, LIMIT, 1_000_000);
        Awaited both = new Awaited(
                List.of(
                        new Awaited.Kind("outer", Optional.of(Selector.css(".item")), List.of()),
                        new Awaited.Kind("inner", Optional.of(Selector.css("#root .item")), List.of())),
                List.of(),
                List.of());
        assertThat(take("/framed", both).frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.html()).contains("two"));
    }

    @Test
    void aDocumentBeyondTheLimitIsCutAndSaysSo_R12_R41() {
        spec = new PageSpec(Optional.empty(), Optional.empty(), Set.of(), List.of(), false, LIMIT, 1000);
        site.on("/big", html("<p class=item>" + "x".repeat(5000)));
        Snapshot snapshot = take("/big", each(".item"));
        assertThat(snapshot.truncated()).isTrue();
        assertThat(snapshot.html()).hasSize(1000);
        assertThat(snapshot.length()).isGreaterThan(5000);
    }

    @Test
    void aTickerIsNoChangeButAListThatGrowsIs() {
        site.on(
                        "/ticker",
                        html(
                                "<p class=item>x</p><b id=t></b><script>let n = 0; setInterval(() => t.textContent = n++, 30)</script>"))
                .on(
                        "/growing",
                        html(
                                "<ul></ul><script>let n = 0; const i = setInterval(() => { if (n++ > 20) return clearInterval(i);"
                                        + "document.querySelector('ul').insertAdjacentHTML('beforeend', '<li class=item>' + n) }, 50)</script>"));
        assertThat(take("/ticker", each(".item")).verdict().ready()).isTrue();
        assertThat(take("/growing", each(".item")).html()).contains(">21<");
    }

    @Test
    void aBannerIsDismissedWheneverItComes() {
        spec = new PageSpec(
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(Selector.css("button.ok")),
                false,
                LIMIT,
                1_000_000);
        site.on(
                "/banner",
                html(
                        "<script>setTimeout(() => { document.body.innerHTML ="
                                + "'<button class=ok onclick=\"this.remove(); document.body.innerHTML = `<p class=item>behind</p>`\">ok</button>' }, 400)</script>"));
        assertThat(take("/banner", each(".item")).html()).contains("behind");
    }
}
