package dev.gannet.page;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.page.PageWindowsTest.item;
import static dev.gannet.page.PageWindowsTest.open;
import static dev.gannet.page.PageWindowsTest.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that a flow gives to inputs, in a real Chrome. */
@Tag("fast")
class UploadsTest {
    private static final String READ = "const done = arguments[1]; Promise.all([...arguments[0].files].map("
            + "f => f.text().then(t => f.name + '=' + t))).then(all => done(all.join()), e => done(String(e)))";

    private final LocalSite site = LocalSite.open()
            .on(
                    "/main",
                    html("<p class=item>item</p><input id=one type=file><input id=many type=file multiple>"
                            + "<input id=hidden type=file style='display:none'><input id=text>"));

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("uploads/sub"));
        Files.writeString(folder.resolve("uploads/a.txt"), "A");
        Files.writeString(folder.resolve("uploads/sub/b ü.txt"), "B");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("uploads/link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("uploads/within.txt"), folder.resolve("uploads/a.txt"));
        Files.setPosixFilePermissions(folder.resolve("uploads/a.txt"), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String give(String css, String... names) {
        return Browsers.lease(session -> {
            open(new OpenGate(), session, site.url("/main")).settle(item());
            WebElement input = session.call("find", soon(), driver -> driver.findElement(By.cssSelector(css)));
            new Uploads(session, folder.resolve("uploads")).give(input, List.of(names), soon());
            return String.valueOf(session.asyncScript(READ, soon(), input));
        });
    }

    @Test
    void aFileOfTheFolderIsReadByThePageAlsoFromAHiddenInput() {
        assertThat(give("#one", "a.txt")).isEqualTo("a.txt=A");
        assertThat(give("#hidden", "within.txt")).isEqualTo("a.txt=A");
        assertThat(give("#many", "a.txt", "sub/b ü.txt")).isEqualTo("a.txt=A,b ü.txt=B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "sub/../../secret.txt",
                "link.txt",
                "/etc/passwd",
                "sub",
                "",
                "none.txt",
                "a\u0000b"
            })
    void S26_noOtherFileIsGiven(String name) {
        Browsers.lease(session -> {
            Uploads uploads = new Uploads(session, folder.resolve("uploads"));
            assertThatThrownBy(() -> uploads.resolve(name))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STEP));
            return true;
        });
    }

    @Test
    void whatTakesNoFileOrOnlyOneSaysSo() {
        assertThatThrownBy(() -> give("#text", "a.txt")).hasMessageContaining("not an input that takes a file");
        assertThatThrownBy(() -> give("#one", "a.txt", "within.txt")).hasMessageContaining("takes one file only");
    }
}
