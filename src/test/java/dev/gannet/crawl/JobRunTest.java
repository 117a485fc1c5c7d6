package dev.gannet.crawl;

import dev.gannet.demo.DemoSettings;
import dev.gannet.demo.DemoShop;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Whole jobs on pages that JavaScript makes: what the site shows is in the database, all of it, once, and right. */
@Tag("fast")
class JobRunTest {
    /** The six-line job that the documentation shows. */
    private static final String QUOTES_JOB = """
            start: https://quotes.toscrape.com/js/
            items:
              quote:
                each: .quote
                fields: {text: .text, author: .author, tags: {select: .tag, many: true}}
            """;

    private static final String QUOTES_PAGE = """
            <!DOCTYPE html><html><head><meta charset="UTF-8"><title>Quotes</title></head><body>
            <div class="container"><h1><a href="/">Quotes to Scrape</a></h1><div id="quotes"></div></div>
            <script>
              var data = [
                {tags: ["change", "deep-thoughts"], author: "Albert Einstein", text: "\u201cThe world\u201d"},
                {tags: [], author: "J.K. Rowling", text: "\u201cIt is <our> choices & more\u201d"},
                {tags: ["be-yourself"], author: "Andr\u00e9 Gide", text: "\u201cIt is better\u201d"}
              ];
              addEventListener("DOMContentLoaded", function () {
                setTimeout(function () {
                  data.forEach(function (quote) {
                    var div = document.createElement("div");
                    div.className = "quote";
                    function add(kind, text) {
                      var span = document.createElement("span");
                      span.className = kind;
                      span.textContent = text;
                      div.append(span);
                    }
                    add("text", quote.text);
                    add("author", quote.author);
                    quote.tags.forEach(function (tag) { add("tag", tag); });
                    document.getElementById("quotes").append(div);
                  });
                }, 300);
              });
            </script></body></html>
            """;

    @TempDir
    Path folder;

    @Test
    void sixLinesAreAJob() throws Exception {
        try (LocalSite site = LocalSite.open().on("/js/", html(QUOTES_PAGE))) {
            JobOnDisk job = new JobOnDisk(folder, "quotes", QUOTES_JOB);

            RunSummary summary = job.run("start=" + site.url("/js/"));

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT text, author, tags, _ready, _rung FROM quote ORDER BY author"))
                    .containsExactly(
                            "\u201cThe world\u201d|Albert Einstein|[\"change\",\"deep-thoughts\"]|1|render",
                            "\u201cIt is better\u201d|Andr\u00e9 Gide|[\"be-yourself\"]|1|render",
                            "\u201cIt is <our> choices & more\u201d|J.K. Rowling||1|render");
            assertThat(site.heard("/js/")).hasSize(1);
        }
    }

    @Test
    void everyProductIsThereOnceAndWhole() throws Exception {
        everyProductIsThereOnceAndWhole(24, 8);
    }

    @Test
    @Tag("soak")
    void everyProductOfAHundredAndFiftyPagesIsThereOnceAndWhole() throws Exception {
        everyProductIsThereOnceAndWhole(144, 24);
    }

    private void everyProductIsThereOnceAndWhole(int products, int perPage) throws Exception {
        DemoSettings settings = new DemoSettings(products, perPage, Duration.ofMillis(10), Duration.ofMillis(20));
        try (DemoShop shop = DemoShop.start(0, settings)) {
            // Without `at:` a product may be on a list too, until the list's links are there.
            JobOnDisk job = new JobOnDisk(folder, "shop", """
                    start: %s/
                    crawl: {follow: [li.product a, a.next]}
                    page: {dismiss: [button.accept-cookies]}
                    items:
                      product:
                        each: main.product
                        fields:
                          sku: {select: "@data-sku", required: true}
                          title: h1
                          price: {select: .price, type: money, locale: en-US}
                          stock: {select: .stock, type: int}
                          specs: {each: .specs tr, fields: {name: th, value: td}}
                          reviews: {each: .review, fields: {who: .who, text: .text}}
                    politeness: {delay: 0s, parallel: 6}
                    """.formatted(shop.base())).sessions(3);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(summary.done()).isEqualTo(products + products / perPage);
            assertThat(job.rows("SELECT sku, title, price, price_currency, stock FROM product ORDER BY sku"))
                    .containsExactlyElementsOf(products(products));
            assertThat(job.value("SELECT COUNT(*) FROM product WHERE specs = '[]' OR reviews = '[]'"))
                    .as("short records")
                    .isEqualTo("0");
            assertThat(job.rows("SELECT reason FROM gannet_page WHERE reason LIKE 'none of the items%'"))
                    .as("list pages that waited for products that a list has not")
                    .isEmpty();
            List<String> asked = shop.hits().stream()
                    .map(hit -> hit.path())
                    .filter(path -> path.matches("/p/\\d+"))
                    .toList();
            assertThat(asked).hasSize(products);
            assertThat(new HashSet<>(asked)).hasSize(products);
        }
    }

    @Test
    void bothDatabasesHoldTheSameAndTheOrdersBehindTheLogin() throws Exception {
        String products = "SELECT sku, title, price, price_currency, stock, specs, reviews, _ready, _truncated, _rung"
                + " FROM product ORDER BY sku";
        DemoSettings settings = new DemoSettings(6, 4, Duration.ofMillis(10), Duration.ofMillis(50));
        String orders = "SELECT number, date, total, total_currency FROM orders ORDER BY number";
        try (DemoShop shop = DemoShop.start(0, settings)) {
            JobOnDisk lite = new JobOnDisk(folder, "demo", shop.job()).output(folder.resolve("rows.jsonl"));
            JobOnDisk big = new JobOnDisk(folder, "demo", shop.job(), PostgresServer.freshStore())
                    .output(folder.resolve("rows.csv"));

            assertThat(lite.run().end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(big.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(lite.rows("SELECT sku, title, price, price_currency, stock FROM product ORDER BY sku"))
                    .containsExactlyElementsOf(products(6));
            assertThat(lite.rows(orders))
                    .containsExactlyElementsOf(DemoShop.orders().stream()
                            .map(order -> order.number() + "|" + order.date() + "|"
                                    + order.total().stripTrailingZeros().toPlainString() + "|EUR")
                            .sorted()
                            .toList());
            assertThat(big.rows(products)).isEqualTo(lite.rows(products));
            assertThat(big.rows(orders)).isEqualTo(lite.rows(orders));
            assertThat(Files.readAllLines(folder.resolve("rows.jsonl")))
                    .hasSize(6 + DemoShop.orders().size());
            assertThat(Files.readAllLines(folder.resolve("rows-order.csv")))
                    .hasSize(1 + DemoShop.orders().size())
                    .first()
                    .asString()
                    .startsWith("number,date,total,total_currency");
            assertThat(Files.readAllLines(folder.resolve("rows-product.csv"))).hasSize(7);
        }
    }

    private static List<String> products(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(DemoShop::product)
                .map(product -> product.sku() + "|" + product.title() + "|"
                        + product.price().stripTrailingZeros().toPlainString() + "|" + product.currency() + "|"
                        + product.stock())
                .sorted()
                .toList();
    }
}
