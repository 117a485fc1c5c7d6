package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.Extractor;
import dev.gannet.job.JobReader;
import dev.gannet.job.Plan;
import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.OpenGate;
import dev.gannet.page.Awaited;
import dev.gannet.page.LivePage;
import dev.gannet.page.PageSpec;
import dev.gannet.page.Renderer;
import dev.gannet.session.Session;
import dev.gannet.web.Deadline;
import dev.gannet.web.Gate;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it costs to take a page's document out of the browser and its items out of the document, beside rendering it, in turns.
 * The suite runs it once, to see that it does the work; {@code src/bench/extract.sh} runs it often and prints.
 */
@Tag("fast")
class ExtractBenchTest {
    private static final int ROUNDS = Integer.getInteger("gannet.bench.rounds", 1);
    /** Letters of the large pages. */
    private static final int SIZE = Integer.getInteger("gannet.bench.size", 50_000);

    private static final int LETTERS_OF_ONE = 370;
    /** Pages with more letters leave so much behind that each has a browser of its own. */
    private static final int MUCH = 1_000_000;

    private static final Duration TIME = Duration.ofMinutes(1);

    private static final String JOB = """
            start: http://shop.example/
            items:
              product:
                each: .product
                key: sku
                fields:
                  sku: "@data-sku"
                  name: h2
                  price: {select: .price, type: money, locale: en-US}
                  stock: {select: .stock, type: int}
                  link: {select: a, type: url}
                  seen: {select: time, type: datetime}
                  tags: {select: .tag, many: true}
                  specs: {each: table tr, fields: {k: th, v: td}}
            """;

    /** A page that a script makes: so many products, and so many letters of other markup around them. */
    private static final String PAGE = """
            <!doctype html><meta charset=utf-8><title>Products</title><body><main></main><aside></aside><script>
            const PRODUCTS = %d, AROUND = %d, main = document.querySelector('main'), aside = document.querySelector('aside');
            let made = 0, letters = 0;
            function piece() {
              let html = '', more = '';
              for (let n = 0; n < 300 && made < PRODUCTS; n++) {
                const i = made++;
                html += `<div class=product data-sku=s${i}><h2>Product <em>${i}</em></h2><span class=price>$1,2${i %% 90 + 10}.50</span>
                  <b class=stock>${i}</b><time datetime=2026-11-22T10:00:00Z>today</time><a href="/p/${i}">more</a>
                  <i class=tag>red</i><i class=tag>wet</i><table><tr><th>size</th><td>${i}</td></tr>
                  <tr><th>sea</th><td>north</td></tr></table></div>`;
              }
              for (let n = 0; n < 2000 && letters < AROUND; n++) {
                const one = `<div class="x y"><p>Lorem <a href="/z/${letters}">ipsum</a> dolor</p></div>`;
                letters += one.length;
                more += one;
              }
              main.insertAdjacentHTML('beforeend', html);
              aside.insertAdjacentHTML('beforeend', more);
              if (made < PRODUCTS || letters < AROUND) setTimeout(piece);
              else document.body.insertAdjacentHTML('beforeend', '<p id=end>end</p>');
            }
            piece();
            </script></body>""";

    @ParameterizedTest(name = "{0}")
    @CsvSource({"small, 20, 0", "large with few items, 20, 100", "large of items, 100, 0"})
    void takingAndReadingAPageIsDoneBesideRenderingIt(String name, int few, int percent) {
        int products = few == 100 ? SIZE / LETTERS_OF_ONE : few;
        int around = SIZE / 100 * percent;
        Plan plan = JobReader.read(JOB, Path.of("bench.yaml"), List.of());
        Extractor extractor = new Extractor(plan.items(), List.of());
        try (LocalSite site = LocalSite.open().on("/", html(PAGE.formatted(products, around)))) {
            PageUrl url = PageUrl.of(site.url("/"));
            double[][] millis = new double[3][ROUNDS];
            long[] letters = new long[1];
            for (int round = 0; round < ROUNDS; round++) {
                int now = round;
                Browsers.lease(session -> {
                    letters[0] = round(session, url, plan, extractor, products, millis, now);
                    if (letters[0] > MUCH) {
                        session.suspect("left much behind");
                    }
                    return true;
                });
            }
            double rendering = median(millis[0]);
            System.out.printf(
                    Locale.ROOT,
                    "%s (%,d letters, %d items), medians of %d: rendering %.0f ms; taking %.1f ms, %.1f %%; extraction %.1f"
                            + " ms, %.1f %%%n",
                    name,
                    letters[0],
                    products,
                    ROUNDS,
                    rendering,
                    median(millis[1]),
                    100 * median(millis[1]) / rendering,
                    median(millis[2]),
                    100 * median(millis[2]) / rendering);
        }
    }

    private static long round(
            Session session, PageUrl url, Plan plan, Extractor extractor, int products, double[][] millis, int round) {
        PageSpec spec = new PageSpec(
                Optional.of(Selector.css("#end")), Optional.empty(), Set.of(), List.of(), false, TIME, 50_000_000);
        Awaited awaited = AwaitedKinds.of(plan, url);
        long began = System.nanoTime();
        LivePage page = new Renderer(new OpenGate())
                .open(session, url, spec, Gate.Purpose.PAGE, Optional.empty(), Deadline.in(TIME));
        assertThat(page.settle(awaited).ready()).isTrue();
        millis[0][round] = since(began);
        // A page at rest is found so again as fast with and without its document.
        began = System.nanoTime();
        page.settle(awaited);
        double again = since(began);
        began = System.nanoTime();
        Snapshot snapshot = page.snapshot(awaited);
        millis[1][round] = since(began) - again;
        began = System.nanoTime();
        Extraction extraction = extractor.extract(url, snapshot);
        millis[2][round] = since(began);
        assertThat(extraction.items()).hasSize(products);
        assertThat(extraction.problems()).isEmpty();
        return snapshot.length();
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
