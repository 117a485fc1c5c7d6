package dev.gannet.crawl;

import dev.gannet.extract.Probe;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds in an answer of JSON what says that it is an error, or that a further page follows. For one thread. */
final class JsonSigns {
    private static final List<String> ERRORS = List.of(
            "error",
            "errors",
            "fault",
            "exception",
            "errorMessage",
            "error_message",
            "errorCode",
            "error_code",
            "message",
            "detail");

    private static final List<String> NEXT = List.of(
            "next",
            "next_page",
            "nextPage",
            "next_url",
            "nextUrl",
            "next_page_url",
            "nextPageUrl",
            "next_link",
            "nextLink",
            "next_href",
            "nextHref",
            "next_cursor",
            "nextCursor",
            "next_token",
            "nextToken",
            "next_page_token",
            "nextPageToken",
            "next_offset",
            "nextOffset",
            "continuation",
            "continuationToken",
            "has_more",
            "hasMore",
            "has_next",
            "hasNext",
            "has_next_page",
            "hasNextPage");

    /** What stands for no value. */
    private static final Set<String> NOTHING = Set.of("", "false", "null", "0", "[]", "{}");

    private static final int MAX_TEXT = 100;

    private final Probe probe;

    JsonSigns(Snapshot snapshot) {
        probe = new Probe(snapshot);
    }

    /** @return the key and value of an error at the top of the answer, for people */
    Optional<String> error() {
        return ERRORS.stream().flatMap(key -> sign("$", key).stream()).findFirst();
    }

    /** @return the key and value that name a further page, at the top of the answer or in an object there */
    Optional<String> next() {
        // Deeper ones may be of an item, such as a chapter and the next one.
        return NEXT.stream()
                .flatMap(key -> sign("$", key).or(() -> sign("$.*", key)).stream())
                .findFirst();
    }

    private Optional<String> sign(String place, String key) {
        Probe.Match match = probe.match(new Selector.Json(place + "['" + key + "']"));
        return match.samples().stream()
                .map(sample -> sample.text().replaceAll("^\"|\"$", ""))
                .filter(text -> !NOTHING.contains(text))
                .findFirst()
                .map(text -> key + ": " + (text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text));
    }
}
