package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.extract.Item;
import dev.gannet.extract.PasswordForm;
import dev.gannet.frontier.Breach;
import dev.gannet.web.Completeness;
import dev.gannet.web.PageUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts which pages of a run ask for a password. A form on every page of a kind, and on no page without it, stands where
 * the site would show the pages to who is logged in. Thread-safe.
 */
final class PasswordPages {
    private final Map<String, Asked> kinds = new HashMap<>();
    private long others;

    /** Pages of a kind, and how many of them ask for a password. */
    private record Asked(long pages, long asking, String url) {
        Asked plus(Asked other) {
            return new Asked(pages + other.pages, asking + other.asking, url.isEmpty() ? other.url : url);
        }
    }

    synchronized void add(PageUrl url, Extraction extraction) {
        boolean asks = extraction.password() != PasswordForm.NONE;
        if (!asks) {
            others++;
        }
        for (String kind : extraction.items().stream().map(Item::kind).collect(Collectors.toSet())) {
            kinds.merge(kind, new Asked(1, asks ? 1 : 0, asks ? url.text() : ""), Asked::plus);
        }
    }

    /** @return what is to be told of the pages of a kind */
    synchronized Optional<Breach> of(String kind) {
        return Optional.ofNullable(kinds.get(kind))
                .filter(asked -> asked.asking() == asked.pages() && others > 0)
                .map(asked -> Breach.ofKind(
                                Completeness.SUSPECT,
                                Rules.LOGIN,
                                kind,
                                (asked.pages() == 1 ? "its page asks" : "all " + asked.pages() + " pages of it ask")
                                        + " for a password, and other pages do not: describe the `login` of the job, or"
                                        + " say with login: none that this is right")
                        .seenOn(asked.url(), Optional.empty()));
    }
}
