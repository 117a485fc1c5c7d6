package dev.gannet.politeness;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import dev.gannet.web.PageUrl;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a site says of its own pages: a sitemap or an index of sitemaps (sitemaps.org, version 0.9), an RSS or Atom feed, a
 * text with a URL on each line, or a robots.txt, whose {@code Sitemap} lines count (RFC 9309 section 2.2.4 leaves them to
 * crawlers). Entities are never looked up, and a document that declares some is not read.
 *
 * @param sitemaps the further files that it names
 * @param pages the pages that it lists, in order
 * @param broken whether it could be read up to a mistake in it only
 */
public record SitemapFile(List<PageUrl> sitemaps, List<Entry> pages, boolean broken) {
    public SitemapFile {
        sitemaps = List.copyOf(sitemaps);
        pages = List.copyOf(pages);
    }

    /**
     * A page that is listed.
     *
     * @param url the page
     * @param lastmod when it was last changed, where that is said; a day stands for its first moment
     */
    public record Entry(PageUrl url, Optional<Instant> lastmod) {}

    /**
     * @param url where the file was found; a path that ends in {@code /robots.txt} says what it is
     * @param body the file, not compressed
     * @return what it says; empty when it is nothing of the kind
     */
    public static Optional<SitemapFile> read(PageUrl url, byte[] body) {
        if (url.pathAndQuery().endsWith("/robots.txt")) {
            return Optional.of(
                    new SitemapFile(RobotsFile.parse(url.origin(), body).sitemaps(), List.of(), false));
        }
        return parse(url, body, false)
                .map(map -> of(map, false))
                .or(() -> parse(url, body, true).map(map -> of(map, true)));
    }

    private static Optional<AbstractSiteMap> parse(PageUrl url, byte[] body, boolean partial) {
        try {
            URL place = URI.create(url.origin() + url.pathAndQuery()).toURL();
            return Optional.of(new SiteMapParser(false, partial).parseSiteMap(body, place));
        } catch (UnknownFormatException | IOException | IllegalArgumentException notReadable) {
            return Optional.empty();
        }
    }

    private static SitemapFile of(AbstractSiteMap map, boolean broken) {
        List<PageUrl> sitemaps = new ArrayList<>();
        List<Entry> pages = new ArrayList<>();
        if (map instanceof SiteMapIndex index) {
            index.getSitemaps().forEach(one -> page(one.getUrl()).ifPresent(sitemaps::add));
        } else if (map instanceof SiteMap list) {
            for (SiteMapURL one : list.getSiteMapUrls()) {
                page(one.getUrl()).ifPresent(page -> pages.add(new Entry(page, moment(one.getLastModified()))));
            }
        }
        return new SitemapFile(sitemaps, pages, broken);
    }

    private static Optional<PageUrl> page(@Nullable URL url) {
        return Optional.ofNullable(url).flatMap(one -> PageUrl.parse(one.toString()));
    }

    private static Optional<Instant> moment(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }
}
