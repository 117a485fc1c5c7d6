package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A snapshot's main document and its frames, parsed. For one thread. */
final class ParsedPage {
    private final Snapshot snapshot;
    private final List<ParsedDocument> documents = new ArrayList<>();
    private final Place whole;
    private boolean broken;

    ParsedPage(Snapshot snapshot, Cleaner cleaner) {
        this.snapshot = snapshot;
        String text = cleaner.clean(snapshot.html());
        switch (snapshot.kind()) {
            case HTML -> {
                boolean scripted = snapshot.rung() == Rung.RENDER || snapshot.rung() == Rung.SOFT;
                documents.add(new ParsedDocument(text, snapshot.finalUrl(), scripted));
                for (Snapshot.Frame frame : snapshot.frames()) {
                    documents.add(new ParsedDocument(cleaner.clean(frame.html()), frame.url(), scripted));
                }
            }
            case XML -> documents.add(new ParsedDocument(text, snapshot.finalUrl()));
            case JSON -> {}
        }
        List<Part> parts = new ArrayList<>();
        documents.forEach(document -> parts.add(new ElementPart(document, document.root())));
        if (snapshot.kind() == DocumentKind.JSON) {
            Optional<JsonPart> tree = JsonText.tree(text, snapshot.finalUrl(), cleaner);
            tree.ifPresent(parts::add);
            broken = tree.isEmpty();
        }
        whole = new Place(List.copyOf(parts));
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** @return whether the document is not what it says it is, and cannot be read */
    boolean broken() {
        return broken;
    }

    String title() {
        return documents.isEmpty() ? "" : documents.get(0).root().title();
    }

    /** @return the URL that the page calls its own, where that is one */
    Optional<String> canonical() {
        return documents.stream()
                .limit(1)
                .map(main -> main.root().selectFirst("link[rel~=(?i)(^|\\s)canonical(\\s|$)][href]"))
                .filter(Objects::nonNull)
                .flatMap(found -> UrlText.resolve(found.attr("href"), found.baseUri()).stream())
                .map(PageUrl::text)
                .findFirst();
    }

    /** @return the main document, then the frames; none for JSON */
    Stream<ParsedDocument> documents() {
        return documents.stream();
    }

    /** @return the whole page as one place to search */
    Place whole() {
        return whole;
    }
}
