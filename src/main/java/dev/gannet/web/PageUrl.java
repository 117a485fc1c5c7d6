package dev.gannet.web;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a page: {@link #text} as it was written, which is what is fetched, and {@link #key} in canonical form,
 * which is what two spellings of the same page share. Only {@code http} and {@code https} URLs exist as a PageUrl.
 * Immutable.
 *
 * <p>The key follows crawler-commons' BasicURLNormalizer (RFC 3986 section 6, sorted query, default ports), without
 * session and tracking parameters; a fragment counts only when it is a route ({@code #/...} or {@code #!...}).
 */
public final class PageUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern ROUTE = Pattern.compile("^[/!].*", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("^([a-zA-Z]+:[/\\\\]{2})([^/\\\\?#]*)(.*)$", Pattern.DOTALL);
    private static final Pattern SESSION = Pattern.compile("(?i);(?:jsessionid|phpsessid|sessionid)=[^/?#;]*");
    /** What only says who asks, or by which way: not part of the key. */
    private static final Set<String> NOT_OF_THE_PAGE = names(
            "jsessionid",
            "phpsessid",
            "sessionid",
            "session_id",
            "aspsessionid",
            "cfid",
            "cftoken",
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_term",
            "utm_content",
            "gclid",
            "fbclid",
            "msclkid");
    /** UTS 46 section 4: older and newer rules make different hosts of these. */
    private static final Pattern DEVIATING = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    private static final Pattern DROPPED = Pattern.compile("[\\t\\r\\n]");
    private static final Pattern NUMBERS = Pattern.compile("[0-9a-fA-F-]{16,}|\\d+");
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private static final int MOST_SPELLINGS = 8;
    private static final BasicURLNormalizer NORMALIZER =
            BasicURLNormalizer.newBuilder().queryParamsToRemove(NOT_OF_THE_PAGE).build();

    private final String text;
    private final String key;
    private final URI uri;

    private PageUrl(String text, String key, URI uri) {
        this.text = text;
        this.key = key;
        this.uri = uri;
    }

    /**
     * @param text an absolute URL; blanks at its ends, tabs and line breaks in it are dropped as the WHATWG URL standard says
     * @return the URL
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static PageUrl of(String text) {
        String clean = DROPPED.matcher(text.strip()).replaceAll("");
        int colon = clean.indexOf(':');
        String scheme = colon < 0 ? "" : clean.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    scheme.isEmpty()
                            ? "not an absolute URL: " + OneLine.of(text)
                            : "only http and https are visited, not " + OneLine.of(scheme + ":"));
        }
        int hash = clean.indexOf('#');
        String bare = withPlainHost(hash < 0 ? clean : clean.substring(0, hash));
        String fragment = hash < 0 ? "" : clean.substring(hash + 1);
        URI uri = lenient(bare);
        if (uri.getHost() == null || plain(uri.getHost()).isEmpty()) {
            throw new IllegalArgumentException("the URL has no host: " + OneLine.of(text));
        }
        String key = canonical(percentEncoded(uri.toString()), scheme + "://" + plain(uri.getHost()));
        if (ROUTE.matcher(fragment).matches()) {
            key = key + "#" + fragment;
        }
        return new PageUrl(clean, key, uri);
    }

    /** What the normalizer makes of one spelling may itself have a simpler one: the key is the one that stays. */
    private static String canonical(String url, String home) {
        String key = url;
        for (int i = 0; i < MOST_SPELLINGS; i++) {
            String before = SESSION.matcher(key).replaceAll("");
            key = simpler(before, home).orElse(before);
            if (key.equals(before)) {
                return key;
            }
        }
        throw new IllegalArgumentException("not a URL with a form of its own: " + OneLine.of(url));
    }

    private static Optional<String> simpler(String url, String home) {
        try {
            // crawler-commons 1.6 makes another host of http://host/../..x, and stumbles over odd queries
            return Optional.ofNullable(NORMALIZER.filter(url))
                    .filter(simple -> simple.startsWith(home + ":") || simple.startsWith(home + "/"));
        } catch (IndexOutOfBoundsException oddQuery) {
            return Optional.empty();
        }
    }

    /** As browsers write it, and unlike {@link URI#toASCIIString} without changing letters to their composed forms. */
    private static String percentEncoded(String url) {
        StringBuilder out = new StringBuilder(url.length());
        url.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
                }
            }
        });
        return out.toString();
    }

    private static Set<String> names(String... names) {
        Set<String> all = new TreeSet<>();
        for (String name : names) {
            all.add(name);
            all.add(name.toUpperCase(Locale.ROOT));
        }
        return all;
    }

    /** Writes a host with other letters as the DNS knows it (RFC 5891), and lets no password by. */
    private static String withPlainHost(String url) {
        Matcher parts = AUTHORITY.matcher(url);
        if (parts.matches() && parts.group(2).indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "a URL with a user name or a password is not visited: they would be stored and printed");
        }
        if (!parts.matches() || parts.group(2).chars().allMatch(c -> c < 128)) {
            return url;
        }
        if (DEVIATING.matcher(parts.group(2)).find()) {
            throw new IllegalArgumentException("not a clear host: write it as the DNS does, with xn--");
        }
        int port = parts.group(2).lastIndexOf(':');
        String host = port < 0 ? parts.group(2) : parts.group(2).substring(0, port);
        try {
            return parts.group(1)
                    + IDN.toASCII(host, IDN.ALLOW_UNASSIGNED)
                    + parts.group(2).substring(host.length())
                    + parts.group(3);
        } catch (IllegalArgumentException notOfTheDns) {
            throw new IllegalArgumentException("no host has such a name: " + OneLine.of(host), notOfTheDns);
        }
    }

    /** @return the URL, or empty when {@link #of} would refuse it */
    public static Optional<PageUrl> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /** Accepts what browsers accept and java.net.URI does not: spaces, pipes and the like are percent-encoded. */
    private static URI lenient(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\') {
                out.append('/');
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                out.append('\uFFFD');
            } else if (c <= ' ' || "\"<>^`{|}".indexOf(c) >= 0) {
                out.append(String.format(Locale.ROOT, "%%%02X", c));
            } else {
                out.appendCodePoint(c);
            }
        }
        String fixed = LONE_PERCENT.matcher(out).replaceAll("%25");
        try {
            return new URI(fixed).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + OneLine.of(text) + " (" + e.getReason() + ")", e);
        }
    }

    /** @return the URL as it was written; this is what is fetched */
    public String text() {
        return text;
    }

    /**
     * Replaces numbers and long hexadecimal identifiers by {@code #}: pages of one form differ in nothing else.
     *
     * @param text a path, or a path with its query
     * @return the same for all pages of one form
     */
    public static String withoutNumbers(String text) {
        return NUMBERS.matcher(text).replaceAll("#");
    }

    /** @return the canonical form that two spellings of one page share */
    public String key() {
        return key;
    }

    /** @return the scheme in lower case */
    public String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** @return the host in lower case, in ASCII, without a last dot; IPv6 in brackets */
    public String host() {
        return plain(uri.getHost());
    }

    private static String plain(String host) {
        return (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    }

    /** @return the port, the scheme's own where none is written */
    public int port() {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme()) ? 443 : 80;
    }

    /** @return the path as sent, without its query, at least {@code /} */
    public String path() {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    /** @return the path with its query as sent, at least {@code /} */
    public String pathAndQuery() {
        return uri.getRawQuery() == null ? path() : path() + "?" + uri.getRawQuery();
    }

    /** @return scheme, host and (where written) port: what one robots.txt speaks for (RFC 9309 section 2.3) */
    public String origin() {
        return scheme() + "://" + host() + (uri.getPort() >= 0 ? ":" + port() : "");
    }

    /** @return the site that this page belongs to */
    public Site site() {
        return Site.of(this);
    }

    /**
     * @param href a link as it stands in the page
     * @return where it leads, or empty when that is no http or https URL
     */
    public Optional<PageUrl> resolve(String href) {
        String link = href.strip();
        if (link.isEmpty()) {
            return Optional.empty();
        }
        int hash = link.indexOf('#');
        String fragment = hash < 0 ? "" : link.substring(hash);
        String bare = hash < 0 ? link : link.substring(0, hash);
        try {
            URI joined = bare.isEmpty() ? uri : bare.startsWith("?") ? withQuery(bare) : uri.resolve(lenient(bare));
            return parse(joined + fragment);
        } catch (IllegalArgumentException notALink) {
            return Optional.empty();
        }
    }

    /** java.net.URI drops the last part of the path when only a query is given; RFC 3986 section 5.2.2 keeps it. */
    private URI withQuery(String query) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return lenient(uri.getScheme() + "://" + uri.getRawAuthority() + path + query);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageUrl that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
