package dev.gannet.extract;

import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Explains why a page gave nothing for a kind, a field or {@code crawl.follow}: what the selector matched, and the selector
 * that was probably meant. Each sentence is put behind a colon.
 */
final class Gaps {
    /** Selectors of the link to the next page, which a list of a single page lacks. */
    private static final Pattern PAGING =
            Pattern.compile("next|pag(e|er|ing|ination)\\b|more|older|weiter|suivant", Pattern.CASE_INSENSITIVE);

    /** A page with less text shows nothing yet. */
    private static final int SHORTEST_TEXT = 20;

    private final List<ParsedPage> views;
    private final Notes notes;
    private final Map<String, String> gaps = new TreeMap<>();

    /** @param views the documents that the items were read out of */
    Gaps(List<ParsedPage> views, Notes notes) {
        this.views = views;
        this.notes = notes;
    }

    /** Explains what a kind lacks on this page. */
    void of(Recipe recipe, List<Item> items, Account account) {
        ItemSpec spec = recipe.spec();
        if (!items.isEmpty()) {
            fields(recipe.fields(), spec.kind(), account.lacking(), items.size(), places(recipe.each()));
        } else if (!notes.invalid().containsKey(spec.kind())) {
            gaps.put(spec.kind(), shell().orElseGet(() -> nothing(recipe)));
        }
    }

    /** @return by {@code kind}, {@code kind.field} or {@code crawl.follow}, why there is nothing */
    Map<String, String> all() {
        return gaps;
    }

    private void fields(
            List<CompiledField> fields, String name, Map<String, Integer> lacking, int items, List<Place> places) {
        for (CompiledField field : fields) {
            String own = name + "." + field.spec().name();
            boolean empty = lacking.getOrDefault(field.spec().name(), 0) == items;
            if (empty && field.spec().fallback().isEmpty()) {
                gaps.put(own, field(field, name, places));
            } else if (field.origin() instanceof CompiledField.Origin.Nested nested) {
                nested(field, nested, own, lacking, items, places);
            }
        }
    }

    private void nested(
            CompiledField field,
            CompiledField.Origin.Nested nested,
            String own,
            Map<String, Integer> lacking,
            int items,
            List<Place> places) {
        List<Place> inner = places.stream()
                .flatMap(place -> place.findEach(nested.each()).stream())
                .map(Part::asPlace)
                .toList();
        if (inner.isEmpty()) {
            gaps.put(own, field(field, own, places));
            return;
        }
        for (CompiledField part : nested.fields()) {
            // What each of the rows lacks is counted by the name of their own kind, and looked up by it.
            boolean counted = nested.rows()
                    || lacking.getOrDefault(
                                    field.spec().name() + "." + part.spec().name(), 0)
                            == items;
            if (counted && part.spec().fallback().isEmpty()) {
                gaps.put(own + "." + part.spec().name(), field(part, own, inner));
            }
        }
    }

    private String field(CompiledField field, String kind, List<Place> places) {
        Optional<String> found = notes.problems().stream()
                .filter(problem -> (problem.kind() + "." + problem.field())
                        .equals(kind + "." + field.spec().name()))
                .filter(problem -> problem.cause() == Extraction.Cause.UNREADABLE
                        || problem.cause() == Extraction.Cause.UNREACHABLE)
                .map(Extraction.Problem::message)
                .findFirst();
        Optional<Selector> selector = selector(field.spec().source());
        Optional<Query> query = query(field.origin());
        if (selector.isEmpty() || query.isEmpty()) {
            return found.orElse("it is filled with an empty text");
        }
        boolean ofPage = field.origin() instanceof CompiledField.Origin.Found origin && origin.ofPage();
        List<Place> sought = ofPage ? views.stream().map(ParsedPage::whole).toList() : places;
        List<Part> parts = sought.stream()
                .flatMap(place -> place.find(query.get()).stream())
                .toList();
        if (!parts.isEmpty()) {
            return matches(selector.get(), parts.size())
                    + found.map(message -> ": " + message).orElseGet(() -> textless(field));
        }
        return matches(selector.get(), 0)
                + found.map(message -> ": " + message).orElse("")
                + instead(selector.get(), sought)
                + (ofPage ? "" : outside(query.get(), places));
    }

    private static String textless(CompiledField field) {
        return field.origin() instanceof CompiledField.Origin.Found found
                ? found.attribute()
                        .map(name -> ", none of them with the attribute " + name)
                        .orElse(", none of them with a text")
                : "";
    }

    private static String matches(Selector selector, int count) {
        return selector
                + (count == 0 ? Extractor.NOTHING : " matches " + count + (count == 1 ? " element" : " elements"));
    }

    /** @return where else on the page a query that finds nothing in the items finds something */
    private String outside(Query query, List<Place> places) {
        List<Part> all = views.stream()
                .flatMap(view -> view.whole().find(query).stream())
                .toList();
        if (all.isEmpty()) {
            return "";
        }
        boolean self = all.stream()
                .anyMatch(
                        part -> places.stream().anyMatch(place -> place.parts().contains(part)));
        return self
                ? "; it is the item itself, and selectors look inside the item: for its own text leave out select"
                : "; it matches " + all.size() + " on the page outside of the items: of: page looks there";
    }

    private static String instead(Selector selector, List<Place> places) {
        NearSelector near = new NearSelector(places);
        Optional<Selector> meant = near.to(selector);
        if (meant.isPresent()) {
            return "; " + Extractor.MEANT + meant.get() + "?";
        }
        List<String> names = near.names(selector);
        return names.isEmpty() ? "" : "; what is there: " + String.join(", ", names);
    }

    private String nothing(Recipe recipe) {
        List<Place> pages = views.stream().map(ParsedPage::whole).toList();
        if (recipe.each().isPresent()) {
            Selector each = recipe.spec().each().orElseThrow();
            return matches(each, 0) + instead(each, pages);
        }
        return recipe.fields().stream()
                .filter(field -> field.origin() instanceof CompiledField.Origin.Found)
                .sorted((one, other) ->
                        Boolean.compare(other.spec().required(), one.spec().required()))
                .findFirst()
                .flatMap(field -> selector(field.spec().source())
                        .map(selector ->
                                field.spec().name() + " (" + selector + ") was not found" + instead(selector, pages)))
                .orElse("none of its fields was found");
    }

    /** Explains why a page leads nowhere, unless it may well be the only page of its list. */
    void links(List<Selector> follow, List<String> links) {
        if (!links.isEmpty() || follow.isEmpty() || follow.contains(Extractor.EVERY_LINK)) {
            return;
        }
        List<Place> pages = views.stream().map(ParsedPage::whole).toList();
        NearSelector near = new NearSelector(pages);
        List<String> told = new ArrayList<>();
        for (Selector selector : follow) {
            Optional<Selector> meant = near.to(selector).or(() -> next(selector));
            if (meant.isPresent()) {
                told.add(matches(selector, 0) + "; " + Extractor.MEANT + meant.get() + "?");
            } else if (!PAGING.matcher(selector.toString()).find()) {
                told.add(matches(selector, 0) + instead(selector, pages));
            }
        }
        if (!told.isEmpty()) {
            gaps.put(Extractor.FOLLOW, shell().orElseGet(() -> String.join("; ", told)));
        }
    }

    private Optional<Selector> next(Selector selector) {
        return PAGING.matcher(selector.toString()).find()
                ? views.stream()
                        .flatMap(view -> PageUrl.parse(view.snapshot().finalUrl()).stream()
                                .flatMap(url -> view.documents()
                                        .limit(1)
                                        .flatMap(document -> new NextLink(document, url).find().stream())))
                        .findFirst()
                : Optional.empty();
    }

    private Optional<String> shell() {
        boolean shell = views.stream().allMatch(Gaps::shell);
        return shell
                ? Optional.of("the page is an empty shell without its scripts, which ladder: static does not run:"
                        + " read it with ladder: render")
                : Optional.empty();
    }

    private static boolean shell(ParsedPage view) {
        return view.snapshot().rung() == Rung.STATIC
                && view.snapshot().kind() == DocumentKind.HTML
                && view.documents().limit(1).anyMatch(document -> shell(document.root()));
    }

    private static boolean shell(Document document) {
        Element body = document.body().clone();
        // What noscript says is no text of the page.
        body.select("noscript").remove();
        return body.text().length() < SHORTEST_TEXT && document.selectFirst("script") != null;
    }

    private List<Place> places(Optional<Query> each) {
        List<Place> places = new ArrayList<>();
        for (ParsedPage view : views) {
            each.ifPresentOrElse(
                    query -> view.whole().findEach(query).forEach(part -> places.add(part.asPlace())),
                    () -> places.add(view.whole()));
        }
        return places;
    }

    private static Optional<Selector> selector(Source source) {
        if (source instanceof Source.Nested nested) {
            return Optional.of(nested.each());
        }
        return source instanceof Source.Select select ? select.selector() : Optional.empty();
    }

    private static Optional<Query> query(CompiledField.Origin origin) {
        if (origin instanceof CompiledField.Origin.Nested nested) {
            return Optional.of(nested.each());
        }
        return Stream.of(origin)
                .filter(CompiledField.Origin.Found.class::isInstance)
                .flatMap(found -> ((CompiledField.Origin.Found) found).query().stream())
                .findFirst();
    }
}
