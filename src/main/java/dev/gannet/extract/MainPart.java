package dev.gannet.extract;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells the main part of a page from what surrounds it: what the page itself calls so ({@code main}, {@code role=main}, a
 * lone {@code article}), else the element with most text in paragraphs, few of it in links.
 */
final class MainPart {
    private static final Set<String> AROUND = Set.of("nav", "footer", "aside", "dialog", "menu");
    private static final Set<String> AROUND_ROLES = Set.of(
            "navigation",
            "banner",
            "contentinfo",
            "complementary",
            "search",
            "menu",
            "menubar",
            "toolbar",
            "dialog",
            "alertdialog",
            "tooltip");
    /** Names that authors give to what no reader comes for. */
    private static final Pattern AROUND_NAMES = Pattern.compile(
            "(?i)(?:^|[-_ ])(?:breadcrumbs?|cookies?|consent|share|sharing|social|sidebar|advert|advertisement|ads?|promo"
                    + "|newsletter|pagination|pager|related|skip-?link|sr-only|visually-hidden)(?:$|[-_ ])");

    private static final Pattern PARAGRAPHS = Pattern.compile("p|pre|li|blockquote|dd|td|h[1-6]");
    private static final Pattern HIDDEN =
            Pattern.compile("(?i)(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)");
    private static final int LEAST_TEXT = 25;
    /** A part with less of the page's text is not the main one. */
    private static final double LEAST_SHARE = 0.3;

    private MainPart() {}

    /** @return the main part of the page that the element is in */
    static Element of(Element body) {
        for (String sign : new String[] {"main, [role=main]", "article"}) {
            List<Element> named = body.select(sign).stream()
                    .filter(element -> !isHidden(element))
                    .toList();
            if (named.size() == 1 && named.get(0).hasText()) {
                return named.get(0);
            }
        }
        return densest(body);
    }

    /** @return whether an element is around the main part rather than in it */
    static boolean isAround(Element element) {
        String tag = element.normalName();
        boolean header = tag.equals("header") && element.selectFirst("h1") == null;
        return header || AROUND.contains(tag) || AROUND_ROLES.contains(element.attr("role"));
    }

    /** @return whether its class or id is what authors call such elements; some call their text so */
    static boolean isNamedAround(Element element) {
        return !element.normalName().equals("body")
                && (AROUND_NAMES.matcher(element.className()).find()
                        || AROUND_NAMES.matcher(element.id()).find());
    }

    /** @return whether a browser shows nothing of it, as far as the element itself says so */
    static boolean isHidden(Element element) {
        return element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || element.hasAttr("style")
                        && HIDDEN.matcher(element.attr("style")).find();
    }

    private static Element densest(Element body) {
        Map<Element, Double> scores = new IdentityHashMap<>();
        double whole = 0;
        Element best = body;
        for (Element paragraph : body.select("p, pre, li, blockquote, dd, td, h1, h2, h3, h4, h5, h6")) {
            double text = ownText(paragraph);
            if (text < LEAST_TEXT || around(paragraph, body)) {
                continue;
            }
            whole += text;
            Element parent = paragraph.parent();
            for (double share = text; parent != null && share >= 1 && parent != body.parent(); share /= 2) {
                double score = scores.merge(parent, share, Double::sum);
                if (score > scores.getOrDefault(best, 0.0)) {
                    best = parent;
                }
                parent = parent.parent();
            }
        }
        return scores.getOrDefault(best, 0.0) < LEAST_SHARE * whole ? body : best;
    }

    /** @return the letters in a paragraph, without those of links and of paragraphs inside it */
    private static double ownText(Element paragraph) {
        double[] letters = {0};
        paragraph.forEachNode(node -> {
            if (node instanceof TextNode text && mine(text, paragraph)) {
                letters[0] += text.text().strip().length();
            }
        });
        return letters[0];
    }

    private static boolean mine(TextNode text, Element paragraph) {
        for (@Nullable Node at = text.parent(); at != null && at != paragraph; at = at.parent()) {
            String tag = at.normalName();
            if (tag.equals("a") || PARAGRAPHS.matcher(tag).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean around(Element element, Element body) {
        for (@Nullable Element at = element; at != null && at != body; at = at.parent()) {
            if (isAround(at) || isNamedAround(at) || isHidden(at)) {
                return true;
            }
        }
        return false;
    }
}
