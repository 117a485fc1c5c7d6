package dev.gannet.web;

import java.util.Locale;

/** What a URL is fetched for. */
public enum Role {
    /** Its records and links. */
    PAGE,
    /** Its records, over plain HTTP, and the page of the API that comes after it. */
    API,
    /** The pages that it lists: a sitemap, an index of sitemaps, a feed, or the robots.txt that names them. */
    SITEMAP;

    /** @return the name as it is stored */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the role with that label */
    public static Role of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
