package dev.gannet.job;

import dev.gannet.session.BrowserSpec.ResourceKind;
import dev.gannet.session.ChromeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Tag("fast")
class DriversConfigTest {
    @TempDir
    Path folder;

    @Test
    void withoutAFolderTheBuiltInProfilesAreThere() {
        ChromeConfig config = DriversConfig.load(folder.resolve("nowhere"));

        assertThat(config.profiles()).containsOnlyKeys("desktop", "mobile", "lean");
        assertThat(config.profiles().get("mobile"))
                .satisfies(profile -> assertThat(profile.mobile()).isTrue());
        assertThat(config.profiles().get("lean"))
                .satisfies(profile -> assertThat(profile.block())
                        .containsExactlyInAnyOrder(ResourceKind.IMAGE, ResourceKind.FONT, ResourceKind.MEDIA));
        assertThat(config.binary()).isEmpty();
    }

    @Test
    void everyFileIsRead() throws IOException {
        write(
                "chrome.yaml",
                "binary: /opt/chrome\ndriver: ~\narguments: [--lang=de]\npreferences: {translate.enabled: true, webkit.webprefs.default_font_size: 3, intl.accept_languages: '3'}\n");
        write("webdrivermanager.properties", "# where drivers are kept\nwdm.cachePath=/var/cache\n");
        write("profiles/paris.yaml", "width: 800\ntimezone: Europe/Paris\nlocale: fr-FR\nblock: font\n");

        ChromeConfig config = DriversConfig.load(folder);

        assertThat(config.binary()).contains(Path.of("/opt/chrome"));
        assertThat(config.driver()).isEmpty();
        assertThat(config.arguments()).containsExactly("--lang=de");
        assertThat(config.preferences())
                .isEqualTo(Map.of(
                        "translate.enabled",
                        true,
                        "webkit.webprefs.default_font_size",
                        3,
                        "intl.accept_languages",
                        "3"));
        assertThat(config.webDriverManager()).isEqualTo(Map.of("wdm.cachePath", "/var/cache"));
        assertThat(config.profiles().get("paris")).satisfies(profile -> {
            assertThat(profile.width()).isEqualTo(800);
            assertThat(profile.timezone()).contains("Europe/Paris");
        });
    }

    @Test
    void everyWrongKeyOfEveryFileIsToldAtOnce() throws IOException {
        write("chrome.yaml", "binry: /opt/chrome\narguments: [--no-sandbox]\n");
        write("webdrivermanager.properties", "cachePath=/var/cache\n");
        write("profiles/paris.yaml", "width: wide\ntimezone: Europe/Pariss\n");

        JobException wrong = catchThrowableOfType(JobException.class, () -> DriversConfig.load(folder));

        assertThat(wrong.problems()).hasSize(5);
        assertThat(wrong.report()).contains("did you mean \"binary\"?", "2:13:", "Europe/Paris\"?", "properties:1:1");
    }

    @Test
    void theFolderIsTheNamedOneElseTheNearestAboveElseBesideTheProgram() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Path near = Files.createDirectories(folder.resolve("a/drivers-config"));
        Path beside = Files.createDirectories(folder.resolve("p/drivers-config"));
        Path jar = Files.createDirectories(folder.resolve("p/target")).resolve("gannet.jar");

        assertThat(DriversConfig.locate("/named", deep, Optional.of(jar))).isEqualTo(Path.of("/named"));
        assertThat(DriversConfig.locate(null, deep, Optional.of(jar))).isEqualTo(near);
        assertThat(DriversConfig.locate(null, folder.resolve("elsewhere"), Optional.of(jar)))
                .isEqualTo(beside);
        assertThat(DriversConfig.locate(null, folder, Optional.empty())).isEqualTo(folder.resolve("drivers-config"));
        assertThat(List.of(near, beside)).allMatch(Files::isDirectory);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void R40_theMemoryOfABrowserIsReadAndTooLittleIsAnErrorWithItsLine() throws IOException {
        assertThat(DriversConfig.load(folder).memory()).isEqualTo(1_500_000_000);
        write("chrome.yaml", "memory: 2GB\n");
        assertThat(DriversConfig.load(folder).memory()).isEqualTo(2_000_000_000);
        write("chrome.yaml", "memory: 200MB\n");
        assertThatThrownBy(() -> DriversConfig.load(folder))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("300MB");
    }
}
