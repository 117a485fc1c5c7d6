package dev.gannet.extract;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ImageUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <img src=/a.jpg data-src=/b.jpg srcset='/c.jpg 2x'> | /a.jpg
                    <img src=data:image/gif;base64,R0 data-src=/b.jpg> | /b.jpg
                    <img data-lazy-src=/b.jpg> | /b.jpg
                    <img src='' srcset='/s.jpg 320w, /l.jpg 1280w, /m.jpg 640w'> | /l.jpg
                    <img srcset='/one.jpg, /two.jpg 2x'> | /two.jpg
                    <img srcset='/only.jpg'> | /only.jpg
                    <img srcset='/a,b.jpg 1.5x,/c.jpg 1x'> | /a,b.jpg
                    <img data-srcset='/lazy.jpg 100w'> | /lazy.jpg
                    <picture><source srcset='/p.webp 1x'><img src=data:,></picture> | /p.webp
                    <picture><source srcset='/p.webp 1x'><img src=/i.jpg></picture> | /i.jpg
                    <img src=data:image/png;base64,AAAA> | data:image/png;base64,AAAA
                    <img alt=none> | ''
                    """)
    void anImageIsWhereItWillBeLoadedFrom(String html, String url) {
        assertThat(ImageUrl.of(Jsoup.parseBodyFragment(html).selectFirst("img")).orElse(""))
                .isEqualTo(url);
    }
}
