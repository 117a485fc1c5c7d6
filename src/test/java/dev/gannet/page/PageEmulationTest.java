package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.session.BrowserSpec;
import dev.gannet.session.LeaseKey;
import dev.gannet.session.OwnHeaders;
import dev.gannet.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.page.PageWindowsTest.item;
import static dev.gannet.page.PageWindowsTest.open;
import static dev.gannet.page.PageWindowsTest.soon;
import static org.assertj.core.api.Assertions.assertThat;

/** Another viewport and network for one page, in a real Chrome. */
@Tag("fast")
class PageEmulationTest {
    private static final String LOOK =
            "return [innerWidth, innerHeight, devicePixelRatio, navigator.maxTouchPoints > 0, screen.orientation.type].join()";

    private final LocalSite site = LocalSite.open()
            .on("/main", html("<meta name=viewport content='width=device-width'><p class=item>item</p>"))
            .on("/data", html("data"));

    @AfterEach
    void close() {
        site.close();
    }

    private LivePage up(Session session) {
        LivePage page = open(new OpenGate(), session, site.url("/main"));
        page.settle(item());
        return page;
    }

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "mobile"})
    void aViewportHoldsUntilThePageIsLeftAndThenTheProfilesOwn(String profile) {
        LeaseKey key = new LeaseKey(
                "emulation",
                "",
                new BrowserSpec(
                        profile,
                        false,
                        false,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        OwnHeaders.NONE,
                        "gannet-test/1"));
        Browsers.lease(key, session -> {
            LivePage page = up(session);
            Object before = session.script(LOOK, soon());
            new PageEmulation(page)
                    .viewport(new PageEmulation.Viewport(500, 300, 3, true, !"mobile".equals(profile), true), soon());
            assertThat(session.script(LOOK, soon()))
                    .isEqualTo("500,300,3," + !"mobile".equals(profile) + ",landscape-primary");
            // Left by the next page that comes right behind, and by nobody.
            assertThat(up(session).session().script(LOOK, soon())).isEqualTo(before);
            new PageEmulation(page).viewport(new PageEmulation.Viewport(400, 300, 1, false, false, false), soon());
            new Renderer(new OpenGate()).leave(session);
            assertThat(up(session).session().script(LOOK, soon())).isEqualTo(before);
            return true;
        });
    }

    @Test
    void aNetworkHoldsUntilThePageIsLeft() {
        String ask = "const done = arguments[0], t = performance.now();"
                + "fetch('/data').then(r => r.text()).then(() => done(performance.now() - t >= 400 ? 'slow' : 'fast'), () => done('none'))";
        Browsers.lease(session -> {
            LivePage page = up(session);
            PageEmulation emulation = new PageEmulation(page);
            emulation.network(new PageEmulation.Network(-1, -1, 400, false), soon());
            assertThat(session.asyncScript(ask, soon())).isEqualTo("slow");
            emulation.network(new PageEmulation.Network(-1, -1, 0, true), soon());
            assertThat(session.asyncScript(ask, soon())).isEqualTo("none");
            assertThat(List.of(String.valueOf(up(session).session().asyncScript(ask, soon()))))
                    .containsExactly("fast");
            return true;
        });
    }
}
