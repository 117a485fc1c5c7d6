package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Finds the link to the next page of a list. Stateless. */
final class NextLink {
    private static final Pattern WORDS = Pattern.compile(
            "(?:(?:go to )?(?:the )?next(?: page)?|older(?: posts| entries)?|more results|weiter|nächste(?: seite)?"
                    + "|vor|suivante?|page suivante|siguiente|próxima?(?: página)?|seguinte|successiv[ao]|avanti|pagina successiva|volgende"
                    + "|nästa|neste|næste|seuraava|następna|następny|další|далее|следующая|вперёд|sonraki|下一页|下一頁|下页|次へ|次のページ|다음)?"
                    + "\\s*(?:[›»→>]|>>|&gt;)?");
    private static final Pattern MORE =
            Pattern.compile("(?:load|show|see|view|get)? ?(?:\\d+ )?more(?: \\p{L}+)?|mehr(?: \\p{L}+)?"
                    + "|weitere(?: \\p{L}+)*|(?:voir|afficher|charger) (?:\\p{L}+ )?plus.*|(?:cargar|ver|mostrar) más.*"
                    + "|(?:carica|mostra) altr[oi].*|meer(?: \\p{L}+)?|(?:carregar|ver|mostrar) mais.*|(?:pokaż|załaduj) więcej.*"
                    + "|(?:načíst|zobrazit) další.*|(?:visa|ladda) fler.*|vis (?:flere|mere).*|last (?:inn )?flere.*|hent flere.*"
                    + "|(?:показать|загрузить|ещё|показати|завантажити)(?: ещё| ще| больше| більше)?|daha fazla.*"
                    + "|もっと.*|さらに.*|加载更多|查看更多|更多|載入更多|더 ?보기");
    private static final String CONTROLS = "button, a, [role=button], input[type=button], input[type=submit]";
    private static final int MOST_LINKS = 5000;

    private final ParsedDocument document;
    private final PageUrl page;

    NextLink(ParsedDocument document, PageUrl page) {
        this.document = document;
        this.page = page;
    }

    /** @return a selector of it, or of the links to all pages by their numbers */
    Optional<Selector> find() {
        List<Element> links = document.root().select("a[href]").stream()
                .limit(MOST_LINKS)
                .filter(link -> leads(link).isPresent())
                .toList();
        return links.stream()
                .filter(link -> rel(link))
                .findFirst()
                .or(() -> links.stream().filter(NextLink::named).findFirst())
                .or(() -> links.stream().filter(NextLink::said).findFirst())
                .flatMap(this::selector)
                .or(() -> numbers(links))
                .or(() -> Optional.ofNullable(document.root().selectFirst("link[rel=next][href]"))
                        .filter(link -> leads(link).isPresent())
                        .map(link -> "link[rel=next]"))
                .map(Selector::css);
    }

    /** @return whether there is a way on, be it a link or a control that a click brings more by */
    boolean any() {
        return find().isPresent() || document.root().select(CONTROLS).stream().anyMatch(NextLink::control);
    }

    private static boolean control(Element element) {
        boolean off = element.hasAttr("disabled")
                || element.attr("aria-disabled").equalsIgnoreCase("true")
                || element.hasAttr("hidden")
                || element.classNames().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith("disabled"));
        return !off
                && Stream.of(element.text(), element.attr("aria-label"), element.attr("title"), element.attr("value"))
                        .map(text -> text.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(text -> !text.isEmpty()
                                && (MORE.matcher(text).matches()
                                        || WORDS.matcher(text).matches()
                                                && (text.matches(".*\\p{L}.*") || Zones.inAside(element))));
    }

    /** To another page of this host. */
    private Optional<PageUrl> leads(Element link) {
        return UrlText.resolve(link.attr("href"), link.baseUri())
                .filter(url -> url.host().equals(page.host()) && !url.key().equals(page.key()));
    }

    private static boolean rel(Element link) {
        return Set.of(link.attr("rel").toLowerCase(Locale.ROOT).split("\\s+")).contains("next");
    }

    private static boolean named(Element link) {
        Element parent = link.parent();
        return nextWord(link) || parent != null && parent.normalName().equals("li") && nextWord(parent);
    }

    private static boolean nextWord(Element element) {
        return element.classNames().stream()
                .anyMatch(word -> FieldWords.of(word).contains("next")
                        && FieldWords.of(word).stream()
                                .allMatch(part -> part.matches(
                                        "next|page|pagination|pager|item|link|btn|button|nav|a|pg|paging|page\\w*")));
    }

    private static boolean said(Element link) {
        for (String text : List.of(link.text(), link.attr("aria-label"), link.attr("title"))) {
            String low = text.strip().toLowerCase(Locale.ROOT);
            boolean sign = low.matches("[›»→>]+");
            if (!low.isEmpty() && WORDS.matcher(low).matches() && (!sign || Zones.inAside(link))) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> selector(Element link) {
        List<String> ways = new ArrayList<>();
        ElementNames.names(link).forEach(name -> ways.add(name.startsWith("#") ? name : "a" + name));
        for (String attribute : List.of("rel", "aria-label", "title")) {
            String value = link.attr(attribute);
            if (!value.isEmpty() && value.length() < 40 && value.matches("[\\p{L} ]+")) {
                ways.add("a[" + attribute + "=\"" + value + "\"]");
            }
        }
        int steps = 0;
        for (Element at = link.parent(); at != null && steps++ < 4; at = at.parent()) {
            for (String name : ElementNames.names(at)) {
                ways.add(name + " a");
                ways.add(name + " > a:last-child");
                ways.add(name + " li:last-child a");
                ways.add(name + " a:last-of-type");
            }
        }
        return ways.stream().filter(css -> only(css, link)).findFirst();
    }

    /** There may be one above and one below the list. */
    private boolean only(String css, Element link) {
        if (SelectorSyntax.problem(css).isPresent()) {
            return false;
        }
        List<Element> found = document.find(document.root(), Query.of(Selector.css(css)));
        Set<Optional<String>> targets = new HashSet<>();
        found.forEach(one -> targets.add(leads(one).map(PageUrl::key)));
        return found.contains(link) && targets.size() == 1;
    }

    /** Where pages have only numbers, all of them are followed. */
    private Optional<String> numbers(List<Element> links) {
        for (Element link : links) {
            if (!link.text().matches("[2-9]") || !Zones.inAside(link)) {
                continue;
            }
            int steps = 0;
            for (Element at = link.parent(); at != null && steps++ < 4; at = at.parent()) {
                List<Element> inside = at.select("a[href]");
                boolean pages = inside.size() > 1
                        && inside.stream()
                                                .filter(one -> one.text().matches("\\d+|…|\\W*"))
                                                .count()
                                        * 10
                                >= inside.size() * 7L;
                List<String> names = ElementNames.names(at);
                if (pages && !names.isEmpty()) {
                    return Optional.of(names.get(0) + " a");
                }
            }
        }
        return Optional.empty();
    }
}
