package dev.gannet.kit;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A site on loopback that does to its visitors what real sites do: each endpoint is one behaviour, named at {@code /}
 * with the requirement that it tests. Its log of requests is the witness of what a scraper really did. Thread-safe.
 */
public final class HostileSite implements AutoCloseable {
    private final LocalSite site;

    private HostileSite(LocalSite site) {
        this.site = site;
    }

    /** Opens it on any free port of 127.0.0.1. */
    public static HostileSite open() {
        return open(0, request -> {});
    }

    private static HostileSite open(int port, Consumer<Heard> listener) {
        LocalSite site = LocalSite.open(port, listener);
        for (Endpoint endpoint : endpoints()) {
            site.on(endpoint.path(), endpoint.answer());
        }
        site.on("/", Answer.html(index()));
        return new HostileSite(site);
    }

    /** Runs it until the process is ended; the only argument is the port, any free one without it. */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        long started = System.nanoTime();
        try (HostileSite site = open(
                port,
                request -> System.out.println((request.nanoTime() - started) / 1_000_000 + " ms " + request.method()
                        + " " + request.target().replaceAll("\\p{Cntrl}", "?")))) {
            System.out.println(site.base());
            new CountDownLatch(1).await();
        }
    }

    /** @return all endpoints, those of good pages first */
    static List<Endpoint> endpoints() {
        return Stream.of(
                        GoodPages.endpoints(),
                        HostileNavigation.endpoints(),
                        HostileScripts.endpoints(),
                        HostileSizes.endpoints(),
                        HostileRules.endpoints(),
                        HostileData.endpoints())
                .flatMap(List::stream)
                .toList();
    }

    /** @return {@code http://127.0.0.1:PORT} */
    public String base() {
        return site.base();
    }

    /** @return the whole address of a target, such as {@code /deep?n=5} */
    public String url(String target) {
        return site.url(target);
    }

    /** Puts a page at a path that links these targets, in this order. */
    public HostileSite list(String path, List<String> targets) {
        site.on(path, Answer.html(GoodPages.links(targets)));
        return this;
    }

    /** @return all requests so far, in order of arrival */
    public List<Heard> heard() {
        return site.heard();
    }

    /** @return the requests for one path, whatever their query */
    public List<Heard> heard(String path) {
        return site.heard(path);
    }

    /** Ends every connection, hanging ones too. Harmless when repeated. */
    @Override
    public void close() {
        site.close();
    }

    private static String index() {
        StringBuilder rows = new StringBuilder("<!doctype html><title>Hostile site</title><table>");
        for (Endpoint endpoint : endpoints()) {
            rows.append("<tr><td><a href=\"")
                    .append(endpoint.example().replace("&", "&amp;"))
                    .append("\">")
                    .append(endpoint.example().replace("&", "&amp;"))
                    .append("</a><td>")
                    .append(endpoint.rule())
                    .append("<td>")
                    .append(endpoint.does())
                    .append("</tr>\n");
        }
        return rows.append("</table>").toString();
    }
}
