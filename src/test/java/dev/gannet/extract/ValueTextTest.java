package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class ValueTextTest {
    /** A Friday. */
    private static final Instant SEEN = Instant.parse("2026-11-27T23:34:56.789Z");

    private static Parsed parse(FieldType type, String locale, String text) {
        FieldSpec field = Pages.field("f", Pages.css("a"), type);
        return parse(locale.isEmpty() ? field : Pages.in(field, locale), text);
    }

    private static Parsed parse(FieldSpec field, String text) {
        return ValueText.parse(text, field, new Setting(PageUrl.parse(Pages.URL), SEEN, new Cleaner()));
    }

    private static FieldSpec written(FieldType type, String locale, String zone, String... formats) {
        Optional<Locale> own = Optional.of(locale).filter(tag -> !tag.isEmpty()).map(Locale::forLanguageTag);
        return Pages.field("f", Pages.css("a"), type)
                .written(new Notation(
                        own,
                        Stream.of(formats).map(one -> DatePattern.of(one, own)).toList(),
                        Optional.of(zone).filter(name -> !name.isEmpty()).map(ZoneId::of),
                        Optional.empty(),
                        List.of()));
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
        assertThat(parse(FieldType.MONEY, "", "1.234 €").told()).contains("add locale:");
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
        assertThat(parse(FieldType.INT, "", "12.5").told()).isEqualTo("wanted a whole number such as 1200");
        assertThat(parse(FieldType.INT, "", "1.234").told()).contains("add locale:");
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
        assertThat(parse(FieldType.DATETIME, "", text)).isEqualTo(Parsed.of(wanted));
    }

    @Test
    void saysThatAMomentWithoutAZoneIsTakenAsUtc() {
        Parsed parsed = parse(FieldType.DATETIME, "de-DE", "22.11.2026, 10:30 Uhr");
        assertThat(parsed.value()).isEqualTo(Instant.parse("2026-11-22T10:30:00Z"));
        assertThat(parsed.told()).contains("taken as UTC");
        assertThat(parse(FieldType.DATETIME, "", "2026-11-22").told()).contains("00:00 UTC");
        for (String text : List.of("2026-11-22 25:00", "10:30", "22 Nov 2026 10:30 CET", "2026-11-22 13:00 pm")) {
            assertThat(parse(FieldType.DATETIME, "", text).value()).as(text).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "3 hours ago|``|2026-11-27T20:00:00Z",
                "3h ago|``|2026-11-27T20:00:00Z",
                "about an hour ago|``|2026-11-27T22:00:00Z",
                "5 min. ago|``|2026-11-27T23:29:00Z",
                "40 seconds ago|``|2026-11-27T23:34:16Z",
                "1 hour, 5 minutes ago|``|2026-11-27T22:29:00Z",
                "just now|``|2026-11-27T23:34:00Z",
                "in 2 hours|``|2026-11-28T01:00:00Z",
                "2 days ago|``|2026-11-25T00:00:00Z",
                "Yesterday|``|2026-11-26T00:00:00Z",
                "yesterday at 2:30 pm|``|2026-11-26T14:30:00Z",
                "Today, 10:05|``|2026-11-27T10:05:00Z",
                "1 year and 2 months ago|``|2025-09-27T00:00:00Z",
                "last month|``|2026-10-27T00:00:00Z",
                "vor 3 Stunden|de-DE|2026-11-27T20:00:00Z",
                "vor 3 Stunden|``|2026-11-27T20:00:00Z",
                "gestern um 14:30 Uhr|de-DE|2026-11-26T14:30:00Z",
                "il y a 3 heures|fr-FR|2026-11-27T20:00:00Z",
                "hier à 14:30|fr-FR|2026-11-26T14:30:00Z",
                "Aujourd’hui|fr-FR|2026-11-27T00:00:00Z",
                "hace una hora|es-ES|2026-11-27T22:00:00Z",
                "2 giorni fa|it-IT|2026-11-25T00:00:00Z",
                "há 5 minutos|pt-BR|2026-11-27T23:29:00Z",
                "3 uur geleden|nl-NL|2026-11-27T20:00:00Z",
                "för 3 timmar sedan|sv-SE|2026-11-27T20:00:00Z",
                "for 3 timer siden|no-NO|2026-11-27T20:00:00Z",
                "3 godziny temu|pl-PL|2026-11-27T20:00:00Z",
                "před 3 hodinami|cs-CZ|2026-11-27T20:00:00Z",
                "3 часа назад|ru-RU|2026-11-27T20:00:00Z",
                "3 saat önce|tr-TR|2026-11-27T20:00:00Z",
                "3時間前|ja-JP|2026-11-27T20:00:00Z",
                "3小时前|zh-CN|2026-11-27T20:00:00Z",
                "3시간 전|ko-KR|2026-11-27T20:00:00Z",
                "3 hours ago|de-DE|2026-11-27T20:00:00Z",
                "vor 3 Stunden|fr-FR|-",
                "3 hours|``|-",
                "hours ago|``|2026-11-27T22:00:00Z",
                "3 4 hours ago|``|-",
                "1.5 hours ago|``|-",
                "999999 years ago|``|-",
                "3 moons ago|``|-",
                "ago|``|-"
            })
    void tellsTimesFromWhenThePageWasSeen(String text, String locale, Instant wanted) {
        assertThat(parse(FieldType.DATETIME, locale, text).value()).isEqualTo(wanted);
    }

    @Test
    void daysBeginWhereTheZoneIs() {
        assertThat(parse(FieldType.DATE, "", "yesterday"))
                .isEqualTo(new Parsed(
                        LocalDate.parse("2026-11-26"),
                        "yesterday",
                        "counted from when the page was seen, in days of UTC; add zone: for others"));
        assertThat(parse(written(FieldType.DATE, "", "Europe/Berlin"), "yesterday"))
                .isEqualTo(Parsed.of(LocalDate.parse("2026-11-27")));
        assertThat(parse(written(FieldType.DATETIME, "", "Europe/Berlin"), "yesterday, 14:30"))
                .isEqualTo(Parsed.of(Instant.parse("2026-11-27T13:30:00Z")));
        assertThat(parse(written(FieldType.DATETIME, "", "Europe/Berlin"), "22.07.2026 10:30"))
                .isEqualTo(Parsed.of(Instant.parse("2026-07-22T08:30:00Z")));
        assertThat(parse(FieldType.DATETIME, "", "3 hours ago").told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "dd.MM.yyyy|``|22.11.2026|2026-11-22",
                "MM-dd-yyyy|``|11-12-2026|2026-11-12",
                "dd-MM-yyyy|``|11-12-2026|2026-12-11",
                "dd-MM-yyyy|``|2026-12-11|-",
                "dd-MM-yyyy|``|31-04-2026|-",
                "dd-MM-yyyy|``|29-02-2026|-",
                "yyMMdd|``|261122|2026-11-22",
                "yyMMdd|``|851122|1985-11-22",
                "yyyyMMdd|``|20261122|2026-11-22",
                "d. MMM yyyy|de-DE|3. Okt. 2026|2026-10-03",
                "d. MMM yyyy|de-DE|3. Okt 2026|2026-10-03",
                "d. MMMM yyyy|de-DE|3. OKTOBER 2026|2026-10-03",
                "d MMM yyyy|en-GB|3 Sep 2026|2026-09-03",
                "d MMM yyyy|en-GB|3 Sept 2026|2026-09-03",
                "d MMM yyyy|``|3 Sept 2026|2026-09-03",
                "d MMMM yyyy|ru-RU|3 октября 2026|2026-10-03",
                "EEEE, d MMMM yyyy|``|Sunday, 22 November 2026|2026-11-22",
                "EEEE, d MMMM yyyy|``|Monday, 22 November 2026|-",
                "dd.MM.yyyy|``|yesterday|-"
            })
    void readsDatesByTheirPattern(String pattern, String locale, String text, LocalDate wanted) {
        Parsed parsed = parse(written(FieldType.DATE, locale, "", pattern), text);
        assertThat(parsed.value()).isEqualTo(wanted);
        if (wanted == null) {
            assertThat(parsed.told()).isEqualTo("wanted a date written as " + pattern);
        }
    }

    @Test
    void readsMomentsByTheirPatternsTheFirstThatFits() {
        FieldSpec field = written(FieldType.DATETIME, "", "Europe/Berlin", "dd.MM.yyyy HH:mm", "dd.MM.yyyy h:mm a XXX");
        assertThat(parse(field, "22.11.2026 10:30")).isEqualTo(Parsed.of(Instant.parse("2026-11-22T09:30:00Z")));
        assertThat(parse(field, "22.11.2026 3:30 pm -05:00"))
                .isEqualTo(Parsed.of(Instant.parse("2026-11-22T20:30:00Z")));
        assertThat(parse(field, "2026-11-22 10:30").told())
                .isEqualTo("wanted a date written as dd.MM.yyyy HH:mm or dd.MM.yyyy h:mm a XXX");
        assertThat(parse(written(FieldType.DATETIME, "", "", "dd.MM.yyyy"), "22.11.2026"))
                .isEqualTo(new Parsed(
                        Instant.parse("2026-11-22T00:00:00Z"), "22.11.2026", "no time given; taken as 00:00 UTC"));
    }

    @ParameterizedTest
    @CsvSource({"dd.MM", "HH:mm", "MM/yyyy", "bb", "dd.mm.yyyy", "DD.MM.YYYY", "{"})
    void patternsThatGiveNoDateAreNone(String pattern) {
        assertThatThrownBy(() -> DatePattern.of(pattern, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pattern");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "12,50|EUR|EUR",
                "$12|CAD|CAD",
                "$12|EUR|USD",
                "US$12|CAD|USD",
                "$12 USD|CAD|USD",
                "99 kr|DKK|DKK",
                "99 kr.|DKK|DKK",
                "¥12|CNY|CNY",
                "￥12|CNY|CNY",
                "Rs. 12|INR|INR",
                "12 €|CHF|EUR",
                "12|CHF|CHF"
            })
    void theFieldsCurrencyIsThatOfAmountsAndSignsWithoutOne(String text, String currency, String wanted) {
        FieldSpec field = Pages.field("f", Pages.css("a"), FieldType.MONEY)
                .written(new Notation(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(Currency.getInstance(currency)),
                        List.of()));
        assertThat(parse(field, text).value())
                .isInstanceOfSatisfying(
                        Money.class, money -> assertThat(money.currency()).isEqualTo(wanted));
    }

    @Test
    void readsBooleansAndUrls() {
        assertThat(parse(FieldType.BOOL, "", "YES").value()).isEqualTo(true);
        assertThat(parse(FieldType.BOOL, "", "0").value()).isEqualTo(false);
        assertThat(parse(FieldType.BOOL, "", "maybe").told()).isEqualTo("wanted true or false");
        assertThat(parse(FieldType.URL, "", "../a b").value()).isEqualTo("https://shop.example/a%20b");
        assertThat(parse(FieldType.URL, "", "mailto:a@b.example").value()).isEqualTo("mailto:a@b.example");
        assertThat(parse(FieldType.URL, "", "javascript:alert(1)").value()).isNull();
    }

    @Test
    void noTextMakesAnyTypeThrow() {
        assertNoTextMakesAnyTypeThrow(3_000);
    }

    @Tag("soak")
    @Test
    void noneOfManyTextsMakesAnyTypeThrow() {
        assertNoTextMakesAnyTypeThrow(20_000);
    }

    private static void assertNoTextMakesAnyTypeThrow(int texts) {
        Random random = new Random(11);
        String alphabet = "0123456789.,-+'/: €$£TZAPMpm()年月日[]{}\"\u00a0\u2212\u0661NovMai,GMTUSD";
        int values = 0;
        for (int i = 0; i < texts; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(1, 16); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (FieldType type : FieldType.values()) {
                Parsed parsed = parse(type, random.nextBoolean() ? "" : "de-DE", text.toString());
                if (parsed.value() == null && parsed.told().isEmpty()) {
                    throw new AssertionError(type + " has neither a value nor a reason for '" + text + "'");
                }
                values += parsed.value() == null ? 0 : 1;
            }
        }
        assertThat(values).isGreaterThan(2 * texts);
    }
}
