package dev.gannet.web;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The URL of a page: {@link #text} as it was written, which is what is fetched, and {@link #key} in canonical form,
 * which is what two spellings of the same page share. Only {@code http} and {@code https} URLs exist as a PageUrl.
 * Immutable.
 *
 * <p>The key follows crawler-commons' BasicURLNormalizer (RFC 3986 section 6, sorted query, default ports, tracking
 * parameters dropped); a fragment counts only when it is a route ({@code #/...} or {@code #!...}).
 */
public final class PageUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern ROUTE = Pattern.compile("^[/!].*", Pattern.DOTALL);

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
        String clean = text.strip().replaceAll("[\\t\\r\\n]", "");
        int colon = clean.indexOf(':');
        String scheme = colon < 0 ? "" : clean.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    scheme.isEmpty()
                            ? "not an absolute URL: " + OneLine.of(text)
                            : "only http and https are visited, not " + OneLine.of(scheme + ":"));
        }
        int hash = clean.indexOf('#');
        String bare = hash < 0 ? clean : clean.substring(0, hash);
        String fragment = hash < 0 ? "" : clean.substring(hash + 1);
        URI uri = lenient(bare);
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException("the URL has no host: " + OneLine.of(text));
        }
        String normal = new BasicURLNormalizer().filter(bare);
        String key = normal == null || normal.isEmpty() ? uri.toASCIIString() : normal;
        if (ROUTE.matcher(fragment).matches()) {
            key = key + "#" + fragment;
        }
        return new PageUrl(clean, key, uri);
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
            } else if (c <= ' ' || "\"<>^`{|}".indexOf(c) >= 0) {
                out.append(String.format(Locale.ROOT, "%%%02X", c));
            } else {
                out.appendCodePoint(c);
            }
        }
        String fixed = out.toString().replaceAll("%(?![0-9a-fA-F]{2})", "%25");
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

    /** @return the canonical form that two spellings of one page share */
    public String key() {
        return key;
    }

    /** @return the scheme in lower case */
    public String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** @return the host in lower case, IPv6 in brackets */
    public String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /** @return the port, the scheme's own where none is written */
    public int port() {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme()) ? 443 : 80;
    }

    /** @return the path with its query as sent, at least {@code /} */
    public String pathAndQuery() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
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
