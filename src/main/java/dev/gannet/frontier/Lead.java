package dev.gannet.frontier;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Role;
import java.util.List;
import java.util.Optional;

/**
 * A URL that is added to a run, unless the run knows it already in that role.
 *
 * @param url the URL
 * @param role what it is to be fetched for
 * @param depth how far from a start, as {@link dev.gannet.web.Visit#depth} counts
 * @param leftOut why it is kept as skipped; empty when it is to be visited
 */
public record Lead(PageUrl url, Role role, int depth, Optional<String> leftOut) {
    /** A page to visit. */
    public static Lead page(PageUrl url, int depth) {
        return new Lead(url, Role.PAGE, depth, Optional.empty());
    }

    /** Pages to visit, all as far from a start. */
    public static List<Lead> pages(List<PageUrl> urls, int depth) {
        return urls.stream().map(url -> page(url, depth)).toList();
    }

    /** A page of an API to read. */
    public static Lead api(PageUrl url, int depth) {
        return new Lead(url, Role.API, depth, Optional.empty());
    }

    /** A sitemap to read. */
    public static Lead sitemap(PageUrl url, int depth) {
        return new Lead(url, Role.SITEMAP, depth, Optional.empty());
    }

    /** @return this, kept as skipped for a reason */
    public Lead leftOut(String reason) {
        return new Lead(url, role, depth, Optional.of(reason));
    }
}
