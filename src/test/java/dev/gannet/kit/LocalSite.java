package dev.gannet.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A site on loopback, named page by named page: {@code LocalSite.open().on("/", html("<h1>Hi</h1>")).on("/gone",
 * reset())}. It speaks plain HTTP/1.1 over sockets of its own, one request a connection, so that a test can break
 * anything. An address that ends in {@code *} answers for all that begin so; an unnamed one is a 404.
 */
public final class LocalSite implements AutoCloseable {
    private final ServerSocket server;
    private final Consumer<Heard> listener;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "local-site");
        thread.setDaemon(true);
        return thread;
    });

    private LocalSite(ServerSocket server, Consumer<Heard> listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Opens a site without pages on any free port of 127.0.0.1. */
    public static LocalSite open() {
        return open(0, request -> {});
    }

    /** Opens a site without pages on a port of 127.0.0.1 (0: any free one) and tells each request as it is heard. */
    public static LocalSite open(int port, Consumer<Heard> listener) {
        try {
            LocalSite site = new LocalSite(socket(port), listener);
            site.threads.execute(site::accept);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A port that is named may be that of a site which was closed a moment ago: a process that this JVM is just starting
     * has the closed socket, too, until it has closed what it inherited.
     */
    private static ServerSocket socket(int port) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            try {
                return new ServerSocket(port, 200, InetAddress.getByName("127.0.0.1"));
            } catch (BindException inUse) {
                if (port == 0 || System.nanoTime() > deadline) {
                    throw inUse;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    /** Opens a site without pages on any free port of 127.0.0.1 that speaks TLS. */
    public static LocalSite openTls(SSLContext context) {
        try {
            ServerSocket server =
                    context.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
            LocalSite site = new LocalSite(server, request -> {});
            site.threads.execute(site::accept);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens a site without pages on any free port of all addresses of this machine, so that 127.0.0.1, 127.0.0.2 and so on
     * are hosts of their own; the header {@code host} tells which one was asked.
     */
    public static LocalSite openOnAllAddresses() {
        try {
            LocalSite site = new LocalSite(new ServerSocket(0, 1000), request -> {});
            site.threads.execute(site::accept);
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names a page; a later answer for the same path replaces the former. */
    public LocalSite on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** @return {@code http://127.0.0.1:PORT}, with https where it speaks TLS */
    public String base() {
        return (server instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + port();
    }

    /** @return the address of one page */
    public String url(String path) {
        return base() + path;
    }

    /** @return the addresses of the pages of these names, as a list in YAML */
    public String urls(Collection<String> names) {
        return names.stream().map(name -> '"' + url("/" + name) + '"').toList().toString();
    }

    /** @return where the site listens */
    public int port() {
        return server.getLocalPort();
    }

    /** @return all requests so far, in order of arrival */
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** @return the requests for one path, whatever their query */
    public List<Heard> heard(String path) {
        return heard.stream().filter(one -> one.path().equals(path)).toList();
    }

    /** Ends every connection, hanging ones too. Harmless when repeated. */
    @Override
    public void close() {
        closing.countDown();
        quietly(server);
        open.forEach(LocalSite::quietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String first = line(in);
            String[] words = first.split(" ");
            if (words.length < 2) {
                return;
            }
            Map<String, String> headers = headers(in);
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            Heard request = new Heard(words[0], words[1], headers, body, System.nanoTime());
            heard.add(request);
            listener.accept(request);
            answer(request.path()).give(request, new Wire(socket, words[0].equals("HEAD"), closing));
        } catch (IOException e) {
            // The browser went away, or the site closes: a script has nobody to tell.
        } finally {
            open.remove(socket);
        }
    }

    private Answer answer(String path) {
        Answer exact = answers.get(path);
        if (exact != null) {
            return exact;
        }
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("*"))
                .filter(entry -> path.startsWith(
                        entry.getKey().substring(0, entry.getKey().length() - 1)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Answer.status(404, "<title>404</title>not here"));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Already gone.
        }
    }
}
