package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds where the links that a job follows lead. Immutable and thread-safe. */
final class LinkFinder {
    private static final String LINK = "a[href], area[href]";
    private final List<Query> queries;

    /** @throws IllegalArgumentException with a sentence, when a selector is none */
    LinkFinder(List<Selector> follow) {
        // In a list of links every selector counts, also those that are a list of choices.
        queries = follow.stream()
                .flatMap(selector ->
                        selector instanceof Selector.FirstOf list ? list.choices().stream() : Stream.of(selector))
                .map(Query::of)
                .toList();
    }

    /** @param views of one page; what several show counts once */
    List<String> find(List<ParsedPage> views) {
        List<String> links = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Set<String> keys = new HashSet<>();
        Map<String, Optional<PageUrl>> bases = new HashMap<>();
        views.forEach(page -> find(page, seen, keys, bases, links));
        return links;
    }

    private void find(
            ParsedPage page,
            Set<String> seen,
            Set<String> keys,
            Map<String, Optional<PageUrl>> bases,
            List<String> links) {
        page.documents().forEach(document -> {
            Set<Element> elements = new LinkedHashSet<>();
            queries.forEach(query -> elements.addAll(document.find(document.root(), query)));
            // Many links are repeated on a page: canonical forms are made of the different ones only.
            boolean xml = page.snapshot().kind() == DocumentKind.XML;
            for (Element element : inDocumentOrder(elements, document)) {
                Element link = xml ? element : link(element);
                String href = link == null ? "" : xml && !link.hasAttr("href") ? link.text() : link.attr("href");
                if (link != null && seen.add(link.baseUri() + ' ' + href)) {
                    // A page may have 100,000 links, all with one base.
                    bases.computeIfAbsent(link.baseUri(), PageUrl::parse)
                            .map(base -> base.resolve(href))
                            .orElseGet(() -> PageUrl.parse(href))
                            .filter(url -> keys.add(url.key()))
                            .ifPresent(url -> links.add(fetched(url)));
                }
            }
        });
        // Data of a page, and a document that is all data, have links that no element is.
        queries.stream()
                .filter(query ->
                        query instanceof Query.Data || query instanceof Query.Fetched || query instanceof Query.Json)
                .flatMap(query -> page.whole().findEach(query).stream())
                .flatMap(part -> part.text(Optional.empty(), FieldType.URL).stream())
                .flatMap(href -> UrlText.resolve(href, page.snapshot().finalUrl()).stream())
                .filter(url -> keys.add(url.key()))
                .forEach(url -> links.add(fetched(url)));
        page.snapshot().clicks().urls().stream()
                .flatMap(clicked -> PageUrl.parse(clicked).stream())
                .filter(url -> keys.add(url.key()))
                .forEach(url -> links.add(fetched(url)));
    }

    private List<Element> inDocumentOrder(Set<Element> elements, ParsedDocument document) {
        return queries.size() < 2 ? List.copyOf(elements) : document.sorted(elements);
    }

    /** The element itself, the link around it, or the first link in it. */
    private static @Nullable Element link(Element element) {
        if (element.hasAttr("href")) {
            return element;
        }
        Element around = element.closest(LINK);
        return around == null ? element.selectFirst(LINK) : around;
    }

    /** A fragment stays only where it is a route: that is where the key has one. */
    private static String fetched(PageUrl url) {
        int hash = url.text().indexOf('#');
        return hash < 0 || url.key().indexOf('#') >= 0 ? url.text() : url.text().substring(0, hash);
    }
}
