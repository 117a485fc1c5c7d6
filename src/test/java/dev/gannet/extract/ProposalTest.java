package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is proposed for pages that a person can judge at a glance. */
@Tag("fast")
class ProposalTest {
    private static final List<String> NAMES = List.of("Net", "Rod", "Line", "Hook", "Boat", "Oar");

    private static Proposal of(String html) {
        return new Probe(Pages.snapshot(html)).suggest();
    }

    private static String six(String item) {
        return IntStream.range(0, 6)
                .mapToObj(i -> item.replace("NAME", NAMES.get(i))
                        .replace("NUM", String.valueOf(i + 1))
                        .replace("WORD", NAMES.get(5 - i).toLowerCase(java.util.Locale.ROOT)))
                .collect(Collectors.joining());
    }

    private static ItemSpec best(Proposal proposal) {
        assertThat(proposal.kinds()).isNotEmpty();
        return proposal.kinds().get(0).spec();
    }

    /** A kind as {@code kind: each [key] name=select@attr:type!}, fields with a blank between them. */
    private static String told(ItemSpec spec) {
        return spec.kind() + ": " + spec.each().map(Selector::toString).orElse("-") + " " + spec.key() + " "
                + told(spec.fields());
    }

    private static String told(List<FieldSpec> fields) {
        return fields.stream().map(ProposalTest::told).collect(Collectors.joining(" | "));
    }

    private static String told(FieldSpec field) {
        String source = "";
        if (field.source() instanceof Source.Select select) {
            source = select.selector().map(Selector::toString).orElse("")
                    + select.attribute().map(name -> "@" + name).orElse("");
        } else if (field.source() instanceof Source.Nested nested) {
            source = nested.each() + " {" + told(nested.fields()) + "}";
        } else if (field.source() instanceof Source.Value value) {
            source = value.template();
        }
        String type = field.type() == FieldType.TEXT ? "" : ":" + field.type().label();
        return field.name() + "=" + source + type
                + field.notation()
                        .locale()
                        .map(locale -> "/" + locale.toLanguageTag())
                        .orElse("") + (field.many() ? "*" : "")
                + (field.required() ? "!" : "");
    }

    @Test
    void aListOfProductsWithWhatIsDifferentInEach() {
        Proposal proposal = of(
                "<html lang=en><nav><a href=/a>A</a><a href=/b>B</a><a href=/c>C</a></nav><main><h1>All</h1><ul class=products>"
                        + six("<li class='product'><a href=/p/NUM><img src=/i/NUM.png><h3>NAME</h3></a>"
                                + "<span class=price>$1NUM.50</span><button>Add to basket</button></li>")
                        + "</ul><div class=pagination><a href=?p=1 rel=prev>Back</a><a href=?p=2 rel=next>On</a></div></main>");

        assertThat(told(best(proposal)))
                .isEqualTo("product: .product [url] title=h3! | price=.price:money | url=a:url! | image=img@src:url");
        assertThat(proposal.kinds()).hasSize(1);
        assertThat(proposal.kinds().get(0).count()).isEqualTo(6);
        assertThat(proposal.follow()).containsExactly(Selector.css("a[rel=next]"));
        assertThat(proposal.details().stream().map(PageUrl::path))
                .containsExactly("/p/1", "/p/2", "/p/3", "/p/4", "/p/5", "/p/6");
    }

    @Test
    void classesThatABuildMakesAnewAreNotNamed() {
        Proposal proposal = of("<div class='sc-fKgJPI hkPqVn'>"
                + six(
                        "<div class='css-1x2y3z' data-testid=package-item><a class='MuiLink css-9x' data-testid=package-title href=/d/NUM>pkg-NAME</a>"
                                + "<p class='jss12 sc-aXZVg'>About NAME</p><div class='css-77aa1'><span data-testid=version>1.0.NUM</span></div></div>")
                + "</div>");

        assertThat(told(best(proposal)))
                .isEqualTo("package: [data-testid=package-item] [url] title=[data-testid=package-title]! | text=p"
                        + " | version=[data-testid=version] | url=[data-testid=package-title]:url!");
    }

    /** As a registry of packages draws them: two rows each, alike by their classes and not by what is in them. */
    @Test
    void anItemInSeveralPartsIsOneItem() {
        Proposal proposal = of("<main>"
                + six(
                        "<div style='top: NUM0px'><ul class=package><li class=row><h4><a href=/d/NUM>NAME</a></h4>"
                                + "<p class=about>All about NAME</p></li><li class=row><div><span>1.0.NUM</span>"
                                + "<span title='2026-11-0NUM 10:00:00'>some days ago</span><span>LIC-NUM</span></div></li></ul></div>")
                + "</main>");

        assertThat(told(best(proposal)))
                .isEqualTo("package: .package [url] title=h4! | about=.about | text=li span"
                        + " | text_2=li span:nth-of-type(3) | url=a:url! | date=li span:nth-of-type(2)@title:datetime");
        assertThat(proposal.kinds()).hasSize(1);
        assertThat(proposal.kinds().get(0).count()).isEqualTo(6);
    }

    @Test
    void whatStandsBesideTheContentIsNotWhatPeopleComeFor() {
        String links = IntStream.range(0, 60)
                .mapToObj(i -> "<li><a href=/topic/" + i + ">Topic number " + i + "</a><small>" + i * 7
                        + " pages of it</small></li>")
                .collect(Collectors.joining());
        Proposal proposal = of("<nav><ul>" + links + "</ul></nav><main>"
                + six("<article><h3>NAME</h3><p>About WORD</p></article>") + "</main>");

        assertThat(told(best(proposal))).isEqualTo("item: article [] title=h3! | text=p");
    }

    @Test
    void aTableIsNamedByItsHead() {
        Proposal proposal =
                of("<main><table id=orders><thead><tr><th>Order No.<th>Date<th>Total (EUR)<th>State</thead><tbody>"
                        + six("<tr><td>O-10NUM<td>2026-03-0NUM<td>€ 1NUM.00<td>NAME")
                        + "</table>");

        assertThat(told(best(proposal)))
                .isEqualTo("order: #orders tr:has(td) [order_no] order_no=td:nth-child(1)! | date=td:nth-child(2):date"
                        + " | total_eur=td:nth-child(3):money | state=td:nth-child(4)");
        assertThat(best(proposal).table()).isEqualTo("orders");
    }

    @Test
    void partsThatRepeatInsideAnItemAreLists() {
        Proposal proposal = of("<div class=quotes>"
                + six(
                        "<div class=quote><span class=text>Said NAME</span><small class=author>WORD</small><div class=tags>Tags:"
                                + " <a class=tag href=/t/a>aNUM</a> <a class=tag href=/t/b>b</a></div></div>")
                + "</div>");

        assertThat(told(best(proposal))).isEqualTo("quote: .quote [] text=.text! | author=.author | tags=.tag*");
    }

    @Test
    void partsOfSeveralFieldsAreItemsInsideTheItem() {
        Proposal proposal = of("<main>"
                + six(
                        "<article class=book><h2>NAME</h2><table class=specs><tr><th>Size<td>NUM cm<tr><th>Weight<td>NUM kg</table>"
                                + "<p>Long text about NAME that goes on.</p></article>")
                + "</main>");

        assertThat(told(best(proposal)))
                .isEqualTo("book: .book [] title=h2! | text=p | specs=.specs tr {name=th | value=td}:json");
    }

    @Test
    void aTextThatIsCutOffIsTakenFromTheTitle() {
        Proposal proposal = of("<section><ol>"
                + six(
                        "<li><article class=product_pod><h3><a href=b/NUM.html title='The whole NAME and more'>The whole NA...</a></h3>"
                                + "<p class=price_color>£1NUM.10</p><p class='instock availability'>In stock</p></article></li>")
                + "</ol></section>");

        assertThat(told(best(proposal)))
                .startsWith("product: .product_pod [url] ")
                .contains("a@title!")
                .contains("price=.price_color:money")
                .contains("=.instock")
                .contains("url=a:url!");
    }

    @Test
    void aFieldThatSomeItemsLackIsNotMistakenForAnother() {
        String item = "<li class=deal><b>NAME</b><span class=old>$9NUM.00</span><span class=now>$1NUM.00</span></li>";
        String plain = "<li class=deal><b>WORD</b><span class=now>$3NUM.00</span></li>";
        Proposal proposal = of("<ul>" + six(item) + six(plain) + "</ul>");

        assertThat(told(best(proposal))).isEqualTo("deal: .deal [] text=b! | old=.old:money | now=.now:money");
    }

    @Test
    void numbersAreReadAsThePageWritesThem() {
        Proposal german = of("<html lang=de><ul>"
                + six("<li class=ware><h3>NAME</h3><span class=preis>1.23NUM €</span><i class=menge>NUM.000</i></li>")
                + "</ul>");
        Proposal nobody = of("<ul>"
                + six("<li class=ware><h3>NAME</h3><span class=preis>1.23NUM €</span><i class=menge>NUM.000</i></li>")
                + "</ul>");

        assertThat(told(best(german))).contains("preis=.preis:money/de").contains("menge=.menge:int/de");
        assertThat(told(best(nobody))).contains("preis=.preis |").endsWith("menge=.menge");
    }

    @Test
    void idsVersionsAndPostcodesStayTexts() {
        Proposal proposal = of("<ul>"
                + six(
                        "<li class=place><h3>NAME</h3><span class=zip>1010NUM</span><span class=version>1.NUM</span><span class=people>12NUM</span></li>")
                + "</ul>");

        assertThat(told(best(proposal)))
                .contains("zip=.zip |")
                .contains("version=.version |")
                .contains("people=.people:int");
    }

    @Test
    void theItemsOwnAttributesIdentifyIt() {
        Proposal proposal = of("<div id=list>"
                + six("<div class='card p-3' data-product-id=A-NUM data-index=NUM><h4>NAME</h4><p>WORD</p></div>")
                + "</div>");

        assertThat(told(best(proposal)))
                .contains("[product_id]")
                .contains("product_id=@data-product-id!")
                .doesNotContain("index");
    }

    @ParameterizedTest
    @CsvSource({"id='radix-:rNUM:', false", "data-code='P-10NUM', true", "id='net-NUM', true"})
    void anIdThatAFrameworkCountsIdentifiesNothing(String attribute, boolean identifies) {
        Proposal proposal = of("<main>"
                + six("<div class=card " + attribute + "><h3>NAME</h3><p class=about>All about NAME</p></div>")
                + "</main>");
        assertThat(best(proposal).key()).as(told(best(proposal))).hasSize(identifies ? 1 : 0);
    }

    @Test
    void partsOfAPageThatLookAlikeAndHoldDifferentThingsAreNoList() {
        StringBuilder page = new StringBuilder("<main>");
        List<String> parts = List.of(
                "<h2>Part NUM of them</h2><p>Much that is said of NUM</p>",
                "<blockquote>Somebody said so much, NUM times</blockquote><cite>One of NUM people</cite>",
                "<dl><dt>Word NUM</dt><dd>What word NUM means to all</dd></dl>",
                "<figure><figcaption>Picture NUM of a boat</figcaption></figure><em>Seen by NUM</em>");
        for (int i = 0; i < 8; i++) {
            page.append("<section class=part>");
            page.append(parts.get(i % 4).replace("NUM", String.valueOf(i))).append("</section>");
        }
        page.append("<ul>");
        for (int i = 0; i < 4; i++) {
            page.append("<li class=fee><span class=what>").append(NAMES.get(i)).append("</span><span class=cost>$");
            page.append(i + 1).append(".50</span></li>");
        }
        assertThat(told(best(of(page.append("</ul></main>").toString())))).startsWith("fee: .fee ");
    }

    @Test
    void aWordOfSqlIsNoTable() {
        Proposal proposal = of("<ul>" + six("<li class=order><h3>NAME</h3><p>WORD and more</p></li>") + "</ul>");

        assertThat(best(proposal).kind()).isEqualTo("order");
        assertThat(best(proposal).table()).isEqualTo("orders");
    }

    @Test
    void linksWithAnAttributeOfOneBeginningAreFound() {
        Proposal proposal = of("<main>"
                + six(
                        "<div class=aXbYq><div data-section-id='operation/opNUM'><h2>NAME it</h2><span class=http-verb>get</span>"
                                + "<span>/path/NUM</span><p>Long about WORD.</p></div></div>")
                + "</main>");

        assertThat(told(best(proposal))).startsWith("operation: div[data-section-id^=\"operation/\"] ");
    }

    @Test
    void whatSomePagesOfItemsHaveInCommonIsWhatTheyShow() {
        String list = "<ul>" + six("<li class=product><a href=/p/NUM><h3>NAME</h3></a></li>") + "</ul>";
        Probe probe = new Probe(Pages.snapshot(list));
        Proposal proposal = probe.suggest(probe.suggest(), List.of(detail(1), detail(3), detail(6)));

        assertThat(proposal.kinds()).hasSize(2);
        ItemSpec page = proposal.kinds().get(1).spec();
        assertThat(told(page))
                .isEqualTo("product_page: - [url] url=${page.url}:url | price=.price:money | sku=.product@data-sku!"
                        + " | specs=.specs tr {name=th | value=td}:json");
        assertThat(page.at()).hasToString("[**/p/*]");
        assertThat(page.table()).isEqualTo(best(proposal).table()).isEqualTo("product");
        assertThat(best(proposal).key()).containsExactly("url");
        assertThat(proposal.follow()).containsExactly(Selector.css("li.product a"));
    }

    private static Snapshot detail(int number) {
        String html =
                "<nav><a href=/>All</a></nav><main class=product data-sku=S-%d><h1>%s</h1><p class=price>$%d.00</p>"
                                .formatted(number, NAMES.get(number - 1), 10 + number)
                        + "<table class=specs><tr><th>Size<td>%d cm<tr><th>Weight<td>%d kg</table>"
                                .formatted(number, number * 2)
                        + "<button>Buy</button></main><footer>About %d</footer>".formatted(number);
        Snapshot one = Pages.snapshot(html);
        return new Snapshot(
                "https://shop.example/p/" + number,
                "https://shop.example/p/" + number,
                one.status(),
                one.redirects(),
                one.kind(),
                one.html(),
                one.frames(),
                one.fetched(),
                one.truncated(),
                one.length(),
                one.incidents(),
                one.said(),
                one.clicks(),
                one.flow(),
                one.shots(),
                one.verdict(),
                one.rung(),
                one.takenAt());
    }

    @Test
    void linksToPlacesOfTheListsOwnPageLeadToNoItem() {
        String list = "<main>" + six("<h2><a href='#/log?id=NUM'>NAME</a></h2><p>WORD</p>") + "</main>";
        Probe probe = new Probe(Pages.snapshot(list));
        Proposal proposal = probe.suggest();
        assertThat(proposal.details()).hasSize(6);

        Snapshot same = Pages.snapshot(list);
        assertThat(probe.suggest(proposal, List.of(same, same, same))).isEqualTo(proposal);
        assertThat(best(proposal).kind()).isEqualTo("heading");
    }

    @Test
    void thePageOfOneThingIsOneRow() {
        Proposal proposal = of(
                "<main itemscope itemtype='https://schema.org/Product'><h1 itemprop=name>Net</h1><p class=price>$12.00</p>"
                        + "<section class=reviews>"
                        + six("<article class=review><b class=who>NAME</b><p class=text>Says WORD.</p></article>")
                        + "</section></main>");

        assertThat(told(best(proposal)))
                .isEqualTo(
                        "product: - [] name=[itemprop=name]! | price=.price:money | reviews=.review {who=.who | text=.text}:json");
    }

    @Test
    void aJsonDocumentIsReadByPaths() {
        Proposal proposal = new Probe(Pages.snapshot(DocumentKind.JSON, """
                {"total": 2, "next": "/api/things?page=2", "items": [
                 {"id": 7, "name": "Net", "price": 12.5, "made": "2026-03-04", "size": {"w": 3, "h": 4}, "tags": ["a", "b"],
                  "parts": [{"n": "x", "c": 1}], "first-seen": true},
                 {"id": 8, "name": "Rod", "price": 2, "made": "2026-03-05", "size": {"w": 5, "h": 6}, "tags": [], "parts": [],
                  "first-seen": false}]}""")).suggest();

        assertThat(told(best(proposal)))
                .isEqualTo(
                        "page: $.items[*] [id] id=$.id:int! | name=$.name! | price=$.price:decimal | made=$.made:date"
                                + " | size_w=$.size.w:int | size_h=$.size.h:int | tags=$.tags* | parts=$.parts[*] {n=$.n | c=$.c:int}:json"
                                + " | first_seen=$['first-seen']:bool");
        assertThat(proposal.follow()).containsExactly(new Selector.Json("$.next"));
    }

    @Test
    void aFeedIsReadEntryByEntry() {
        Proposal proposal = new Probe(Pages.snapshot(DocumentKind.XML, """
                <rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://n.example/</link>
                <item><title>One</title><link>https://n.example/1</link><pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate><dc:creator>Ada</dc:creator></item>
                <item><title>Two</title><link>https://n.example/2</link><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate><dc:creator>Bo</dc:creator></item>
                </channel></rss>""")).suggest();

        assertThat(told(best(proposal)))
                .isEqualTo(
                        "item: item [link] title=title! | link=link:url! | pub_date=pubDate:datetime | creator=dc\\:creator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a class=next href=/l?p=2>x</a> -> a.next",
                "<ul><li class=next><a href=/l?p=2>x</a></li></ul> -> .next a",
                "<div class=pages><a href=/l?p=2>Next page</a></div> -> .pages a",
                "<div class=pager><a href=/l?p=2>›</a></div> -> .pager a",
                "<nav><a href=/l?p=2 aria-label='Nächste Seite'>&gt;</a></nav> -> a[aria-label=\"Nächste Seite\"]",
                "<div class=pagination><a href=/l?p=2>2</a><a href=/l?p=3>3</a></div> -> .pagination a",
                "<a href='#'>Next</a> -> ",
                "<a href=https://other.example/>Next</a> -> ",
                "<a href=/x>Next generation</a> -> "
            })
    void theNextPageIsFoundByWhatItsLinkIsOrSays(String example) {
        String[] parts = example.split(" -> ", -1);
        Proposal proposal =
                of("<ul>" + six("<li class=thing><h3>NAME</h3><p>About WORD.</p></li>") + "</ul>" + parts[0]);

        assertThat(proposal.follow().stream().map(Object::toString).collect(Collectors.joining()))
                .isEqualTo(parts[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "/p/1 /p/2,/list,**/p/*",
        "/shop/item-1.html /shop/item-22.html,/shop/,**/shop/item-*.html",
        "/show?id=1 /show?id=2,/list,**/show?id=*",
        "/docs/a/b /docs/c,/list,**/docs/**",
        "/a /b,/list,",
        "/p/1 /p/2,/p/3,",
        "/one/x /two/x,/list,**/*/x"
    })
    void urlsOfOneTemplateShareAGlob(String urls, String other, String glob) {
        List<PageUrl> all = java.util.Arrays.stream(urls.split(" "))
                .map(path -> PageUrl.of("https://shop.example" + path))
                .toList();

        assertThat(UrlShape.of(all, List.of(PageUrl.of("https://shop.example" + other)))
                        .orElse(null))
                .isEqualTo(glob);
    }

    @Test
    void aConsentBannerIsClickedAway() {
        Proposal proposal = of(
                "<ul>" + six("<li class=thing><h3>NAME</h3><p>About WORD.</p></li>")
                        + "</ul><div class=cookie-bar>We use cookies <button class=decline>No</button><button class=accept-all>Accept all</button></div>");

        assertThat(proposal.dismiss()).containsExactly(Selector.css("button.accept-all"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<h1>one</h1>",
                "<frameset></frameset>",
                "<svg><g></g></svg>",
                "<p>text</p><p>text</p><p>text</p>",
                "<nav><a href=/a>A</a><a href=/a>A</a><a href=/a>A</a></nav>",
                "<table></table>",
                "<ul><li><li><li></ul>"
            })
    void nothingIsProposedWhereNothingIsDifferent(String html) {
        assertThat(of(html).kinds()).isEmpty();
    }

    @Test
    void noDocumentIsTooStrange() {
        String deep = "<div>".repeat(3000) + "x" + "<a href=/1>y</a>".repeat(5);
        String odd = six(
                "<li class='a:b 1x #y' id='x y' data-='z' data-q='{\"a\":1}'><a href='http://[bad'>NAME</a><img src=''><time datetime='never'>NUM</time></li>");
        for (String html :
                List.of(deep, odd, six("<tr><td>NAME"), six("<dl><dt>NAME<dd>NUM</dl>"), "<x-y>".repeat(500))) {
            Proposal proposal = of(html);
            proposal.kinds()
                    .forEach(kind -> kind.spec()
                            .fields()
                            .forEach(field -> assertThat(field.name()).matches("[A-Za-z][A-Za-z0-9_]{0,62}")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<p class=results-count>Showing 1 to 6 of 47 entries</p>; .results-count",
                "<p id=total><b>47</b> results</p>; '#total'",
                "<p>Showing 1 to 6 of 47 entries</p>; ",
                "<p class=results-count>Page 1 of 47</p>; "
            })
    void aListTellsHowLongItIs(String words, String counter) {
        Expectation expect = best(of(words + "<ul class=products>"
                        + six("<li class=product><h3>NAME</h3><span class=price>$1NUM.50</span></li>") + "</ul>"))
                .expect();
        assertThat(expect.counter().map(Object::toString).orElse(null)).isEqualTo(counter);
    }
}
