package dev.gannet.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class RedactionTest {
    private static final String SECRET = "pä&\"s's <w>\\/ 1+";

    private final Redaction redaction = new Redaction();

    @Test
    void aSecretIsTakenOutAsItIsAndAsItIsWrittenElsewhere() {
        redaction.hide(SECRET);
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String json = JsonMapper.builder().build().writeValueAsString(SECRET);
        String inner = json.substring(1, json.length() - 1);
        String html = SECRET.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        for (String form : new String[] {
            SECRET,
            encoded,
            encoded.toLowerCase(java.util.Locale.ROOT),
            encoded.replace("+", "%20"),
            URLEncoder.encode(encoded, StandardCharsets.UTF_8),
            inner,
            inner.replace("/", "\\/").replace("ä", "\\u00e4").replace("<", "\\x3C"),
            html,
            html.replace("\"", "&quot;").replace("'", "&#39;").replace("ä", "&#xE4;"),
            html.replace("&", "&amp;"),
        }) {
            assertThat(redaction.redact("before " + form + " after")).as(form).isEqualTo("before ••• after");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "another user:"})
    void aPasswordForBasicAuthenticationIsTakenOut(String before) {
        redaction.hide("hunter2-hunter2");
        String sent = Base64.getEncoder().encodeToString((before + "hunter2-hunter2").getBytes(StandardCharsets.UTF_8));
        String kept = redaction.redact("Basic " + sent);
        assertThat(kept).contains("•••");
        assertThat(kept.length()).isLessThan("Basic ".length() + before.length() * 4 / 3 + 8);
    }

    @Test
    void aLongSecretIsTakenOutWhole() {
        String secret = "-----BEGIN KEY-----\n" + "abcdefghij0123456789".repeat(300) + "\nx";
        redaction.hide(secret);
        String kept = redaction.redact("a " + secret + " b").replace("•", "");
        assertThat(kept).isEqualTo("a  b");
    }

    @Test
    void ofTwoSecretsNothingOfTheLongerStays() {
        redaction.hide("shop");
        redaction.hide("shop-password");
        assertThat(redaction.redact("shop-password at shop")).isEqualTo("••• at •••");
        assertThat(redaction.redact("it was shop-passw…")).isEqualTo("it was •••…");
    }

    @Test
    void whatIsTooShortOrNoSecretStays() {
        redaction.hide("me ");
        redaction.hide("");
        redaction.hide("a.c+d");
        assertThat(redaction.redact("me, abc+d and aXccd")).isEqualTo("me, abc+d and aXccd");
        assertThat(redaction.values()).extracting(Secret::reveal).containsExactly("a.c+d");
    }
}
