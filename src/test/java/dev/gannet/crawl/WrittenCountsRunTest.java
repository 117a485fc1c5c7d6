package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.crawl.JudgedRuns.complete;
import static dev.gannet.crawl.JudgedRuns.suspect;
import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** How many items a list has, in the words of its pages, is heard without a word of the job's. */
@Tag("fast")
class WrittenCountsRunTest {
    private static final String NEXT = "<a href='?page=2'>Next</a>";

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private static String rows(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "<li class=e>entry " + i + "</li>")
                .collect(Collectors.joining());
    }

    private JobOnDisk job(String more) throws Exception {
        return new JobOnDisk(folder, "entries", """
                start: %s
                items: {entry: {each: li.e, fields: {text: {type: text}}}}
                politeness: {delay: 0s}
                ladder: static
                %s
                """.formatted(site.url("/list"), more));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Showing 1 to 10 of 47 entries; <a href='?page=2'>Next</a>",
                "1-10 of <b>47</b>; <button>Load more</button>",
                "47 Treffer; <a href='?seite=2' rel=next>›</a>",
                "10 von 47 Artikeln; <button>Mehr anzeigen</button>",
                "Affichage de 1 à 10 sur 47 éléments; <nav class=pages><a href='?p=1'>1</a><a href='?p=2'>2</a></nav>"
            })
    void aListThatIsReadInPartIsSuspect(String words, String way) throws Exception {
        site.on("/list", html("<p>" + words + "</p><ul>" + rows(1, 10) + "</ul>" + way));
        Breach breach = suspect(job("").run());
        assertThat(breach.rule()).isEqualTo("expect.counter");
        assertThat(breach.message())
                .startsWith("10 items read, and the page says \"" + words.replaceAll("<.*?>", "") + "\" and leads on")
                .contains("expect: {counter: none}");
        complete(job("").run("items.entry.expect={counter: none}"));
        complete(job("").run("items.entry.expect={count: 10}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // There is no way on.
                "<p>Showing 1 to 10 of 47 entries</p>",
                "<p>47 results</p><button disabled>Next</button>",
                // All of it is there.
                "<p>Showing 1 to 10 of 10 entries</p><a href='?page=2'>Next</a>",
                // Of something else.
                "<p>Page 1 of 47</p><a href='?page=2'>Next</a>",
                "<p>12 results</p><p>47 results</p><a href='?page=2'>Next</a>",
                "<footer>47 products in our shops</footer><a href='?page=2'>Next</a>"
            })
    void whatIsNoSuchCountIsNoHint(String around) throws Exception {
        site.on("/list", html(around + "<ul>" + rows(1, 10) + "</ul>"));
        complete(job("").run());
    }

    @Test
    void aListThatIsReadToItsEndIsComplete() throws Exception {
        site.on("/list", (request, wire) -> {
            int page = request.target().contains("page=")
                    ? Integer.parseInt(request.target().replaceAll(".*page=", ""))
                    : 1;
            int last = Math.min(47, 10 * page);
            html("<p>Showing " + (10 * page - 9) + " to " + last + " of 47 entries</p><ul>" + rows(10 * page - 9, last)
                            + "</ul>"
                            + (page > 1 ? "<a href='?page=" + (page - 1) + "'>Previous</a>" : "")
                            + (page < 5 ? "<a class=next href='?page=" + (page + 1) + "'>Next</a>" : ""))
                    .give(request, wire);
        });
        assertThat(suspect(job("").run()).message()).startsWith("10 items read");
        complete(job("crawl: {follow: a.next}").run());
    }

    /** The page that is clicked through is read with all that it showed. */
    @Test
    void aListThatIsClickedThroughIsComplete() throws Exception {
        site.on(
                "/list",
                html("<p id=n></p><ul id=m></ul><button id=next>Next</button><script>let p = 0; const draw = () => {"
                        + " const first = 10 * p + 1, last = Math.min(47, first + 9);"
                        + " n.textContent = `Showing ${first} to ${last} of 47 entries`;"
                        + " m.innerHTML = Array.from({length: last - first + 1}, (_, i) => `<li class=e>entry ${first + i}</li>`).join('');"
                        + " next.disabled = last === 47; }; next.onclick = () => { p++; draw(); }; draw();</script>"));
        assertThat(suspect(job("").run("ladder=render")).message()).startsWith("10 items read");
        complete(job("page: {next: {click: \"#next\"}}").run("ladder=render"));
    }
}
