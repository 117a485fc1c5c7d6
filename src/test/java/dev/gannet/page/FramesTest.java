package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Selector;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.page.PageWindowsTest.item;
import static dev.gannet.page.PageWindowsTest.open;
import static dev.gannet.page.PageWindowsTest.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Ways into frames, in a real Chrome. */
@Tag("fast")
class FramesTest {
    private final LocalSite other = LocalSite.open().on("/far", html("<p class=there>far</p>"));
    private final LocalSite site = LocalSite.open()
            .on(
                    "/main",
                    html("<p class=item>item</p><iframe src=/empty></iframe><script>setTimeout(() => {"
                            + "const f = document.createElement('iframe'); f.name = 'outer'; f.src = '/outer'; document.body.append(f)"
                            + "}, 300)</script>"))
            .on("/empty", html("<p>empty</p>"))
            .on(
                    "/outer",
                    html("<iframe id=near src=/near></iframe><iframe id=far src='http://localhost:" + other.port()
                            + "/far'></iframe>"))
            .on(
                    "/near",
                    html(
                            "<script>setTimeout(() => document.body.innerHTML = '<p class=there>near</p>', 300)</script>"));

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    private void on(BiConsumer<LivePage, Frames> work) {
        Browsers.lease(session -> {
            LivePage page = open(new OpenGate(), session, site.url("/main"));
            work.accept(page, new Frames(page));
            return true;
        });
    }

    private static Frames.Inwards css(String css) {
        return new Frames.Inwards.Found(Selector.css(css));
    }

    private static String there(LivePage page) {
        return page.session()
                .call(
                        "text",
                        soon(),
                        driver -> page.find(Selector.css(".there"), Wanted.VISIBLE, soon())
                                .element()
                                .orElseThrow()
                                .getText());
    }

    @Test
    void framesThatComeLateAreEnteredByPathAndTheFinderWorksInThem() {
        on((page, frames) -> {
            frames.enter(List.of(css("[name=outer]"), css("#near")), soon());
            assertThat(there(page)).isEqualTo("near");
            frames.enter(List.of(new Frames.Inwards.Index(1), new Frames.Inwards.Index(0)), soon());
            assertThat(there(page)).isEqualTo("near");
            frames.leave();
            assertThat(page.find(Selector.css(".item"), Wanted.VISIBLE, soon()).count())
                    .isEqualTo(1);
        });
    }

    @Test
    void aFrameOfAnotherOriginIsNoDifferent() {
        on((page, frames) -> {
            frames.enter(List.of(css("[name=outer]"), css("#far")), soon());
            assertThat(there(page)).isEqualTo("far");
            frames.leave();
            page.settle(item());
        });
    }

    @Test
    void whichPartOfThePathWasNotFoundIsSaid() {
        on((page, frames) -> {
            assertThatThrownBy(() -> frames.enter(
                            List.of(css("[name=outer]"), css("#nowhere"), css("#deep")),
                            Deadline.in(Duration.ofSeconds(2))))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STEP))
                    .hasMessage("part 2 of 3 of the path: no frame matches #nowhere");
            assertThatThrownBy(() ->
                            frames.enter(List.of(new Frames.Inwards.Index(7)), Deadline.in(Duration.ofMillis(500))))
                    .hasMessage("no frame matches index 7");
            assertThat(page.find(Selector.css(".item"), Wanted.VISIBLE, soon()).count())
                    .as("at the top again")
                    .isEqualTo(1);
        });
    }
}
