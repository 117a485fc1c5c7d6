package dev.gannet.crawl;

import dev.gannet.extract.SelectorSyntax;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** By what a page that is up shows that something is there which only the parsed document gives. */
final class Signs {
    private static final Selector JSON_LD = Selector.css("script[type*=\"ld+json\"]");

    private Signs() {}

    /**
     * @param inItem whether it has to be seen inside an item
     * @return what to wait for; empty where nothing shows it
     */
    static Optional<Selector> of(Selector selector, boolean inItem) {
        if (selector instanceof Selector.FirstOf list) {
            List<Selector> choices = new ArrayList<>();
            list.choices().forEach(choice -> of(choice, inItem).ifPresent(choices::add));
            // Where one cannot be seen, the others may never come.
            return choices.size() < list.choices().size()
                    ? Optional.empty()
                    : Optional.of(new Selector.FirstOf(choices));
        }
        if (selector instanceof Selector.Data data) {
            return data(data, inItem);
        }
        return selector instanceof Selector.Fetched || value(selector) ? Optional.empty() : Optional.of(selector);
    }

    /** @return the request of the page's own whose answer it is sought in */
    static Stream<UrlGlob> answer(Selector selector) {
        return selector instanceof Selector.Fetched fetched ? Stream.of(fetched.url()) : Stream.empty();
    }

    private static Optional<Selector> data(Selector.Data data, boolean inItem) {
        return switch (data.kind()) {
            case JSON_LD -> inItem ? Optional.empty() : Optional.of(JSON_LD);
            case META ->
                inItem
                        ? Optional.empty()
                        : Optional.of(Selector.css(named(data.path(), "property") + ", "
                                + named(data.path(), "name") + ", " + named(data.path(), "itemprop") + ", "
                                + named(data.path(), "http-equiv")));
            case MICRODATA -> Optional.of(Selector.css("[itemprop], [itemscope]"));
            case STATE -> Optional.empty();
        };
    }

    private static String named(String name, String attribute) {
        return "meta[" + attribute + "=\"" + name.replaceAll("[\"\\\\]", "\\\\$0") + "\"]";
    }

    /** Attributes and texts are no elements. */
    private static boolean value(Selector selector) {
        return selector instanceof Selector.XPath path
                && SelectorSyntax.pathProblem(path.path()).isPresent();
    }
}
