package dev.gannet.extract;

import dev.gannet.web.Selector;
import dev.gannet.web.Selector.Data.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.extract.Pages.field;
import static dev.gannet.extract.Pages.kind;
import static dev.gannet.extract.Pages.many;
import static dev.gannet.extract.Pages.onePerPage;
import static org.assertj.core.api.Assertions.assertThat;

/** What a page says in data beside what it shows: JSON-LD, microdata, meta elements, the state of its scripts. */
@Tag("fast")
class PageDataTest {
    private static final String LINKED = """
            <head>
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
              {"@type": "Organization", "@id": "#shop", "name": "Gull & Co", "logo": {"@id": "#logo"}},
              {"@type": "ImageObject", "@id": "#logo", "url": "/logo.png"},
              {"@type": "WebPage", "name": "Rope, buy it"}]}</script>
            <script type="application/ld+json; charset=utf-8">
              <!--
              [{"@context": "https://schema.org", "@type": ["Thing", "https://schema.org/Product"], "name": "Rope",
                "sku": {"@value": "r-1"}, "brand": "Gull", "image": ["/a.png", {"@type": "ImageObject", "url": "/b.png"}],
                "offers": {"@type": "AggregateOffer", "offers": [
                  {"@type": "Offer", "price": 12.50, "priceCurrency": "EUR", "seller": {"@id": "#shop"}},
                  {"@type": "Offer", "price": "13,00", "priceCurrency": "EUR"}]},
                "isRelatedTo": [{"@type": "Product", "name": "Net"}],
                "schema:material": "hemp", "description": "one
            two",},]
              -->
            </script></head><h1>Rope</h1>
            """;

    private static FieldSpec data(Kind kind, String path) {
        return field("x", select(kind, path, false), FieldType.TEXT);
    }

    private static Source.Select select(Kind kind, String path, boolean ofPage) {
        return new Source.Select(Optional.of(new Selector.Data(kind, path)), Optional.empty(), ofPage);
    }

    private static Object value(String html, FieldSpec field) {
        Extraction found = Pages.extract(html, onePerPage("page", List.of(), field));
        return found.items().isEmpty() ? null : found.items().get(0).values().get(field.name());
    }

    private static String text(String html, Kind kind, String path) {
        return String.valueOf(value(html, data(kind, path)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | Gull & Co",
                "Product.name | Rope",
                "product.name | null",
                "WebPage.name | Rope, buy it",
                "Product[1].name | null",
                "sku | r-1",
                "brand.name | Gull",
                "brand | Gull",
                "brand.logo | null",
                "image | /a.png",
                "image.url | /a.png",
                "image[1].url | /b.png",
                "image[2].url | null",
                "offers.offers.price | 12.50",
                "Offer.price | 12.50",
                "Offer[1].price | 13,00",
                "Product.offers.offers.seller.name | Gull & Co",
                "Product.offers.offers.seller.logo.url | /logo.png",
                "material | hemp",
                "Nothing.name | null",
                "isRelatedTo.name | Net",
            })
    void aPathIntoJsonLdGoesByTypesListsAndReferences(String path, String value) {
        assertThat(text(LINKED, Kind.JSON_LD, path)).isEqualTo(value);
    }

    @Test
    void allValuesOfAPropertyAreTakenWhereManyAreWanted() {
        assertThat(value(LINKED, many(data(Kind.JSON_LD, "Product.image.url"))))
                .isEqualTo(new Item.Json("[\"/a.png\",\"/b.png\"]"));
        assertThat(value(LINKED, many(data(Kind.JSON_LD, "Offer.price"))))
                .isEqualTo(new Item.Json("[\"12.50\",\"13,00\"]"));
    }

    @Test
    void theThingsOfATypeAreItemsThatTheirFieldsArePathsInto() {
        ItemSpec offer = new ItemSpec(
                "offer",
                "offer",
                List.of(),
                Optional.of(new Selector.Data(Kind.JSON_LD, "Offer")),
                List.of(),
                List.of(
                        field("price", Pages.json("$.price"), FieldType.DECIMAL),
                        field("seller", select(Kind.JSON_LD, "seller.name", false), FieldType.TEXT),
                        field(
                                "title",
                                new Source.Select(Optional.of(Selector.css("h1")), Optional.empty(), true),
                                FieldType.TEXT)));
        assertThat(Pages.extract(LINKED, offer).items())
                .extracting(item -> item.values().values().toString())
                .containsExactly("[12.50, Gull & Co, Rope]", "[13.00, null, Rope]");
    }

    /** The page's block is of its only item; of several, each has its own alone. */
    @Test
    void anItemHasWhatItsOwnBlockSays() {
        String block = "<script type=application/ld+json>{\"name\": \"%s\"}</script>";
        String page = block.formatted("page");
        String own = "<li>" + block.formatted("own") + "</li>";
        ItemSpec row = kind("row", "li", data(Kind.JSON_LD, "name"));
        ItemSpec ofPage = kind("row", "li", field("x", select(Kind.JSON_LD, "name", true), FieldType.TEXT));
        assertThat(values(page + "<li>one</li>", row)).containsExactly("page");
        assertThat(values(page + own, row)).containsExactly("own");
        assertThat(values(page + "<li>one</li>" + own, row)).containsExactly(null, "own");
        assertThat(values(page + "<li>one</li>" + own, ofPage)).containsExactly("page", "page");
    }

    @Test
    void aBlockThatListsTheItemsIsToldApartByTheirLinks() {
        String html = """
                <head><script type=application/ld+json>{"@type": "ItemList", "itemListElement": [
                  {"@type": "ListItem", "item": {"@type": "Product", "url": "/p/2", "name": "Two",
                    "offers": {"@type": "Offer", "url": "/p/2", "price": 22}}},
                  {"@type": "ListItem", "item": {"@type": "Product", "@id": "https://shop.example/p/1#p", "name": "One"}}]}
                </script></head><ul><li><a href=/p/1>1</a><li><a href="../p/2#top">2</a><li><a href=/p/3>3</a><li>4</ul>
                """;
        assertThat(values(html, kind("row", "li", data(Kind.JSON_LD, "name"))))
                .containsExactly("One", "Two", null, null);
        assertThat(values(html, kind("row", "li", data(Kind.JSON_LD, "Product.offers.price"))))
                .containsExactly(null, "22", null, null);
    }

    private static List<Object> values(String html, ItemSpec kind) {
        return Pages.extract(html, kind).items().stream()
                .map(item -> item.values().get("x"))
                .toList();
    }

    @Test
    void aBlockThatIsNoJsonIsToldWhereSomethingWasSoughtInVain() {
        String html = "<script type=application/ld+json>{\"name\": \"Rope\", \"sku\": }</script>"
                + "<script type=application/ld+json>{\"brand\": \"Gull\"}</script><h1>x</h1>";
        ItemSpec page = onePerPage(
                "page",
                List.of(),
                Pages.text("h", "h1"),
                data(Kind.JSON_LD, "name"),
                many(data(Kind.JSON_LD, "brand")));
        assertThat(Pages.extract(html, page).problems())
                .singleElement()
                .extracting(Extraction.Problem::message)
                .isEqualTo("a block of JSON-LD is no JSON: where a value that is written out would come, there is '}'");
    }

    private static final String MICRODATA = """
            <body><div itemscope itemtype=https://schema.org/WebSite><meta itemprop=name content="Gull & Co"></div>
            <div class=p itemscope itemtype="https://schema.org/Product" itemref="more">
              <h2 itemprop="name alternateName">Net  one</h2><img itemprop=image src=/n.png>
              <a itemprop=url href=p/1>more</a><span itemprop=sku content=n-1>shown</span>
              <div itemprop=offers itemscope itemtype=https://schema.org/Offer>
                <data itemprop=price value=12.50>12,50</data><time itemprop=validThrough datetime=2026-12-01>soon</time></div>
              <i itemprop=color>red</i><i itemprop=color>blue</i></div>
            <div class=p itemscope itemtype="https://schema.org/Product"><h2 itemprop=name>Rope</h2></div>
            <p id=more>of <b itemprop=material>hemp</b></p>
            <ul><li class=loose><b itemprop=name>loose</b><i itemscope><u itemprop=sku>inner</u></i></li></ul></body>
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | Net one, Rope",
                "alternateName | Net one, null",
                "image | https://shop.example/n.png, null",
                "url | https://shop.example/list/p/1, null",
                "sku | n-1, null",
                "offers.price | 12.50, null",
                "offers.validThrough | 2026-12-01, null",
                "Offer.price | 12.50, null",
                "color | red, null",
                "color[1] | blue, null",
                "material | hemp, null",
                "price | null, null",
            })
    void anItemHasThePropertiesOfItsScope(String path, String values) {
        assertThat(values(MICRODATA, kind("row", ".p", data(Kind.MICRODATA, path)))
                        .toString())
                .isEqualTo("[" + values + "]");
    }

    @Test
    void propertiesAreFoundInItemsThatAreNoScopesAndInThePageByType() {
        assertThat(values(MICRODATA, kind("row", ".loose", data(Kind.MICRODATA, "name"))))
                .containsExactly("loose");
        assertThat(values(MICRODATA, kind("row", ".loose", data(Kind.MICRODATA, "sku"))))
                .containsExactly("inner");
        assertThat(text(MICRODATA, Kind.MICRODATA, "Product[1].name")).isEqualTo("Rope");
        assertThat(text(MICRODATA, Kind.MICRODATA, "name")).isEqualTo("Gull & Co");
    }

    @Test
    void aScopeThatRefersToItselfEnds() {
        String html =
                "<div id=a itemscope itemref=a><i itemprop=x itemscope itemref=a><b itemprop=name>in</b></i></div>";
        assertThat(text(html, Kind.MICRODATA, "x.name")).isEqualTo("in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "og:title | Rope",
                "OG:Title | Rope",
                "description | A rope",
                "price | 12",
                "refresh | 300",
                "none | null",
            })
    void aMetaElementIsFoundByAnyOfItsNames(String name, String value) {
        String html = "<head><meta property='og:title' content=Rope><meta name=Description content=' A rope '>"
                + "<meta itemprop=price content=12><meta http-equiv=refresh content=300><meta name=none></head>";
        assertThat(text(html, Kind.META, name)).isEqualTo(value);
    }

    @Test
    void aMetaElementOfThePageIsOfItsOnlyItemAndOneInAnItemOfThat() {
        String head = "<head><meta itemprop=price content=1></head>";
        ItemSpec row = kind("row", "li", data(Kind.META, "price"));
        assertThat(values(head + "<li>a", row)).containsExactly("1");
        assertThat(values(head + "<li>a<li><meta itemprop=price content=2>", row))
                .containsExactly(null, "2");
    }

    private static final String STATE = """
            <script id=__NEXT_DATA__ type="application/json">{"props": {"p": {"title": "A < B \\u0000", "tags": ["x", "y"]}}}</script>
            <script>
              /* window.__STATE__ = {"n": 0}; */ var count = 7;
              window.__STATE__ = window.__STATE__ || {};
              window.__STATE__ = {n: 1, 'list': [{id: 1,}, {id: 0x2}], none: undefined, on: !0, "text": 'it\\'s \\x41'};
              window["App"] = {}; App.store = JSON.parse('{"user": {"name": "Ann \\\\"A\\\\""}}');
              if (window.other == 1) self.late = void 0;
              window.made = (function (a) { return {a: a}; })(1);
              const price = 12.5, theprice = 13; let list = [1, 2];
            </script>
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "__NEXT_DATA__.props.p.title | A < B",
                "__NEXT_DATA__.props.p.tags | [\"x\",\"y\"]",
                "__NEXT_DATA__.props.p.tags[1] | y",
                "__STATE__.n | 1",
                "__STATE__.list.id | 1",
                "__STATE__.list[1].id | 2",
                "__STATE__.none | null",
                "__STATE__.on | true",
                "__STATE__.text | it's A",
                "App.store.user.name | Ann \"A\"",
                "store.user | null",
                "price | 12.5",
                "count | 7",
                "list[1] | null",
                "STATE__.n | null",
            })
    void theStateOfScriptsIsReadAndNoScriptIsRun(String path, String value) {
        assertThat(text(STATE, Kind.STATE, path)).isEqualTo(value);
    }

    @Test
    void stateThatIsMadeByAProgramIsToldAndNotTakenForNothing() {
        ItemSpec page = onePerPage("page", List.of(), Pages.text("s", "script"), data(Kind.STATE, "made.a"));
        assertThat(Pages.extract(STATE, page).problems())
                .singleElement()
                .extracting(Extraction.Problem::message)
                .asString()
                .startsWith(
                        "made is not written out: where a value that is written out would come, there is 'function");
    }

    @Test
    void aListOfStateGivesItems() {
        ItemSpec row = new ItemSpec(
                "row",
                "row",
                List.of(),
                Optional.of(new Selector.Data(Kind.STATE, "__STATE__.list")),
                List.of(),
                List.of(field("x", Pages.json("$.id"), FieldType.INT)));
        assertThat(values(STATE, row)).containsExactly(1L, 2L);
    }

    /** The first that works, whatever kind it is. */
    @Test
    void selectorsAndDataStandInOneList() {
        Selector list = new Selector.FirstOf(List.of(
                Selector.css(".price"),
                new Selector.Data(Kind.JSON_LD, "Offer.price"),
                new Selector.Data(Kind.META, "price")));
        FieldSpec price = field("x", new Source.Select(Optional.of(list), Optional.empty(), false), FieldType.DECIMAL);
        assertThat(String.valueOf(value(LINKED, price))).isEqualTo("12.50");
        assertThat(String.valueOf(value(LINKED + "<b class=price>9</b>", price)))
                .isEqualTo("9");
        assertThat(String.valueOf(value("<meta name=price content=8>", price))).isEqualTo("8");
    }
}
