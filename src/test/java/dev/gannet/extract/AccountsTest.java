package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page shows of a kind beside its items. */
@Tag("fast")
class AccountsTest {
    private static Account account(String html, ItemSpec kind) {
        return Pages.extract(html, kind).accounts().get(kind.kind());
    }

    private static ItemSpec rows(String each) {
        return Pages.kind("row", each, Pages.text("name", "b"));
    }

    private static Optional<Announced> announced(String html, String each) {
        return account(html, rows(each)).announced();
    }

    @Test
    void fieldsWithoutAValueAreCountedAlsoWhereTheTextIsNone() {
        ItemSpec kind = Pages.kind(
                "p",
                "li",
                Pages.required(Pages.text("name", "b")),
                Pages.field("price", Pages.css("i"), FieldType.MONEY),
                Pages.fallback(Pages.text("brand", "u"), "unknown"));

        Account account = account(
                "<li><b>A</b><i>1 EUR</i></li><li><b>B</b><i>N/A</i></li><li><b>C</b></li><li><i>2 EUR</i></li>", kind);

        assertThat(account.lacking()).isEqualTo(Map.of("price", 2));
    }

    @Test
    void membersOfASetTellHowManyThereAre() {
        String two = "<ul><li aria-setsize=120><b>A</b><li aria-setsize=120><b>B</b></ul>";
        assertThat(announced(two, "li")).contains(new Announced(120, false, "aria-setsize"));
        assertThat(announced("<div>" + two + "<ul><li aria-setsize=5><b>C</b></ul></div>", "li"))
                .as("two sets")
                .contains(new Announced(125, false, "aria-setsize"));
        assertThat(announced("<ul><li aria-setsize=9><p class=x><b>A</b></p></li></ul>", ".x"))
                .as("what stands in the member")
                .contains(new Announced(9, false, "aria-setsize"));
    }

    @Test
    void whatIsNoSetOfTheItemsTellsNothing() {
        assertThat(announced("<ul><li aria-setsize=-1><b>A</b></ul>", "li")).isEmpty();
        assertThat(announced("<ul><li aria-setsize=9><b>A</b><li><b>B</b></ul>", "li"))
                .as("one item is no member")
                .isEmpty();
        assertThat(announced("<ul><li aria-setsize=9><p><b>A</b></p><p><b>B</b></p></ul>", "p"))
                .as("two items in one member")
                .isEmpty();
        assertThat(announced("<ul><li><b>A</b></ul>", "li")).isEmpty();
        assertThat(announced("<ul></ul>", "li")).isEmpty();
    }

    @Test
    void rowsOfAGridAreCountedWithoutItsHeader() {
        String grid = "<div role=grid aria-rowcount=101><div role=row><span role=columnheader>Name</span></div>"
                + "<div role=row class=r><b>A</b></div><div role=row class=r><b>B</b></div></div>";
        assertThat(announced(grid, ".r")).contains(new Announced(100, false, "aria-rowcount"));
        String table = "<table aria-rowcount=51><thead><tr><th>Name</thead><tr class=r><td><b>A</b></table>";
        assertThat(announced(table, ".r")).contains(new Announced(50, false, "aria-rowcount"));
        assertThat(announced("<table aria-rowcount=51><tr><td><p><b>A</b></p></table>", "p"))
                .as("an item that is no row")
                .isEmpty();
    }

    @Test
    void aCounterOfTheJobsTakesTheirPlace() {
        Expectation counter = new Expectation(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(new Expectation.Shown(Selector.css(".n"))),
                true);
        String page = "<p class=n>1-2 of 40</p><ul><li aria-setsize=120><b>A</b></ul>";
        assertThat(account(page, rows("li").expecting(counter)).announced())
                .contains(new Announced(40, false, "expect.counter"));
        Extraction without =
                Pages.extract("<p class=n>many</p><li><b>A</b>", rows("li").expecting(counter));
        assertThat(without.accounts().get("row").announced()).isEmpty();
        assertThat(without.problems())
                .containsExactly(new Extraction.Problem(
                        "row",
                        0,
                        "expect.counter",
                        Extraction.Cause.UNREACHABLE,
                        "",
                        "\"many\" tells no number of items"));
        Expectation none = new Expectation(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), false);
        assertThat(account(page, rows("li").expecting(none)).announced()).isEmpty();
    }

    @Test
    void aTotalInJsonCounts() {
        ItemSpec kind = new ItemSpec(
                        "p",
                        "p",
                        List.of(),
                        Optional.of(new Selector.Json("$.items[*]")),
                        List.of(),
                        List.of(new FieldSpec(
                                "id",
                                new Source.Select(Optional.of(new Selector.Json("$.id")), Optional.empty(), false),
                                FieldType.INT,
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty())))
                .expecting(new Expectation(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(new Expectation.Shown(new Selector.Json("$.total"))),
                        true));
        Extraction read = new Extractor(List.of(kind), List.of())
                .extract(
                        PageUrl.of(Pages.URL),
                        Pages.snapshot(DocumentKind.JSON, "{\"total\": 3, \"items\": [{\"id\": 1}, {\"id\": null}]}"));
        assertThat(read.accounts().get("p"))
                .isEqualTo(new Account(Map.of("id", 1), Optional.of(new Announced(3, false, "expect.counter"))));
    }
}
