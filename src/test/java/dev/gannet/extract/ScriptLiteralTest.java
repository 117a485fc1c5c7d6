package dev.gannet.extract;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class ScriptLiteralTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '"',
            value = {
                "{a: 1, 'b': [1, 2.50, -3,], $c: null} ¦ {a=1, b=[1, 2.50, -3], $c=null}",
                "// one\\n{/* two */ a /* three */ : 'x'};; ¦ {a=x}",
                "['\\u0041\\x42\\u{43}\\\\n', `t\\nt`] ¦ [ABC, t\\nt]",
                "[!0, !1, void 0, undefined, NaN, -1e2, .5, 0x1f, 1_000, 5n] ¦ [true, false, null, null, null, -1E+2, 0.5, 31, 1000, 5]",
                "JSON.parse('{\"a\": \\'1\\'}') ¦ {a=1}",
                "Object.freeze({a: ({b: 1})}) ¦ {a={b=1}}",
                "[1e999999999, 12345678901234567890] ¦ [1e999999999, 12345678901234567890]",
                "{} ¦ {}",
            })
    void valuesAreReadAsScriptsWriteThem(String text, String value) throws Exception {
        String written = text.replace("\\n", "\n");
        assertThat(ScriptLiteral.whole(written).map(Object::toString))
                .isEqualTo(Optional.of(value.replace("\\n", "\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1",
                "{a}",
                "'x",
                "{a: b}",
                "f()",
                "[1] 2",
                "`${x}`",
                "'\\u00'",
                "-",
                "1.2.3",
                "/* x",
                "\"\\u{ffffff}\"",
                "{a: 1 b: 2}"
            })
    void whatIsComputedOrCutIsNone(String text) {
        assertThatThrownBy(() -> ScriptLiteral.whole(text)).isInstanceOf(ScriptLiteral.NoLiteralException.class);
    }

    @Test
    void valuesInsideEachOtherHaveABound() {
        assertThatThrownBy(() -> ScriptLiteral.whole("[".repeat(100_000)))
                .isInstanceOf(ScriptLiteral.NoLiteralException.class)
                .hasMessage("more than 200 values inside each other");
    }
}
