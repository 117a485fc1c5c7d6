package dev.gannet.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Tag("fast")
class JobProblemsTest {
    private static final String ITEMS = "items:\n  product:\n    each: .product\n    fields: {name: h1}\n";
    private static final String START = "start: https://shop.example/\n";

    @Test
    void everyProblemIsToldAtOnceWithItsPlaceAndLine() {
        JobException wrong = refused("""
                start: file:///etc/passwd
                crawl: {scop: site, depth: -1}
                politeness:
                  robots: obay
                items:
                  product:
                    fields: {name: "h1:hover"}
                """);

        assertThat(wrong.problems().stream().map(problem -> problem.line() + ":" + problem.column()))
                .containsExactly("1:8", "2:9", "2:28", "4:11", "7:20");
        assertThat(wrong.report())
                .contains("shop.yaml:2:9: unknown key \"scop\"")
                .contains("  2 | crawl: {scop: site, depth: -1}\n    |         ^\n    did you mean \"scope\"?")
                .contains("did you mean \"obey\"?")
                .contains("5 problems");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "chrome://version",
                "view-source:https://x.example/",
                "'data:text/html,x'",
                "'javascript:alert(1)'",
                "about:blank",
                "ftp://x.example/"
            })
    void s6OnlyHttpAndHttpsAreStartsAndLogins(String url) {
        assertThat(refused("start: " + url + "\n" + ITEMS).problems())
                .hasSize(1)
                .first()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains("only http and https");
                    assertThat(problem.column()).isEqualTo(8);
                });
        assertThat(refused(START + ITEMS + "login: {start: " + url + ", steps: [click: b], logged-in: a}\n")
                        .problems())
                .hasSize(1)
                .first()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(6));
    }

    /** Each line is a trap of YAML, what is said, and the quoted form that is shown. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            login: {start: /l, logged-in: a, steps: [{type: {into: #user, text: x}}]} ¦ starts a comment ¦ "#user"
            crawl: {follow: a, depth 5} ¦ colon is missing ¦ depth: 5
            name: [a ¦ not closed ¦ up to line 3
            page: {ready: "h1} ¦ not closed ¦ taken as part
            page: {ready: @data-sku} ¦ no text starts with @ ¦ "@data-sku"
            crawl: {exclude: [**/p/*]} ¦ reference ¦ "**/p/*"
            schedule: * * * * * ¦ reference ¦ schedule: "* * * * *"
            page: {ready: > a} ¦ several lines ¦ "> a"
            crawl: {follow: [a[rel=next], a.item]} ¦ brackets ¦ "a[rel=next]"
            notify: {hook: ${env:H}} ¦ ${ ¦ "${env:H}"
            page: {ready: [data-item]} ¦ list ¦ "[data-item]"
            crawl: {follow: [data-item]} ¦ list ¦ "[data-item]"
            crawl:{depth: 1} ¦ blank is missing ¦ crawl: {depth: 1}
            """)
    void aTrapOfYamlIsNamedAndItsQuotedFormShown(String line, String message, String hint) {
        JobException wrong = refused(START + line + "\n" + ITEMS);

        assertThat(wrong.report()).contains(message.strip()).contains(hint.strip());
        assertThat(wrong.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isBetween(2, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            ready: > a ¦ several lines ¦ ready: "> a"
            ready: #user ¦ "ready" has no value ¦ ready: "#user"
            at: **/p/* ¦ reference ¦ at: "**/p/*"
            ready: [data-item] .name ¦ list ¦ ready: "[data-item] .name"
            ready: @x ¦ starts with @ ¦ ready: "@x"
            ready: !x ¦ tag ¦ "!x"
            ready: {text: a, b} ¦ comma ¦ "…, b"
            ready: Price: 5 ¦ no key can be ¦ ready: "Price: 5"
            """)
    void aTrapInALineOfItsOwnShowsTheWholeLine(String line, String message, String hint) {
        JobException wrong = refused(START + "page:\n  " + line + "\n" + ITEMS);

        assertThat(wrong.report()).contains(message).contains(hint);
        assertThat(wrong.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @Test
    void aSelectorWithACommaInBracesNeedsQuotes() {
        assertThat(refused(START + "items: {x: {fields: {name: {select: a, b}}}}")
                        .report())
                .contains("comma")
                .contains("\"…, b\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            start: {sitemap: /sitemap.xml} ¦ not an absolute URL ¦ as in https://shop.example/sitemap.xml
            start: {sitemap: ftp://a.example/s.xml} ¦ only http and https ¦ as in https://shop.example/sitemap.xml
            start: {} ¦ one of the three ¦ {sitemap: URL}
            start: {sitemap: https://a.example/s.xml, file: a.txt} ¦ one of the three ¦ {file: urls.txt}
            start: {sitmap: https://a.example/s.xml} ¦ unknown key ¦ did you mean "sitemap"?
            """)
    void aSitemapIsOneWholeAddress(String start, String message, String hint) {
        assertThat(refused(start + "\n" + ITEMS).report()).contains(message).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "0s", "7", "01.11.2026"})
    void sinceIsADayATimeOrTheLastVisit(String since) {
        assertThat(refused(START + "crawl: {since: " + since + "}\n" + ITEMS).report())
                .contains("\"since\" is last-visit, a day such as 2026-11-01, or a time such as 7d");
    }

    @Test
    void aTabInTheIndentationIsNamed() {
        assertThat(refused(START + "items:\n\tproduct:\n").report()).contains("a tab in the indentation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]]",
                "start: !!java.io.File [/etc/passwd]",
                "start: a\n---\nstart: b",
                "start: *nowhere",
                "? {a: b}\n: c",
                "[a, b]",
                "just text",
                "start: \"no end",
                "start: \u0000",
                "- \n- a: {",
                "",
                "# only a comment"
            })
    void s13WhatIsNoJobIsATypedErrorWithAPlace(String text) {
        assertThat(refused(text).problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void s13DepthSizeAndAliasBombsAreRefusedInTime() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append(String.format(Locale.ROOT, "a%d: &a%d [%s]%n", i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }
        for (String text : List.of(
                bomb.toString(),
                "start: " + "[".repeat(10_000),
                "{a: ".repeat(10_000),
                "- ".repeat(10_000),
                "x".repeat(2_000_000))) {
            JobException wrong = refusedInTime(text);
            assertThat(wrong.problems()).hasSize(1);
        }
    }

    private static JobException refusedInTime(String text) {
        long start = System.nanoTime();
        JobException wrong = refused(text);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        return wrong;
    }

    @Test
    void s13ADuplicateKeyIsAnErrorAtTheSecond() {
        assertThat(refused(START + ITEMS + START).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("here twice");
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.hint()).contains("line 1");
        });
    }

    /** Each line is a start at an API and what is wrong with it. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {api: "https://a.example/", file: x}                        ¦ one of the three        ¦ {api: URL}
            {next: $.next}                                              ¦ one of the three        ¦ {api: URL}
            {sitemap: "https://a.example/s.xml", next: $.next}          ¦ the page of an API      ¦ {api: URL, next: $.next}
            {api: "ftp://a.example/"}                                   ¦ only http and https     ¦
            {api: "https://a.example/", next: next}                     ¦ path                    ¦
            {api: "https://a.example/", next: {page: p, link: next}}    ¦ by one of json, page    ¦ {page: page}
            {api: "https://a.example/", next: {max: 5}}                 ¦ by one of json, page    ¦ {page: page}
            {api: "https://a.example/", next: {page: p, into: c}}       ¦ into goes with json     ¦
            {api: "https://a.example/", next: {link: next, by: 5}}      ¦ by goes with page       ¦
            {api: "https://a.example/", next: {pages: p}}               ¦ unknown key "pages"     ¦ did you mean
            """)
    void anApiIsCheckedToo(String start, String message, String hint) {
        JobException wrong = refused("start: " + start + "\n" + ITEMS);
        assertThat(wrong.problems().get(0).message()).contains(message);
        assertThat(wrong.problems().get(0).hint()).contains(hint == null ? "" : hint);
        assertThat(wrong.problems().get(0).line()).isEqualTo(1);
    }

    @Test
    void twoApisOfOneAddressGoOnInOneWay() {
        String start =
                "start: [{api: \"https://a.example/x?a=1\", next: $.n}, {api: \"https://a.example/x?a=2\", next: {page: p}}]\n";
        assertThat(refused(start + ITEMS).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("two APIs at https://a.example/x go on in two ways");
            assertThat(problem.line()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {header: "X Total"}     ¦ not the name of a header: "X Total" ¦ as in {header: X-Total-Count}
            {header: X, of: page}   ¦ unknown key "of"                    ¦ known here: header
            {header: }              ¦ header                              ¦
            """)
    void aHeaderThatCountsIsCheckedToo(String counter, String message, String hint) {
        String job =
                "start: {api: \"https://shop.example/api\"}\nitems: {product: {each: \"$[*]\", fields: {id: $.id}, expect: {counter: "
                        + counter + "}}}\n";
        assertThat(refused(job).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.hint()).contains(hint == null ? "" : hint);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    /** Each line is what is captured and what is wrong with it. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            [html, picture]                        ¦ not known here: "picture"                 ¦
            {html: false}                          ¦ nothing is captured                      ¦ html: true
            {pdf: "x/{date}.pdf"}                  ¦ {date} is no place of a name             ¦ captures/{host}{path}/{time}.pdf
            {pdf: "x/{time}.png"}                  ¦ a name for pdf ends in .pdf              ¦
            {html: "../{time}.html"}               ¦ a path below the job's folder            ¦
            {html: "/tmp/{time}.html"}             ¦ a path below the job's folder            ¦
            {html: true, keep: some}               ¦ for a number of them or a time           ¦ keep: 90d
            {html: true, keep: {most: 3}}          ¦ unknown key "most"                       ¦ known here: last
            {elements: chart}                      ¦ elements are names with selectors        ¦ {chart:
            {elements: {chart: "a:nope"}}          ¦ nope                                     ¦
            {elements: {"a b": h1}}                ¦ the name of an element is a letter       ¦
            """)
    void whatIsCapturedIsCheckedToo(String capture, String message, String hint) {
        String job = START + "capture: " + capture + "\n";
        assertThat(refused(job).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.hint()).contains(hint == null ? "" : hint);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void aPictureNeedsABrowser() {
        assertThat(refused(START + "ladder: static\ncapture: [html, screenshot]\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("static renders no page, which capture.screenshot needs"));
    }

    /** Each line is an expectation and what is wrong with it. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {min: 5, max: 4}            ¦ min 5 is more than max 4                       ¦ {min: 4, max: 5}
            {count: 5, max: 6}          ¦ count is min and max in one                    ¦ leave out count
            {min: some}                 ¦ "min" is a whole number from 0, not "some"     ¦
            {coverage: {nam: 95%}}      ¦ names "nam", which is no field of the item     ¦ did you mean "name"?
            {coverage: {name: 95}}      ¦ a percentage from 0% to 100%, or a number from ¦ name: 95%
            {coverage: 95%}             ¦ coverage is fields with parts                  ¦ {price: 95%}
            {counter: $.total}          ¦ by a path into JSON and the items by selectors ¦ counter: .results
            {counter: "a:nope"}         ¦ nope                                           ¦
            {counter: {header: X-Total-Count}} ¦ a browser does not tell the headers of a page ¦ counter: .results
            {page: {min: 2, max: 1}}    ¦ min 2 is more than max 1                       ¦ {min: 1, max: 2}
            {minimum: 5}                ¦ unknown key "minimum"                          ¦ known here: min, max
            """)
    void whatIsExpectedIsCheckedToo(String expect, String message, String hint) {
        String job = START + "items: {product: {each: .product, fields: {name: h1}, expect: " + expect + "}}\n";
        assertThat(refused(job).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.hint()).contains(hint == null ? "" : hint);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            notify: {} ¦ "webhook" is missing
            notify: {webhook: hooks.example} ¦ a webhook is an absolute http or https URL
            notify: {webhook: "file:///etc/passwd"} ¦ a webhook is an absolute http or https URL
            notify: {webhook: "${env:NO_SUCH_HOOK}"} ¦ NO_SUCH_HOOK
            notify: {webhook: "https://a.example/", when: chang} ¦ did you mean "change"?
            notify: {webhook: "https://a.example/", key: short} ¦ can be guessed
            items: {a: {fields: {n: h1}, history: false}} ¦ only items with a key have a history
            items: {a: {key: n, fields: {n: h1}, history: never}} ¦ history is true, false, or fields to ignore
            items: {a: {key: n, fields: {n: h1, views: i}, history: {ignore: [view]}}} ¦ did you mean "views"?
            limits: {runs: 3} ¦ a whole number from 10
            """)
    void whatIsNotedAndToldIsCheckedToo(String line, String report) {
        assertThat(refused(START + (line.startsWith("items") ? "" : ITEMS) + line)
                        .report())
                .contains(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"network: {allow: []}", "ladder: soft", "ladder: api"})
    void whatComesLaterSaysSo(String line) {
        assertThat(refused(START + ITEMS + line).report()).contains("not in this version");
        assertThat(refused(START + ITEMS + line).problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {role: buton} ¦ did you mean "button"?
            {role: button, name: ""} ¦ the text is empty
            {role: button, text: x} ¦ a selector is one of text, json, role
            {text: x, name: y} ¦ a selector is one of text, json, role
            {find: a} ¦ a selector is one of text, json, role
            {inside: a} ¦ a selector is one of text, json, role
            {inside: a, find: "b["} ¦ not a selector
            {inside: "p:contains(x)", find: b} ¦ the browser does not know :contains
            {pierce: "p::before"} ¦ ::before cannot be used
            {xpath: "//a["} ¦ not a path of XPath 1.0
            {xpath: "count(//a)"} ¦ not a path of XPath 1.0
            {xpath: "//a/@href"} ¦ the path leads to @href
            //a ¦ write {xpath: "//a"}
            (//a)[1] ¦ write {xpath: "(//a)[1]"}
            ./a ¦ write {xpath: "./a"}
            a:hovver ¦ the browser does not know :hovver
            $.items ¦ is a path into JSON
            {json: $.items} ¦ is a path into JSON
            """)
    void selectorsOfStepsThatCannotWorkAreTold(String selector, String told) {
        String step = selector.startsWith("{") ? selector : "\"" + selector.replace("\"", "\\\"") + "\"";
        JobException wrong = refused(START + ITEMS + "page: {steps: [{click: " + step + "}]}\n");
        assertThat(wrong.report()).contains(told);
        assertThat(wrong.problems()).hasSize(1);
    }

    /** The half that cannot use it is named. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{role: button}",
                "{name: Go}",
                "{label: Mail}",
                "{pierce: .a}",
                "{inside: a, find: b}",
                "[.a, {role: button}]"
            })
    void extractionCannotUseWhatOnlyALivePageHas(String selector) {
        for (String place : List.of(
                "items: {x: {each: %s, fields: {name: h1}}}\n",
                "items: {x: {fields: {name: {select: %s}}}}\n", ITEMS + "crawl: {follow: %s}\n")) {
            JobException wrong = refused(START + place.formatted(selector));
            assertThat(wrong.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("extraction cannot use ")
                            .contains("only a page that is up in a browser has"));
        }
        assertThat(refused(START + ITEMS + "page: {ready: " + selector + "}\nladder: static\n")
                        .report())
                .contains("ladder: static renders no page, which page.ready by ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page: {ready: 'a:hover'}",
                "page: {ready: '#${var:x}'}",
                "page: {dismiss: '#${var:x}'}",
                "page: {scroll: {in: {inside: a, find: '${var:x}'}}}",
                "page: {blocked: {pierce: '#${var:x}'}}",
                "crawl: {follow: {text: '${var:x}'}}"
            })
    void whatLiveCssAndVariablesAreForStepsIsRefusedElsewhere(String line) {
        assertThat(refused(START + ITEMS + line).problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {click: }                 ¦ "click" has no value
            {click: .card, most: 0}   ¦ "most" is a whole number from 1
            {most: 3}                 ¦ "click" is missing
            [a, {click: .card, mots: 3}] ¦ did you mean "most"?
            """)
    void clicksThatCannotBeMadeAreToldApart(String follow, String told) {
        JobException wrong = refused(START + ITEMS + "crawl: {follow: " + follow + "}\n");
        assertThat(wrong.report()).contains(told);
        assertThat(wrong.problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "page: {steps: [click: a]} ¦ page.steps",
                "page: {scroll: stable} ¦ page.scroll",
                "crawl: {follow: [a.next, {click: .card}]} ¦ crawl.follow by click",
                "page: [{at: '**/p/*', dismiss: a}, {frames: same-origin}] ¦ page.dismiss, page.frames",
                "login: {start: /l, logged-in: a, share: per-session, steps: [click: b]} ¦ login.share: per-session"
            })
    void whatNeedsABrowserIsRefusedWhereTheJobHasNone(String line, String key) {
        JobException wrong = refused(START + ITEMS + line + "\nladder: static\n");
        assertThat(wrong.report()).contains("ladder: static renders no page, which " + key + " needs");
        assertThat(wrong.problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {json-ld: brand..name} ¦ not names with dots between them: brand..name
            {json-ld: "brand[x]"} ¦ not names with dots between them
            {state: ""} ¦ the name is empty
            {meta: x, json-ld: y} ¦ "json-ld" and "meta" exclude each other
            {select: b, meta: x} ¦ "select" and "meta" exclude each other
            {meta: x, attr: y} ¦ "meta" and "attr" exclude each other
            {value: x, regex: y} ¦ "value" and "regex" exclude each other
            {xpath: "//a["} ¦ not a path of XPath 1.0
            {select: b, json: "$["} ¦ not a path into JSON
            {select: b, regex: "(x"} ¦ not a regular expression: missing closing )
            {select: b, regex: "x(?=y)"} ¦ looks ahead, behind or back is not known
            {select: {json-ld: x, meta: y}} ¦ a selector is one of
            {fetched: {url: "re:x"}} ¦ a script in the page looks at these URLs and knows no re:
            {fetched: {json: $.x}} ¦ "url" is missing
            {fetched: "/api/*"} ¦ keys with values are expected here
            {fetched: {url: "/api/*", json: x}} ¦ a path into JSON starts with $
            """)
    void sourcesOfFieldsThatAreNoneSayWhatIsWrong(String field, String message) {
        JobException wrong = refused(START + "items: {x: {fields: {a: " + field + "}}}");
        assertThat(wrong.report()).contains(message);
        assertThat(wrong.problems()).hasSize(1);
    }

    @Test
    void whatAPageFetchesNeedsABrowser() {
        String job = START + "items: {x: {each: {fetched: {url: \"/a\"}}, fields: {a: $.b}}}\n";
        assertThat(refused(job + "ladder: static").report())
                .contains("ladder: static renders no page, which fetched needs");
    }

    @Test
    void selectorsOfElementsHaveNoPlaceInData() {
        assertThat(refused(START + "items: {x: {each: {state: S.list}, fields: {a: $.b, c: .d}}}")
                        .report())
                .contains("the item \"x\" is found in data, and some of its fields by selectors of elements");
        assertThat(refused(START + "items: {x: {each: b, fields: {a: $.b}}}").report())
                .contains("partly by paths into JSON ($…) and partly by CSS");
        assertThat(refused(START + ITEMS + "page: {ready: {json-ld: name}}").report())
                .contains("json-ld is data beside what a page shows, and elements are expected here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"; DROP TABLE x;--", "_url", "1st", "größe", "a b", "page-url"})
    void s18NamesThatAreUnsafeAsColumnsAreRefused(String name) {
        String quoted = "'" + name + "'";
        assertThat(refused(START + "items: {x: {fields: {" + quoted + ": h1}}}").problems())
                .hasSize(1);
        assertThat(refused(START + "items: {" + quoted + ": {fields: {a: h1}}}").problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            x: {fields: {Name: h1, name: h2}} ¦ twice
            x: {fields: {price: {select: p, type: money}, price_currency: b}} ¦ twice
            x: {key: [sky], fields: {sku: h1}} ¦ did you mean "sku"
            x: {key: tags, fields: {tags: {select: a, many: true}}} ¦ cannot identify
            x: {fields: {v: {each: p, key: c, fields: {c: b}}}} ¦ the items of x.v have a key
            x: {key: a, fields: {a: h1, v: {each: p, fields: {w: {each: i, key: c, fields: {c: b}}}}}} ¦ give "v" a key, or "w" none
            x: {fields: {a: {select: img, attr: src, download: true}}} ¦ as in {select: img, type: url, download: true}
            x: {fields: {a: {select: img, type: url, download: true}, a_path: b}} ¦ twice
            x: {fields: {a: {select: img, type: file}}} ¦ known here
            x: {key: a, fields: {a: h1, v: {each: p, key: d, fields: {c: b}}}} ¦ did you mean "c"?
            x: {key: a, fields: {a: h1, v: {each: p, key: c, fields: {c: b, x_a: i}}}} ¦ refers to the row that it is inside
            x: {key: a, fields: {a: h1, v: {each: p, key: c, table: x, fields: {c: b}}}} ¦ which is another one's
            x: {key: a, fields: {a: h1, v: {each: p, table: y, fields: {c: b}}}} ¦ only where they have a key
            x: {key: a, fields: {a: h1, v: {select: p, key: c}}} ¦ "key" is for items inside the item
            x: {key: a, fields: {a: h1, v: {each: p, key: c, table: gannet_x, fields: {c: b}}}} ¦ are taken
            gannet_pages: {fields: {a: h1}} ¦ taken
            x: {table: sqlite_a, fields: {a: h1}} ¦ taken
            x: {table: t, fields: {a: h1}}, y: {table: T, fields: {a: h1}} ¦ share the table
            x: {fields: {}} ¦ no fields
            x: {each: a} ¦ "fields" is missing
            x: {fields: {a: {required: true}}} ¦ says not where
            x: {fields: {a: {value: "${page.titel}"}}} ¦ did you mean "page.title"
            x: {fields: {a: {select: b, locale: de_DE}}} ¦ language tag
            x: {fields: {a: {select: b, currency: EUR}}} ¦ "currency" says nothing of text
            x: {fields: {a: {select: b, type: money, currency: Euro}}} ¦ not a currency: Euro
            x: {fields: {a: {select: b, type: int, format: dd.MM.yyyy}}} ¦ "format" says nothing of int
            x: {fields: {a: {select: b, type: date, format: dd.MM}}} ¦ gives no date: it needs a year
            x: {fields: {a: {select: b, type: date, format: [dd.MM.yyyy, "{"]}}} ¦ not a pattern of a date
            x: {fields: {a: {select: b, type: datetime, zone: Europe/Pariss}}} ¦ did you mean "Europe/Paris"
            x: {fields: {a: {select: b, type: money, zone: UTC}}} ¦ "zone" says nothing of money
            x: {each: {table: ""}, fields: {a: b}} ¦ an empty selector selects nothing
            x: {each: {table: t, text: u}, fields: {a: b}} ¦ a selector is one of
            x: {fields: {a: {column: Price, json: $.a}}} ¦ "column" and "json" exclude each other
            x: {fields: {a: {select: b, typ: int}}} ¦ did you mean "type"
            x: {fields: {a: {select: b, type: integer}}} ¦ known here
            x: {fields: {a: {each: b}}} ¦ need each and fields
            """)
    void itemsAreCheckedAgainstThemselves(String items, String message) {
        assertThat(refused(START + "items: {" + items + "}").report()).contains(message);
    }

    @Test
    void theRowsOfATableAreForItemsAndNotForSteps() {
        assertThat(refused(START + ITEMS + "page: {steps: [click: {table: t}]}").report())
                .contains("the rows of a table are for items (each)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            store: postgresql://user:pass@host/db ¦ PGPASSWORD
            store: mysql://x ¦ sqlite:shop.db
            store: "sqlite:" ¦ path of a file
            politeness: {delay: 2} ¦ a time such as
            politeness: {parallel: 0} ¦ whole number from 1
            politeness: {contact: "nobody\\nX: y"} ¦ mail address
            limits: {failed: 101%} ¦ percentage
            limits: {size: 20} ¦ size such as
            browser: {block: [fonts]} ¦ did you mean "font"
            browser: {headers: {"a b": c}} ¦ name of a header
            browser: {headers: {a: "x\\ny"}} ¦ one line
            browser: {headers: {Authorization: Basic abc}} ¦ looks like a credential
            browser: {headers: {X-Api-Key: abc}} ¦ write X-Api-Key: "${env:NAME}"
            browser: {headers: {Host: other.example}} ¦ the connection's own
            browser: {headers: {User-Agent: Mozilla}} ¦ it names Gannet
            browser: {proxy: "http://x"} ¦ host:port
            page: [{ready: h1}, {ready: h2}] ¦ no page comes here
            page: {status: 99} ¦ HTTP status
            page: {steps: [{wait: 2s}]} ¦ fixed wait
            page: {steps: [{click: a, press: Enter}]} ¦ one verb
            page: {steps: [{timeout: 2s}]} ¦ no verb
            page: {steps: [{select: {in: "#s"}}]} ¦ an option is named by one of
            page: {steps: [{check: {on: true}}]} ¦ "box"
            page: {steps: [{check: {box: "#b", on: maybe}}]} ¦ known here: true, false
            page: {steps: {click: a}} ¦ steps are a list
            page: {at: "re:("} ¦ regular expression
            name: a/b ¦ letters, digits
            items2: {} ¦ did you mean "items"
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u", text: "${env:GANNET_NOT_SET}"}}]} ¦ GANNET_NOT_SET is not set
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u", text: "${secret:gannet/none}"}}]} ¦ there is no secret gannet/none
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u", text: "${secret:../none}"}}]} ¦ not the name of a secret
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u"}}]} ¦ one of text and totp
            login: {start: /l, logged-in: a, share: per-session, keep: true, steps: [click: b]} ¦ a login that cannot be shared cannot be kept
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u", text: a, totp: b}}]} ¦ one of text and totp
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u", totp: "K0-1"}}]} ¦ not Base32
            login: {start: /l, logged-in: a, steps: [{type: {into: "#u", totp: "otpauth://hotp/x?secret=AAAA"}}]} ¦ not of codes by time
            politeness: {contact: "${secret:a}"} ¦ where it would be shown
            store: "${secret:a}" ¦ where it would be shown
            """)
    void valuesAreChecked(String line, String message) {
        assertThat(refused(START + ITEMS + line).report()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.example/[9-1]",
                "https://x.example/[1-999999]",
                "https://x.example/[1-99999]/[1-99999]",
                "'/relative[1-50]'",
                "/relative",
                "{file: nowhere.txt}",
                "[]",
                "https://"
            })
    void startsAreChecked(String start) {
        assertThat(refused("start: " + start + "\n" + ITEMS).problems()).hasSize(1);
    }

    @Test
    void aWrongLineOfAFileOfStartsHasItsOwnPlace() {
        JobException wrong = catchThrowableOfType(
                JobException.class,
                () -> JobReader.read(
                        "start: {file: wrong-urls.txt}\n" + ITEMS,
                        Path.of("src/test/resources/job/shop.yaml"),
                        List.of()));

        assertThat(wrong.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("wrong-urls.txt");
            assertThat(problem.line()).isEqualTo(3);
        });
    }

    @Test
    void aSettingIsCheckedLikeTheFile() {
        JobException wrong = catchThrowableOfType(
                JobException.class,
                () -> JobReader.read(
                        START + ITEMS,
                        Path.of("shop.yaml"),
                        List.of("politeness.dely=0s", "limits.page=soon", "nonsense", "start.x=1")));

        assertThat(wrong.problems()).hasSize(4);
        assertThat(wrong.report())
                .contains("--set:1:12: unknown key \"dely\"")
                .contains("did you mean \"delay\"")
                .contains("--set:1:13");
    }

    /** A reference may be set there: it says nothing. */
    @Test
    void whatALoginTypesIsNotTakenFromTheCommandLine() {
        String login = "login: {start: /l, logged-in: a, steps: [{type: {into: '#p', text: x}}]}\n";
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                JobException.class,
                                () -> JobReader.read(
                                        START + ITEMS + login,
                                        Path.of("x.yaml"),
                                        List.of("login.steps.0.type.text=hunter2")))
                        .report())
                .contains("reads the command line", "${env:NAME}");
        assertThat(JobReader.read(
                                START + ITEMS + login,
                                Path.of("x.yaml"),
                                List.of("login.steps.0.type.text='${env:PATH}'"))
                        .login())
                .isPresent();
    }

    @Test
    void aFileThatIsNotThereIsAProblemAndNoStackTrace() {
        assertThatThrownBy(() -> JobReader.read(Path.of("nowhere.yaml"), List.of()))
                .isInstanceOfSatisfying(
                        JobException.class,
                        wrong -> assertThat(wrong.report()).contains("nowhere.yaml:1:1: there is no such file"));
    }

    private static JobException refused(String text) {
        Map<String, String> environment = Map.of();
        JobException wrong = catchThrowableOfType(
                JobException.class,
                () -> JobReader.read(
                        text, Path.of("shop.yaml"), List.of(), name -> Optional.ofNullable(environment.get(name))));
        assertThat(wrong)
                .as("a problem in: %s", text.length() > 200 ? "…" : text)
                .isNotNull();
        return wrong;
    }
}
