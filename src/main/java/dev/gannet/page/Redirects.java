package dev.gannet.page;

import dev.gannet.web.PageUrl;

/** How many redirects led to a document (R10). */
final class Redirects {
    private Redirects() {}

    /** @return how many redirects led to the document; redirects between origins are hidden from pages and count as one */
    static int count(String requested, String finalUrl, int told, int documents) {
        boolean elsewhere = !origin(requested).equals(origin(finalUrl));
        return Math.max(told, elsewhere && documents == 0 ? 1 : 0) + documents;
    }

    private static String origin(String url) {
        return PageUrl.parse(url).map(PageUrl::origin).orElse(url);
    }
}
