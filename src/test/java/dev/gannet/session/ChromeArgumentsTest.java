package dev.gannet.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class ChromeArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-sandbox",
                "--renderer-cmd-prefix=/bin/sh",
                "--utility-cmd-prefix=x",
                "--gpu-launcher=x",
                "--browser-subprocess-path=/tmp/x",
                "--proxy-server=evil:1",
                "--proxy-pac-url=http://evil",
                "--load-extension=/tmp/x",
                "--remote-allow-origins=*",
                "--remote-debugging-port=9222",
                "--remote-debugging-address=0.0.0.0",
                "--user-data-dir=/root",
                "--disable-web-security",
                "--ignore-certificate-errors",
                "--host-resolver-rules=MAP * 127.0.0.1",
                "--disable-site-isolation-trials",
                "--blink-settings=imagesEnabled=true",
                "--LANG=de",
                "no-sandbox",
                "-no-sandbox"
            })
    void S9_whatIsNotOnTheListIsRefused(String argument) {
        assertThat(ChromeArguments.refusal(argument)).isPresent();
    }

    @Test
    void S9_looksAndLimitsMayBeSet() {
        assertThat(ChromeArguments.refusal("--lang=de")).isEmpty();
        assertThat(ChromeArguments.refusal("--hide-scrollbars")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "download.default_directory",
                "download.prompt_for_download",
                "proxy.mode",
                "profile.default_content_setting_values.notifications.x",
                "extensions.settings",
                "a.b",
                ""
            })
    void S9_aPreferenceThatIsNotOnTheListIsRefused(String name) {
        assertThat(ChromePreferences.refusal(name, 1)).isPresent();
    }

    @Test
    void S9_contentMayBeBlockedButNothingAllowed() {
        assertThat(ChromePreferences.refusal("profile.default_content_setting_values.images", 2))
                .isEmpty();
        assertThat(ChromePreferences.refusal("profile.default_content_setting_values.geolocation", 1))
                .isPresent();
        assertThat(ChromePreferences.refusal("intl.accept_languages", "de-DE,de"))
                .isEmpty();
    }

    @Test
    void S9_aRefusedPreferenceNeverReachesTheBrowser() {
        ChromeConfig config = new ChromeConfig(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of("download.default_directory", "/root"),
                Map.of(),
                Map.of());
        BrowserSpec spec = new BrowserSpec(
                "plain", false, false, Set.of(), Optional.empty(), Optional.empty(), OwnHeaders.NONE, "");
        Profile plain = new Profile("plain", 800, 600, 1, false, Optional.empty(), Optional.empty(), Set.of());
        assertThatThrownBy(() -> ChromeWishes.of(config, spec, plain, List.of()))
                .hasMessageContaining("download.default_directory");
    }
}
