package dev.gannet.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves files of the class path, and a few of its own, on loopback. */
final class PackedApp implements AutoCloseable {
    private final HttpServer server;
    private final String folder;
    private final Map<String, byte[]> own;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "packed-app");
        thread.setDaemon(true);
        return thread;
    });

    private PackedApp(HttpServer server, String folder, Map<String, byte[]> own) {
        this.server = server;
        this.folder = folder;
        this.own = own;
    }

    /**
     * @param port 0 for any free one
     * @param folder of the class path, with slashes at both ends
     * @param own what stands beside or above the folder's files, by path from the root
     */
    static PackedApp start(int port, String folder, Map<String, byte[]> own) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            PackedApp app = new PackedApp(server, folder, new TreeMap<>(own));
            server.setExecutor(app.threads);
            server.createContext("/", app::answer);
            server.start();
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] resource(String path) {
        try (InputStream in = PackedApp.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String file = path.equals("/") ? "/index.html" : path;
            byte[] body = own.get(file);
            if (body == null && PackedApp.class.getResource(folder + file.substring(1)) != null) {
                body = resource(folder + file.substring(1));
            }
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type(file));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json" -> "application/json";
            case "png" -> "image/png";
            default -> "application/octet-stream";
        };
    }
}
