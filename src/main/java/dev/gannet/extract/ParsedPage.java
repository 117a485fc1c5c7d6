package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** A snapshot's main document and its frames, parsed. For one thread. */
final class ParsedPage {
    private final Snapshot snapshot;
    private final List<ParsedDocument> documents = new ArrayList<>();

    /** @param clean is given every document before it is parsed */
    ParsedPage(Snapshot snapshot, UnaryOperator<String> clean) {
        this.snapshot = snapshot;
        boolean scripted = snapshot.rung() == Rung.RENDER || snapshot.rung() == Rung.SOFT;
        documents.add(new ParsedDocument(clean.apply(snapshot.html()), snapshot.finalUrl(), scripted));
        for (Snapshot.Frame frame : snapshot.frames()) {
            documents.add(new ParsedDocument(clean.apply(frame.html()), frame.url(), scripted));
        }
    }

    Snapshot snapshot() {
        return snapshot;
    }

    String title() {
        return documents.get(0).root().title();
    }

    /** @return the URL that the page calls its own, where that is one */
    Optional<String> canonical() {
        Element link = documents.get(0).root().selectFirst("link[rel~=(?i)(^|\\s)canonical(\\s|$)][href]");
        return Optional.ofNullable(link)
                .flatMap(found -> UrlText.resolve(found.attr("href"), found.baseUri()))
                .map(PageUrl::text);
    }

    /** @return the main document, then the frames */
    Stream<ParsedDocument> documents() {
        return documents.stream();
    }

    /** @return the whole page as one place to search */
    Place whole() {
        return new Place(documents.stream()
                .map(document -> new Place.Part(document, document.root()))
                .toList());
    }
}
