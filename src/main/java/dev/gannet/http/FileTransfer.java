package dev.gannet.http;

import dev.gannet.web.FailureKind;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Fetches one file as it is kept on its server, in as many tries as it takes. What has come stays, and the next try asks for
 * the rest alone, where the server names the version that the part is of and gives parts of it; otherwise it begins again
 * (RFC 9110, sections 8.8, 13.1.5 and 14). For one thread.
 */
public final class FileTransfer {
    private static final Pattern PART = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    /** A date tells two versions apart only if nothing can have been changed in the same moment (RFC 9110, 8.8.2.2). */
    private static final Duration STRONG = Duration.ofSeconds(60);

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNCHANGED = 304;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int BUFFER = 1 << 16;

    private final HttpFetcher http;
    private final PageUrl url;
    private final Sink sink;
    private final Map<String, String> conditions;

    private PageUrl at;
    private Optional<String> version;
    private long whole;
    private boolean strange;

    /** Where the bytes of a file go. What it throws ends the transfer. */
    public interface Sink {
        /** @return how many bytes there are */
        long length();

        /** Forgets what there is. */
        void restart();

        /** Takes the next bytes, from the beginning of the buffer. */
        void append(byte[] buffer, int length);

        /** Is told how long the file will be, as far as the server says. */
        void expect(long length);

        /** Is told what the bytes to come are a part of, where the server would give the rest of it alone. */
        default void partOf(Part of) {}

        /** @return what the bytes that are there before the first try are a part of */
        default Optional<Part> begun() {
            return Optional.empty();
        }
    }

    /**
     * What bytes are a part of.
     *
     * @param version what the server calls this version: an entity tag or a date
     * @param whole how long it is; negative where nobody knows
     */
    public record Part(String version, long whole) {}

    /**
     * @param http one that leaves bodies as they are sent, see {@link HttpFetcher#ofFiles}
     * @param sink what is there of an earlier transfer is gone on with
     * @param conditions headers on which the file is sent from its beginning, such as {@code If-None-Match}
     */
    public FileTransfer(HttpFetcher http, PageUrl url, Sink sink, Map<String, String> conditions) {
        this.http = http;
        this.url = url;
        this.sink = sink;
        this.conditions = Map.copyOf(conditions);
        at = url;
        version = sink.begun().map(Part::version);
        whole = sink.begun().map(Part::whole).orElse(-1L);
    }

    /**
     * Tries to fetch the file, or the rest of it.
     *
     * @param limits by the URL that is asked: its time and headers; the sink knows how many bytes it takes
     * @return the answer, whose body, if its status is 200 or 206, is whole in the sink; 304 says that the conditions are
     *     not met
     * @throws ScrapeException as {@link HttpFetcher#get} and the sink do; {@link FailureKind#UNSUPPORTED} when the file comes
     *     packed in a way that was not asked for and is not known
     */
    public Fetched attempt(Function<PageUrl, FetchLimits> limits, RedirectCheck check) {
        boolean rest = resumes();
        if (!rest) {
            begin(url);
        }
        Map<String, String> part =
                rest ? Map.of("Range", "bytes=" + sink.length() + "-", "If-Range", version.orElseThrow()) : conditions;
        strange = false;
        Fetched answer = http.receive(at, limits.apply(at).plus(part), check, this::receive);
        boolean here = answer.status() == OK || answer.status() == PARTIAL;
        if (rest && (strange || gone(answer.status()))) {
            // Where the first try was led to, or what it was told of parts, holds no more.
            begin(url);
            return attempt(limits, check);
        }
        if (strange || here && whole >= 0 && sink.length() != whole) {
            throw new ScrapeException(
                    FailureKind.CONNECTION, url.text(), "the answer is another part of the file than was asked for");
        }
        return answer;
    }

    private static boolean gone(int status) {
        return status >= 400 && status < 500 && status != TIMED_OUT && status != TOO_MANY;
    }

    /** @return whether the next try asks for the rest of what is there alone */
    public boolean resumes() {
        return version.isPresent() && sink.length() > 0;
    }

    /** @return whether an answer that the conditions are not met is one to what was asked last */
    public boolean conditional() {
        return !resumes() && !conditions.isEmpty();
    }

    private void begin(PageUrl from) {
        sink.restart();
        version = Optional.empty();
        whole = -1;
        at = from;
    }

    private boolean receive(PageUrl from, int status, Map<String, List<String>> headers, InputStream body)
            throws IOException {
        if (status == OK) {
            begin(from);
            return whole(from, headers, body);
        }
        return status == UNCHANGED || status == PARTIAL && rest(headers, body);
    }

    private boolean whole(PageUrl from, Map<String, List<String>> headers, InputStream body) throws IOException {
        String packed = first(headers, "content-encoding").orElse("identity").strip();
        if (packed.matches("(?i)(x-)?gzip")) {
            // What a part of it is a part of would be the packed file.
            return copy(new GZIPInputStream(body, BUFFER));
        }
        if (!packed.equalsIgnoreCase("identity")) {
            throw new ScrapeException(
                    FailureKind.UNSUPPORTED, from.text(), "the file is sent packed as " + OneLine.of(packed));
        }
        first(headers, "content-length")
                .filter(text -> text.matches("\\d{1,18}"))
                .ifPresent(text -> {
                    whole = Long.parseLong(text);
                    sink.expect(whole);
                });
        version = version(headers);
        version.ifPresent(name -> sink.partOf(new Part(name, whole)));
        return copy(body);
    }

    private boolean rest(Map<String, List<String>> headers, InputStream body) throws IOException {
        Matcher range = PART.matcher(first(headers, "content-range").orElse(""));
        strange = !range.matches()
                || version.isEmpty()
                || Long.parseLong(range.group(1)) != sink.length()
                || whole >= 0 && !range.group(3).equals(Long.toString(whole));
        return !strange && copy(body);
    }

    private boolean copy(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            sink.append(buffer, read);
        }
        return true;
    }

    /** @return what names the version that parts are of; empty where the server gives no parts or names none for certain */
    private static Optional<String> version(Map<String, List<String>> headers) {
        if (first(headers, "accept-ranges").filter("none"::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        Optional<String> tag = first(headers, "etag");
        if (tag.isPresent()) {
            return tag.filter(text -> text.startsWith("\""));
        }
        Optional<String> changed = first(headers, "last-modified");
        Optional<Instant> then = changed.flatMap(HttpDate::of);
        Optional<Instant> now = first(headers, "date").flatMap(HttpDate::of);
        return changed.filter(text -> then.isPresent()
                && now.isPresent()
                && Duration.between(then.get(), now.get()).compareTo(STRONG) >= 0);
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
