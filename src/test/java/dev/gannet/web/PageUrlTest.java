package dev.gannet.web;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What two spellings of one page share, and what is no page (R72). */
@Tag("fast")
class PageUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://A.Example:80/a/../b/./c?b=2&a=1#top     | http://a.example/b/c?a=1&b=2
                    HTTP://A.EXAMPLE                               | http://a.example/
                    https://a.example:443/%7euser/%c3%a9           | https://a.example/~user/%C3%A9
                    https://bücher.example/ä?ö=1                   | https://xn--bcher-kva.example/%C3%A4?%C3%B6=1
                    https://BÜCHER.example:8443/                   | https://xn--bcher-kva.example:8443/
                    http://[::1]:8080/x                            | http://[::1]:8080/x
                    http://a.example./x                            | http://a.example/x
                    http://a.example/x?                            | http://a.example/x
                    http://a.example/x#                            | http://a.example/x
                    http://a.example/x#part                        | http://a.example/x
                    http://a.example/#/route/1                     | http://a.example/#/route/1
                    http://a.example/#!/route                      | http://a.example/#!/route
                    http:\\\\a.example\\x\\y                       | http://a.example/x/y
                    http://a.example//x//y                         | http://a.example/x/y
                    http://a.example/a b{c                         | http://a.example/a%20b%7Bc
                    http://a.example/%zz                           | http://a.example/%25zz
                    http://a.example/%2F                           | http://a.example/%2F
                    http://a.example/x;jsessionid=ABC123?y=1       | http://a.example/x?y=1
                    http://a.example/x;v=1/y                       | http://a.example/x;v=1/y
                    http://a.example/x?PHPSESSID=abc&y=1           | http://a.example/x?y=1
                    http://a.example/x?utm_source=q&y=1            | http://a.example/x?y=1
                    http://a.example/x?sid=7&y=1                   | http://a.example/x?sid=7&y=1
                    """)
    void R72_spellingsOfOnePageShareAKeyAndTheKeyIsItsOwn(String text, String key) {
        assertThat(PageUrl.of(text).key()).isEqualTo(key);
        assertThat(PageUrl.of(key).key()).isEqualTo(key);
        assertThat(PageUrl.of(text).text()).as("what is fetched").isEqualTo(text);
    }

    @Test
    void tabsLineBreaksAndBlanksAroundAreDroppedAsBrowsersDo_R72() {
        assertThat(PageUrl.of("  http://a.exa\tmple/x\ny ").text()).isEqualTo("http://a.example/xy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@a.example/",
                "http://secret@a.example/",
                "http://user:secret@a b.example/",
                "http:\\\\user:secret@a.example:x/",
                "http://",
                "http:///x",
                "https:a.example/x",
                "//a.example/x",
                "/x",
                "",
                "mailto:x@a.example",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http://stra\u00dfe.example/",
                "http://a b.example/",
                "http://[::1/"
            })
    void R72_whatIsNoPageIsRefusedWithASentenceThatTellsNoPassword(String text) {
        assertThatThrownBy(() -> PageUrl.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThat(PageUrl.parse(text)).isEmpty();
    }

    @Test
    void R72_whateverIsWrittenIsAPageWithAKeyOfItsOwnOrRefused() {
        assertAPageHasAKeyOfItsOwnOrIsRefused(5_000);
    }

    @Tag("soak")
    @Test
    void R72_manyTextsAreAPageWithAKeyOfItsOwnOrRefused() {
        assertAPageHasAKeyOfItsOwnOrIsRefused(20_000);
    }

    private static void assertAPageHasAKeyOfItsOwnOrIsRefused(int texts) {
        Random random = new Random(20261123);
        List<String> pieces = List.of(
                "http://",
                "https://",
                "HTTP://",
                "a.example",
                "A.ex\u00e4mple",
                "[::1]",
                "127.0.0.1",
                ":80",
                ":443",
                ":99999",
                ":x",
                "/",
                "//",
                "/./",
                "/../",
                "/a",
                "/%41",
                "/%c3%a9",
                "/%",
                "/\u00e9",
                "/\ud83d",
                "\\",
                "\t",
                "\n",
                " ",
                "?",
                "?b=2&a=1",
                "&&=",
                "?PHPSESSID=1",
                ";jsessionid=2",
                "#",
                "#/r",
                "#!x",
                "@",
                "user:pw@",
                "|",
                "{}",
                "\u0000",
                "%00",
                "..",
                ".");
        for (int i = 0; i < texts; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "http://a.example");
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            PageUrl.parse(text.toString()).ifPresent(url -> {
                String key = url.key();
                assertThat(PageUrl.parse(key).map(PageUrl::key))
                        .as("key of %s", url.text())
                        .contains(key);
                assertThat(url.site().host()).isNotBlank();
                assertThat(url.pathAndQuery()).startsWith("/");
            });
        }
    }
}
