package dev.gannet.extract;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class CountWordsTest {
    private static String list(int items) {
        return "<ul>"
                + IntStream.rangeClosed(1, items)
                        .mapToObj(i -> "<li>item " + i + ", 900 results</li>")
                        .collect(Collectors.joining())
                + "</ul>";
    }

    private static List<Long> found(String html, int items) {
        ParsedDocument document = new ParsedDocument(html + list(items), "http://a.example/", false, new Cleaner());
        List<Element> all = document.root().select("li");
        return CountWords.find(document, all).map(CountWords.Written::count).stream()
                .toList();
    }

    /** Ten items of 47, or 1,234, in the languages that relative times are read in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Showing 1 to 10 of 47 entries; 47",
                "Showing <b>11</b> - <b>20</b> of <b>1,234</b> results; 1234",
                "1-10 of 47; 47",
                "1\u201310 / 47; 47",
                "10 of 47 items; 47",
                "47 results; 47",
                "About 1,234 results found; 1234",
                "1 bis 10 von 47 Einträgen; 47",
                "47 Treffer; 47",
                "1.234 Ergebnisse gefunden; 1234",
                "Affichage de 1 à 10 sur 47 éléments; 47",
                "1 234 résultats; 1234",
                "Mostrando 1 a 10 de 47 registros; 47",
                "47 resultados; 47",
                "Da 1 a 10 di 47 elementi; 47",
                "47 risultati; 47",
                "1 tot 10 van 47 resultaten; 47",
                "Mostrando de 1 até 10 de 47 registros; 47",
                "47 itens; 47",
                "Pozycje od 1 do 10 z 47; 47",
                "47 wyników; 47",
                "Zobrazuji 1 až 10 z 47 záznamů; 47",
                "Visar 1 till 10 av 47 rader; 47",
                "47 träffar; 47",
                "Viser 1 til 10 af 47 resultater; 47",
                "Viser 1 til 10 av 47 treff; 47",
                "47 sonuç; 47",
                "47 kayıttan 1 - 10 arası gösteriliyor; 47",
                "Записи с 1 до 10 из 47 записей; 47",
                "47 товаров; 47",
                "Записи з 1 по 10 із 47 записів; 47",
                "全47件中 1～10件; 47",
                "共 47 条; 47",
                "총 47개 중 1-10; 47"
            })
    void whatAPageWritesIsRead(String text, long count) {
        assertThat(found("<p>" + text + "</p>", 10)).containsExactly(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Page 2 of 5",
                "1-10 of 10",
                "10 results",
                "3 items in your cart",
                "Open 9-17, since 2024",
                "1-24 of 47",
                "\u00a9 2010-2024 Shop, 47 offices of ours",
                "Call 555 1234 for 20 products and 30 offers",
                "Delivery within 47 days",
                "47"
            })
    void otherNumbersAreNone(String text) {
        assertThat(found("<p>" + text + "</p>", 10)).isEmpty();
    }

    @Test
    void severalTotalsCannotBeToldApart() {
        assertThat(found("<p>12 results</p><p>47 results</p>", 10)).isEmpty();
        assertThat(found("<p>47 results</p><b>47 results</b>", 10)).containsExactly(47L);
    }

    @Test
    void aRangeCountsMoreThanATotal() {
        assertThat(found("<p>900 products</p><p>1-10 of 47</p>", 10)).containsExactly(47L);
    }
}
