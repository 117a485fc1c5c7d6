package dev.gannet.kit;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.gannet.kit.Answer.html;

/** A list of pages, each of which draws its number by script ({@code h1.no}), a moment after it is there. */
public final class NumberedPages {
    private NumberedPages() {}

    /** @return the site, with the list at {@code /} and the pages at {@code /p/0} and on; to be closed */
    public static LocalSite open(int pages) {
        return open(pages, () -> {});
    }

    /**
     * @param before what happens before each answer that is not the list
     * @return the same site
     */
    public static LocalSite open(int pages, Runnable before) {
        String list = IntStream.range(0, pages)
                .mapToObj(page -> "<a class=item href=/p/" + page + ">p</a> ")
                .collect(Collectors.joining());
        return LocalSite.open().on("/", html("<h1>List</h1>" + list)).on("/p/*", (request, wire) -> {
            before.run();
            String number = request.path().substring("/p/".length());
            html("<div id=out></div><script>setTimeout(() => { out.innerHTML = '<h1 class=no>" + number
                            + "</h1>' }, 20)</script>")
                    .give(request, wire);
        });
    }
}
