package dev.gannet.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers what asks whether this process is well: {@code /livez} whether it lives, {@code /readyz} whether it could begin
 * another run now. One that is busy lives (R56). Thread-safe; to be closed.
 */
final class Health implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final Optional<HttpServer> server;
    private final ExecutorService threads = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gannet-health");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<State> state;

    /**
     * How it stands.
     *
     * @param alive whether it looks at the clock
     * @param ready whether another run could begin
     * @param running how many run
     * @param jobs how many have a schedule
     * @param bad how many files are no jobs
     */
    record State(boolean alive, boolean ready, int running, int jobs, int bad) {}

    private Health(Optional<HttpServer> server, Supplier<State> state) {
        this.server = server;
        this.state = state;
        server.ifPresent(open -> {
            open.setExecutor(threads);
            open.createContext("/", this::answer);
            open.start();
        });
    }

    /** @throws ScrapeException {@link FailureKind#REFUSED} when the address is taken */
    static Health open(ServeOptions options, Supplier<State> state) {
        Optional<HttpServer> server = options.listen().map(Health::bound);
        return new Health(server, state);
    }

    private static HttpServer bound(InetSocketAddress address) {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new ScrapeException(
                    FailureKind.REFUSED, "", "nobody can listen at " + address + ": " + e.getMessage(), e);
        }
    }

    /** Says where it is. */
    void tell(Consumer<String> say) {
        server.ifPresent(open -> say.accept("health: http://"
                + open.getAddress().getHostString() + ":" + open.getAddress().getPort() + "/livez, /readyz"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            State now = state.get();
            switch (exchange.getRequestURI().getPath()) {
                case "/livez", "/healthz" -> send(exchange, now.alive() ? OK : UNAVAILABLE, now);
                case "/readyz" -> send(exchange, now.alive() && now.ready() ? OK : UNAVAILABLE, now);
                default -> send(exchange, NOT_FOUND, "no such page\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, State now) throws IOException {
        send(
                exchange,
                status,
                "{\"alive\": " + now.alive() + ", \"ready\": " + now.ready() + ", \"running\": " + now.running()
                        + ", \"jobs\": " + now.jobs() + ", \"bad\": " + now.bad() + "}\n");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.ifPresent(open -> open.stop(0));
        threads.shutdownNow();
    }
}
