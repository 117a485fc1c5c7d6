package dev.gannet.store;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ExportTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30 1", "-x", "@cmd", "\t=1", "\r", "-", "=", "-5-1", "+1.", "\t5"})
    void cellsThatASpreadsheetWouldRunGetAnApostrophe_S19(String cell) {
        assertThat(Export.harmless(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+5.25", "-1e3", "12", "a=b", "", "'", " =1", "ı"})
    void numbersAndOrdinaryTextStayAsTheyAre_S19(String cell) {
        assertThat(Export.harmless(cell)).isEqualTo(cell);
    }
}
