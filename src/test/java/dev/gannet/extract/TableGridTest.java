package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.extract.Pages.css;
import static dev.gannet.extract.Pages.extract;
import static dev.gannet.extract.Pages.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

/** Tables as records: by the names of their columns, whatever spans what. */
@Tag("fast")
class TableGridTest {
    private static final String SALES = """
            <table id=sales><caption>Sales</caption>
            <thead><tr><th rowspan=2>Region</th><th colspan=2>2025</th><th colspan=2>2026</th></tr>
            <tr><th>Q1</th><th>Q2</th><th>Q1 ▲</th><th>Q2</th></tr></thead>
            <tbody><tr><th rowspan=2>North</th><td>1</td><td>2</td><td>3</td><td><a href=/n>4</a></td></tr>
            <tr><td colspan=2>5</td><td>6</td><td>7</td></tr>
            <tr><td colspan=5>The south:</td></tr>
            <tr><th>South</th><td>8</td></tr></tbody>
            <tfoot><tr><th>All</th><td>9</td><td>9</td><td>9</td><td>9</td></tr></tfoot></table>
            """;

    private static FieldSpec column(String name, String header) {
        return field(name, new Source.Select(Optional.of(cell(header)), Optional.empty(), false), FieldType.TEXT);
    }

    private static Selector.Column cell(String header) {
        return new Selector.Column(header, Optional.empty());
    }

    private static ItemSpec rows(String tables, FieldSpec... fields) {
        return new ItemSpec(
                "row", "row", List.of(), Optional.of(new Selector.Rows(tables)), List.of(), List.of(fields));
    }

    private static List<String> values(Extraction found) {
        return found.items().stream()
                .map(item -> String.join(
                        "|",
                        item.values().values().stream().map(String::valueOf).toList()))
                .toList();
    }

    @Test
    void aCellThatSpansIsInEachOfItsRowsAndColumns() {
        Extraction found = extract(
                SALES,
                rows(
                        "#sales",
                        column("region", "Region"),
                        column("a", "2025 Q1"),
                        column("b", "2025 Q2"),
                        column("c", "2026 q1"),
                        column("d", "2026 Q2")));
        assertThat(values(found)).containsExactly("North|1|2|3|4", "North|5|5|6|7", "South|8|null|null|null");
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void aFieldLooksInsideItsCell() {
        Source link = new Source.Select(
                Optional.of(new Selector.Column("2026 Q2", Optional.of(Selector.css("a")))),
                Optional.of("href"),
                false);
        Extraction found = extract(SALES, rows("#sales", field("link", link, FieldType.URL)));
        assertThat(values(found)).containsExactly("https://shop.example/n", "null", "null");
    }

    @Test
    void aColumnThatIsNotThereIsToldWithThoseThatAre() {
        Extraction found = extract(SALES, rows("#sales", column("x", "Q3"), column("y", "Q1"), column("z", "3")));
        assertThat(values(found)).containsExactly("null|null|2", "null|null|5", "null|null|null");
        assertThat(found.problems())
                .extracting(Extraction.Problem::cause, Extraction.Problem::message)
                .containsExactly(
                        tuple(
                                Extraction.Cause.UNREACHABLE,
                                "the table has no column \"Q3\"; it has Region, 2025 Q1, 2025 Q2, 2026 Q1 ▲, 2026 Q2"),
                        tuple(
                                Extraction.Cause.UNREACHABLE,
                                "several columns are called \"Q1\"; tell them apart: Region, 2025 Q1, 2025 Q2, 2026 Q1 ▲,"
                                        + " 2026 Q2"));
        Extraction outside = extract("<p>a</p>", Pages.kind("row", "p", column("x", "Q3")));
        assertThat(outside.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("no row of a table"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<tr><td>Name</td><td>Price</td></tr><tr><td>net</td><td>5</td></tr>|net 5",
                "<tr><th>Name</th><th>Price</th></tr><tr><td>net</td><td>5</td></tr>|net 5",
                "<tr><th>Name</th><th>Price</th></tr><tr><th>net</th><td>5</td></tr>|net 5",
                "<thead><tr><td>Name</td><td>Price</td></tr></thead><tr><td>net</td><td>5</td></tr>|net 5",
                "<tr><th>Name</th><th> price: </th></tr><tr><td>net</td><td>5</td></tr>|net 5",
                "<tr><th>Price</th><th>Name</th></tr><tr><td>5</td><td>net</td></tr>|net 5",
                "<tr><th>Name</th><th>Price</th></tr><tr><td rowspan=0>net</td><td>5</td></tr><tr><td>6</td></tr>|net 5,net 6",
                "<tr><th>Name</th><th>Price</th></tr><tr><td colspan=2>No results</td></tr>|``"
            })
    void theHeaderIsFoundWhereverItIs(String inner, String wanted) {
        Extraction found =
                extract("<table>" + inner + "</table>", rows("table", column("n", "Name"), column("p", "Price")));
        assertThat(String.join(",", values(found)).replace('|', ' ')).isEqualTo(wanted);
    }

    @Test
    void tablesMadeOfOtherElementsAreReadByTheirRoles() {
        String grid = """
                <div role=grid><div role=rowgroup><div role=row><span role=columnheader>Name</span>
                <span role=columnheader>Price</span></div></div>
                <div role=rowgroup><div role=row><div><span role=gridcell>net</span></div><span role=gridcell>5</span></div>
                <div role=row><span role=gridcell aria-colindex=2>6</span></div></div></div>
                """;
        assertThat(values(extract(grid, rows("[role=grid]", column("n", "Name"), column("p", "Price")))))
                .containsExactly("net|5", "null|6");
    }

    @Test
    void innerTablesAreTablesOfTheirOwn() {
        String nested = "<table class=o><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>"
                + "<table><tr><th>A</th></tr><tr><td>x</td></tr></table></td></tr></table>";
        assertThat(values(extract(nested, rows(".o", column("a", "A"))))).containsExactly("1");
        assertThat(values(extract(nested, rows("table table", column("a", "A")))))
                .containsExactly("x");
        assertThat(values(extract(nested, rows("table", column("a", "A"))))).containsExactly("1", "x");
    }

    @Test
    void aWholeTableIsAFieldOfRecordsOrOfNamesWithValues() {
        FieldSpec table = field("t", css("table"), FieldType.TABLE);
        assertThat(extract(SALES, Pages.kind("page", "body", table))
                        .items()
                        .get(0)
                        .values())
                .containsEntry(
                        "t",
                        new Item.Json("[{\"Region\":\"North\",\"2025 Q1\":\"1\",\"2025 Q2\":\"2\",\"2026 Q1 ▲\":\"3\","
                                + "\"2026 Q2\":\"4\"},{\"Region\":\"North\",\"2025 Q1\":\"5\",\"2025 Q2\":\"5\","
                                + "\"2026 Q1 ▲\":\"6\",\"2026 Q2\":\"7\"},{\"Region\":\"South\",\"2025 Q1\":\"8\"}]"));
        String specs = "<table><tr><th>Size</th><td>3 m</td></tr><tr><th>Sea</th><td>north</td></tr></table>";
        assertThat(extract(specs, Pages.kind("page", "body", table))
                        .items()
                        .get(0)
                        .values())
                .containsEntry("t", new Item.Json("{\"Size\":\"3 m\",\"Sea\":\"north\"}"));
        assertThat(extract("<p>none</p>", Pages.kind("page", "body", table))
                        .items()
                        .get(0)
                        .values())
                .containsEntry("t", null);
    }

    @Test
    void aTableThatMeansHarmIsReadInItsBounds() {
        String row = "<tr>" + "<td colspan=9999999 rowspan=9999999>x</td>".repeat(3) + "</tr>";
        String html = "<table><tr><th>A</th><th>B</th></tr>" + row.repeat(3000) + "</table>";
        assertThat(extract(html, rows("table", column("a", "A"))).items()).hasSizeBetween(1, 3000);
    }
}
