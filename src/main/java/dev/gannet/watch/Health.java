package dev.gannet.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gannet.metrics.Telemetry;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers what asks whether this process is well: {@code /livez} whether it lives, {@code /readyz} whether it could begin
 * another run now. One that is busy lives (R56). {@code /metrics} has its figures, for whoever shows the token, or, where
 * only this machine can ask, calls it by a name of this machine, which a page in somebody's browser cannot (S20).
 * Thread-safe; to be closed.
 */
final class Health implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    /** One client that never ends its request must not keep others from their answers. */
    private static final int THREADS = 8;

    private static final String SECONDS = "10";
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Optional<HttpServer> server;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "gannet-health");
                thread.setDaemon(true);
                return thread;
            });
    private final Supplier<State> state;
    private final Optional<Secret> token;

    /**
     * How it stands.
     *
     * @param alive whether it looks at the clock
     * @param ready whether another run could begin
     * @param browsers whether browsers start, as far as the last tries tell
     * @param running how many run
     * @param jobs how many have a schedule
     * @param bad how many files are no jobs
     */
    record State(boolean alive, boolean ready, boolean browsers, int running, int jobs, int bad) {}

    private Health(Optional<HttpServer> server, Optional<Secret> token, Supplier<State> state) {
        this.server = server;
        this.token = token;
        this.state = state;
        server.ifPresent(open -> {
            // A machine that is out of threads is one of the things to be asked about (R48).
            threads.prestartAllCoreThreads();
            open.setExecutor(threads);
            open.createContext("/", this::answer);
            open.start();
        });
    }

    /** @throws ScrapeException {@link FailureKind#REFUSED} when the address is taken */
    static Health open(ServeOptions options, Supplier<State> state) {
        Optional<HttpServer> server = options.listen().map(Health::bound);
        return new Health(server, options.token(), state);
    }

    private static HttpServer bound(InetSocketAddress address) {
        // Read once by the server's own configuration, when the first one is made.
        System.setProperty("sun.net.httpserver.maxReqTime", SECONDS);
        System.setProperty("sun.net.httpserver.maxRspTime", SECONDS);
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new ScrapeException(
                    FailureKind.REFUSED, "", "nobody can listen at " + address + ": " + e.getMessage(), e);
        }
    }

    /** Says where it is, by the name that was asked for. */
    void tell(String host, Consumer<String> say) {
        String name = host.contains(":") ? "[" + host + "]" : host;
        server.ifPresent(open ->
                say.accept("health: http://" + name + ":" + open.getAddress().getPort() + "/livez, /readyz, /metrics"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            State now = state.get();
            switch (exchange.getRequestURI().getPath()) {
                case "/livez", "/healthz" -> send(exchange, now.alive() ? OK : UNAVAILABLE, JSON, json(now));
                case "/readyz" -> send(exchange, now.alive() && now.ready() ? OK : UNAVAILABLE, JSON, json(now));
                case "/metrics" -> {
                    if (admitted(exchange)) {
                        figures(now);
                        send(exchange, OK, Telemetry.CONTENT_TYPE, Telemetry.scrape());
                    } else {
                        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                        send(exchange, UNAUTHORIZED, TEXT, "Authorization: Bearer TOKEN is needed\n");
                    }
                }
                default -> send(exchange, NOT_FOUND, TEXT, "no such page\n");
            }
        }
    }

    private boolean admitted(HttpExchange exchange) {
        if (token.isPresent()) {
            String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            return MessageDigest.isEqual(
                    shown.getBytes(StandardCharsets.UTF_8),
                    ("Bearer " + token.get().reveal()).getBytes(StandardCharsets.UTF_8));
        }
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return HERE.contains(host.replaceFirst(":\\d+$", ""));
    }

    private static void figures(State now) {
        Telemetry.level("gannet.serve.running", now.running());
        Telemetry.level("gannet.serve.jobs", now.jobs());
        Telemetry.level("gannet.serve.bad", now.bad());
        Telemetry.level("gannet.serve.ready", now.ready() ? 1 : 0);
        Telemetry.level("gannet.serve.browsers", now.browsers() ? 1 : 0);
    }

    private static String json(State now) {
        return "{\"alive\": " + now.alive() + ", \"ready\": " + now.ready() + ", \"browsers\": " + now.browsers()
                + ", \"running\": " + now.running()
                + ", \"jobs\": " + now.jobs() + ", \"bad\": " + now.bad() + "}\n";
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.ifPresent(open -> open.stop(0));
        threads.shutdownNow();
    }
}
