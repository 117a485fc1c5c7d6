package dev.gannet.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ManagedDriverTest {
    @TempDir
    Path cache;

    @AfterEach
    void forget() {
        List.of("wdm.chromeDriverVersion", "wdm.cachePath", "wdm.commandsPropertiesOnlineFirst")
                .forEach(System::clearProperty);
        System.clearProperty("webdriver.chrome.driver");
    }

    @Test
    void aPinnedDriverIsFoundInTheCacheWithoutANetwork() throws Exception {
        Path installed = Path.of("/usr/bin/chromedriver");
        String version = Version.of(installed).orElseThrow();
        Path folder = Files.createDirectories(cache.resolve("chromedriver/linux64/" + version));
        Files.createSymbolicLink(folder.resolve("chromedriver"), installed);
        ChromeConfig config = new ChromeConfig(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(
                        "wdm.chromeDriverVersion",
                        version,
                        "wdm.cachePath",
                        cache.toString(),
                        "wdm.commandsPropertiesOnlineFirst",
                        "false"));
        List<String> trail = new ArrayList<>();
        assertThat(ManagedDriver.find(config, version, BrowserFinder.Mode.OFFLINE, trail::add))
                .as(trail.toString())
                .contains(folder.resolve("chromedriver"));
        assertThat(ManagedDriver.find(config, "1.2.3.4", BrowserFinder.Mode.OFFLINE, trail::add))
                .isEmpty();
    }

    private List<String> lookFor(String pinned, String version) {
        ChromeConfig config = new ChromeConfig(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                pinned.isEmpty()
                        ? Map.of("wdm.cachePath", cache.toString())
                        : Map.of("wdm.cachePath", cache.toString(), "wdm.chromeDriverVersion", pinned));
        List<String> seen = new ArrayList<>();
        ManagedDriver.find(config, version, BrowserFinder.Mode.OFFLINE, seen::add)
                .ifPresent(driver -> seen.add("found " + driver));
        return seen;
    }

    @Test
    void offlineWhatIsNotInTheCacheIsNotAskedOfTheNetwork() {
        assertThat(lookFor("156.0.1.2", "156.0.1.2"))
                .containsExactly("WebDriverManager's cache " + cache + ": no chromedriver of the browser's version");
    }

    @Test
    void aDriverFetchedEarlierIsFoundOfflineWithoutAPin() throws Exception {
        Path installed = Path.of("/usr/bin/chromedriver");
        String version = Version.of(installed).orElseThrow();
        Path folder = Files.createDirectories(cache.resolve("chromedriver/linux64/" + version));
        Path cached = Files.createSymbolicLink(folder.resolve("chromedriver"), installed);
        assertThat(lookFor("", Version.major(version) + ".0.0.1")).contains("found " + cached);
        assertThat(System.getProperty("webdriver.chrome.driver")).isNull();
    }
}
