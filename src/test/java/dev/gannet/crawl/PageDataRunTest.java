package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.DataPages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Records from what pages say in data: each of them compared with what the server made the pages of. */
@Tag("fast")
class PageDataRunTest {
    private static final String MANNERS = """
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1, page: 20s}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"static", "render"})
    void everySourceOfAFieldGivesTheTruth(String ladder) throws Exception {
        try (DataPages shop = DataPages.open(9)) {
            JobOnDisk job =
                    new JobOnDisk(folder, "data", """
                    start: "%s/p/[1-9]"
                    items:
                      thing:
                        at: "**/p/*"
                        key: [sku]
                        fields:
                          sku: {microdata: Product.sku, required: true}
                          name: {json-ld: Product.name}
                          brand: {json-ld: Product.brand.name}
                          price: {select: [.none, {json-ld: Offer.price}], type: decimal}
                          title: {meta: og:title}
                          word: {meta: keywords, regex: '(\\w+), ', required: true}
                          micro: {microdata: offers.price, type: decimal}
                          next: {state: __NEXT_DATA__.props.pageProps.thing.name}
                          tag: {state: "__STATE__.thing.tags[1]"}
                          tags: {state: __STATE__.thing.tags, many: true}
                          still: {select: .left, regex: '(\\d+) left', type: int}
                          prop: {select: .app, attr: data-props, json: $.brand}
                          class: {xpath: "//p/@class"}
                    """.formatted(shop.site().base()) + MANNERS);

            RunSummary summary = job.run("ladder=" + ladder);

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows(
                            "SELECT sku, name, brand, price, title, word, micro, next, tag, tags, still, prop, class,"
                                    + " _rung FROM thing ORDER BY sku"))
                    .containsExactlyElementsOf(shop.things().stream()
                            .map(thing -> String.join(
                                    "|",
                                    thing.sku(),
                                    thing.name(),
                                    thing.brand(),
                                    plain(thing),
                                    thing.name(),
                                    "wet",
                                    plain(thing),
                                    thing.name(),
                                    thing.tags().get(1),
                                    "[\"wet\",\"" + thing.tags().get(1) + "\"]",
                                    String.valueOf(thing.left()),
                                    thing.brand(),
                                    "left",
                                    ladder))
                            .toList());
        }
    }

    private static String plain(DataPages.Thing thing) {
        return thing.price().stripTrailingZeros().toPlainString();
    }

    /** Nothing of it is in the document that the server sends. */
    @Test
    void dataThatAScriptPutsThereLateIsWaitedFor() throws Exception {
        try (DataPages shop = DataPages.open(2)) {
            JobOnDisk job =
                    new JobOnDisk(folder, "late", """
                    start: "%s/late/[1-2]"
                    items:
                      thing:
                        at: "**/late/*"
                        fields:
                          name: {json-ld: Product.name, required: true}
                          brand: {json-ld: brand.name}
                    """.formatted(shop.site().base()) + MANNERS);

            RunSummary summary = job.run();

            assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
            assertThat(job.rows("SELECT name, brand, _ready FROM thing ORDER BY name"))
                    .containsExactlyElementsOf(shop.things().stream()
                            .map(thing -> thing.name() + "|" + thing.brand() + "|1")
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "render"})
    void aListInTheStateGivesItemsAndLinks(String ladder) throws Exception {
        try (DataPages shop = DataPages.open(5)) {
            JobOnDisk job =
                    new JobOnDisk(folder, "list", """
                    start: %s/list
                    crawl: {follow: [{state: __STATE__.things.url}]}
                    items:
                      thing:
                        each: {state: __STATE__.things}
                        fields: {sku: $.sku, price: {select: $.price, type: decimal}, title: {select: main, of: page}}
                        expect: {coverage: {title: 0}}
                    """.formatted(shop.site().base()) + MANNERS);

            assertThat(job.run("ladder=" + ladder).end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT sku, price FROM thing ORDER BY sku"))
                    .containsExactlyElementsOf(shop.things().stream()
                            .map(thing -> thing.sku() + "|" + plain(thing))
                            .toList());
            assertThat(shop.things())
                    .allSatisfy(thing -> assertThat(shop.site().heard("/p/" + thing.number()))
                            .hasSize(1));
        }
    }

    @Test
    void dataThatIsBrokenIsToldWithWhatIsThere() throws Exception {
        try (DataPages shop = DataPages.open(1)) {
            shop.site()
                    .on(
                            "/broken",
                            Answer.html("<h1>x</h1><script type=application/ld+json>{\"name\": nothing}</script>"));
            JobOnDisk job =
                    new JobOnDisk(folder, "broken", """
                    start: %s/broken
                    items: {thing: {at: "**/broken", fields: {h: h1, name: {json-ld: name}}}}
                    """.formatted(shop.site().base()) + MANNERS);

            RunSummary summary = job.run("ladder=static");

            assertThat(job.rows("SELECT h, name FROM thing")).isEqualTo(List.of("x|"));
            assertThat(summary.toString()).contains("a block of JSON-LD is no JSON", "'nothing}'");
        }
    }
}
