package dev.gannet.http;

import dev.gannet.web.Deadline;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches over plain HTTP, with GET and HEAD alone, without retries or credentials, and with the cookies that a fetch brings
 * or none. Every redirect is asked about;
 * bodies are cut at a size after decompression, whatever the server says of their length. Thread-safe; to be closed.
 */
public final class HttpFetcher implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_CONNECTIONS = 64;

    private final CloseableHttpClient client;
    private final String encodings;
    private final ScheduledExecutorService alarm;
    private final Set<HttpUriRequestBase> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** A fetcher without a proxy that connects to any address. */
    public HttpFetcher() {
        this(Optional.empty());
    }

    /** As {@link #HttpFetcher(Optional, Predicate)}, connecting to any address. */
    public HttpFetcher(Optional<String> proxy) {
        this(proxy, address -> true);
    }

    /**
     * @param proxy {@code host:port} that all requests go through; it alone is then resolved and asked about
     * @param allowed whether an address may be connected to
     * @throws IllegalArgumentException when the proxy is no host and port
     */
    public HttpFetcher(Optional<String> proxy, Predicate<InetAddress> allowed) {
        this(proxy, allowed, false);
    }

    /** @return a fetcher that asks for files as they are, and leaves them packed where they come packed all the same */
    public static HttpFetcher ofFiles(Optional<String> proxy, Predicate<InetAddress> allowed) {
        return new HttpFetcher(proxy, allowed, true);
    }

    private HttpFetcher(Optional<String> proxy, Predicate<InetAddress> allowed, boolean asSent) {
        encodings = asSent ? "identity" : "gzip, deflate, br";
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(allowed))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(30))
                                .setTimeToLive(Timeout.ofMinutes(5))
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching();
        proxy.ifPresent(text -> builder.setProxy(proxy(text)));
        if (asSent) {
            builder.disableContentCompression();
        }
        client = builder.build();
        alarm = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gannet-http-alarm");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static HttpHost proxy(String text) {
        try {
            return HttpHost.create(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a proxy is host:port, not " + text, e);
        }
    }

    /**
     * @param url what to fetch
     * @param check asked before each redirect
     * @return the answer, whatever its status
     * @throws ScrapeException with DNS, CONNECTION, TLS, TIMEOUT, REDIRECT_LOOP, NAVIGATION (a redirect to no web address),
     *     REFUSED (by the check of addresses), STOPPED, or what the check of redirects throws
     */
    public Fetched get(PageUrl url, FetchLimits limits, RedirectCheck check) {
        return receive(url, limits, check, null);
    }

    /**
     * As {@link #get}, for a body of any length.
     *
     * @param receiver of the body at the end of all redirects; the answer has none then
     */
    Fetched receive(PageUrl start, FetchLimits limits, RedirectCheck check, @Nullable Receiver receiver) {
        Deadline deadline = Deadline.in(limits.timeout());
        PageUrl url = start;
        for (int redirects = 0; ; redirects++) {
            boolean home = url.origin().equals(start.origin());
            Fetched answer = once(url, redirects, limits, home ? limits.headers() : Map.of(), deadline, receiver);
            Optional<String> location = answer.header("location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            if (redirects == limits.maxRedirects()) {
                throw new ScrapeException(
                        FailureKind.REDIRECT_LOOP,
                        start.text(),
                        "more than " + redirects + " redirects, last to " + location.get());
            }
            PageUrl from = url;
            PageUrl to = from.resolve(location.get())
                    .orElseThrow(() -> new ScrapeException(
                            FailureKind.NAVIGATION,
                            from.text(),
                            "a redirect leads to no web address: " + location.get()));
            check.pass(from, to);
            url = to;
        }
    }

    private Fetched once(
            PageUrl url,
            int redirects,
            FetchLimits limits,
            Map<String, String> headers,
            Deadline deadline,
            @Nullable Receiver receiver) {
        Optional<CookieJar> cookies =
                headers.keySet().stream().anyMatch("cookie"::equalsIgnoreCase) ? Optional.empty() : limits.cookies();
        HttpUriRequestBase request = request(url, limits, cookies.isPresent(), deadline);
        headers.forEach(request::setHeader);
        HttpClientContext context = HttpClientContext.create();
        cookies.ifPresent(jar -> context.setCookieStore(jar.store()));
        AtomicBoolean timeUp = new AtomicBoolean();
        // Socket timeouts start again with every byte; a server that drips is ended by the alarm.
        ScheduledFuture<?> bell = alarm.schedule(
                () -> {
                    timeUp.set(true);
                    request.cancel();
                },
                deadline.left().toMillis(),
                TimeUnit.MILLISECONDS);
        ClassicHttpResponse response = null;
        underWay.add(request);
        if (stopped) {
            request.cancel();
        }
        try {
            response = client.executeOpen(null, request, context);
            Map<String, List<String>> said = headers(response);
            boolean leads = REDIRECTS.contains(response.getCode()) && said.containsKey("location");
            byte[] body;
            boolean truncated;
            if (receiver == null || leads) {
                body = read(response.getEntity(), limits.maxBytes() + 1L);
                truncated = body.length > limits.maxBytes();
            } else {
                body = new byte[0];
                truncated = !receiver.receive(url, response.getCode(), said, content(response.getEntity()));
            }
            if (truncated) {
                // Ends the connection: closing an open answer would read the rest of it first.
                request.cancel();
            }
            return new Fetched(
                    response.getCode(),
                    url,
                    redirects,
                    said,
                    body.length > limits.maxBytes() ? Arrays.copyOf(body, limits.maxBytes()) : body,
                    truncated,
                    Instant.now());
        } catch (IOException failure) {
            throw FetchFailure.of(url, failure, stopped, timeUp.get() || deadline.passed());
        } finally {
            underWay.remove(request);
            bell.cancel(false);
            end(response);
        }
    }

    private static void end(@Nullable ClassicHttpResponse response) {
        try {
            if (response != null) {
                response.close();
            }
        } catch (IOException ended) {
            // What was wanted is read, or its failure is on its way: how the connection ends changes nothing.
            return;
        }
    }

    private HttpUriRequestBase request(PageUrl url, FetchLimits limits, boolean cookies, Deadline deadline) {
        URI uri = URI.create(URI.create(url.origin() + url.pathAndQuery()).toASCIIString());
        HttpUriRequestBase request = new HttpGet(uri);
        Timeout left = Timeout.ofMilliseconds(Math.max(1, deadline.left().toMillis()));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setResponseTimeout(left)
                .setCookieSpec(cookies ? StandardCookieSpec.RELAXED : StandardCookieSpec.IGNORE)
                .build());
        request.setHeader("User-Agent", limits.userAgent());
        request.setHeader("Accept", limits.accept());
        request.setHeader("Accept-Encoding", encodings);
        return request;
    }

    private static InputStream content(@Nullable HttpEntity entity) throws IOException {
        InputStream content = entity == null ? null : entity.getContent();
        return content == null ? InputStream.nullInputStream() : content;
    }

    private static byte[] read(@Nullable HttpEntity entity, long most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = content(entity);
        byte[] buffer = new byte[16 * 1024];
        while (out.size() < most) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - out.size()));
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
        }
        return out.toByteArray();
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        return headers;
    }

    /** Breaks off every fetch, those to come too: they fail as {@link FailureKind#STOPPED}. */
    public void stop() {
        stopped = true;
        underWay.forEach(HttpUriRequestBase::cancel);
    }

    /** Ends all connections at once. */
    @Override
    public void close() {
        alarm.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    /** Resolves names, and leaves out the addresses that are not allowed. */
    private record CheckedResolver(Predicate<InetAddress> allowed) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            InetAddress[] some = Arrays.stream(all).filter(allowed).toArray(InetAddress[]::new);
            if (some.length == 0) {
                throw new FetchFailure.AddressRefused(host + " has an address that is not connected to");
            }
            return some;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }
    }
}
