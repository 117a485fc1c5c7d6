package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.extract.Pages.fallback;
import static dev.gannet.extract.Pages.field;
import static dev.gannet.extract.Pages.kind;
import static dev.gannet.extract.Pages.many;
import static dev.gannet.extract.Pages.onePerPage;
import static org.assertj.core.api.Assertions.assertThat;

/** A part of a text: by a regular expression, by a path into the JSON that it is; and what XPath finds besides elements. */
@Tag("fast")
class PortionTest {
    private static Source regex(String css, String regex) {
        return new Source.Select(
                Optional.of(Selector.css(css)),
                Optional.empty(),
                false,
                new Source.Portion(Optional.empty(), Optional.of(regex)));
    }

    private static Extraction one(String html, FieldSpec field) {
        return Pages.extract(html, onePerPage("page", List.of(), Pages.text("b", "b"), field));
    }

    private static String value(Extraction found) {
        return String.valueOf(found.items().get(0).values().get("x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "\\d+ ¦ 12",
                "of (\\d+) ¦ 340",
                "(?P<unit>\\w+) of (?P<value>\\d+) ¦ 340",
                "(?i)RESULTS (\\d+)(?:-| to )(\\d+) ¦ 1",
                "none ¦ null",
                "^results ¦ null",
            })
    void whatIsMeantIsAGroupOrAllThatFits(String regex, String value) {
        String html = "<b>Results 1 to\n 12 of 340</b>".replace("1 to", regex.startsWith("(?i)") ? "1 to" : "to");
        assertThat(value(one(html, field("x", regex("b", regex), FieldType.TEXT))))
                .isEqualTo(value);
    }

    @Test
    void everyPlaceCountsWhereManyAreWantedAndTypesApply() {
        FieldSpec sizes = many(field("x", regex("b", "(\\d+) ?cm"), FieldType.INT));
        assertThat(one("<b>10 cm, 20cm, 30 kg</b><b>40cm</b>", sizes)
                        .items()
                        .get(0)
                        .values())
                .containsEntry("x", new Item.Json("[10,20,40]"));
    }

    @Test
    void aTextThatDoesNotFitIsToldUnlessThereIsADefault() {
        FieldSpec count = field("x", regex("b", "(\\d+) reviews"), FieldType.INT);
        assertThat(one("<b>No reviews yet</b>", count).problems())
                .singleElement()
                .extracting(Extraction.Problem::message)
                .isEqualTo("found 'No reviews yet', which (\\d+) reviews does not fit");
        Extraction filled = one("<b>No reviews yet</b>", fallback(count, "0"));
        assertThat(filled.problems()).isEmpty();
        assertThat(value(filled)).isEqualTo("0");
    }

    /** Backtracking would take longer than the universe has. */
    @Test
    void S24_aRegularExpressionTakesNoLongerThanItsTextIsLong() {
        String html = "<b>" + "x".repeat(200_000) + "</b>";
        assertThat(value(one(html, field("x", regex("b", "(x+x+)+y"), FieldType.TEXT))))
                .isEqualTo("null");
        String longer = "<b>" + "x".repeat(Portion.LONGEST) + "7</b>";
        assertThat(one(longer, field("x", regex("b", "\\d"), FieldType.TEXT)).problems())
                .singleElement()
                .extracting(Extraction.Problem::message)
                .asString()
                .endsWith("… does not fit in its first 1000000 characters".replace("… ", ""));
    }

    @Test
    void aPathLeadsIntoTheJsonThatATextOrAnAttributeIs() {
        Source attribute = new Source.Select(
                Optional.of(Selector.css("b")),
                Optional.of("data-props"),
                false,
                new Source.Portion(Optional.of("$.sizes[*].cm"), Optional.empty()));
        Source script = new Source.Select(
                Optional.of(Selector.css("script")),
                Optional.empty(),
                false,
                new Source.Portion(Optional.of("$.note"), Optional.of("[0-9.]+")));
        String html = "<b data-props='{\"sizes\": [{\"cm\": 1.5}, {\"cm\": 2}]}'>b</b>"
                + "<script type=application/json data-x>{\"note\": \"only 3.7 left\"}</script>";
        assertThat(value(one(html, many(field("x", attribute, FieldType.DECIMAL)))))
                .contains("[1.5,2]");
        assertThat(value(one(html, field("x", script, FieldType.DECIMAL)))).isEqualTo("3.7");
        assertThat(one("<b data-props='{sizes:'>b</b>", field("x", attribute, FieldType.DECIMAL))
                        .problems())
                .singleElement()
                .extracting(Extraction.Problem::message)
                .asString()
                .startsWith("found '{sizes:', wanted JSON: ");
    }

    private static Source xpath(String path) {
        return new Source.Select(Optional.of(new Selector.XPath(path)), Optional.empty(), false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                ".//a/@href ¦ [/1, /2]",
                "//a/@href ¦ [/1, /2]",
                "@class ¦ [one, two]",
                "//p/@class ¦ [one, two]",
                "b/text() ¦ [bold, bolder]",
                "text()[1] ¦ [and, null]",
                "count(.//i) ¦ [1, 0]",
                "concat(b, ': ', a/@href) ¦ [bold: /1, bolder: /2]",
                "normalize-space(../h1) ¦ [Head, Head]",
                "preceding-sibling::p/b ¦ [null, bold]",
                "//h1[count(//p) = 2] ¦ [null, null]",
                "concat(b, count( //p)) ¦ [bold2, bolder2]",
                "string(//h1) ¦ [Head, Head]",
                ".//a ¦ [go, go]",
            })
    void pathsOfXpathGiveAttributesTextsAndWhatFunctionsMake(String path, String values) {
        String html = "<section><h1>  Head </h1><p class=one><b>bold</b><a href=/1>go</a> and <i>x</i></p>"
                + "<p class=two><b>bolder</b><a href=/2>go</a></p></section>";
        assertThat(Pages.extract(html, kind("row", "p", field("x", xpath(path), FieldType.TEXT))).items().stream()
                        .map(item -> String.valueOf(item.values().get("x")))
                        .map(text -> text.isEmpty() ? "null" : text)
                        .toList()
                        .toString())
                .isEqualTo(values);
    }

    @Test
    void pathsOfXpathGoIntoXmlAsWell() {
        String xml = "<feed xmlns:dc='urn:dc'><entry n='1'><dc:creator>Ann</dc:creator></entry><entry n='2'/></feed>";
        ItemSpec entry = new ItemSpec(
                "entry",
                "entry",
                List.of(),
                Optional.of(new Selector.XPath("//entry")),
                List.of(),
                List.of(
                        field("x", xpath("*[name()='dc:creator']"), FieldType.TEXT),
                        field("n", xpath("@n"), FieldType.INT)));
        Extraction found = new Extractor(List.of(entry), List.of())
                .extract(PageUrl.of(Pages.URL), Pages.snapshot(DocumentKind.XML, xml));
        assertThat(found.items())
                .extracting(item -> item.values().values().toString())
                .containsExactly("[Ann, 1]", "[null, 2]");
    }
}
