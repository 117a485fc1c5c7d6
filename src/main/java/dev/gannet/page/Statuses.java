package dev.gannet.page;

import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;

/** Which answers are documents worth reading (R6). */
final class Statuses {
    private Statuses() {}

    /** @throws ScrapeException when the document of this status or type is not data */
    static void check(PageSpec spec, String requested, int status, String type) {
        if (status != 0 && !spec.accepts(status)) {
            FailureKind kind = status == 429
                    ? FailureKind.RATE_LIMITED
                    : status >= 500
                            ? FailureKind.HTTP_SERVER_ERROR
                            : status >= 400 ? FailureKind.HTTP_CLIENT_ERROR : FailureKind.UNSUPPORTED;
            throw new ScrapeException(kind, requested, "the server answered with status " + status).answered(status);
        }
        if (!type.contains("html")) {
            throw new ScrapeException(
                    FailureKind.UNSUPPORTED, requested, "the document is " + type + "; this version reads HTML pages");
        }
    }

    /** @return how many redirects led to the document; redirects between origins are hidden from pages and count as one */
    static int redirects(String requested, String finalUrl, int told, int documents) {
        boolean elsewhere = !origin(requested).equals(origin(finalUrl));
        return Math.max(told, elsewhere && documents == 0 ? 1 : 0) + documents;
    }

    private static String origin(String url) {
        return PageUrl.parse(url).map(PageUrl::origin).orElse(url);
    }
}
