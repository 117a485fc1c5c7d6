package dev.gannet.extract;

import dev.gannet.web.Selector.Data.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The data of one document beside what it shows, each kind read when it is first asked for. For one thread. */
final class PageData {
    private static final List<String> NAMES = List.of("property", "name", "itemprop", "http-equiv");

    private final Document document;
    private final Cleaner cleaner;
    private final ScriptState state;
    private @Nullable JsonLd linked;

    PageData(Document document, Cleaner cleaner) {
        this.document = document;
        this.cleaner = cleaner;
        state = new ScriptState(document, cleaner);
    }

    /** @return what is found in an element, in the order of the document */
    List<Part> find(Element inside, Query.Data query) {
        String base = inside.baseUri();
        return switch (query.kind()) {
            case META -> List.of();
            case STATE -> inside == document ? parts(state.find(query.path()), base, JsonPart.NO_LINKS) : List.of();
            case MICRODATA ->
                parts(query.path().inThings(Microdata.in(inside), JsonPart.NO_LINKS), base, JsonPart.NO_LINKS);
            case JSON_LD -> parts(query.path().inThings(linked().in(inside), linked()::follow), base, linked()::follow);
        };
    }

    /** @return why something may not have been found */
    List<String> broken(Kind kind) {
        return switch (kind) {
            case JSON_LD -> linked().broken();
            case STATE -> state.broken();
            case META, MICRODATA -> List.of();
        };
    }

    private static List<Part> parts(List<Object> found, String base, JsonPart.Links links) {
        return found.stream()
                .<Part>map(value -> new JsonPart(value, base, links))
                .toList();
    }

    /** @return the meta elements in an element that have the name, whatever kind of name it is */
    List<Element> find(Element inside, Query.Meta query) {
        String wanted = query.name().toLowerCase(Locale.ROOT);
        return inside.select("meta[content]").stream()
                .filter(meta ->
                        NAMES.stream().flatMap(kind -> words(meta.attr(kind))).anyMatch(wanted::equals))
                .toList();
    }

    private static Stream<String> words(String names) {
        return Stream.of(names.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    }

    private JsonLd linked() {
        if (linked == null) {
            linked = new JsonLd(document, cleaner);
        }
        return linked;
    }
}
