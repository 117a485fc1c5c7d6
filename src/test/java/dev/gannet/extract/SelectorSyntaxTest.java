package dev.gannet.extract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class SelectorSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".product",
                "li.next a",
                "a[href]",
                "a[href^=\"/x\"]",
                "[data-a=b i]",
                ":scope > a",
                "a:not(.b, .c)",
                "p:has(> a)",
                "tr:nth-child(2n+1)",
                ":is(a, b)",
                "[title=\"a:hover [x] #1\"]",
                ".md\\:flex",
                "input[name='q']",
                "#a1",
                "a, b"
            })
    void whatBothHalvesUnderstandIsFine(String css) {
        assertThat(SelectorSyntax.problem(css)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p:contains(x)|the browser does not know :contains",
                "p:eq(1)|the browser does not know :eq",
                "[^data-]|the browser does not know [^data-]",
                "a[href!=x]|write :not([href=x])",
                "a[class~=foo]|regular expression to extraction",
                "> a|write :scope > a",
                "[data-id=12]|[data-id=\"12\"]",
                "#1a|[id=\"1a\"]",
                "a:hover|extraction does not know :hover",
                "input:checked|extraction does not know :checked",
                "p::before|extraction cannot use ::before",
                ":where(a)|write :is",
                "a[href|not a selector",
                "a >|not a selector",
            })
    void namesTheHalfThatCannotUseIt(String css, String said) {
        assertThat(SelectorSyntax.problem(css)).get().asString().contains(said);
    }
}
