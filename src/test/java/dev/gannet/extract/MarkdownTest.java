package dev.gannet.extract;

import java.util.List;
import java.util.Random;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.extract.Pages.extract;
import static dev.gannet.extract.Pages.field;
import static dev.gannet.extract.Pages.kind;
import static dev.gannet.extract.Pages.onePerPage;
import static org.assertj.core.api.Assertions.assertThat;

/** What a page says as Markdown, read back by a parser of CommonMark that others wrote. */
@Tag("fast")
class MarkdownTest {
    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(TABLES).build();

    private static String of(String html) {
        return String.valueOf(extract(
                        "<body><section>" + html + "</section></body>",
                        kind("row", "section", field("t", Pages.own(), FieldType.MARKDOWN)))
                .items()
                .get(0)
                .values()
                .get("t"));
    }

    private static String page(String html) {
        return String.valueOf(extract(html, onePerPage("page", List.of(), field("t", Pages.own(), FieldType.MARKDOWN)))
                .items()
                .get(0)
                .values()
                .get("t"));
    }

    private static String html(String markdown) {
        return RENDERER.render(PARSER.parse(markdown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '^',
            value = {
                "<p>a  b<p>c ¦ a b\\n\\nc",
                "<h2>One <b>two</b></h2>three ¦ ## One **two**\\n\\nthree",
                "a<b> b </b>c ¦ a **b** c",
                "<b></b>a ¦ a",
                "<b><b>a</b></b> ¦ **a**",
                "<a href='/x y(1)'>l</a> ¦ [l](https://shop.example/x%20y%281%29)",
                "<a href='#top'>l</a> ¦ l",
                "<h2>a<a href='#a'>#</a></h2> ¦ ## a",
                "<a href='javascript:x()'>l</a> ¦ l",
                "<img src=/i.png alt='a*b'> ¦ ![a\\\\*b](https://shop.example/i.png)",
                "<img src='data:image/gif;base64,R0' data-src=/i.png alt=a> ¦ ![a](https://shop.example/i.png)",
                "<a href=/c><h3>Card</h3><p>text</p></a> ¦ [Card text](https://shop.example/c)",
                "<ul><li>a<li>b<ul><li>c</ul></ul> ¦ - a\\n- b\\n  - c",
                "<ol start=3><li>a<li><p>b<p>c</ol> ¦ 3. a\\n\\n4. b\\n\\n   c",
                "<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul> ¦ - [x] a\\n- [ ] b",
                "<blockquote><p>a<p>b</blockquote> ¦ > a\\n>\\n> b",
                "<pre><code class=language-java>\\nint a;\\n\\n  b();</code></pre> ¦ ```java\\nint a;\\n\\n  b();\\n```",
                "<pre>a ``` b</pre> ¦ ````\\na ``` b\\n````",
                "<code>a`b</code> ¦ ``a`b``",
                "a<br>b ¦ a\\\\\\nb",
                "a<br> ¦ a",
                "<hr> ¦ ---",
                "<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl> ¦ - **a**: b\\n  - c\\n- **d**: e",
                "<table><tr><th>a<th>b<tr><td>1|2<td><b>3</b></table> ¦ | a | b |\\n| --- | --- |\\n| 1\\\\|2 | **3** |",
                "<table><tr><td><p>a</p><p>b</p><td><ul><li>c</ul></table> ¦ a\\n\\nb\\n\\n- c",
                "1. a ¦ 1\\\\. a",
                "- a ¦ \\\\- a",
                "# a ¦ \\\\# a",
                "snake_case a_ * ¦ snake_case a\\\\_ \\\\*",
                "a &lt;b> &amp;amp; C:\\\\x [y] ¦ a \\\\<b> \\\\&amp; C:\\\\x \\\\[y\\\\]",
                "<p>a<script>x()</script><style>y</style><button>z</button><p hidden>w<p style='display: none'>v ¦ a",
                "Wow!<a href=/x>l</a> ¦ Wow\\\\![l](https://shop.example/x)",
                "&lt;<span>b>x</span> &amp;<span>amp;</span> ¦ \\\\<b>x \\\\&amp;",
                "<nav>kept where it was selected</nav> ¦ kept where it was selected"
            })
    void writesEachElementAsPeopleDo(String html, String wanted) {
        assertThat(of(html.replace("\\n", "\n").replace("\\\\", "\\")))
                .isEqualTo(wanted.replace("\\n", "\n").replace("\\\\", "\\"));
    }

    private static final String AROUND = """
            <body><header><a href=/>Logo</a></header><nav><a href=/a>Home</a></nav>
            <div class=cookie-banner><p>We use cookies, lots of them, all the time, everywhere.</p></div>
            %s
            <aside><p>Also read this, and that, and all those other things that we have.</p></aside>
            <footer><p>All rights reserved, now and ever, in all the places of the world.</p></footer></body>
            """;

    private static final String TEXT =
            "<h1>Nets</h1><p>A net has many holes, and they are held together by string.</p><p>So it is, and so it was.</p>";

    @Test
    void ofAPageItsMainPartIsWritten() {
        String wanted =
                "# Nets\n\nA net has many holes, and they are held together by string.\n\nSo it is, and so it was.";
        assertThat(page(AROUND.formatted("<main>" + TEXT + "</main>"))).isEqualTo(wanted);
        assertThat(page(AROUND.formatted("<article>" + TEXT + "</article>"))).isEqualTo(wanted);
        assertThat(page(AROUND.formatted("<div id=x><div>" + TEXT + "</div></div>")))
                .isEqualTo(wanted);
        assertThat(page(AROUND.formatted("<main><nav>a</nav><div class=share>Tweet</div>" + TEXT + "</main>")))
                .isEqualTo(wanted);
        assertThat(page("<body>" + TEXT + "</body>")).isEqualTo(wanted);
        assertThat(page("<body><div class=related>" + TEXT + "</div></body>"))
                .as("a text whose author calls it so")
                .isEqualTo(wanted);
    }

    @Test
    void nothingThatATextSaysBecomesAMark() {
        Random random = new Random(5);
        String alphabet = "ab1 .)-+*_`[]()<>&;#~|\\!\"'=:/\n 2amp";
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(1, 24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String source = text.toString()
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replaceFirst("^(.{4})(.*)", random.nextBoolean() ? "$1<b>$2</b>" : "$1$2<br>$1");
            String shown = Jsoup.parse(source).text().strip();
            String markdown = shown.isEmpty() ? "" : of(source);
            Document again = Jsoup.parse(html(markdown));
            assertThat(again.text().strip()).as(source + " as " + markdown).isEqualTo(shown);
            assertThat(again.select("ul, ol, blockquote, h1, h2, pre, hr, table, a, img"))
                    .as(source + " as " + markdown)
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrittenIsReadAsTheSameStructure() {
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            String source = blocks(random, 3);
            String markdown = of(source);
            Document before = Jsoup.parse(source);
            Document again = Jsoup.parse(html(markdown));
            for (String tag : List.of(
                    "p",
                    "h2",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "table",
                    "tr",
                    "td",
                    "th",
                    "em",
                    "strong",
                    "code",
                    "a")) {
                assertThat(texts(again, tag))
                        .as(tag + " of " + source + "\nas\n" + markdown)
                        .isEqualTo(texts(before, tag));
            }
        }
    }

    /** A tight list's items have no paragraphs, and a parser puts none in. */
    private static List<String> texts(Document document, String tag) {
        return document.select(tag).stream()
                .filter(element -> !tag.equals("p") || element.closest("li") == null)
                .filter(element -> !tag.equals("code") || element.closest("pre") == null)
                .map(element -> element.text().strip())
                .toList();
    }

    private static String blocks(Random random, int depth) {
        StringBuilder html = new StringBuilder();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            html.append(
                    switch (random.nextInt(depth == 0 ? 3 : 7)) {
                        case 0, 1 -> "<p>" + words(random) + "</p>";
                        case 2 -> "<h2>" + words(random) + "</h2>";
                        case 3 -> "<pre>" + "x = 1\n\n  y\n" + "</pre>";
                        case 4 -> "<blockquote>" + blocks(random, depth - 1) + "</blockquote>";
                        case 5 ->
                            "<table><tr><th>" + words(random) + "</th><th>h</th></tr><tr><td>c</td><td>" + words(random)
                                    + "</td></tr></table>";
                        default -> {
                            // Two lists of one kind, one behind the other, are one to Markdown.
                            String tag = random.nextBoolean() ? "ul" : "ol";
                            yield "<" + tag + "><li>" + words(random) + "</li><li>" + blocks(random, depth - 1)
                                    + "</li></" + tag + "><p>p</p>";
                        }
                    });
        }
        return html.toString();
    }

    private static String words(Random random) {
        StringBuilder html = new StringBuilder();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            html.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "<em>one</em> ";
                        case 1 -> "<strong>two</strong> ";
                        case 2 -> "<code>a|b</code> ";
                        case 3 -> "<a href=/x>there</a> ";
                        case 4 -> "1. # - ";
                        default -> "word ";
                    });
        }
        return html.toString();
    }

    @Test
    void aPageThatMeansHarmIsWritten() {
        String deep = "<div><b>".repeat(3000) + "deep" + "</b></div>".repeat(3000);
        assertThat(of(deep)).contains("deep");
        assertThat(of("<ul><li>".repeat(500) + "deep")).contains("deep");
    }
}
