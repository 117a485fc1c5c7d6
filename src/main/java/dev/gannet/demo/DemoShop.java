package dev.gannet.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A small shop on loopback whose pages are made by JavaScript: client-side routes, data by fetch, reviews that load
 * late, a consent banner, a login. What it shows is known beforehand ({@link #product}, {@link #orders}), and what it
 * was asked is known afterwards ({@link #hits}). Safe for use by many threads.
 */
public final class DemoShop implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int LONGEST_BODY = 10_000;

    private final HttpServer server;
    private final DemoSettings settings;
    private final ShopSite site;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, DemoShop::daemon);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(DemoShop::daemon);
    private final ConcurrentLinkedQueue<Hit> hits = new ConcurrentLinkedQueue<>();

    private DemoShop(HttpServer server, DemoSettings settings) {
        this.server = server;
        this.settings = settings;
        this.site = new ShopSite(settings);
    }

    /**
     * Opens the shop on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException if the port is taken
     */
    public static DemoShop start(int port, DemoSettings settings) {
        try {
            return start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port, settings);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /**
     * Opens the shop on another address than this machine's own, for tests whose browsers are on other machines.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public static DemoShop start(InetAddress where, int port, DemoSettings settings) {
        // Without this the server's second small packet waits for the client's delayed acknowledgement, 40 ms a
        // request.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(where, port), 0);
            DemoShop shop = new DemoShop(server, settings);
            server.setExecutor(shop.threads);
            server.createContext("/", shop::receive);
            server.start();
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException("The demo shop cannot listen on " + where.getHostAddress() + ":" + port, e);
        }
    }

    /** @return where the shop is, without a slash at the end */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @return how large and slow this shop is */
    public DemoSettings settings() {
        return settings;
    }

    /** @return what {@code /p/NUMBER} shows */
    public static Product product(int number) {
        return Catalogue.product(number);
    }

    /** @return what {@code /orders} shows to the demo account, in order */
    public static List<Order> orders() {
        return Catalogue.orders();
    }

    /** @return the texts of the 500 rows of {@code /long}, in order */
    public static List<String> rows() {
        return IntStream.rangeClosed(1, Catalogue.ROWS).mapToObj(Catalogue::row).toList();
    }

    /** @return every request since the start, in order of arrival */
    public List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** @return the text of a job that scrapes this shop: lists, details, and the orders behind the login */
    public String job() {
        return Reply.resource("demo-job.yaml").replace("http://127.0.0.1:8474", base().toString());
    }

    /** Stops at once; requests still open are cut. Harmless when repeated. */
    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        URI uri = exchange.getRequestURI();
        hits.add(new Hit(uri.toString(), System.nanoTime(), exchange.getRequestMethod(), agent == null ? "" : agent));
        String host = exchange.getRequestHeaders().getFirst("Host");
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        String query = uri.getRawQuery();
        Request request = new Request(
                exchange.getRequestMethod(),
                host == null ? base().getAuthority() : host,
                uri.getPath() == null ? "/" : uri.getPath(),
                Request.pairs(query == null ? "" : query, "&"),
                Request.pairs(cookies == null ? "" : cookies, ";"),
                new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8));
        Reply reply = site.answer(request);
        if (ShopSite.slow(request) && !settings.answer().isZero()) {
            later.schedule(
                    () -> threads.execute(() -> send(exchange, reply)),
                    settings.answer().toMillis(),
                    TimeUnit.MILLISECONDS);
        } else {
            send(exchange, reply);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bare = exchange.getRequestMethod().equals("HEAD") || reply.body().length == 0;
            exchange.sendResponseHeaders(reply.status(), bare ? -1 : reply.body().length);
            if (!bare) {
                exchange.getResponseBody().write(reply.body());
            }
        } catch (IOException e) {
            // The browser has gone on to another page; there is nobody left to tell.
            exchange.close();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "demo-shop");
        thread.setDaemon(true);
        return thread;
    }
}
