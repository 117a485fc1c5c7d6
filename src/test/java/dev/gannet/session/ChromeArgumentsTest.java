package dev.gannet.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

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
}
