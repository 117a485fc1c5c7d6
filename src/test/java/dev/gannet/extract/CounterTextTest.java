package dev.gannet.extract;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class CounterTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120 results                        | 120
            1-24 of 120                        | 120
            Showing 1\u201324 of 1,234 results | 1234
            1.234 Treffer                      | 1234
            1 bis 20 von 12.345 Artikeln       | 12345
            1\u202f234 r\u00e9sultats          | 1234
            12'345'678 Eintr\u00e4ge           | 12345678
            24/120                             | 120
            Results (7)                        | 7
            24 de 1.200 resultados             | 1200
            page 2, 120 results, 0.35 seconds  | 120
            over 10,000 results                | 10000+
            more than 500                      | 500+
            1-24 of about 3,000                | 3000+
            999+ items                         | 999+
            plus de 100 r\u00e9sultats         | 100+
            \u00fcber 2.000 Treffer            | 2000+
            0 results                          | 0
            items 0-24/319                     | 319
            """)
    void aCounterIsReadAsPeopleWriteIt(String text, String read) {
        assertThat(CounterText.read(text).map(told -> told.count() + (told.least() ? "+" : "")))
                .contains(read);
    }

    @Test
    void whatTellsNoNumberIsNone() {
        assertThat(CounterText.read("No results")).isEmpty();
        assertThat(CounterText.read("")).isEmpty();
        assertThat(CounterText.read("items 0-24/*")).isEmpty();
        assertThat(CounterText.read("1".repeat(40))).isEmpty();
        assertThat(CounterText.read("1 ".repeat(1000))).isEmpty();
    }
}
