package dev.gannet.crawl;

import dev.gannet.extract.Announced;
import dev.gannet.frontier.Told;
import dev.gannet.web.PageUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Puts the pages of one list together, each of which says how many items the list has in all. Pages are of one list when
 * their URLs differ in nothing but what pages are counted by, or when one leads to the other, both name the same number, and
 * neither has so many items itself.
 */
final class AnnouncedLists {
    private static final Set<String> PAGING = Set.of(
            "after",
            "before",
            "cursor",
            "from",
            "limit",
            "next",
            "offset",
            "p",
            "page",
            "pagenumber",
            "pageno",
            "page_token",
            "pagetoken",
            "paged",
            "per_page",
            "perpage",
            "pg",
            "pn",
            "seite",
            "size",
            "skip",
            "start",
            "startindex");
    /** Pages by their path: {@code /list/page/3}, {@code /list/p3}, {@code /list/page-3.html}. */
    private static final Pattern PAGE_PATH =
            Pattern.compile("(?i)/(?:(?:page|seite)[-_/]?|pg?[-_]?)\\d{1,6}(?:\\.[a-z]{3,5})?/?$");

    private final Map<Long, Long> heads = new HashMap<>();

    private AnnouncedLists() {}

    /**
     * A list.
     *
     * @param kind the kind of its items
     * @param url its first page
     * @param pages how many of its pages were read
     * @param items how many items those have
     * @param min the least number that a page of it names
     * @param max the most
     * @param least whether there may be more
     * @param by what says so
     */
    record Listed(String kind, String url, int pages, long items, long min, long max, boolean least, String by) {}

    /** @param told of one run, in the order in which its pages were found */
    static List<Listed> of(List<Told> told) {
        Map<String, List<Told>> kinds = new LinkedHashMap<>();
        told.forEach(one ->
                kinds.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one));
        return kinds.values().stream()
                .flatMap(pages -> new AnnouncedLists().lists(pages).stream())
                .toList();
    }

    private List<Listed> lists(List<Told> pages) {
        Map<Long, Told> known = new HashMap<>();
        Map<String, Long> places = new HashMap<>();
        for (Told page : pages) {
            known.put(page.page(), page);
            heads.put(page.page(), page.page());
            join(page.page(), places.computeIfAbsent(place(page.url()), place -> page.page()));
            if (page.foundOn().isEmpty() && part(page)) {
                // Starts that differ in their numbers alone, and agree in how many there are.
                String starts = "start " + page.announced() + " " + page.url().replaceAll("\\d+", "#");
                join(page.page(), places.computeIfAbsent(starts, place -> page.page()));
            }
        }
        pages.stream()
                .filter(AnnouncedLists::part)
                .forEach(page -> page.foundOn()
                        .map(known::get)
                        .filter(from -> part(from) && from.announced() == page.announced())
                        .ifPresent(from -> join(page.page(), from.page())));
        Map<Long, Listed> lists = new LinkedHashMap<>();
        pages.forEach(page -> lists.merge(
                head(page.page()),
                new Listed(
                        page.kind(),
                        page.url(),
                        1,
                        page.items(),
                        page.announced(),
                        page.announced(),
                        page.least(),
                        page.by()),
                AnnouncedLists::sum));
        return List.copyOf(lists.values());
    }

    private static boolean part(Told page) {
        return page.items() < page.announced();
    }

    private static Listed sum(Listed one, Listed other) {
        return new Listed(
                one.kind(),
                one.url(),
                one.pages() + other.pages(),
                one.items() + other.items(),
                Math.min(one.min(), other.min()),
                Math.max(one.max(), other.max()),
                one.least() || other.least(),
                other.by().equals(Announced.WORDS_AND_MORE) ? other.by() : one.by());
    }

    private long head(long page) {
        long at = page;
        for (long above = above(at); above != at; above = above(at)) {
            heads.put(at, above(above));
            at = above;
        }
        return at;
    }

    private long above(long page) {
        return heads.getOrDefault(page, page);
    }

    private void join(long one, long other) {
        long first = Math.min(head(one), head(other));
        long second = Math.max(head(one), head(other));
        heads.put(second, first);
    }

    /** @return the URL without what pages of one list are counted by */
    private static String place(String url) {
        String text = PageUrl.parse(url).map(PageUrl::key).orElse(url);
        int query = text.indexOf('?');
        String path =
                PAGE_PATH.matcher(query < 0 ? text : text.substring(0, query)).replaceFirst("/#");
        Set<String> parameters = new TreeSet<>();
        for (String parameter :
                query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
            String name = parameter.split("=", 2)[0].toLowerCase(java.util.Locale.ROOT);
            if (!PAGING.contains(name)) {
                parameters.add(parameter);
            }
        }
        return path + "?" + String.join("&", parameters);
    }
}
