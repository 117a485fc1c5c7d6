package dev.gannet.page;

import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.util.Map;

/** Chrome's {@code net::ERR_*} names and what each means to us (chromium: net/base/net_error_list.h). */
final class NavigationError {
    private static final Map<String, FailureKind> KINDS = Map.ofEntries(
            Map.entry("ERR_NAME_NOT_RESOLVED", FailureKind.DNS),
            Map.entry("ERR_NAME_RESOLUTION_FAILED", FailureKind.DNS),
            Map.entry("ERR_DNS_TIMED_OUT", FailureKind.DNS),
            Map.entry("ERR_TIMED_OUT", FailureKind.CONNECTION),
            Map.entry("ERR_EMPTY_RESPONSE", FailureKind.CONNECTION),
            Map.entry("ERR_NETWORK_CHANGED", FailureKind.CONNECTION),
            Map.entry("ERR_INTERNET_DISCONNECTED", FailureKind.CONNECTION),
            Map.entry("ERR_ADDRESS_UNREACHABLE", FailureKind.CONNECTION),
            Map.entry("ERR_INCOMPLETE_CHUNKED_ENCODING", FailureKind.CONNECTION),
            Map.entry("ERR_TOO_MANY_REDIRECTS", FailureKind.REDIRECT_LOOP),
            Map.entry("ERR_BLOCKED_BY_CLIENT", FailureKind.REFUSED));

    private NavigationError() {}

    /**
     * @param url what was asked for
     * @param error Chrome's word, such as {@code net::ERR_CONNECTION_REFUSED}
     * @param download whether Chrome took the answer for a file
     */
    static ScrapeException of(String url, String error, boolean download) {
        if (download) {
            return new ScrapeException(
                    FailureKind.DOWNLOAD, url, "the answer is a file to download, not a page (" + error + ")");
        }
        String name = error.replaceFirst("^net::", "");
        if (name.equals("ERR_ABORTED")) {
            return new ScrapeException(
                    FailureKind.UNSUPPORTED,
                    url,
                    "the server answered without a document: status 204 or 205, or a redirect to a script");
        }
        FailureKind kind = KINDS.get(name);
        if (kind == null) {
            kind = name.startsWith("ERR_CONNECTION") || name.startsWith("ERR_PROXY") || name.startsWith("ERR_TUNNEL")
                    ? FailureKind.CONNECTION
                    : name.startsWith("ERR_CERT") || name.startsWith("ERR_SSL")
                            ? FailureKind.TLS
                            : FailureKind.NAVIGATION;
        }
        return new ScrapeException(kind, url, "the browser could not open the page: " + error);
    }
}
