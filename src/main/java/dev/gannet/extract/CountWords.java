package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Finds where a page writes how many items its list has: {@code Showing 1 to 10 of 47 entries}, {@code 1-24 of 1,234},
 * {@code 47 Treffer}, in the languages of {@code relative-times.properties}. What stands in an item counts something else. A
 * hint and no more: numbers that fit by chance cannot be told from it. Stateless.
 */
final class CountWords {
    private static final int LONGEST = 120;
    private static final int LONGEST_TOTAL = 60;
    private static final int MOST_AROUND = 4;
    private static final int MOST_DIGITS = 9;
    private static final Set<String> APART =
            Set.of("script", "style", "template", "noscript", "select", "footer", "option");

    private static final String NUMBER = "\\d{1,3}(?:[.,'\u2019 \u00a0\u202f]\\d{3})+(?!\\d)|\\d+";
    private static final Pattern NUMBERS = Pattern.compile(NUMBER);
    /** Between the first and the last item that a page shows. */
    private static final Pattern TO = Pattern.compile(
            "\\s*(?:[-\u2013\u2014~\u301c\uff5e]|to|through|bis|à|au|a|al|até|tot|do|až|til|till|t/m|по|до|到|至|から|ile)\\s*");
    /** The nouns of what lists hold, from their beginning. */
    private static final String NOUN =
            "(?:results?|entr(?:y|ies)|items?|products?|records?|hits?|matches|rows?|articles?|listings?|offers?|elements?"
                    + "|ergebniss?e?n?|treffern?|einträgen?|artikeln?|produkten?|datensätzen?|angeboten?|zeilen|elementen?"
                    + "|résultats?|entrées?|éléments?|produits?|enregistrements?|offres?|annonces?|lignes?"
                    + "|resultados?|entradas?|elementos?|productos?|artículos?|registros?|registos?|anuncios?|filas?"
                    + "|risultat[oi]|voc[ei]|element[oi]|prodott[oi]|articol[oi]|annunci|resulta(?:at|ten)|rijen|producten"
                    + "|itens|produtos?|artigos?|linhas?|wynik(?:i|ów)?|pozycj[ie]|produkt(?:y|ów|er)?|rekord(?:y|ów)?|wpis(?:y|ów)?"
                    + "|ofert[ay]?|výsledk(?:y|ů)|polož(?:ek|ky)|produktů|záznam(?:y|ů)|resultat(?:er)?|träffar|treff|poster|rader"
                    + "|oppføringer|elementer|varer|sonuç(?:tan|lar)?|kayıt(?:tan|lar)?|ürün(?:den|ler)?|öğe"
                    + "|результат(?:ов|а|ы|ів|и)?|запис(?:ей|и|ів)|товар(?:ов|а|ы|ів|и)?|элемент(?:ов|а|ы)?|елемент(?:ів|и)?"
                    + "|позици[ийя]|позицій)";

    private static final Pattern WORD = Pattern.compile(
            "(?<![\\p{L}])(?:of|out of|von|aus|de|sur|di|su|van|z|ze|av|af|из|з|" + NOUN
                    + ")(?![\\p{L}])|/|[件条項项笔筆개건]|結果|结果|결과",
            Pattern.UNICODE_CASE);
    private static final Pattern TOTAL =
            Pattern.compile("(?:[\\p{L}']{1,15}[: ] ?){0,3}(" + NUMBER + ") ?(?:[\\p{L}']{1,12} ){0,1}" + "(?:" + NOUN
                    + "|件|条(?:结果|記録|记录)?|[个個]?(?:结果|結果)|項|项|개|건)(?: [\\p{L}']{1,15}){0,3}[.:!]?");

    private CountWords() {}

    /**
     * Where a page writes it.
     *
     * @param count how many items there are in all
     * @param range whether other numbers beside it fit the items that are shown
     * @param text what it writes
     * @param element the smallest element that holds all of the text
     */
    record Written(long count, boolean range, String text, Element element) {}

    /**
     * @param document the page's document
     * @param items the items that it shows
     * @return what a range tells that fits the number of items, or else the only total of the page that is larger
     */
    static Optional<Written> find(ParsedDocument document, List<Element> items) {
        Set<Node> within = new HashSet<>(items);
        List<Written> totals = new ArrayList<>();
        List<Written> ranges = new ArrayList<>();
        Set<Element> seen = new HashSet<>();
        NodeTraversor.filter(
                (NodeFilter) (node, depth) -> {
                    if (within.contains(node)
                            || node instanceof Element element && APART.contains(element.normalName())) {
                        return NodeFilter.FilterResult.SKIP_ENTIRELY;
                    }
                    if (node instanceof TextNode text && text.text().chars().anyMatch(Character::isDigit)) {
                        around(text, seen, items.size(), ranges, totals);
                    }
                    return ranges.isEmpty() ? NodeFilter.FilterResult.CONTINUE : NodeFilter.FilterResult.STOP;
                },
                document.root());
        if (!ranges.isEmpty()) {
            return Optional.of(ranges.get(0)).filter(one -> one.count() > items.size());
        }
        boolean one = totals.stream().mapToLong(Written::count).distinct().count() == 1;
        return one ? Optional.of(totals.get(0)).filter(total -> total.count() > items.size()) : Optional.empty();
    }

    private static void around(
            TextNode text, Set<Element> seen, int items, List<Written> ranges, List<Written> totals) {
        Node at = text.parentNode();
        for (int i = 0; i < MOST_AROUND && at instanceof Element element; i++, at = at.parentNode()) {
            if (!seen.add(element)) {
                continue;
            }
            String all = NumberText.plain(element.text()).toLowerCase(Locale.ROOT);
            if (all.length() > LONGEST) {
                return;
            }
            Optional<Long> range = range(all, items);
            if (range.isPresent()) {
                ranges.add(new Written(range.get(), true, element.text(), element));
                return;
            }
            Matcher total = TOTAL.matcher(all);
            if (all.length() <= LONGEST_TOTAL && total.matches()) {
                number(total.group(1))
                        .ifPresent(count -> totals.add(new Written(count, false, element.text(), element)));
            }
        }
    }

    /** @return the total of a text whose other numbers fit the items that are shown */
    private static Optional<Long> range(String text, int items) {
        if (!WORD.matcher(text).find()) {
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>();
        List<String> between = new ArrayList<>();
        Matcher matcher = NUMBERS.matcher(text);
        int end = 0;
        while (matcher.find()) {
            Optional<Long> number = number(matcher.group());
            if (number.isEmpty() || numbers.size() == 3) {
                return Optional.empty();
            }
            numbers.add(number.get());
            between.add(text.substring(end, matcher.start()));
            end = matcher.end();
        }
        if (numbers.size() == 2) {
            // "30 of 47", and not "page 1 of 5".
            boolean of = WORD.matcher(between.get(1)).find() && between.get(1).length() < 20;
            return of && numbers.get(0) == items && items > 1 ? Optional.of(numbers.get(1)) : Optional.empty();
        }
        if (numbers.size() != 3) {
            return Optional.empty();
        }
        // In some languages the total comes first.
        int first = TO.matcher(between.get(1)).matches() ? 0 : 1;
        boolean joined = TO.matcher(between.get(first + 1)).matches();
        long from = numbers.get(first);
        long to = numbers.get(first + 1);
        long total = numbers.get(first == 0 ? 2 : 0);
        boolean fits = joined && from <= to && to <= total && (to - from + 1 == items || to == items);
        return fits ? Optional.of(total) : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.length() > MOST_DIGITS ? Optional.empty() : Optional.of(Long.valueOf(digits));
    }
}
