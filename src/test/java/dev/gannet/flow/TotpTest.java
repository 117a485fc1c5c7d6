package dev.gannet.flow;

import dev.gannet.web.Deadline;
import dev.gannet.web.Redaction;
import dev.gannet.web.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class TotpTest {
    // The keys of RFC 6238's table, "1234567890" again and again to 20, 32 and 64 bytes, in Base32.
    private static final String SHA1 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String SHA256 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA====";
    private static final String SHA512 =
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA=";

    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void theCodesAreThoseOfTheStandard_RFC6238_AppendixB(long second, String sha1, String sha256, String sha512) {
        Instant moment = Instant.ofEpochSecond(second);
        assertThat(codes(SHA1, "SHA1").code(moment)).isEqualTo(sha1);
        assertThat(codes(SHA256, "SHA256").code(moment)).isEqualTo(sha256);
        assertThat(codes(SHA512, "SHA512").code(moment)).isEqualTo(sha512);
        assertThat(Totp.of(new Secret(SHA1), new Redaction()).code(moment)).isEqualTo(sha1.substring(2));
    }

    private static Totp codes(String key, String algorithm) {
        return Totp.of(
                new Secret("otpauth://totp/Shop:me?secret=" + key.replace("=", "") + "&issuer=Shop&algorithm="
                        + algorithm + "&digits=8"),
                new Redaction());
    }

    @Test
    void aKeyIsReadAsSitesPrintIt() {
        Instant moment = Instant.ofEpochSecond(59);
        assertThat(Totp.of(new Secret(" gezd gnbv gy3t qojq gezd gnbv gy3t qojq "), new Redaction())
                        .code(moment))
                .isEqualTo("287082");
    }

    @Test
    void aCodeIsGivenOnceAndTheNextOneWaitedFor() {
        Totp codes = Totp.of(new Secret("otpauth://totp/a?period=1&secret=" + SHA1), new Redaction());
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            given.add(
                    codes.take(Deadline.in(Duration.ofSeconds(5))).orElseThrow().reveal());
        }
        assertThat(given).hasSize(3);
    }

    @Test
    void aNextCodeThatComesTooLateIsNotWaitedFor() {
        Totp codes = Totp.of(new Secret(SHA1), () -> Instant.ofEpochSecond(60), new Redaction());
        assertThat(codes.take(Deadline.in(Duration.ofSeconds(1)))).isPresent();
        assertThat(codes.take(Deadline.in(Duration.ofSeconds(1)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "A, empty",
        "HUSH-HUSH-01, Base32",
        "otpauth://hotp/x?secret=HUSHHUSH, codes by time",
        "otpauth://totp/x?secret=HUSHHUSH&digits=12, digits",
        "otpauth://totp/x?secret=HUSHHUSH&period=0, period",
        "otpauth://totp/x?secret=HUSHHUSH&algorithm=MD5, algorithm",
        "otpauth://totp/x y?secret=HUSHHUSH, not a URL"
    })
    void aWrongKeyIsToldAndNotShown(String key, String message) {
        assertThatThrownBy(() -> Totp.of(new Secret(key), new Redaction()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("HUSH")
                .hasNoCause();
    }
}
