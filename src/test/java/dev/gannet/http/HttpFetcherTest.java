package dev.gannet.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class HttpFetcherTest {
    private static final int MEGABYTE = 1 << 20;

    private final HttpFetcher fetcher = new HttpFetcher();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/echo",
                exchange -> answer(
                        exchange,
                        200,
                        exchange.getRequestHeaders().entrySet().toString().getBytes(StandardCharsets.UTF_8)));
        server.createContext(
                "/loop",
                exchange ->
                        redirect(exchange, "/loop?" + exchange.getRequestURI().getRawQuery() + "x"));
        server.createContext("/once", exchange -> redirect(exchange, "echo"));
        server.createContext("/tofile", exchange -> redirect(exchange, "file:///etc/passwd"));
        server.createContext("/missing", exchange -> answer(exchange, 404, "gone".getBytes(StandardCharsets.UTF_8)));
        server.createContext("/bomb", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            answer(exchange, 200, zippedZeros(200));
        });
        server.createContext("/br", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "br");
            answer(exchange, 200, new byte[] {0x0b, 0x02, (byte) 0x80, 'h', 'e', 'l', 'l', 'o', 0x03});
        });
        server.createContext("/latin1", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=ISO-8859-1");
            answer(exchange, 200, "né€".getBytes(Charset.forName("windows-1252")));
        });
        server.createContext("/hang", exchange -> hold());
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!waited(Duration.ofMillis(50))) {
                    out.write('x');
                    out.flush();
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        fetcher.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void hold() {
        waited(Duration.ofSeconds(60));
    }

    private boolean waited(Duration time) {
        try {
            return end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static byte[] zippedZeros(int megabytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new FastGzip(out)) {
            byte[] zeros = new byte[MEGABYTE];
            for (int i = 0; i < megabytes; i++) {
                zip.write(zeros);
            }
        }
        return out.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private PageUrl url(String path) {
        return PageUrl.of("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static FetchLimits limits(Duration timeout) {
        return new FetchLimits(timeout, MEGABYTE, 5, "Test gannet/0", "text/html");
    }

    private Fetched get(String path) {
        return fetcher.get(url(path), limits(Duration.ofSeconds(30)), (from, to) -> asked.add(to.pathAndQuery()));
    }

    private FailureKind failure(Runnable fetch) {
        try {
            fetch.run();
        } catch (ScrapeException failed) {
            return failed.kind();
        }
        throw new AssertionError("nothing failed");
    }

    @Test
    void saysWhoItIsAndWhatItReads() {
        Fetched answer = get("/echo?a=b c");
        assertThat(answer.text())
                .contains("Test gannet/0")
                .contains("gzip, deflate, br")
                .doesNotContain("bzip2");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.redirects()).isZero();
    }

    @Test
    void anyStatusIsAnAnswer() {
        assertThat(get("/missing").status()).isEqualTo(404);
        assertThat(get("/missing").text()).isEqualTo("gone");
    }

    @Test
    void asksBeforeEveryRedirect() {
        Fetched answer = get("/once");
        assertThat(answer.finalUrl()).isEqualTo(url("/echo"));
        assertThat(answer.redirects()).isEqualTo(1);
        assertThat(asked).containsExactly("/echo");
        RedirectCheck never = (from, to) -> {
            throw new ScrapeException(FailureKind.OUT_OF_SCOPE, to.text(), "no");
        };
        assertThat(failure(() -> fetcher.get(url("/once"), limits(Duration.ofSeconds(30)), never)))
                .isEqualTo(FailureKind.OUT_OF_SCOPE);
    }

    @Test
    void endsRedirectsThatNeverEndOrLeadToFiles() {
        assertThat(failure(() -> get("/loop?x"))).isEqualTo(FailureKind.REDIRECT_LOOP);
        assertThat(asked).hasSize(5);
        assertThat(failure(() -> get("/tofile"))).isEqualTo(FailureKind.NAVIGATION);
    }

    @Test
    void cutsBodiesAfterDecompression_S22() {
        Fetched answer = get("/bomb");
        assertThat(answer.body()).hasSize(MEGABYTE);
        assertThat(answer.truncated()).isTrue();
        assertThatThrownBy(answer::whole).isInstanceOf(ScrapeException.class).hasMessageContaining("longer than");
    }

    @Test
    void readsBrotli() {
        assertThat(get("/br").text()).isEqualTo("hello");
    }

    @Test
    void readsTheCharsetThatTheWebMeans_R13() {
        assertThat(get("/latin1").text()).isEqualTo("né€");
        assertThat(BodyCharset.of("<meta charset=shift_jis>".getBytes(StandardCharsets.US_ASCII), Optional.empty()))
                .isEqualTo(Charset.forName("Shift_JIS"));
        assertThat(BodyCharset.of("é".getBytes(StandardCharsets.UTF_8), Optional.empty()))
                .isEqualTo(StandardCharsets.UTF_8);
        assertThat(BodyCharset.of(
                        new byte[] {(byte) 0xe9, ' ', 'x', 'y', 'z', '!'}, Optional.of("text/html; charset=nonsense")))
                .isEqualTo(Charset.forName("windows-1252"));
        assertThat(BodyCharset.of("\ufeffx".getBytes(StandardCharsets.UTF_16LE), Optional.of("a; charset=utf-8")))
                .isEqualTo(StandardCharsets.UTF_16LE);
    }

    @Test
    void serversThatHangOrDripAreLeftInTime() {
        for (String path : List.of("/hang", "/drip")) {
            long start = System.nanoTime();
            assertThat(failure(() -> fetcher.get(url(path), limits(Duration.ofMillis(500)), RedirectCheck.NONE)))
                    .as(path)
                    .isEqualTo(FailureKind.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
        }
    }

    @Test
    void namesFailuresOfTheNetwork() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        FetchLimits limits = limits(Duration.ofSeconds(30));
        assertThat(failure(() -> fetcher.get(PageUrl.of("http://127.0.0.1:" + closed), limits, RedirectCheck.NONE)))
                .isEqualTo(FailureKind.CONNECTION);
        assertThat(failure(() -> fetcher.get(PageUrl.of("http://nowhere.invalid/"), limits, RedirectCheck.NONE)))
                .isEqualTo(FailureKind.DNS);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (Socket caller = socket.accept()) {
                    caller.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    caller.getOutputStream().flush();
                    hold();
                } catch (IOException gone) {
                    return;
                }
            });
            PageUrl plain = PageUrl.of("https://127.0.0.1:" + socket.getLocalPort() + "/");
            assertThat(failure(() -> fetcher.get(plain, limits, RedirectCheck.NONE)))
                    .isEqualTo(FailureKind.TLS);
        }
    }

    @Test
    void connectsToAllowedAddressesOnly() {
        try (HttpFetcher outside = new HttpFetcher(Optional.empty(), address -> !address.isLoopbackAddress())) {
            assertThat(failure(() -> outside.get(url("/echo"), limits(Duration.ofSeconds(30)), RedirectCheck.NONE)))
                    .isEqualTo(FailureKind.REFUSED);
        }
    }
}
