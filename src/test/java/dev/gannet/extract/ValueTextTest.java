package dev.gannet.extract;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ValueTextTest {
    private static Parsed parse(FieldType type, String locale, String text) {
        FieldSpec field = Pages.field("f", Pages.css("a"), type);
        return ValueText.parse(text, locale.isEmpty() ? field : Pages.in(field, locale), Pages.URL, new Cleaner());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "12,50|``|12.50",
                "12.50|``|12.50",
                "1.234|``|1.234",
                "1,234|``|1234",
                "0,125|``|0.125",
                "1.234,5|``|1234.5",
                "1,234.5|``|1234.5",
                "1.234.567|``|1234567",
                "1 234 567|``|1234567",
                "1\u202f234,5|``|1234.5",
                "1'234.5|``|1234.5",
                "\u22127|``|-7",
                "7-|``|-7",
                "(7)|``|-7",
                "+7|``|7",
                "\u0661\u0662\u066b\u0665|``|12.5",
                "12,34,567|``|1234567",
                ".5|``|0.5",
                "1.234|de-DE|1234",
                "1,234|de-DE|1.234",
                "12.50|de-DE|-",
                "1.234,56|de-DE|1234.56",
                "1,234|en-US|1234",
                "1234,5|en-US|-",
                "1 234,5|fr-FR|1234.5",
                "1’234.5|de-CH|1234.5",
                "abc|``|-",
                "12 apples|``|-",
                "1,2,3|``|-",
                "1..2|``|-",
                "1.2,3,4|``|-",
                "5.|``|-",
                "-|``|-",
                "--5|``|-"
            })
    void readsDecimalsAsTheyAreWritten(String text, String locale, BigDecimal wanted) {
        assertThat(parse(FieldType.DECIMAL, locale, text == null ? "-" : text).value())
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "$1,234.56|``|1234.56|USD",
                "USD 12|``|12|USD",
                "12 USD|``|12|USD",
                "12,50|``|12.50|-",
                "£51.77|``|51.77|GBP",
                "1.234,56\u00a0€|de-DE|1234.56|EUR",
                "-$12.50|``|-12.50|USD",
                "$-12.50|``|-12.50|USD",
                "\u221212,50 €|``|-12.50|EUR",
                "($12)|``|-12|USD",
                "12,- €|``|12|EUR",
                "12,\u2013 €|de-DE|12|EUR",
                "$12 CAD|``|12|CAD",
                "$12|en-CA|12|CAD",
                "¥1,200|``|1200|JPY",
                "¥12|zh-CN|12|CNY",
                "99 kr|sv-SE|99|SEK",
                "99 kr|``|99|-",
                "1 299,00 zł|pl-PL|1299.00|PLN",
                "CHF 1’299.50|de-CH|1299.50|CHF",
                "1,234 €|``|1234|EUR"
            })
    void readsMoneyWithItsCurrency(String text, String locale, BigDecimal amount, String currency) {
        assertThat(parse(FieldType.MONEY, locale, text).value()).isEqualTo(new Money(amount, currency));
    }

    @Test
    void refusesMoneyThatMayBeTwoAmountsOrNone() {
        assertThat(parse(FieldType.MONEY, "", "1.234 €").value()).isNull();
        assertThat(parse(FieldType.MONEY, "", "1.234 €").note())
                .contains("add locale:")
                .contains("1234");
        assertThat(parse(FieldType.MONEY, "de-DE", "1.234 €").value())
                .isEqualTo(new Money(new BigDecimal("1234"), "EUR"));
        for (String text : List.of("free", "from $12", "12 ABC", "$", "USD 12 EUR", "1.2.3,4 €", "12 €/kg", "€ € 5")) {
            assertThat(parse(FieldType.MONEY, "", text).value()).as(text).isNull();
        }
    }

    @Test
    void readsBackWhatEveryLocaleWrites() {
        Random random = new Random(7);
        for (String tag :
                List.of("en-US", "de-DE", "fr-FR", "de-CH", "pl-PL", "pt-BR", "hi-IN", "sv-SE", "tr-TR", "ja-JP")) {
            Locale locale = Locale.forLanguageTag(tag);
            DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(locale));
            for (int i = 0; i < 300; i++) {
                BigDecimal number = BigDecimal.valueOf(random.nextLong() >> random.nextInt(20, 60), 2);
                String text = format.format(number);
                assertThat(parse(FieldType.DECIMAL, tag, text).value())
                        .as(tag + " " + text)
                        .isEqualTo(number);
                String code = Currency.getInstance(locale).getCurrencyCode();
                assertThat(parse(FieldType.MONEY, tag, text + " " + code).value())
                        .as(tag + " " + text + " " + code)
                        .isEqualTo(new Money(number, code));
            }
        }
    }

    @Test
    void readsWholeNumbersOnly() {
        assertThat(parse(FieldType.INT, "", "1,200").value()).isEqualTo(1200L);
        assertThat(parse(FieldType.INT, "", "12.00").value()).isEqualTo(12L);
        assertThat(parse(FieldType.INT, "", "12.5").note())
                .isEqualTo("found '12.5', wanted a whole number such as 1200");
        assertThat(parse(FieldType.INT, "", "1.234").note()).contains("add locale:");
        assertThat(parse(FieldType.INT, "de-DE", "1.234").value()).isEqualTo(1234L);
        assertThat(parse(FieldType.INT, "", "99999999999999999999").value()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "2026-11-22|``|2026-11-22",
                "2026/1/2|``|2026-01-02",
                "22.11.2026|``|2026-11-22",
                "1.2.2026|``|2026-02-01",
                "11/22/2026|``|2026-11-22",
                "22/11/2026|``|2026-11-22",
                "11/12/2026|``|-",
                "11/12/2026|en-US|2026-11-12",
                "11/12/2026|en-GB|2026-12-11",
                "Nov 22, 2026|``|2026-11-22",
                "22 November 2026|``|2026-11-22",
                "Sunday, 22nd of November 2026|``|2026-11-22",
                "Sept. 3, 2026|``|2026-09-03",
                "22. März 2026|de-DE|2026-03-22",
                "22 de noviembre de 2026|es-ES|2026-11-22",
                "1er août 2026|fr-FR|2026-08-01",
                "22 ноября 2026 г.|ru-RU|2026-11-22",
                "2026年11月22日|ja-JP|2026-11-22",
                "22.11.26|``|2026-11-22",
                "22.11.85|``|1985-11-22",
                "2026-02-30|``|-",
                "22 Smarch 2026|``|-",
                "November 2026|``|-",
                "soon|``|-",
                "2026-11-22T10:00:00Z|``|2026-11-22",
                "4 Temmuz 2026|tr-TR|2026-07-04",
                "4 May 2026 8|``|-"
            })
    void readsDates(String text, String locale, LocalDate wanted) {
        assertThat(parse(FieldType.DATE, locale, text).value()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2026-11-22T10:00:00Z|2026-11-22T10:00:00Z",
                "2026-11-22T10:00:00.5+02:00|2026-11-22T08:00:00.5Z",
                "2026-11-22T10:00+0200|2026-11-22T08:00:00Z",
                "Sun, 22 Nov 2026 10:00:00 GMT|2026-11-22T10:00:00Z",
                "1795345200|2026-11-22T11:00:00Z",
                "1795345200500|2026-11-22T11:00:00.5Z",
                "Nov 22, 2026 at 3:05 pm UTC|2026-11-22T15:05:00Z",
                "2026-11-22T10:00:00+01:00[Europe/Paris]|2026-11-22T09:00:00Z"
            })
    void readsMomentsAsUtc(String text, Instant wanted) {
        assertThat(parse(FieldType.DATETIME, "", text)).isEqualTo(new Parsed(wanted, null));
    }

    @Test
    void saysThatAMomentWithoutAZoneIsTakenAsUtc() {
        Parsed parsed = parse(FieldType.DATETIME, "de-DE", "22.11.2026, 10:30 Uhr");
        assertThat(parsed.value()).isEqualTo(Instant.parse("2026-11-22T10:30:00Z"));
        assertThat(parsed.note()).contains("taken as UTC");
        assertThat(parse(FieldType.DATETIME, "", "2026-11-22").note()).contains("00:00 UTC");
        for (String text :
                List.of("2026-11-22 25:00", "10:30", "yesterday", "22 Nov 2026 10:30 CET", "2026-11-22 13:00 pm")) {
            assertThat(parse(FieldType.DATETIME, "", text).value()).as(text).isNull();
        }
    }

    @Test
    void readsBooleansAndUrls() {
        assertThat(parse(FieldType.BOOL, "", "YES").value()).isEqualTo(true);
        assertThat(parse(FieldType.BOOL, "", "0").value()).isEqualTo(false);
        assertThat(parse(FieldType.BOOL, "", "maybe").note()).isEqualTo("found 'maybe', wanted true or false");
        assertThat(parse(FieldType.URL, "", "../a b").value()).isEqualTo("https://shop.example/a%20b");
        assertThat(parse(FieldType.URL, "", "mailto:a@b.example").value()).isEqualTo("mailto:a@b.example");
        assertThat(parse(FieldType.URL, "", "javascript:alert(1)").value()).isNull();
    }

    @Test
    void noTextMakesAnyTypeThrow() {
        Random random = new Random(11);
        String alphabet = "0123456789.,-+'/: €$£TZAPMpm()年月日[]{}\"\u00a0\u2212\u0661NovMai,GMTUSD";
        int values = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(1, 16); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (FieldType type : FieldType.values()) {
                Parsed parsed = parse(type, random.nextBoolean() ? "" : "de-DE", text.toString());
                assertThat(Optional.ofNullable(parsed.value()).isPresent() || parsed.note() != null)
                        .isTrue();
                values += parsed.value() == null ? 0 : 1;
            }
        }
        assertThat(values).isGreaterThan(40_000);
    }
}
