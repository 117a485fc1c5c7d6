package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.crawl.JudgedRuns.complete;
import static dev.gannet.crawl.JudgedRuns.suspect;
import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** A field that is empty in all items makes a run suspect in its first run, too; the verdict names what was probably meant. */
@Tag("fast")
class EmptyFieldsRunTest {
    private static final String JOB = """
            start: %s/list
            items:
              product:
                each: .row
                key: [sku]
                fields:
                  sku: "@data-sku"
                  extra: %s
            politeness: {delay: 0s}
            ladder: static
            """;

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @BeforeEach
    void page() {
        list(24, "<b class=title>P</b><i class=stock>in stock</i>");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void list(int rows, String inside) {
        site.on(
                "/list",
                html("<h1 class=headline>List</h1>"
                        + IntStream.rangeClosed(1, rows)
                                .mapToObj(number -> "<div class=row data-sku=s" + number + ">" + inside
                                        + (number % 8 == 0 ? "<u class=sale>-10%</u>" : "") + "</div>")
                                .collect(Collectors.joining())));
    }

    private JobOnDisk job(String field) throws Exception {
        return new JobOnDisk(folder, "shop", JOB.formatted(site.base(), field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".titel | .titel matches nothing; did you mean .title?",
                "title | title matches nothing; did you mean .title?",
                "b.titel | b.titel matches nothing; did you mean b.title?",
                "[.titel, .tilte] | did you mean .title?",
                ".author | .author matches nothing; what is there: .title, .stock",
                ".row | .row matches nothing; ",
                ".row | it is the item itself, and selectors look inside the item: for its own text leave out select",
                ".headline | it matches 1 on the page outside of the items: of: page looks there",
                "{select: .title, attr: data-x} | .title matches 24 elements, none of them with the attribute data-x",
                "{select: .stock, type: int} | .stock matches 24 elements: found 'in stock', ",
                "{each: .varaint, fields: {size: .size}} | .varaint matches nothing",
            })
    void aFieldThatIsEmptyInAllItemsNamesItsCause(String field, String told) throws Exception {
        Breach breach = suspect(job(field).run());
        assertThat(breach.rule()).isEqualTo("empty field");
        assertThat(breach.kind()).contains("product");
        assertThat(breach.field()).contains("extra");
        assertThat(breach.message())
                .startsWith("extra is empty in all 24 items: ")
                .contains(told)
                .endsWith("; if that is right, say so with expect: {coverage: {extra: 0%}}");
        assertThat(breach.example()).contains(site.url("/list"));
    }

    @Test
    void itStaysSuspectUntilTheJobIsMendedOrSaysThatItIsRight() throws Exception {
        JobOnDisk job = job(".titel");
        suspect(job.run());
        suspect(job.run());
        complete(job.run("items.product.expect={coverage: {extra: 0}}"));
        complete(job(".title").run());
    }

    @ParameterizedTest
    @CsvSource({".sale", "'{select: .none, default: x}'", "'{select: .none, type: int, default: 0}'"})
    void aRareFieldAndOneWithADefaultAreNoNews(String field) throws Exception {
        complete(job(field).run());
    }

    @Test
    void aFieldThatEarlierRunsSeldomHadMayBeEmptyInAFewItems() throws Exception {
        JobOnDisk job = job(".sale");
        complete(job.run());
        list(7, "<b class=title>P</b>");
        complete(job.run("items.product.expect.min=1"));
        site.on(
                "/list",
                html(IntStream.rangeClosed(1, 80)
                        .mapToObj(number -> "<div class=row data-sku=s" + number + "><b>P</b></div>")
                        .collect(Collectors.joining())));
        assertThat(suspect(job.run()).message()).startsWith("extra is empty in all 80 items: .sale matches nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{each: .v, fields: {size: .sise}} | extra.size | all 24 items",
                "{each: .v, table: sizes, key: [id], fields: {id: '@id', size: .sise}} | extra.size | all 48 items",
                "{each: .w, table: sizes, key: [id], fields: {id: '@id', size: .size}} | extra | all 24 items",
            })
    void whatIsInsideAnItemCountsToo(String field, String named, String items) throws Exception {
        list(24, "<p class=v id=1><s class=size>S</s></p><p class=v id=2><s class=size>M</s></p>");
        JobOnDisk job = job(field);
        Breach breach = suspect(job.run());
        assertThat(breach.field()).contains(named);
        assertThat(breach.message()).startsWith(named + " is empty in " + items + ": ");
        complete(job.run("items.product.expect={coverage: {extra: 0%}}"));
        complete(job(field.replace(".sise", ".size").replace(".w,", ".v,")).run());
    }

    @Test
    void aColumnThatTheTableDoesNotHaveIsNamed() throws Exception {
        site.on("/list", html("<table><tr><th>Name<th>Price<tr><td>A<td>1<tr><td>B<td>2</table>"));
        JobOnDisk job = new JobOnDisk(
                folder,
                "table",
                JOB.formatted(site.base(), "{column: Prise}")
                        .replace("each: .row", "each: {table: table}")
                        .replace("sku: \"@data-sku\"", "sku: {column: Name}"));
        assertThat(suspect(job.run()).message()).contains("extra is empty in all 2 items: ", "Prise", "Price");
    }

    @Test
    void aPathIntoJsonIsMendedLikeASelector() throws Exception {
        site.on("/api", status(200, "application/json", "{\"items\": [{\"sku\": 1, \"title\": \"A\"}, {\"sku\": 2}]}"));
        String text = """
                start: {api: %s}
                items: {product: {each: "$.items[*]", key: [sku], fields: {sku: $.sku, name: $.titel}}}
                politeness: {delay: 0s}
                """.formatted(site.url("/api"));
        assertThat(suspect(new JobOnDisk(folder, "api", text).run()).message())
                .contains("name is empty in all 2 items: ", "$.titel matches nothing; did you mean ", "$.title");
        assertThat(suspect(new JobOnDisk(folder, "api2", text.replace("$.items", "$.itmes")).run())
                        .message())
                .contains("$.itmes[*] matches nothing; did you mean ", "$.items[*]");
    }
}
