package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.session.Session;
import dev.gannet.web.Evidence;
import dev.gannet.web.Redaction;
import dev.gannet.web.Secret;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.page.PageWindowsTest.item;
import static dev.gannet.page.PageWindowsTest.open;
import static dev.gannet.page.PageWindowsTest.soon;
import static org.assertj.core.api.Assertions.assertThat;

/** Pictures of pages, taken by a real Chrome and looked at by their pixels. */
@Tag("fast")
class ScreenshotsTest {
    private static final String INPUT =
            "style='border:0;outline:0;width:200px;height:40px;font-size:30px;color:red;background:#fff'";
    private static final List<Secret> SECRETS = List.of(new Secret("CANARY"));

    private final LocalSite site = LocalSite.open()
            .on(
                    "/main",
                    html("<body style='margin:0;background:#fff'><p class=item>item</p>"
                            + "<input id=password type=password value=hidden " + INPUT + "><br>"
                            + "<input id=shown value=xCANARYx " + INPUT + "><br><input id=plain value=plain " + INPUT
                            + "><div id=host></div><iframe src=/inside></iframe>"
                            + "<div style='height:3000px;width:100px;background:lime'></div>"
                            + "<script>host.attachShadow({mode:'open'}).innerHTML = \"<input value=CANARY "
                            + INPUT.replace("'", "") + ">\"</script>"))
            .on("/inside", html("<input id=inner type=password value=hidden " + INPUT + ">"))
            .on("/endless", html("<p class=item>item</p><div style='height:40000px'>"));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private void on(String path, BiConsumer<Session, Screenshots> work) {
        Browsers.lease(session -> {
            open(new OpenGate(), session, site.url(path)).settle(item());
            work.accept(session, new Screenshots(session, SECRETS));
            return true;
        });
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebElement find(Session session, String css) {
        return session.call("find", soon(), driver -> driver.findElement(By.cssSelector(css)));
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        return colours;
    }

    @Test
    void S15_passwordsAndSecretsAreCoveredWhileThePictureIsTakenAndOnlyThen() {
        on("/main", (session, camera) -> {
            Object before = session.script("return document.body.innerHTML", soon());
            for (String css : List.of("#password", "#shown")) {
                assertThat(colours(image(camera.element(find(session, css), soon()))))
                        .as(css)
                        .containsExactly(0x808080);
            }
            assertThat(colours(image(camera.element(find(session, "#host"), soon()))))
                    .as("in a shadow root")
                    .contains(0x808080)
                    .doesNotContain(0xff0000);
            assertThat(colours(image(camera.element(find(session, "iframe"), soon()))))
                    .as("in a frame")
                    .contains(0x808080)
                    .doesNotContain(0xff0000);
            assertThat(colours(image(camera.element(find(session, "#plain"), soon()))))
                    .as("what is no secret")
                    .contains(0xff0000, 0xffffff);
            assertThat(session.script("return document.body.innerHTML", soon())).isEqualTo(before);
            assertThat(colours(image(camera.viewport(soon())))).contains(0x808080);
        });
    }

    @Test
    void aFullPictureReachesToTheEndOfThePageAndLeavesTheViewportAsItWas() {
        on("/main", (session, camera) -> {
            Object before = session.script("return [innerWidth, innerHeight, scrollY].join()", soon());
            Screenshots.Whole whole = camera.full(soon());
            assertThat(whole.cut()).isFalse();
            BufferedImage image = image(whole.png());
            assertThat(image.getHeight()).isGreaterThan(3000);
            assertThat(image.getRGB(50, image.getHeight() - 20) & 0xffffff).isEqualTo(0x00ff00);
            assertThat(colours(image.getSubimage(0, 0, 300, 400))).contains(0x808080);
            BufferedImage view = image(camera.viewport(soon()));
            assertThat(session.script("return [innerWidth, innerHeight, scrollY].join()", soon()))
                    .isEqualTo(before);
            assertThat(before).isEqualTo(view.getWidth() + "," + view.getHeight() + ",0");
        });
    }

    @Test
    void aPageThatIsTooHighIsCutAndThatIsSaid() {
        on("/endless", (session, camera) -> {
            Screenshots.Whole whole = camera.full(soon());
            assertThat(whole.cut()).isTrue();
            assertThat(image(whole.png()).getHeight()).isEqualTo(16_000);
        });
    }

    @Test
    void evidenceIsCoveredToo() {
        Redaction redaction = new Redaction();
        SECRETS.forEach(secret -> redaction.hide(secret.reveal()));
        on("/main", (session, camera) -> {
            Evidence evidence = new EvidenceCamera(folder, 5, redaction).take(session, "page-1");
            try {
                BufferedImage image =
                        image(Files.readAllBytes(evidence.screenshot().orElseThrow()));
                assertThat(colours(image.getSubimage(0, 0, 200, 130))).contains(0x808080);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(evidence.dom()).isPresent();
        });
    }

    /** The next visit may fail before its page is asked for, as when the login is known not to work. */
    @Test
    void evidenceIsTakenOfAPageThatIsUpAlone() {
        EvidenceCamera camera = new EvidenceCamera(folder, 5, new Redaction());
        Browsers.lease(session -> {
            open(new OpenGate(), session, site.url("/main"));
            Path kept = camera.take(session, "page-1").dom().orElseThrow();
            new Renderer(new OpenGate()).leave(session);

            assertThat(camera.take(session, "page-1")).isEqualTo(Evidence.NONE);

            assertThat(kept).content().contains("item");
            return true;
        });
    }
}
