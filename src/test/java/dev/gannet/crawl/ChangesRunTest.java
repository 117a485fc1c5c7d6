package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What became of a job's items stands in the database, run by run, and nothing that is no change of the site's does. */
@Tag("fast")
class ChangesRunTest {
    private static final String JOB = """
            start: %s/list
            crawl: {follow: [a.p]}
            items:
              listed:
                table: product
                at: "**/list"
                each: .product
                key: [sku]
                fields:
                  sku: "@data-sku"
                  name: h2
              product:
                at: "**/p/*"
                key: [sku]
                HISTORY
                fields:
                  sku: {select: .sku, required: true}
                  name: h1
                  price: {select: .price, type: money}
                  views: {select: .views, type: int}
                  tags: {select: .tag, many: true}
            politeness: {delay: 0s, parallel: 4}
            limits: {page: 20s, attempts: 1, failed: 100%%}
            ladder: static
            """;
    private static final String CHANGES = "SELECT run, item_key, what, COALESCE(field, ''), COALESCE(old_value, '-'),"
            + " COALESCE(new_value, '-') FROM gannet_change ORDER BY run, item_key, what, field";

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();
    private final Map<String, String> products = new LinkedHashMap<>();
    private final Map<String, Answer> instead = new ConcurrentHashMap<>();

    @BeforeEach
    void pages() {
        product("a", "Apple", "1.50 EUR", 10, "red", "round");
        product("b", "Pear", "2.00 EUR", 20, "green");
        product("c", "Plum", "3.00 EUR", 30, "blue");
        site.on("/list", (request, wire) -> html(list()).give(request, wire));
        for (String sku : List.of("a", "b", "c", "d")) {
            site.on(
                    "/p/" + sku,
                    (request, wire) -> instead.getOrDefault(sku, html(String.valueOf(products.get(sku))))
                            .give(request, wire));
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void product(String sku, String name, String price, int views, String... tags) {
        StringBuilder page = new StringBuilder("<h1>" + name + "</h1><i class=sku>" + sku + "</i><i class=price>"
                + price + "</i><i class=views>" + views + "</i>");
        for (String tag : tags) {
            page.append("<b class=tag>").append(tag).append("</b>");
        }
        products.put(sku, page.toString());
    }

    private static void complete(RunSummary summary) {
        assertThat(summary.end()).as("%s", summary).isEqualTo(RunSummary.End.COMPLETE);
    }

    /** A list shows names in its own way. */
    private String list() {
        StringBuilder list = new StringBuilder();
        new ArrayList<>(products.keySet())
                .forEach(sku -> list.append("<div class=product data-sku=" + sku + "><h2>Short " + sku
                        + "</h2><a class=p href=/p/" + sku + ">x</a></div>"));
        return list.toString();
    }

    private JobOnDisk job(String store, String history) throws Exception {
        String text = JOB.formatted(site.base()).replace("HISTORY", history);
        return store.equals("sqlite")
                ? new JobOnDisk(folder, "shop", text)
                : new JobOnDisk(folder, "shop", text, PostgresServer.freshStore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatCameChangedAndWentStandsInTheHistory(String store) throws Exception {
        JobOnDisk job = job(store, "history: {ignore: [views]}");

        complete(job.run());
        assertThat(job.rows(CHANGES)).containsExactly("1|a|added||-|-", "1|b|added||-|-", "1|c|added||-|-");

        // Neither the order of tags nor of products is a change, nor a counter of views, nor zeros.
        products.clear();
        product("c", "Plum", "3.0 EUR", 31, "blue");
        product("b", "Pear", "2.00 EUR", 25, "green");
        product("a", "Apple", "1.50 EUR", 11, "round", "red");
        complete(job.run());
        assertThat(job.rows(CHANGES)).hasSize(3);
        assertThat(job.value("SELECT views FROM product WHERE sku = 'a'")).isEqualTo("11");

        products.remove("c");
        product("d", "Fig", "4.00 EUR", 40, "blue");
        product("a", "Apples", "1.75 EUR", 12, "red");
        RunSummary third = job.run();
        assertThat(third.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows(CHANGES + " LIMIT 10 OFFSET 3"))
                .containsExactly(
                        "3|a|changed|name|Apple|Apples",
                        "3|a|changed|price|1.5|1.75",
                        "3|a|changed|tags|[\"round\",\"red\"]|[\"red\"]",
                        "3|c|removed||-|-",
                        "3|d|added||-|-");
        assertThat(job.rows("SELECT sku FROM product WHERE _removed_at IS NULL ORDER BY sku"))
                .containsExactly("a", "b", "d");
        assertThat(third.kinds().stream().mapToLong(RunSummary.Kind::removed).sum())
                .isEqualTo(1);
        assertThat(third.kinds().get(0).total()).isEqualTo(3);

        // It comes back, at another price.
        product("c", "Plum", "3.50 EUR", 33, "blue");
        complete(job.run());
        assertThat(job.rows(CHANGES + " LIMIT 10 OFFSET 8"))
                .containsExactly("4|c|added||-|-", "4|c|changed|price|3|3.5");
        assertThat(job.value("SELECT COUNT(*) FROM product WHERE _removed_at IS NULL"))
                .isEqualTo("4");
        assertThat(job.rows(
                        "SELECT what, run FROM gannet_history WHERE item_key = 'c' AND valid_to IS NULL ORDER BY id"))
                .containsExactly("added|4", "changed|4");
        assertThat(job.rows("SELECT h.what FROM gannet_history h JOIN gannet_history n ON n.item_key = h.item_key"
                        + " AND n.valid_from = h.valid_to AND n.what = 'removed' WHERE h.item_key = 'c'"))
                .containsExactly("added");
    }

    @Test
    void nothingIsRemovedByARunThatDidNotReadEverything() throws Exception {
        JobOnDisk job = job("sqlite", "");
        complete(job.run());

        instead.put("c", status(500, "text/html", "x"));
        products.remove("b");
        assertThat(job.run().failed()).isEqualTo(1);
        instead.clear();
        assertThat(job.run("crawl.pages=1").end()).isEqualTo(RunSummary.End.BOUNDED);
        // An item that is there, and cannot be read whole.
        instead.put("c", html("<h1>Plum</h1><b class=tag>blue</b>"));
        assertThat(job.run("limits.invalid=100%").invalid()).isEqualTo(1);
        assertThat(job.rows("SELECT sku FROM product WHERE _removed_at IS NOT NULL"))
                .isEmpty();

        instead.clear();
        complete(job.run());
        assertThat(job.rows("SELECT sku FROM product WHERE _removed_at IS NOT NULL"))
                .containsExactly("b");
        assertThat(job.rows("SELECT what, item_key FROM gannet_change WHERE what <> 'changed' AND run > 1"))
                .containsExactly("removed|b");
    }

    @Test
    void aPageThatItsServerSaysIsGoneIsNoGapInWhatWasRead() throws Exception {
        JobOnDisk job = job("sqlite", "");
        job.run();
        products.remove("c");
        instead.put("c", status(410, "text/html", "x"));
        site.on("/list", html(list() + "<a class=p href=/p/c>not there any more</a>"));

        RunSummary summary = job.run();

        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.end()).as("%s", summary).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows("SELECT item_key FROM gannet_change WHERE what = 'removed'"))
                .containsExactly("c");
    }

    @Test
    void aRunThatStartsElsewhereSaysNothingOfWhatOthersFound() throws Exception {
        JobOnDisk job = job("sqlite", "");
        job.run();
        complete(job.run("start=" + site.base() + "/p/a", "items.listed.expect.min=0"));
        assertThat(job.rows("SELECT what FROM gannet_change WHERE what = 'removed'"))
                .isEmpty();
    }

    @Test
    void aKindWithoutHistoryHasNone() throws Exception {
        JobOnDisk job = job("sqlite", "history: false");
        job.run();
        product("a", "Other", "9.00 EUR", 1);
        products.remove("b");
        job.run();
        // The list is another kind of the same table.
        assertThat(job.rows("SELECT DISTINCT what FROM gannet_change WHERE field = 'price'"))
                .isEmpty();
    }

    @Test
    void variantsInsideAnItemHaveTheirOwn() throws Exception {
        site.on("/v", html("<i class=sku>a</i><p class=v><b>S</b><i>1</i></p><p class=v><b>M</b><i>2</i></p>"));
        JobOnDisk job = new JobOnDisk(folder, "variants", """
                start: %s/v
                items:
                  shirt:
                    key: [sku]
                    fields:
                      sku: .sku
                      variants: {each: .v, key: [size], fields: {size: b, stock: {select: i, type: int}}}
                politeness: {delay: 0s}
                ladder: static
                """.formatted(site.base()));
        job.run();
        site.on("/v", html("<i class=sku>a</i><p class=v><b>M</b><i>3</i></p><p class=v><b>L</b><i>1</i></p>"));
        job.run();
        assertThat(job.rows("SELECT run, table_name, item_key, what, COALESCE(old_value, '') FROM gannet_change"
                        + " ORDER BY run, table_name, item_key"))
                .containsExactly(
                        "1|shirt|a|added|",
                        "1|shirt_variants|[\"a\",\"M\"]|added|",
                        "1|shirt_variants|[\"a\",\"S\"]|added|",
                        "2|shirt_variants|[\"a\",\"L\"]|added|",
                        "2|shirt_variants|[\"a\",\"M\"]|changed|2",
                        "2|shirt_variants|[\"a\",\"S\"]|removed|");
    }
}
