package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs on pages that hold back what is not on screen: images that wait, boxes that are not drawn. */
@Tag("fast")
class LazyContentRunTest {
    private static final int CARDS = 40;

    @TempDir
    Path folder;

    @Test
    void imagesThatWaitToComeIntoViewHaveTheirAddress() throws Exception {
        String page = """
                <!doctype html><style>.card {height: 500px}</style><main></main><script>
                for (let i = 1; i <= 40; i++) document.querySelector('main').insertAdjacentHTML('beforeend',
                  `<div class=card><b>card ${i}</b><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/img/${i}.png"><img class=native loading=lazy src="/lazy/${i}.png"></div>`);
                const eye = new IntersectionObserver(seen => seen.forEach(one => { if (one.isIntersecting) { one.target.src = one.target.dataset.src; one.target.removeAttribute('data-src') } }));
                document.querySelectorAll('img[data-src]').forEach(img => eye.observe(img));
                </script>""";
        try (LocalSite site = LocalSite.open().on("/", html(page))) {
            JobOnDisk job = new JobOnDisk(folder, "cards", """
                    start: %s/
                    items:
                      card: {each: .card, fields: {name: b, image: {select: img, type: url}, lazy: {select: .native, type: url}}}
                    politeness: {delay: 0s}
                    """.formatted(site.base()));

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT name, image, lazy FROM card ORDER BY _pos"))
                    .isEqualTo(cards("card %1$d|" + site.base() + "/img/%1$d.png|" + site.base() + "/lazy/%1$d.png"));
            assertThat(site.heard()).extracting(one -> one.path()).doesNotContain("/img/40.png");
        }
    }

    /** Boxes are filled when the browser begins to draw them. */
    @Test
    void boxesThatAreDrawnOnlyOnScreenAreReadAllTheSame() throws Exception {
        String page = """
                <!doctype html><style>.card {content-visibility: auto; contain-intrinsic-size: auto 300px} .late {height: 450px}</style><main></main><script>
                for (let i = 1; i <= 40; i++) {
                  const card = Object.assign(document.createElement('div'), {className: 'card', innerHTML: `<b>card ${i}</b>`});
                  card.addEventListener('contentvisibilityautostatechange', e => { if (!e.skipped && !card.querySelector('.late')) card.insertAdjacentHTML('beforeend', `<p class=late>late ${i}</p>`) });
                  document.querySelector('main').append(card);
                }
                </script>""";
        try (LocalSite site = LocalSite.open().on("/", html(page))) {
            JobOnDisk job = new JobOnDisk(folder, "boxes", """
                    start: %s/
                    page: {scroll: stable}
                    items:
                      card: {each: .card, fields: {name: {select: b, required: true}, late: .late}}
                    politeness: {delay: 0s}
                    """.formatted(site.base()));

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows("SELECT name, late FROM card ORDER BY _pos")).isEqualTo(cards("card %1$d|late %1$d"));
            assertThat(job.value("SELECT reason FROM gannet_page")).contains("to 40 items, in");
        }
    }

    private static List<String> cards(String format) {
        return IntStream.rangeClosed(1, CARDS).mapToObj(format::formatted).toList();
    }
}
