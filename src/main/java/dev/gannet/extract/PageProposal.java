package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Proposes what to take from an HTML page, be it a list of items or the page of one. For one thread. */
final class PageProposal {
    private static final int MOST_KINDS = 3;
    private static final int MOST_ALSO = 4;
    /** A structure that is worth less than this part of the best is no kind of its own. */
    private static final double BESIDE = 0.5;

    private static final double NEARLY = 0.8;

    private final ParsedPage page;
    private final ParsedDocument document;
    private final PageUrl url;
    private final boolean frame;
    private final List<String> also = new ArrayList<>();

    /** @param frame whether the document is one of the page's frames */
    PageProposal(ParsedPage page, ParsedDocument document, PageUrl url, boolean frame) {
        this.frame = frame;
        this.page = page;
        this.document = document;
        this.url = url;
    }

    Proposal make() {
        List<Repetitions.Repetition> found = new Repetitions(document).find();
        Optional<Suggestion> single = new DetailPages(List.of(page), List.of(url))
                .alone(found.stream().limit(1).toList());
        List<Suggestion> kinds = single.map(List::of).orElseGet(() -> kinds(found));
        List<Selector> follow = new ArrayList<>();
        List<PageUrl> details = List.of();
        if (single.isEmpty() && !kinds.isEmpty()) {
            Optional<Selector> next = new NextLink(document, url).find();
            next.ifPresent(follow::add);
            details = details(kinds.get(0), next);
            kinds = Stream.concat(
                            Stream.of(counted(kinds.get(0), kinds.size() == 1)),
                            kinds.stream().skip(1))
                    .toList();
        }
        return new Proposal(
                kinds, follow, frame, false, Consent.find(document).stream().toList(), details, also);
    }

    /** A list that the page writes the length of, with what shows it. */
    private Suggestion counted(Suggestion list, boolean alone) {
        List<Element> items = list.spec()
                .each()
                .map(each -> document.find(document.root(), Query.of(each)))
                .orElse(List.of());
        return CountWords.find(document, items)
                .filter(written -> written.range() || alone)
                .filter(written -> CounterText.read(written.text())
                        .filter(read -> read.count() == written.count())
                        .isPresent())
                .flatMap(written -> ElementNames.names(written.element()).stream()
                        .filter(name -> SelectorSyntax.problem(name).isEmpty())
                        .filter(name -> document.find(document.root(), Query.of(Selector.css(name)))
                                .equals(List.of(written.element())))
                        .findFirst())
                .map(name -> new Suggestion(
                        list.spec()
                                .expecting(new Expectation(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of(),
                                        Optional.of(new Expectation.Shown(Selector.css(name))),
                                        true)),
                        list.count()))
                .orElse(list);
    }

    private List<Suggestion> kinds(List<Repetitions.Repetition> found) {
        List<Suggestion> kinds = new ArrayList<>();
        List<Repetitions.Repetition> taken = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Repetitions.Repetition one : found) {
            boolean free = taken.stream().noneMatch(one::overlaps);
            boolean good =
                    taken.isEmpty() || one.score() >= BESIDE * taken.get(0).score();
            if (!free || kinds.size() == MOST_KINDS) {
                continue;
            }
            Repetitions.Repetition chosen = named(one, found);
            Optional<Suggestion> made = KindDraft.of(chosen, page, document).flatMap(KindDraft::tried);
            if (made.isEmpty()) {
                continue;
            }
            taken.add(chosen);
            if (good) {
                kinds.add(named(made.get(), names));
            } else if (also.size() < MOST_ALSO) {
                also.add(made.get().count() + " × "
                        + made.get().spec().each().map(Selector::toString).orElse(""));
            }
        }
        return kinds;
    }

    /** Of elements that hold one another one by one the one that has a name, where what is lost by that is little. */
    private static Repetitions.Repetition named(Repetitions.Repetition one, List<Repetitions.Repetition> found) {
        if (one.named()) {
            return one;
        }
        return found.stream()
                .filter(other -> other.named()
                        && other.elements().size() == one.elements().size()
                        && other.score() >= NEARLY * one.score()
                        && other.overlaps(one))
                .findFirst()
                .orElse(one);
    }

    private static Suggestion named(Suggestion suggestion, Set<String> names) {
        ItemSpec spec = suggestion.spec();
        String kind = spec.kind();
        for (int i = 2; !names.add(kind); i++) {
            kind = spec.kind() + "_" + i;
        }
        return new Suggestion(
                new ItemSpec(
                        kind,
                        kind.equals(spec.kind()) ? spec.table() : kind,
                        spec.at(),
                        spec.each(),
                        spec.key(),
                        spec.fields()),
                suggestion.count());
    }

    /** The pages of the items: where each has a link of its own to one, all of the same form, unlike this page's. */
    private List<PageUrl> details(Suggestion list, Optional<Selector> next) {
        Optional<FieldSpec> link = DetailPages.link(list.spec());
        if (link.isEmpty()) {
            return List.of();
        }
        List<PageUrl> urls = new ArrayList<>();
        for (Item item : new Recipe(list.spec()).read(page, new Notes(), 0)) {
            PageUrl.parse(String.valueOf(item.values().get(link.get().name())))
                    .filter(target ->
                            target.host().equals(url.host()) && target.origin().equals(url.origin()))
                    .filter(target ->
                            target.text().indexOf('#') < 0 || target.key().indexOf('#') >= 0)
                    .ifPresent(urls::add);
        }
        boolean all = urls.size() == list.count();
        List<PageUrl> others = new ArrayList<>(List.of(url));
        next.ifPresent(selector -> new LinkFinder(List.of(selector))
                .find(List.of(page))
                .forEach(href -> PageUrl.parse(href).ifPresent(others::add)));
        return all && UrlShape.of(urls, others).isPresent() ? urls : List.of();
    }

    /** @return the proposal with what some of the items' pages have in common */
    static Proposal with(Proposal list, ParsedPage page, PageUrl url, List<Snapshot> details) {
        if (same(list.kinds().get(0), details)) {
            return list;
        }
        Suggestion first = apart(list.kinds().get(0), page, details);
        Optional<String> glob = UrlShape.of(list.details(), List.of(url));
        Optional<FieldSpec> link = DetailPages.link(first.spec());
        if (details.isEmpty() || glob.isEmpty() || link.isEmpty()) {
            return list;
        }
        List<Map<String, Object>> known = new ArrayList<>();
        List<Item> items = new Recipe(first.spec()).read(page, new Notes(), 0);
        for (Snapshot detail : details) {
            known.add(items.stream()
                    .filter(item ->
                            String.valueOf(item.values().get(link.get().name())).equals(detail.requested()))
                    .findFirst()
                    .<Map<String, Object>>map(item -> new LinkedHashMap<>(item.values()))
                    .orElse(Map.of()));
        }
        List<ParsedPage> pages = details.stream()
                .map(snapshot -> new ParsedPage(snapshot, new Cleaner()))
                .toList();
        DetailPages detail = new DetailPages(
                pages, details.stream().map(one -> PageUrl.of(one.requested())).toList());
        Optional<Suggestion> made = detail.beside(first.spec(), link.get(), glob.get(), known);
        if (made.isEmpty()) {
            return list;
        }
        List<Suggestion> kinds = new ArrayList<>(list.kinds());
        kinds.set(0, DetailPages.keyed(first, link.get()));
        kinds.add(1, made.get());
        List<Selector> follow = new ArrayList<>(List.of(DetailPages.follow(first.spec(), link.get())));
        follow.addAll(list.follow());
        return list.withKinds(kinds, follow);
    }

    /** The list's selector must not take anything for an item on the pages of the items that is none; a tag may help. */
    private static Suggestion apart(Suggestion list, ParsedPage page, List<Snapshot> details) {
        ItemSpec spec = list.spec();
        String css = spec.each().map(Selector::toString).orElse("");
        List<ParsedPage> pages =
                details.stream().map(one -> new ParsedPage(one, new Cleaner())).toList();
        if (clean(spec, pages) || !css.matches("[.\\[#].*")) {
            return list;
        }
        for (String tag : List.of("li", "article", "tr", "div", "a", "section")) {
            ItemSpec other = new ItemSpec(
                    spec.kind(),
                    spec.table(),
                    spec.at(),
                    Optional.of(Selector.css(tag + css)),
                    spec.key(),
                    spec.fields());
            if (clean(other, pages)
                    && new Recipe(other).read(page, new Notes(), 0).size() == list.count()) {
                return new Suggestion(other, list.count());
            }
        }
        return list;
    }

    /** Links to places of the list's own page lead to no other. */
    private static boolean same(Suggestion list, List<Snapshot> details) {
        Recipe recipe = new Recipe(list.spec());
        return details.stream()
                .allMatch(one -> recipe.read(new ParsedPage(one, new Cleaner()), new Notes(), 0)
                                .size()
                        >= list.count());
    }

    private static boolean clean(ItemSpec spec, List<ParsedPage> pages) {
        Notes notes = new Notes();
        pages.forEach(page -> new Recipe(spec).read(page, notes, 0));
        return notes.invalid().isEmpty();
    }

    /** @return the heading of a page, where it has one of its own */
    static Optional<Element> heading(ParsedDocument document) {
        List<Element> headings = document.root().select("h1").stream()
                .filter(one -> one.hasText() && !Zones.inAside(one))
                .toList();
        return headings.size() == 1 ? Optional.of(headings.get(0)) : Optional.empty();
    }
}
