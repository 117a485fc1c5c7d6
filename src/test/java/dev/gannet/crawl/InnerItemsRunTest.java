package dev.gannet.crawl;

import dev.gannet.db.Database;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.store.StoreCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Items inside items that have a key: rows of a table of their own, which refer to the row that they are inside. */
@Tag("fast")
class InnerItemsRunTest {
    private static final String VARIANTS = "SELECT p.name, v.code, v.price, v.price_currency, v._pos"
            + " FROM product p JOIN product_variants v ON v.product_sku = p.sku ORDER BY 1, 2";
    private static final String STOCK = "SELECT product_sku, product_variants_code, town, \"left\""
            + " FROM product_variants_stock ORDER BY 1, 2, 3";
    private static final String REVIEWS = "SELECT product_sku, id, said FROM review ORDER BY 1, 2";

    @TempDir
    Path folder;

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private void page(String path, String body) {
        pages.put(path, body);
        site.on(path, (request, wire) -> {
            String tag = "\"" + pages.get(path).hashCode() + "\"";
            if (request.header("if-none-match").equals(tag)) {
                wire.write("HTTP/1.1 304 Not Modified\r\nETag: " + tag + "\r\nConnection: close\r\n\r\n");
            } else {
                html(pages.get(path), "ETag: " + tag).give(request, wire);
            }
        });
    }

    private static String variant(String code, String price, String... stock) {
        StringBuilder text = new StringBuilder("<div class=variant data-code='" + code + "'><b>" + price + "</b>");
        for (String one : stock) {
            text.append("<s><u>").append(one.replace("=", "</u><i>")).append("</i></s>");
        }
        return text.append("</div>").toString();
    }

    private static String review(int id, String said) {
        return "<p class=review id=" + id + ">" + said + "</p>";
    }

    private void shop() {
        page("/list", "<a class=item href=/p/1>1</a><a class=item href=/p/2>2</a>");
        page(
                "/p/1",
                "<h1>Net</h1><i class=sku>n1</i>" + variant("s", "1.234,50 €", "Kiel=3", "Wien=0")
                        + variant("m", "9 €") + variant("s", "7,00 €", "Kiel=4") + review(1, "good") + review(2, "bad")
                        + "<a class=more href='/p/1-2'>more</a>");
        page("/p/1-2", "<h1>Net</h1><i class=sku>n1</i>" + review(3, "fair") + review(4, "poor"));
        page("/p/2", "<h1>Rod</h1><i class=sku>r2</i>" + variant("s", "12 €"));
    }

    private JobOnDisk job(String database) throws Exception {
        String store = database.equals("sqlite")
                ? "sqlite:" + Files.createTempDirectory(folder, "db").resolve("shop.db")
                : PostgresServer.freshStore();
        return new JobOnDisk(folder, "shop", """
                start: %s
                crawl: {follow: [a.item, a.more]}
                items:
                  product:
                    at: "**/p/*"
                    key: sku
                    fields:
                      sku: .sku
                      name: h1
                      variants:
                        each: .variant
                        key: code
                        fields:
                          code: "@data-code"
                          price: {select: b, type: money, locale: de-DE}
                          stock: {each: s, key: town, fields: {town: u, left: {select: i, type: int}}}
                      reviews: {each: .review, key: [id], table: review, fields: {id: {attr: id, type: int}, said: {type: text}}}
                politeness: {delay: 0s, robots: ignore}
                ladder: static
                """.formatted(site.url("/list")), store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theyReferToTheRowThatTheyAreInsideAndAPageReplacesItsOwn(String database) throws Exception {
        shop();
        JobOnDisk job = job(database);

        RunSummary first = job.run();

        assertThat(first.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows(VARIANTS)).containsExactly("Net|m|9|EUR|1", "Net|s|7|EUR|2", "Rod|s|12|EUR|0");
        assertThat(job.rows(STOCK)).containsExactly("n1|s|Kiel|4", "n1|s|Wien|0");
        assertThat(job.rows(REVIEWS)).containsExactly("n1|1|good", "n1|2|bad", "n1|3|fair", "n1|4|poor");
        assertThat(first.kinds().stream().map(kind -> kind.kind() + " " + kind.added() + " of " + kind.total()))
                .containsExactly(
                        "product 2 of 2",
                        "product.variants 3 of 3",
                        "product.variants.stock 2 of 2",
                        "product.reviews 4 of 4");

        page(
                "/p/1",
                "<h1>Net</h1><i class=sku>n1</i>" + variant("s", "8,00 €", "Graz=1", "Kiel=4") + review(2, "worse")
                        + "<a class=more href='/p/1-2'>more</a>");
        page("/p/2", "<h1>Rod</h1><i class=sku>r2</i>");
        RunSummary second = job.run();

        assertThat(job.rows(VARIANTS)).containsExactly("Net|s|8|EUR|0");
        assertThat(job.rows(STOCK)).containsExactly("n1|s|Graz|1", "n1|s|Kiel|4");
        assertThat(job.rows(REVIEWS)).containsExactly("n1|2|worse", "n1|3|fair", "n1|4|poor");
        assertThat(second.kinds().stream()
                        .map(kind -> kind.kind() + " " + kind.added() + " " + kind.changed() + " " + kind.unchanged()
                                + " " + kind.removed()))
                .containsExactly(
                        "product 0 0 3 0",
                        "product.variants 0 1 0 2",
                        "product.variants.stock 1 0 1 1",
                        "product.reviews 0 1 2 1");
        assertThat(job.rows("SELECT id, _run FROM review ORDER BY 1")).containsExactly("2|2", "3|2", "4|2");
        assertThatThrownBy(() -> makeAnOrphan(job)).hasMessageMatching("(?is).*foreign key.*");
    }

    private static void makeAnOrphan(JobOnDisk job) throws Exception {
        job.execute("UPDATE review SET product_sku = 'nobody'");
    }

    @Test
    void aPageWhoseInnerRowsAreNotThereAnyMoreIsReadAnew() throws Exception {
        shop();
        JobOnDisk job = job("sqlite");
        job.run();
        job.execute("DELETE FROM review WHERE id = 3");

        job.run();

        assertThat(site.heard("/p/1-2").stream().map(one -> one.header("if-none-match")))
                .containsExactly("", "");
        assertThat(site.heard("/p/2").get(1).header("if-none-match")).isNotEmpty();
        assertThat(job.rows(REVIEWS)).hasSize(4);
        assertThat(job.rows("SELECT DISTINCT _run FROM product_variants WHERE product_sku = 'r2'"))
                .as("a page that was not sent again")
                .containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theyAreExportedAndCopiedWithTheirTables(String database) throws Exception {
        shop();
        JobOnDisk job = job(database).output(folder.resolve("rows.csv"));
        job.run();
        JobOnDisk copy = job(database.equals("sqlite") ? "postgresql" : "sqlite");

        try (Database original = Database.openExisting(job.store());
                Database target = Database.openUnhurried(copy.store())) {
            assertThat(StoreCopy.copy(original, target).notes()).isEmpty();
        }

        for (String query : List.of(VARIANTS, STOCK, REVIEWS)) {
            assertThat(copy.rows(query)).isNotEmpty().isEqualTo(job.rows(query));
        }
        copy.execute("DELETE FROM review");
        copy.output(folder.resolve("copied.csv")).run();
        assertThat(copy.rows(REVIEWS)).isEqualTo(job.rows(REVIEWS));
        assertThat(Files.readAllLines(folder.resolve("rows-product.variants.stock.csv")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("product_sku,product_variants_code,town,left,_url,");
        assertThat(Files.readAllLines(folder.resolve("copied-product.variants.csv")))
                .hasSize(4);
    }

    @Test
    void oneWithoutItsKeyIsLeftOutAndNamed() throws Exception {
        shop();
        page("/p/2", "<h1>Rod</h1><i class=sku>r2</i>" + variant("s", "12 €") + variant("", "13 €"));
        JobOnDisk job = job("sqlite");

        RunSummary summary = job.run();

        assertThat(job.rows(VARIANTS)).contains("Rod|s|12|EUR|0").hasSize(3);
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches()).anySatisfy(breach -> {
            assertThat(breach.kind()).contains("product.variants");
            assertThat(breach.field()).contains("code");
            assertThat(breach.message()).contains("1 of 5 items without code, not stored");
        });
        assertThat(summary.misreadings())
                .extracting(one -> one.name() + ": " + one.told())
                .contains("product.variants.code: required, but not found; the item was left out");
    }
}
