package dev.gannet.kit;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop on loopback whose pages say in data what they do not show: JSON-LD, microdata, meta elements, state of scripts and
 * JSON that a script fetches. {@link #things} is the truth that all of it is made of.
 */
public final class DataPages implements AutoCloseable {
    private static final String LATE = """
            setTimeout(async () => {
              const thing = await (await fetch('/api/things/%1$d?lang=en')).json();
              const told = document.createElement('script');
              told.type = 'application/ld+json';
              told.textContent = JSON.stringify({'@type': 'Product', name: thing.name, brand: thing.brand,
                offers: {'@type': 'Offer', price: thing.price}});
              document.body.append(told);
            }, 1500);""";

    private final List<Thing> things;
    private final LocalSite site = LocalSite.open();

    /** One thing that the shop sells. */
    public record Thing(
            int number, String sku, String name, String brand, BigDecimal price, int left, List<String> tags) {}

    private DataPages(int most) {
        things = IntStream.rangeClosed(1, most)
                .mapToObj(number -> new Thing(
                        number,
                        "s-" + number,
                        "Rope \"" + number + "\" & </b> more",
                        number % 2 == 0 ? "Gull & Co" : "Skua",
                        new BigDecimal(number * 125).movePointLeft(2).add(new BigDecimal("1000")),
                        number % 7,
                        List.of("wet", "t" + number)))
                .toList();
        for (Thing thing : things) {
            site.on("/p/" + thing.number(), Answer.html(page(thing)))
                    .on(
                            "/late/" + thing.number(),
                            Answer.html("<main></main><script>" + LATE.formatted(thing.number()) + "</script>"))
                    .on("/api/things/" + thing.number(), Answer.json(json(thing)));
        }
        site.on("/list", Answer.html(list()));
    }

    /** Opens a shop that sells so many things. */
    public static DataPages open(int most) {
        return new DataPages(most);
    }

    /** @return the truth */
    public List<Thing> things() {
        return things;
    }

    /** @return the site, for more pages and for what it heard */
    public LocalSite site() {
        return site;
    }

    @Override
    public void close() {
        site.close();
    }

    private static String page(Thing thing) {
        return """
                <!doctype html><head><title>A thing</title>
                <meta property="og:title" content="%1$s"><meta name="keywords" content="%2$s">
                <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
                  {"@type": "Organization", "@id": "#brand", "name": %3$s},
                  {"@type": "BreadcrumbList", "name": "Things"},
                  {"@type": "Product", "name": %4$s, "sku": "%5$s", "brand": {"@id": "#brand"},
                   "offers": [{"@type": "Offer", "price": %6$s, "priceCurrency": "EUR"}]}]}</script>
                <script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {"thing": %7$s}}}</script>
                <script>window.__STATE__ = {thing: %7$s, made: undefined,}; // and no more</script>
                </head><body><div itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="%5$s">
                  <b itemprop="name">%1$s</b><div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
                  <span itemprop="price" content="%6$s">%6$s euro</span></div></div>
                <p class="left">Hurry: %8$d left, ships today</p><div class="app" data-props="%9$s"></div></body>
                """.formatted(
                        html(thing.name()),
                        String.join(", ", thing.tags()),
                        quoted(thing.brand()),
                        quoted(thing.name()),
                        thing.sku(),
                        thing.price(),
                        json(thing),
                        thing.left(),
                        html(json(thing)));
    }

    private String list() {
        String all = things.stream().map(DataPages::json).collect(Collectors.joining(","));
        return "<main></main><script>window.__STATE__ = {\"things\": [" + all + "]};</script>";
    }

    private static String json(Thing thing) {
        return """
                {"number": %d, "url": "/p/%d", "sku": "%s", "name": %s, "brand": %s, "price": %s, "left": %d, "tags": ["%s"]}""".formatted(
                        thing.number(),
                        thing.number(),
                        thing.sku(),
                        quoted(thing.name()),
                        quoted(thing.brand()),
                        thing.price(),
                        thing.left(),
                        String.join("\", \"", thing.tags()));
    }

    /** As those write it who know that it stands in a script. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("</", "<\\/") + '"';
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
