package dev.gannet.crawl;

import dev.gannet.http.Fetched;
import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What an answer over plain HTTP really is: what it says, unless its bytes say otherwise (R13). */
final class MediaType {
    private static final int HEAD = 512;

    private MediaType() {}

    /**
     * @return the media type in lower case, without parameters
     * @throws ScrapeException {@link FailureKind#DOWNLOAD} for a file to be saved
     */
    static String of(Fetched answer, PageUrl url) {
        if (answer.header("content-disposition")
                .filter(text -> text.strip().toLowerCase(Locale.ROOT).startsWith("attachment"))
                .isPresent()) {
            throw new ScrapeException(FailureKind.DOWNLOAD, url.text(), "the answer is a file to download, not a page");
        }
        String told = answer.header("content-type")
                .map(text -> text.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .orElse("");
        byte[] body = answer.body();
        String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
        boolean wide = answer.charset().name().startsWith("UTF-16");
        if (head.startsWith("%PDF-")) {
            return "application/pdf";
        }
        if (!wide && head.indexOf('\0') >= 0) {
            return "application/octet-stream";
        }
        if (!told.isEmpty()) {
            return told;
        }
        String start =
                new String(body, 0, Math.min(HEAD, body.length), answer.charset()).replaceFirst("^\ufeff?\\s*", "");
        if (start.startsWith("<?xml")) {
            return "text/xml";
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return "application/json";
        }
        return start.startsWith("<") ? "text/html" : "application/octet-stream";
    }
}
