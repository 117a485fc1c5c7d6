package dev.gannet.session;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
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
    void aProgramIsAskedForItsVersionOnceUntilItsFileChanges() throws IOException {
        Path asked = folder.resolve("asked");
        String says = "#!/bin/sh\necho >>" + asked + "\necho Chromium %s\n";
        Path program = script("program", says.formatted("156.0.7.8"));
        assertThat(Version.of(program)).contains("156.0.7.8");
        assertThat(Version.of(program)).contains("156.0.7.8");
        assertThat(Files.readString(asked)).isEqualTo("\n");
        script("program", says.formatted("157.0.10.11"));
        assertThat(Version.of(program)).contains("157.0.10.11");
        Files.delete(program);
        assertThat(Version.of(program)).isEmpty();
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

    private void failsFastAndFetchesNothing(Path browser, Path driver, String... told) {
        Path cache = folder.resolve("cache");
        ChromeConfig config = new ChromeConfig(
                Optional.of(browser),
                Optional.of(driver),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of("wdm.cachePath", cache.toString()));
        long from = System.nanoTime();
        try {
            assertThatThrownBy(() -> BrowserFinder.find(config, false))
                    .isInstanceOfSatisfying(
                            ScrapeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BROWSER_LAUNCH))
                    .hasMessageContainingAll(told);
        } finally {
            System.clearProperty("wdm.cachePath");
        }
        // Five seconds, and three times the room for a machine that others use.
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(45));
        assertThat(cache).as("what was downloaded").doesNotExist();
    }

    @Test
    void R50_aDriverOfAnotherMajorVersionFailsWithinSecondsAndNothingIsDownloaded() throws IOException {
        // No scripts, which would be looked through: programs of a kind that the shell runs.
        Path browser = script("shell", "echo Chromium 156.0.7.8\n");
        Path driver = script("chromedriver", "echo 'ChromeDriver 98.0.1.2 (abc)'\n");
        failsFastAndFetchesNothing(browser, driver, "browser 156.0.7.8", "driver 98.0.1.2", "gannet doctor --fix");
    }

    @Test
    void R50_aBrowserThatDoesNotStartFailsWithinSecondsAndNothingIsDownloaded() throws IOException {
        Path browser = script("shell", "exit 127\n");
        Path driver = script("chromedriver", "echo 'ChromeDriver 156.0.1.2 (abc)'\n");
        failsFastAndFetchesNothing(browser, driver, "does not say its version", "gannet doctor --fix");
    }
}
