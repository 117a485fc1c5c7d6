package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A snapshot's main document and its frames, parsed. For one thread. */
final class ParsedPage {
    private static final String FRAMES = "iframe[%1$s], frame[%1$s]".formatted(Snapshot.Frame.MARK);
    private final Snapshot snapshot;
    private final List<ParsedDocument> documents = new ArrayList<>();
    private final BodiesPart bodies;
    private final Place whole;
    private boolean broken;
    private boolean noFollow;
    private PasswordForm password = PasswordForm.NONE;
    private Optional<String> canonical = Optional.empty();

    ParsedPage(Snapshot snapshot, Cleaner cleaner) {
        this.snapshot = snapshot;
        String text = cleaner.clean(snapshot.html());
        switch (snapshot.kind()) {
            case HTML -> {
                boolean scripted = snapshot.rung() == Rung.RENDER || snapshot.rung() == Rung.SOFT;
                documents.add(new ParsedDocument(text, snapshot.finalUrl(), scripted, cleaner));
                readHead(documents.get(0).root());
                for (Snapshot.Frame frame : snapshot.frames()) {
                    documents.add(new ParsedDocument(cleaner.clean(frame.html()), frame.url(), scripted, cleaner));
                }
                putFramesInPlace();
            }
            case XML -> {
                documents.add(new ParsedDocument(text, snapshot.finalUrl(), cleaner));
                readHead(documents.get(0).root());
            }
            case JSON -> {}
        }
        List<Part> parts = new ArrayList<>();
        documents.forEach(document -> parts.add(new ElementPart(document, document.root())));
        if (snapshot.kind() == DocumentKind.JSON) {
            Optional<JsonPart> tree = JsonText.tree(text, snapshot.finalUrl(), cleaner);
            tree.ifPresent(parts::add);
            broken = tree.isEmpty();
        }
        bodies = new BodiesPart(snapshot.fetched(), cleaner);
        parts.add(bodies);
        whole = new Place(List.copyOf(parts));
    }

    /** What the document says of itself; no frame speaks for it. */
    private void readHead(Document main) {
        noFollow = MetaRobots.noFollow(main);
        password = PasswordForm.of(main);
        canonical = Optional.ofNullable(main.selectFirst("link[rel~=(?i)(^|\\s)canonical(\\s|$)][href]"))
                .flatMap(found -> UrlText.resolve(found.attr("href"), found.baseUri()))
                .map(PageUrl::text);
    }

    /** A frame's document stands under the frame, so that what is found keeps its order and its place (R11). */
    private void putFramesInPlace() {
        Map<Element, ParsedDocument> places = new LinkedHashMap<>();
        Set<ParsedDocument> placed = new HashSet<>();
        for (ParsedDocument document : documents) {
            for (Element frame : document.root().select(FRAMES)) {
                numbered(frame).filter(placed::add).ifPresent(inner -> places.put(frame, inner));
            }
        }
        places.forEach((frame, inner) -> ParsedDocument.graft(inner, frame));
        documents.removeAll(placed);
    }

    private Optional<ParsedDocument> numbered(Element frame) {
        String number = frame.attr(Snapshot.Frame.MARK);
        return number.matches("\\d{1,6}")
                        && Integer.parseInt(number) < snapshot.frames().size()
                ? Optional.of(documents.get(Integer.parseInt(number) + 1))
                : Optional.empty();
    }

    /** @return the main document; empty where it is none of markup */
    Optional<ParsedDocument> main() {
        return documents.stream().findFirst();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** @return whether the document is not what it says it is, and cannot be read */
    boolean broken() {
        return broken;
    }

    /** @return why there may be more of what a query did not find */
    Optional<String> unreadable(Query query) {
        if (query instanceof Query.FirstOf list) {
            return list.choices().stream()
                    .flatMap(choice -> unreadable(choice).stream())
                    .findFirst();
        }
        if (query instanceof Query.Fetched wanted) {
            return bodies.unreadable(wanted);
        }
        return query instanceof Query.Data data
                ? documents.stream()
                        .flatMap(document -> document.data().broken(data.kind()).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** @return what the page's own requests were answered */
    BodiesPart bodies() {
        return bodies;
    }

    String title() {
        return documents.isEmpty() ? "" : documents.get(0).root().title();
    }

    /** @return the language that the document says it is in, where the platform knows how it writes numbers */
    Optional<Locale> language() {
        return documents.stream()
                .limit(1)
                .map(main -> main.root().select("html").attr("lang").strip())
                .filter(tag -> tag.matches("[A-Za-z]{2,3}(-[A-Za-z]{2})?"))
                .map(Locale::forLanguageTag)
                .filter(locale -> !locale.getLanguage().isEmpty())
                .findFirst();
    }

    /** @return the URL that the page calls its own, where that is one */
    Optional<String> canonical() {
        return canonical;
    }

    /** @return whether the document itself has a field for a password */
    PasswordForm password() {
        return password;
    }

    /** @return whether the document itself asks that its links are not followed */
    boolean noFollow() {
        return noFollow;
    }

    /** @return the main document, then the frames that stand nowhere in it; none for JSON */
    Stream<ParsedDocument> documents() {
        return documents.stream();
    }

    /** @return the whole page as one place to search */
    Place whole() {
        return whole;
    }
}
