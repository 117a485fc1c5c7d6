package dev.gannet.session;

import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BrowserFinderTest {
    @TempDir
    Path folder;

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static ChromeConfig config(Optional<Path> binary, Optional<Path> driver) {
        return new ChromeConfig(binary, driver, List.of(), Map.of(), Map.of(), Map.of());
    }

    @Test
    void theInstalledHeadlessShellIsPreferredAndIsNoScript() throws IOException {
        BrowserInstallation found = BrowserFinder.find(ChromeLauncherTest.CONFIG, false);
        assertThat(found.headlessShell()).isTrue();
        assertThat(Version.major(found.version()))
                .isEqualTo(Version.of(found.driver()).map(Version::major).orElseThrow());
        assertThat(found.trail()).isNotEmpty();
        assertThat(Files.newInputStream(found.browser()).readNBytes(2)).isNotEqualTo(new byte[] {'#', '!'});
    }

    @Test
    void fullChromeIsNotTheShell() {
        assertThat(BrowserFinder.find(ChromeLauncherTest.CONFIG, true).headlessShell())
                .isFalse();
    }

    @Test
    void wrappersAreSeenThroughWithAndWithoutExec() throws IOException {
        Path real = Path.of("/bin/cat").toRealPath();
        assertThat(Wrapper.through(script("a", "#!/bin/sh -e\n\n" + real + " \"$@\"\n")))
                .contains(real);
        assertThat(Wrapper.through(script("b", "#!/bin/sh\nexec " + real + " --flag \"$@\"\n")))
                .contains(real);
        assertThat(Wrapper.through(script("c", "#!/bin/sh\necho nothing\n"))).isEmpty();
    }

    @Test
    void aDriverOfAnotherVersionIsRefusedAndEveryPlaceNamed() throws IOException {
        Path browser = script("browser.sh", "#!/bin/sh\n" + script("real", "Chrome 99.0.1.2") + " \"$@\"\n");
        Path driver = script("driver", "ChromeDriver");
        assertThatThrownBy(() -> BrowserFinder.find(config(Optional.of(browser), Optional.of(driver)), false))
                .isInstanceOf(ScrapeException.class)
                .hasMessageContaining("gannet doctor --fix")
                .hasMessageContaining("real");
    }

    @Test
    void theLauncherOfSnapsIsNotTakenForABrowser() throws IOException {
        Path snap = Files.copy(Path.of("/bin/cat"), folder.resolve("snap"));
        Path link = Files.createSymbolicLink(folder.resolve("chromium"), snap);
        assertThat(Wrapper.through(link)).isEmpty();
        assertThat(Wrapper.through(script("chromium-browser", "#!/bin/sh\nexec " + link + " \"$@\"\n")))
                .isEmpty();
    }
}
