package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import dev.gannet.web.UrlGlob;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.gannet.extract.Pages.attr;
import static dev.gannet.extract.Pages.css;
import static dev.gannet.extract.Pages.extract;
import static dev.gannet.extract.Pages.fallback;
import static dev.gannet.extract.Pages.field;
import static dev.gannet.extract.Pages.in;
import static dev.gannet.extract.Pages.kind;
import static dev.gannet.extract.Pages.many;
import static dev.gannet.extract.Pages.onePerPage;
import static dev.gannet.extract.Pages.own;
import static dev.gannet.extract.Pages.required;
import static dev.gannet.extract.Pages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class ExtractorTest {
    private static final String SHOP = """
            <body><header><b class=shop>Gull &amp; Co</b></header>
            <div class=product data-sku=" a1 "><h2>Net\u00a0  one</h2><span class=price>1.234,50 €</span>
              <a class=more href="../p/a1?x=1#top">more</a><i class=tag>blue</i><i class=tag>wet</i>
              <table><tr><th>size</th><td>3</td></tr><tr><th>sea</th><td>north</td></tr></table></div>
            <div class=product data-sku=a2><h2>Rope</h2><span class=price>soon</span></div></body>
            """;

    @Test
    void readsEachItemWithItsOwnAttributesTextsListsAndNestedItems() {
        ItemSpec product = kind(
                "product",
                ".product",
                field("sku", own("data-sku"), FieldType.TEXT),
                text("name", "h2"),
                in(field("price", css(".price"), FieldType.MONEY), "de-DE"),
                field("link", attr("a", "href"), FieldType.URL),
                many(text("tags", ".tag")),
                field(
                        "shop",
                        new Source.Select(Optional.of(Selector.css("header .shop")), Optional.empty(), true),
                        FieldType.TEXT),
                field("seen", new Source.Value("${page.url} ${item.position}"), FieldType.TEXT),
                field(
                        "specs",
                        new Source.Nested(
                                Selector.css("tr"), List.of(text("k", "th"), text("v", "td")), Optional.empty()),
                        FieldType.TEXT));

        Extraction found = extract(SHOP, product);

        assertThat(found.items()).hasSize(2);
        assertThat(found.items().get(0).values())
                .containsEntry("sku", "a1")
                .containsEntry("name", "Net one")
                .containsEntry("price", new BigDecimal("1234.50"))
                .containsEntry("price_currency", "EUR")
                .containsEntry("link", "https://shop.example/p/a1?x=1#top")
                .containsEntry("tags", new Item.Json("[\"blue\",\"wet\"]"))
                .containsEntry("shop", "Gull & Co")
                .containsEntry("seen", Pages.URL + " 0")
                .containsEntry(
                        "specs", new Item.Json("[{\"k\":\"size\",\"v\":\"3\"},{\"k\":\"sea\",\"v\":\"north\"}]"));
        assertThat(found.items().get(0).values().keySet())
                .containsExactly("sku", "name", "price", "price_currency", "link", "tags", "shop", "seen", "specs");
        assertThat(found.items().get(1).values())
                .containsEntry("price", null)
                .containsEntry("price_currency", null)
                .containsEntry("tags", null)
                .containsEntry("specs", null)
                .containsEntry("seen", Pages.URL + " 1");
        assertThat(found.problems())
                .containsExactly(new Extraction.Problem(
                        "product",
                        1,
                        "price",
                        Extraction.Cause.UNREADABLE,
                        "soon",
                        "wanted an amount such as 12.50, $1,234.56 or 12,50 €"));
    }

    @Test
    void leavesOutItemsWithoutARequiredFieldAndKeepsThePositionsOfTheOthers() {
        Extraction found =
                extract("<p>a<b>x</b></p><p>b</p><p>c<b>z</b></p>", kind("row", "p", required(text("bold", "b"))));
        assertThat(found.items()).extracting(Item::position).containsExactly(0, 2);
        assertThat(found.leftOut()).isEqualTo(1);
        assertThat(found.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(1);
            assertThat(problem.cause()).isEqualTo(Extraction.Cause.MISSING);
            assertThat(problem.message()).isEqualTo("required, but not found; the item was left out");
        });
    }

    @Test
    void aRequiredTextThatCannotBeReadIsToldAsOne() {
        Extraction found =
                extract("<p>a<b>free</b></p>", kind("row", "p", required(field("price", css("b"), FieldType.MONEY))));
        assertThat(found.items()).isEmpty();
        assertThat(found.invalid()).containsEntry("row", new Extraction.LeftOut(1, List.of("price")));
        assertThat(found.problems())
                .extracting(Extraction.Problem::message)
                .containsExactly(
                        "found 'free', wanted an amount such as 12.50, $1,234.56 or 12,50 €",
                        "required, but not readable; the item was left out");
    }

    @Test
    void aPageThatShowsOnlyWhatCannotBeReadHasItsItem() {
        ItemSpec page = Pages.onePerPage("page", List.of(), field("price", css("b"), FieldType.MONEY));
        assertThat(extract("<b>free</b>", page).items())
                .singleElement()
                .satisfies(item -> assertThat(item.values()).containsEntry("price", null));
        assertThat(extract("<i>free</i>", page).items()).isEmpty();
        ItemSpec strict = Pages.onePerPage("page", List.of(), required(field("price", css("b"), FieldType.MONEY)));
        assertThat(extract("<b>free</b>", strict).leftOut()).isEqualTo(1);
        assertThat(extract("<i>free</i>", strict).leftOut()).isZero();
    }

    @Test
    void fillsInTheDefaultOnlyWhereNothingOrBlankIsFound() {
        FieldSpec count = fallback(field("count", css("b"), FieldType.INT), "0");
        Extraction found = extract("<p><b>7</b></p><p><b> </b></p><p></p><p><b>many</b></p>", kind("row", "p", count));
        assertThat(found.items()).extracting(item -> item.values().get("count")).containsExactly(7L, 0L, 0L, null);
    }

    @Test
    void anItemDoesNotMatchItsOwnFieldSelector() {
        Extraction found = extract("<div>a<div>b</div></div>", kind("row", "body > div", text("inner", "div")));
        assertThat(found.items().get(0).values()).containsEntry("inner", "b");
    }

    @Test
    void fieldSelectorsMayNameWhatIsAroundTheItemAsInABrowser() {
        ItemSpec row = kind("row", "li", text("name", ".list li b"), text("child", ":scope > i"));
        Extraction found = extract("<ul class=list><li><b>x</b><u><i>deep</i></u><i>own</i></li></ul>", row);
        assertThat(found.items().get(0).values()).containsEntry("name", "x").containsEntry("child", "own");
    }

    @Test
    void takesTheFirstSelectorOfAListThatMatchesInsideTheItem() {
        Selector list = new Selector.FirstOf(List.of(Selector.css(".new"), Selector.css(".old")));
        FieldSpec price = field("price", new Source.Select(Optional.of(list), Optional.empty(), false), FieldType.INT);
        Extraction found = extract(
                "<p><b class=old>9</b><b class=new>8</b></p><p><b class=old>7</b></p>", kind("row", "p", price));
        assertThat(found.items()).extracting(item -> item.values().get("price")).containsExactly(8L, 7L);
    }

    /** A path from the root is cut out by the item, as CSS is; one that starts at the item starts there. */
    @Test
    void pathsFindItemsAndWhatIsInThem() {
        List<FieldSpec> fields = Stream.of("//b", "b", ".//i[last()]", "../p/b", "//h1")
                .map(path -> field(
                        "f" + path,
                        new Source.Select(Optional.of(new Selector.XPath(path)), Optional.empty(), false),
                        FieldType.TEXT))
                .toList();
        ItemSpec row = new ItemSpec("p", "p", List.of(), Optional.of(new Selector.XPath("//p[b]")), List.of(), fields);
        Extraction found = extract("<h1>T</h1><p>none</p><p><b>1</b><i>x</i><u><i>y</i></u></p><p><b>2</b></p>", row);
        assertThat(found.items()).hasSize(2);
        assertThat(found.items().get(0).values())
                .containsEntry("f//b", "1")
                .containsEntry("fb", "1")
                .containsEntry("f.//i[last()]", "x")
                .doesNotContainEntry("f../p/b", "2")
                .doesNotContainEntry("f//h1", "T");
        assertThat(found.items().get(1).values()).containsEntry("f//b", "2").containsEntry("fb", "2");
    }

    @Test
    void whatOnlyALivePageHasIsNowhereInAParsedOne() {
        Selector role = new Selector.Role(Optional.of("button"), Optional.empty());
        FieldSpec field =
                required(field("b", new Source.Select(Optional.of(role), Optional.empty(), false), FieldType.TEXT));
        assertThat(extract("<button>x</button>", onePerPage("p", List.of(), field))
                        .items())
                .isEmpty();
    }

    @Test
    void findsTheInnermostElementByItsText() {
        Selector label = new Selector.Text("Show all", false);
        Selector part = new Selector.Text("how a", true);
        String html = "<div><p id=a><span id=b> Show\n all </span></p><p id=c>Show all of it</p></div>";
        ItemSpec exact = new ItemSpec(
                "e", "e", List.of(), Optional.of(label), List.of(), List.of(field("id", own("id"), FieldType.TEXT)));
        ItemSpec loose = new ItemSpec(
                "l", "l", List.of(), Optional.of(part), List.of(), List.of(field("id", own("id"), FieldType.TEXT)));
        assertThat(extract(html, exact, loose).items())
                .extracting(item -> item.kind() + item.values().get("id"))
                .containsExactly("eb", "lb", "lc");
    }

    @Test
    void aKindWithoutEachIsOnThePageOnlyIfAFieldFindsSomething() {
        FieldSpec title = required(text("title", "h1"));
        FieldSpec seen = field("seen", new Source.Value("${page.status}"), FieldType.INT);
        assertThat(extract("<h1>Net</h1>", onePerPage("page", List.of(), title, seen))
                        .items())
                .singleElement()
                .satisfies(item ->
                        assertThat(item.values()).containsEntry("title", "Net").containsEntry("seen", 200L));
        Extraction nothing = extract("<p>list</p>", onePerPage("page", List.of(), title, seen));
        assertThat(nothing.items()).isEmpty();
        assertThat(nothing.leftOut()).isZero();
        Extraction promised = extract("<p>list</p>", onePerPage("page", List.of(UrlGlob.of("**/list/*")), title, seen));
        assertThat(promised.items()).isEmpty();
        assertThat(promised.leftOut()).isEqualTo(1);
    }

    @Test
    void aKindCountsOnlyOnPagesThatItNames() {
        assertThat(extract("<h1>Net</h1>", onePerPage("page", List.of(UrlGlob.of("**/p/*")), text("title", "h1")))
                        .items())
                .isEmpty();
    }

    @Test
    void searchesFramesBehindTheMainDocument() {
        Snapshot snapshot = Pages.snapshot(
                "<p>one</p>", new Snapshot.Frame("https://shop.example/frame/", "<p>two <a href=x>x</a></p>"));
        ItemSpec row = kind(
                "row",
                "p",
                field("own", new Source.Select(Optional.empty(), Optional.empty(), false), FieldType.TEXT),
                field("link", css("a"), FieldType.URL));
        Extraction found = new Extractor(List.of(row), List.of()).extract(PageUrl.of(Pages.URL), snapshot);
        assertThat(found.items()).extracting(item -> item.values().get("own")).containsExactly("one", "two x");
        assertThat(found.items().get(1).values()).containsEntry("link", "https://shop.example/frame/x");
    }

    @Test
    void readsLiveStateOfFormControls() {
        String html =
                "<form><input name=a value=typed><input name=b type=checkbox checked=''><input name=c type=checkbox>"
                        + "<select><option>x<option selected=''>y</select><textarea>z</textarea></form>";
        ItemSpec form = kind(
                "form",
                "form",
                text("a", "[name=a]"),
                field("b", css("[name=b]"), FieldType.BOOL),
                field("c", attr("[name=c]", "checked"), FieldType.BOOL),
                text("choice", "select"),
                text("note", "textarea"));
        assertThat(extract(html, form).items().get(0).values())
                .containsEntry("a", "typed")
                .containsEntry("b", true)
                .containsEntry("c", false)
                .containsEntry("choice", "y")
                .containsEntry("note", "z");
    }

    @Test
    void htmlIsKeptAsItStandsAndJsonIsReadFromScripts() {
        ItemSpec page = kind(
                "page",
                "body",
                field("inner", css("div"), FieldType.HTML),
                field("state", css("script"), FieldType.JSON),
                field("bad", css("p"), FieldType.JSON));
        Extraction found = extract(
                "<body><div><b>x</b><p>{oops</p></div><script type=json>{\"a\":[1,2.50]}</script></body>", page);
        assertThat(found.items().get(0).values())
                .containsEntry("inner", "<b>x</b><p>{oops</p>")
                .containsEntry("state", new Item.Json("{\"a\":[1,2.50]}"))
                .containsEntry("bad", null);
        assertThat(found.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).startsWith("found '{oops'"));
    }

    @Test
    void nulAndLoneSurrogatesAreTakenOutAndCounted() {
        Extraction found = extract(
                "<p>a\u0000b\ud800c\ud83d\ude00</p><q>{\"k\":\"x\\u0000y\\ud800\"}</q>",
                kind("row", "body", text("t", "p"), field("j", css("q"), FieldType.JSON)));
        assertThat(found.items().get(0).values())
                .containsEntry("t", "abc\ud83d\ude00")
                .containsEntry("j", new Item.Json("{\"k\":\"xy\"}"));
        assertThat(found.cleaned()).isEqualTo(4);
    }

    @Test
    void whatABrowserDoesNotShowIsNotFound() {
        String html = "<noscript><b>n</b></noscript><template><b>t</b></template>"
                + "<div><template shadowrootmode=open><b>s</b></template></div>";
        assertThat(extract(
                                html,
                                kind(
                                        "b",
                                        "b",
                                        field(
                                                "own",
                                                new Source.Select(Optional.empty(), Optional.empty(), false),
                                                FieldType.TEXT)))
                        .items())
                .extracting(item -> item.values().get("own"))
                .containsExactly("s");
    }

    @Test
    void linksAreAbsoluteInDocumentOrderAndOnceEach() {
        String html = """
                <base href="/shop/"><a class=p href="a?b=1&amp;a=2">1</a><a class=p href="a?a=2&amp;b=1#x">same</a>
                <a class=q href="#/route"><img></a><a class=p href="javascript:x()">no</a><a class=p href="mailto:a@b">no</a>
                <div class=p><span><a href="//other.example/x#frag">in</a></span></div><a class=p href="?page=2">next</a>""";
        Extraction found = new Extractor(List.of(), List.of(Selector.css(".p"), Selector.css("img")))
                .extract(PageUrl.of(Pages.URL), Pages.snapshot(html));
        assertThat(found.links())
                .containsExactly(
                        "https://shop.example/shop/a?b=1&a=2",
                        "https://shop.example/shop/#/route",
                        "https://other.example/x",
                        "https://shop.example/shop/?page=2");
    }

    @Test
    void linksThatAreOnlyAQueryKeepThePath() {
        Extraction found = new Extractor(List.of(), List.of(Extractor.EVERY_LINK))
                .extract(PageUrl.of(Pages.URL), Pages.snapshot("<a href='?p=2'>2</a>"));
        assertThat(found.links()).containsExactly("https://shop.example/list/page?p=2");
    }

    @Test
    void saysWhenThePageAsksNotToFollow() {
        assertThat(extract("<meta name=Robots content='noindex, NOFOLLOW'>").noFollow())
                .isTrue();
        assertThat(extract("<meta name=robots content=none>").noFollow()).isTrue();
        assertThat(extract("<meta name=robots content=noindex>").noFollow()).isFalse();
    }

    @Test
    void refusesTemplatesAndSelectorsThatAreNone() {
        assertThatThrownBy(() -> extract("", kind("row", "p[", text("a", "b")))).hasMessageContaining("p[");
        FieldSpec value = field("v", new Source.Value("${page.colour}"), FieldType.TEXT);
        assertThatThrownBy(() -> extract("", kind("row", "p", value))).hasMessageContaining("${page.colour}");
    }

    @Test
    void nestedTagsDoNotOverflow_R64() {
        assertNestedTagsDoNotOverflow(100_000);
    }

    @Tag("soak")
    @Test
    void aMillionNestedTagsDoNotOverflow_R64() {
        assertNestedTagsDoNotOverflow(1_000_000);
    }

    private static void assertNestedTagsDoNotOverflow(int tags) {
        String html = "<div>".repeat(tags) + "x";
        Extraction found = extract(html, kind("row", "body", text("t", "div")));
        assertThat(found.items().get(0).values()).containsEntry("t", "x");
    }

    @Test
    void noDocumentMakesItThrow() {
        Random random = new Random(42);
        String[] pieces = {
            "<",
            ">",
            "<p",
            "</p>",
            "<table>",
            "<tr",
            "<td>",
            "&",
            "&#0;",
            "&#xd800;",
            "\u0000",
            "\ud800",
            "<!--",
            "-->",
            "<script>",
            "</script",
            "<svg>",
            "<math>",
            "<template>",
            "=\"",
            "'",
            "<a href=",
            "http://[",
            "%zz",
            "<base href=",
            "<select>",
            "<option selected",
            "<b class=x",
            "12.5 €",
            "1.2.3",
            "{",
            "2026-13-45",
            "☃",
            " ",
            "\n"
        };
        List<FieldSpec> fields = new java.util.ArrayList<>();
        for (FieldType type : FieldType.values()) {
            fields.add(field(type.label(), css("*"), type));
            fields.add(many(field(type.label() + "s", css("*"), type)));
        }
        Extractor extractor =
                new Extractor(List.of(kind("row", "*", fields.toArray(FieldSpec[]::new))), List.of(Selector.css("*")));
        int items = 0;
        for (int run = 0; run < 150; run++) {
            StringBuilder html = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                html.append(pieces[random.nextInt(pieces.length)]);
            }
            items += extractor
                    .extract(PageUrl.of(Pages.URL), Pages.snapshot(html.toString()))
                    .items()
                    .size();
        }
        assertThat(items).isGreaterThan(150);
    }

    @Test
    void manyLinksAreFoundInDocumentOrder_R63() {
        linksAreFoundInDocumentOrder(10_000);
    }

    /** A minute is enough for linear work ten times over, and not for quadratic work. */
    @Test
    @Tag("soak")
    @Timeout(60)
    void aHundredThousandLinksAreFoundInDocumentOrder_R63() {
        linksAreFoundInDocumentOrder(100_000);
    }

    private static void linksAreFoundInDocumentOrder(int links) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < links; i++) {
            html.append("<a href='/p/").append(i).append("?b=2&a=1'>x</a>\n");
        }
        Extraction found = new Extractor(List.of(), List.of(Extractor.EVERY_LINK))
                .extract(PageUrl.of(Pages.URL), Pages.snapshot(html.toString()));
        assertThat(found.links()).hasSize(links);
        assertThat(found.links().get(links - 1)).endsWith("/p/" + (links - 1) + "?b=2&a=1");
    }

    @Test
    void theCanonicalUrlIsThePagesOwnWordMadeAbsolute_R10() {
        assertThat(Pages.extract("<link rel='alternate CANONICAL' href='/one'>").canonical())
                .hasValueSatisfying(
                        url -> assertThat(url).isEqualTo(PageUrl.of(Pages.URL).origin() + "/one"));
        assertThat(Pages.extract("<link rel=canonical href='mailto:a@b.c'>").canonical())
                .isEmpty();
        assertThat(Pages.extract("<link rel=canonicals href='/one'>").canonical())
                .isEmpty();
    }
}
