package dev.gannet.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import static dev.gannet.kit.Answer.html;

/**
 * The pages of the {@link HostileSite} that mean well: each draws a record that is known beforehand, by script and with
 * data from the server, so that a record that changed, or moved to another page, is seen.
 */
public final class GoodPages {
    private GoodPages() {}

    /** @return the text that only the page of this number has */
    public static String token(int number) {
        return Long.toHexString(0x9E3779B97F4A7C15L * (number + 1));
    }

    /** @return the finished markup of a record, as every page of the site that has one shows it */
    static String record(String title, int number) {
        return "<article class=item><h1>" + title + "</h1><b class=price>" + number + ".50</b><code class=token>"
                + token(number) + "</code></article>";
    }

    /** @return a static page with a record of number 0 and whatever else */
    static String page(String title, String more) {
        return "<!doctype html><title>" + title + "</title><body>" + record(title, 0) + more;
    }

    /** @return a page of links, as a list page has them */
    static String links(List<String> targets) {
        return targets.stream()
                .map(target -> "<a class=item href=\"" + escaped(target) + "\">" + escaped(target) + "</a><br>\n")
                .collect(Collectors.joining("", "<!doctype html><title>links</title><h2>links</h2>\n", ""));
    }

    /** @return the target of a page that links these, in this order */
    public static String sequence(List<String> targets) {
        return targets.stream()
                .map(target -> "p=" + URLEncoder.encode(target, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/sequence?", ""));
    }

    static List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "/good/*",
                        "/good/1",
                        "G3",
                        "a good page: its record (Good n, n.50, a token of its own) is drawn by script",
                        (request, wire) -> drawn(number(request)).give(request, wire)),
                Endpoint.of(
                        "/data/good",
                        "G3",
                        "the data of a good page, ?n",
                        (request, wire) ->
                                Answer.json(data(request.number("n", 0))).give(request, wire)),
                new Endpoint(
                        "/sequence",
                        "/sequence?p=/good/1&p=/redirloop&p=/good/2",
                        "R4",
                        "a page that links what it is given, in that order",
                        (request, wire) -> html(links(request.all("p"))).give(request, wire)));
    }

    private static int number(Heard request) {
        return Integer.parseInt(request.path().substring("/good/".length()));
    }

    private static Answer drawn(int number) {
        return html("<!doctype html><title>loading</title><div id=app></div><script>setTimeout(async () => {"
                + "const d = await (await fetch('/data/good?n=" + number + "')).json(); document.title = d.title;"
                + "app.innerHTML = `<article class=item><h1>${d.title}</h1><b class=price>${d.price}</b>"
                + "<code class=token>${d.token}</code></article>` }, 20)</script>");
    }

    private static String data(int number) {
        return String.format(
                Locale.ROOT,
                "{\"title\": \"Good %d\", \"price\": \"%d.50\", \"token\": \"%s\"}",
                number,
                number,
                token(number));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
