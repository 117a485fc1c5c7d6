package dev.gannet.extract;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Tells what of a page stands around its matter: menus, headers and footers, consent banners. */
final class Zones {
    private static final Set<String> TAGS = Set.of("nav", "footer", "aside");
    private static final Set<String> ROLES = Set.of(
            "navigation", "menu", "menubar", "banner", "contentinfo", "search", "tablist", "toolbar", "complementary");
    private static final Set<String> WORDS = Set.of(
            "nav",
            "menu",
            "navbar",
            "navigation",
            "sidebar",
            "breadcrumb",
            "breadcrumbs",
            "footer",
            "pagination",
            "pager",
            "paging",
            "paginator",
            "toolbar",
            "toc",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "dropdown",
            "submenu");

    private Zones() {}

    /** @return whether an element begins such a zone */
    static boolean aside(Element element) {
        String tag = element.normalName();
        if (tag.equals("body") || tag.equals("html") || tag.equals("main") || tag.equals("article")) {
            return false;
        }
        boolean ofThePage = tag.equals("header")
                && (element.parent() == null || element.closest("main, article, section, li, tr") == null);
        return TAGS.contains(tag)
                || ofThePage
                || ROLES.contains(element.attr("role"))
                || element.attr("aria-hidden").equals("true")
                || element.classNames().stream().anyMatch(Zones::says)
                || says(element.id());
    }

    private static boolean says(String word) {
        List<String> words = FieldWords.of(word);
        return words.stream().anyMatch(WORDS::contains);
    }

    /** @return whether an element stands in such a zone */
    static boolean inAside(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            if (aside(at)) {
                return true;
            }
        }
        return false;
    }
}
