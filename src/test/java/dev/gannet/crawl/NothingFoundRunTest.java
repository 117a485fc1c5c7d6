package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.LocalSite;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.crawl.JudgedRuns.complete;
import static dev.gannet.crawl.JudgedRuns.suspect;
import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What of a job matches nothing in a run makes it suspect, and the verdict names it. */
@Tag("fast")
class NothingFoundRunTest {
    private static final String JOB = """
            start: %s
            crawl: {follow: [a.item]}
            items: {product: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
            politeness: {delay: 0s, parallel: 4}
            limits: {attempts: 1}
            ladder: static
            """;

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @BeforeEach
    void pages() {
        site.on("/list", html("<h1>List</h1><a class=item href=/p/1>1</a><a class=item href=/p/2>2</a>"))
                .on("/p/*", html("<h1>Product</h1>"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job() throws Exception {
        return job(JOB.formatted(site.url("/list")));
    }

    private JobOnDisk job(String text) throws Exception {
        return new JobOnDisk(folder, "shop", text);
    }

    @Test
    void whatIsRightIsComplete() throws Exception {
        complete(job().run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"crawl.depth=1", "crawl.pages=3"})
    void nothingIsFoundWithinABound(String bound) throws Exception {
        String each = "items.product={at: \"**/p/*\", each: .prodct, fields: {title: h1}}";
        String anywhere = each.replace("at: \"**/p/*\", ", "");
        site.on("/p/*", html("<div class=product><h1>Product</h1></div>"));
        assertThat(suspect(job().run(bound, anywhere)).message())
                .startsWith("no item of this kind was found on 3 pages: on " + site.url("/list"))
                .contains(".prodct matches nothing; ", "crawl: {" + bound.substring(6, 11))
                .endsWith("; if that is right, say so with expect: {min: 0}");
        assertThat(job().run(bound, each).breaches())
                .extracting(Breach::message)
                .anyMatch(message ->
                        message.startsWith("no item of this kind was found on 2 pages: on " + site.url("/p/"))
                                && message.contains(".prodct matches nothing; did you mean .product?"));
    }

    @Test
    void anAtThatMatchesNoPageNamesPagesThatThereAre() throws Exception {
        Breach breach = suspect(job().run("items.product.at='**/produkt/*'"));
        assertThat(breach.rule()).isEqualTo("nothing found");
        assertThat(breach.message())
                .startsWith("no item of this kind was found: at: \"**/produkt/*\" matches none of the pages that were"
                        + " visited, such as /list, /p/1, /p/2; ");
        complete(job().run("items.product.at='**/produkt/*'", "items.product.expect={min: 0}"));
    }

    @Test
    void anEmptyShellOffersToRenderIt() throws Exception {
        site.on(
                "/p/*",
                html("<div id=app></div><noscript>needs a browser to be seen</noscript><script src=/a.js></script>"));
        String each = "items.product={at: \"**/p/*\", each: .product, fields: {title: h1}}";
        assertThat(job().run(each, "limits={page: 5s, attempts: 1}").breaches())
                .extracting(Breach::message)
                .anyMatch(message -> message.contains("ladder: render"));
        assertThat(suspect(job().run(
                                        "items.product={each: .product, fields: {title: h1}}",
                                        "start=" + site.url("/p/1"),
                                        "crawl={scope: host}"))
                        .message())
                .contains("is an empty shell", "ladder: render");
    }

    @ParameterizedTest
    @CsvSource({"'[/list]', 1 of 1 start not read", "'[/list, /a, /b, /c]', 2 of 4 starts not read"})
    void startsThatRobotsForbidsAreNamed(String starts, String told) throws Exception {
        site.on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /list\nDisallow: /c"))
                .on("/a", html("<a class=item href=/p/1>1</a>"))
                .on("/b", html("<a class=item href=/p/2>1</a>"));
        Breach breach = suspect(
                job(JOB.formatted(starts.replace("/", site.base() + "/"))).run());
        assertThat(breach.rule()).isEqualTo("robots.txt");
        assertThat(breach.message()).startsWith(told + ": robots.txt forbids ").contains(site.url("/list"));
    }

    @Test
    void aSitemapOfOtherPagesIsSuspect() throws Exception {
        String start = "start={sitemap: \"" + site.url("/sitemap.xml") + "\"}";
        site.on(
                "/sitemap.xml",
                status(200, "text/xml", sitemap("http://other.example/p/1", "http://other.example/p/2")));
        assertThat(job().run(start).breaches())
                .extracting(Breach::message)
                .anyMatch(message -> message.startsWith(
                        "no page that the sitemap lists is taken in, such as" + " http://other.example/p/1: scope: "));
        site.on("/sitemap.xml", status(200, "text/xml", sitemap(site.url("/p/1"), "http://other.example/p/2")));
        complete(job().run(start, "crawl={scope: host}"));
    }

    private static String sitemap(String... urls) {
        return "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                + IntStream.range(0, urls.length)
                        .mapToObj(at -> "<url><loc>" + urls[at] + "</loc></url>")
                        .collect(Collectors.joining())
                + "</urlset>";
    }

    @Test
    void aSitemapThatBringsNothingBesideAnotherIsSuspect() throws Exception {
        String start =
                "start=[{sitemap: \"" + site.url("/sitemap.xml") + "\"}, {sitemap: \"" + site.url("/more.xml") + "\"}]";
        site.on("/sitemap.xml", status(200, "text/xml", sitemap(site.url("/p/1"), site.url("/p/2"))))
                .on("/more.xml", status(200, "text/xml", sitemap()));
        assertThat(suspect(job().run(start)).message()).contains("the sitemap lists no page");
        site.on("/more.xml", status(200, "text/xml", sitemap("http://other.example/p/1")));
        assertThat(suspect(job().run(start)).message())
                .contains("no page that the sitemap lists is taken in, such as http://other.example/p/1: scope: ");
        site.on("/more.xml", status(200, "text/xml", sitemap(site.url("/p/3"))));
        complete(job().run(start));
        site.on(
                        "/sitemap.xml",
                        status(
                                200,
                                "text/xml",
                                "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>"
                                        + site.url("/full.xml") + "</loc></sitemap><sitemap><loc>"
                                        + site.url("/empty.xml")
                                        + "</loc></sitemap></sitemapindex>"))
                .on("/full.xml", status(200, "text/xml", sitemap(site.url("/p/1"), site.url("/p/2"))))
                .on("/empty.xml", status(200, "text/xml", sitemap()));
        complete(job().run(start));
    }

    @Test
    void aFileWithoutUrlsIsSuspect() throws Exception {
        Files.writeString(folder.resolve("urls.txt"), "# none yet\n");
        RunSummary summary = job().run("start={file: urls.txt}");
        assertThat(suspect(summary).message()).contains("the file of start has no URL");
        Files.writeString(folder.resolve("more.txt"), site.url("/p/1") + "\n");
        String both = "start=[{file: urls.txt}, {file: more.txt}]";
        assertThat(suspect(job().run(both, "crawl={scope: host}")).message())
                .contains("the file urls.txt of start has no URL");
        Files.writeString(folder.resolve("urls.txt"), site.url("/p/2") + "\n");
        complete(job().run(both, "crawl={scope: host}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'[a.itme]', a.itme matches nothing; did you mean a.item?",
        "'[a.product]', a.product matches nothing; what is there: .item",
    })
    void aFollowThatMatchesNothingIsNamed(String follow, String told) throws Exception {
        RunSummary summary = job().run("crawl.follow=" + follow, "items.product.at='**/list'");
        Breach breach = suspect(summary);
        assertThat(breach.rule()).isEqualTo("crawl.follow");
        assertThat(breach.message()).contains(site.url("/list"), told);
    }

    @Test
    void aListOfASinglePageHasNoNextPage() throws Exception {
        complete(job().run("crawl.follow=[a.next, 'a[rel=next]']", "items.product.at='**/list'"));
        site.on("/list", html("<h1>List</h1><a class=nextpage href='/list?page=2'>next</a>"));
        assertThat(suspect(job().run("crawl.follow=a.next-page", "items.product.at='**/list'"))
                        .message())
                .contains("a.next-page matches nothing; did you mean ");
    }

    @Test
    void anIncludeThatMatchesNoLinkIsNamed() throws Exception {
        Breach breach = suspect(
                job().run("crawl={follow: [a.item], include: [\"**/produkt/*\"]}", "items.product.at='**/list'"));
        assertThat(breach.rule()).isEqualTo("crawl.include");
        assertThat(breach.message())
                .startsWith("none of the 2 links that were found is taken in: include: \"**/produkt/*\"");
    }

    @Test
    void oneKeyForManyItemsIsSuspect() throws Exception {
        site.on(
                "/list",
                html("<i class=shop>S</i>"
                        + IntStream.rangeClosed(1, 10)
                                .mapToObj(number -> "<a class=item href=/p/" + number + ">x</a>")
                                .collect(Collectors.joining())));
        String key =
                "items.product={at: \"**/p/*\", key: [shop], fields: {shop: {value: S}, title: {select: h1, required: true}}}";
        Breach breach = suspect(job().run(key));
        assertThat(breach.rule()).isEqualTo("key");
        assertThat(breach.message())
                .startsWith("10 items were found and one row is stored: their key (shop) is the same");
    }

    private static String cards(String... cards) {
        return IntStream.range(0, cards.length)
                .mapToObj(at -> "<p class=card id=" + cards[at].split(" ")[0] + "><b>"
                        + cards[at].split(" ")[1] + "</b></p>")
                .collect(Collectors.joining());
    }

    @Test
    void itemsWithOneKeyThatDifferAreNamed() throws Exception {
        String kind =
                "items.product={each: .card, key: [id], fields: {id: \"@id\", title: b, place: {value: \"${item.position}\"}}}";
        site.on("/list", html(cards("a One", "b Two", "a Three")));
        Breach breach = suspect(job().run("crawl={scope: host}", kind));
        assertThat(breach.rule()).isEqualTo("key");
        assertThat(breach.message())
                .isEqualTo("several items of product have the key id a and differ in title; only the last of them is"
                        + " stored: choose a key that tells them apart");
        assertThat(breach.example()).contains(site.url("/list"));
        site.on("/list", html(cards("a One", "b Two", "a One") + "<p class=card id=a></p>"));
        complete(job().run("crawl={scope: host}", kind));
    }

    @Test
    void aPageUnderTwoAddressesGivesItsRowsOnce() throws Exception {
        site.on("/list", redirect("/list/")).on("/list/", html(cards("a One", "b Two")));
        JobOnDisk job = job(JOB.formatted("[" + site.url("/list") + ", " + site.url("/list/") + "]"));
        String kind = "items.product={each: .card, fields: {title: b}}";
        complete(job.run("crawl={scope: host}", kind));
        assertThat(job.rows("SELECT title FROM product ORDER BY title")).containsExactly("One", "Two");
        complete(job.run("crawl={scope: host}", kind));
        assertThat(job.rows("SELECT title FROM product ORDER BY title")).containsExactly("One", "Two");
    }

    private void numbered(int good, String other) {
        for (int number = 1; number <= 20; number++) {
            site.on("/shop/" + number, number <= good ? html("<h1 class=title>P</h1>") : html(other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p>This product is no longer there</p>", "<h1>Oops</h1>"})
    void pagesThatLackWhatTheirSistersHaveAreCounted(String other) throws Exception {
        numbered(5, other);
        String kind = "items.product={fields: {name: {select: h1.title, required: true}}}";
        Breach breach = suspect(job().run("start='" + site.url("/shop/[1-20]") + "'", "crawl={scope: host}", kind));
        assertThat(breach.message())
                .startsWith("15 of 20 pages have no product: their name (h1.title) was not found, such as "
                        + site.url("/shop/6"));
    }

    @Test
    void pagesOfAnotherSortNeedNotHaveTheItem() throws Exception {
        site.on(
                        "/list",
                        html("<h2>List</h2><a class=item href=/p/1>1</a><a class=item href=/p/2>2</a>"
                                + "<a class=item href=/about>About</a>"))
                .on("/about", html("<h2>About</h2>"));
        complete(job().run("items.product={fields: {name: {select: h1, required: true}}}"));
        site.on(
                "/index",
                (request, wire) -> html(request.number("cat", 0) == 1
                                ? "<h2>List</h2><a class=item href='/index?p=1'>1</a>"
                                : "<h1>One</h1><a class=item href='/index?cat=1'>1</a>")
                        .give(request, wire));
        complete(job().run(
                        "items.product={fields: {name: {select: h1, required: true}}}", "start=" + site.url("/index")));
    }

    @Test
    void anErrorInJsonIsNoItem() throws Exception {
        for (int number = 1; number <= 20; number++) {
            site.on(
                    "/api/" + number,
                    status(200, "application/json", number < 5 ? "{\"name\": \"P\"}" : "{\"error\": 401}"));
        }
        String kind = "items.product={fields: {name: {json: $.name, required: true}}}";
        assertThat(suspect(job().run("start='" + site.url("/api/[1-20]") + "'", "crawl={scope: host}", kind))
                        .message())
                .startsWith("16 of 20 pages have no product: their name ($.name) was not found");
    }

    private static final String FORM =
            "<form method=post><label>Name <input name=user></label><input type=password name=pass><button>Go</button>"
                    + "</form><a href=/forgot>Forgot your password?</a>";

    /** A form in the place of a page, at the page's own URL and with status 200; the last case has it on each page of a kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1>Sign in</h1>",
                "<title>Shop - Anmelden</title><h1>Willkommen</h1>",
                "<h2>Your session has expired</h2><h1>Shop</h1>",
                "<h1>Product 1</h1><p class=price>12 EUR</p>"
            })
    void aLoginInThePlaceOfThePages(String heading) throws Exception {
        site.on("/p/*", html(heading + FORM));
        RunSummary summary = job().run();
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches()).anySatisfy(breach -> {
            assertThat(breach.rule()).isEqualTo("login");
            assertThat(breach.message()).contains("for a password", "describe the `login` of the job", "login: none");
            assertThat(breach.example().orElse("")).startsWith(site.url("/p/"));
        });
        complete(job().run("login=none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // One page of a kind has it, another has not.
                "/p/1",
                // So has the page of the list: it is in the header of all.
                "/**"
            })
    void aLoginBesideThePagesIsNone(String where) throws Exception {
        String product = "<h1>Product</h1>" + FORM;
        site.on("/p/1", html(product));
        if (where.equals("/**")) {
            site.on("/p/*", html(product))
                    .on("/list", html("<a class=item href=/p/1>1</a><a class=item href=/p/2>2</a>" + FORM));
        }
        complete(job().run());
    }

    /** The second of three pages has no row; the last one may lie behind the end of the list. */
    @ParameterizedTest
    @CsvSource({"2, true", "1, true", "3, false"})
    void aPageOfAListWithoutItsItems(int empty, boolean doubted) throws Exception {
        site.on("/list", (request, wire) -> {
            String number = request.target().replaceAll(".*=", "");
            html("<h1>List</h1>" + (number.equals(String.valueOf(empty)) ? "" : "<li>row " + number + "</li>"))
                    .give(request, wire);
        });
        JobOnDisk job = job("""
                start: %s
                items: {row: {each: li, fields: {text: {type: text}}}}
                politeness: {delay: 0s}
                ladder: static
                """.formatted(site.url("/list?page=[1-3]")));
        if (doubted) {
            Breach breach = suspect(job.run());
            assertThat(breach.message())
                    .isEqualTo("1 of 3 pages have no row: their li was not found, such as "
                            + site.url("/list?page=" + empty)
                            + "; if a page may have none, say so with expect: {page: {min: 0}}");
            complete(job.run("items.row.expect={page: {min: 0}}"));
        } else {
            complete(job.run());
        }
    }

    /** Starts with different names belong together; followed pages may be of another sort. */
    @ParameterizedTest
    @CsvSource({"'[/c/hats, /c/shoes, /c/ties]', '', true", "'[/index]', 'follow: [a], ', false"})
    void aListOfAnotherWordWithoutItsItems(String starts, String follow, boolean doubted) throws Exception {
        site.on("/index", html("<a href=/c/hats>1</a><a href=/c/shoes>2</a><a href=/c/ties>3</a>"))
                .on("/c/*", html("<h1>List</h1><li>row</li>"))
                .on("/c/ties", html("<h1>List</h1>"));
        JobOnDisk job =
                job("""
                start: %s
                crawl: {%sscope: host}
                items: {row: {each: li, fields: {text: {type: text}}}}
                politeness: {delay: 0s}
                ladder: static
                """.formatted(starts.replace("[", "[" + site.base()).replace(", ", ", " + site.base()), follow));
        if (doubted) {
            assertThat(suspect(job.run()).message())
                    .startsWith("1 of 3 pages have no row: their li was not found, such as " + site.url("/c/ties"));
            complete(job.run("items.row.expect={page: {min: 0}}"));
        } else {
            complete(job.run());
        }
    }

    /** A product without reviews is a page of data. */
    @Test
    void aPageWithItemsOfAnotherKind() throws Exception {
        site.on("/p/2", html("<h1>Product</h1><li>review</li>"));
        complete(job(JOB.formatted(site.url("/list"))).run("items.review={each: li, fields: {text: {type: text}}}"));
    }
}
