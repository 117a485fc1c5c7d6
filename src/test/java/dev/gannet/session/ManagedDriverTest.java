package dev.gannet.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

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
}
