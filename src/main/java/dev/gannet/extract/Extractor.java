package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns snapshots into the items and links that a job wants. Compiled once per job; immutable and thread-safe. No document,
 * however broken, makes it throw.
 */
public final class Extractor {
    /** What {@code follow: all} stands for. */
    public static final Selector EVERY_LINK = Selector.css("a[href], area[href]");

    /** The name by which {@link Extraction#gaps} has why a page leads nowhere. */
    public static final String FOLLOW = "crawl.follow";

    /** What a gap says where it names the selector that was probably meant. */
    public static final String MEANT = "did you mean ";

    /** How a gap ends that knows of a selector only that nothing matches it. */
    public static final String NOTHING = " matches nothing";

    private final List<Recipe> recipes;
    private final LinkFinder links;
    private final List<Selector> follow;

    /**
     * @param kinds what is extracted; a kind counts on pages whose requested or final URL it names
     * @param follow the links that are followed: each selector finds links, elements inside a link, or elements around one
     * @throws IllegalArgumentException with a sentence, when a selector or template cannot be compiled
     */
    public Extractor(List<ItemSpec> kinds, List<Selector> follow) {
        recipes = kinds.stream().map(Recipe::new).toList();
        links = new LinkFinder(follow);
        this.follow = List.copyOf(follow);
    }

    /**
     * @param requested the page that was asked for
     * @param snapshot what it showed
     * @return its items, kind by kind in document order, its links, and what could not be had
     */
    public Extraction extract(PageUrl requested, Snapshot snapshot) {
        Notes notes = new Notes();
        ParsedPage page = new ParsedPage(snapshot, notes.cleaner());
        Optional<PageUrl> last = PageUrl.parse(snapshot.finalUrl());
        List<Item> items = new ArrayList<>();
        Map<String, Account> accounts = new HashMap<>();
        Map<String, String> gaps = new HashMap<>();
        // The last page of several is the document itself.
        List<ParsedPage> views = snapshot.flow().views().stream()
                .map(Snapshot.View::document)
                .map(view ->
                        view.html().equals(snapshot.html()) && view.frames().equals(snapshot.frames())
                                ? page
                                : new ParsedPage(view, notes.cleaner()))
                .toList();
        long lists = recipes.stream()
                .map(Recipe::spec)
                .filter(spec -> spec.each().isPresent()
                        && (spec.on(requested) || last.map(spec::on).orElse(false)))
                .count();
        for (Recipe recipe : recipes) {
            if (recipe.spec().on(requested) || last.map(recipe.spec()::on).orElse(false)) {
                List<ParsedPage> shown = taken(recipe.spec().kind(), snapshot, views);
                List<ParsedPage> read = shown.isEmpty() ? List.of(page) : shown;
                List<Item> own = merged(recipe, read, notes);
                items.addAll(own);
                Account account = Accounts.of(recipe, own, read, lists == 1, notes);
                accounts.put(recipe.spec().kind(), account);
                accounts.putAll(Accounts.inner(recipe.spec(), own));
                Gaps lacking = new Gaps(read, notes);
                lacking.of(recipe, own, account);
                gaps.putAll(lacking.all());
            }
        }
        List<ParsedPage> all =
                Stream.concat(views.stream(), Stream.of(page)).distinct().toList();
        List<String> leads = links.find(all);
        Gaps leading = new Gaps(all, notes);
        leading.links(follow, leads);
        gaps.putAll(leading.all());
        notes.written().forEach((kind, text) -> gaps.put(Extraction.written(kind), text));
        boolean noFollow = MetaRobots.noFollow(snapshot.said().robotsTag()) || page.noFollow();
        return new Extraction(
                items,
                leads,
                notes.problems(),
                notes.invalid(),
                accounts,
                noFollow,
                notes.cleaner().count(),
                page.canonical(),
                page.password(),
                gaps);
    }

    /** @return the views that {@code extract} steps took for a kind: where there are any, the last one is not read again */
    private static List<ParsedPage> taken(String kind, Snapshot snapshot, List<ParsedPage> views) {
        List<ParsedPage> taken = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            if (snapshot.flow().views().get(i).of(kind)) {
                taken.add(views.get(i));
            }
        }
        return taken;
    }

    /**
     * The items of several views, one after the other. One that has a key is the same in each view that shows it, and is
     * as the last of them shows it; others are told apart by their position alone, and so each counts.
     */
    private static List<Item> merged(Recipe recipe, List<ParsedPage> views, Notes notes) {
        ItemSpec kind = recipe.spec();
        if (views.size() == 1) {
            views.get(0).bodies().without(Set.of());
            List<Item> items = recipe.read(views.get(0), notes, 0);
            notes.clash(KeyClash.of(kind, items));
            return items;
        }
        Map<Object, Item> items = new LinkedHashMap<>();
        Set<String> answers = new HashSet<>();
        for (ParsedPage view : views) {
            view.bodies().without(answers);
            view.bodies().ids().forEach(answers::add);
            List<Item> shown = recipe.read(view, notes, items.size());
            notes.clash(KeyClash.of(kind, shown));
            for (Item item : shown) {
                Object identity = kind.key().isEmpty() ? (Object) items.size() : kind.identity(item);
                Item before = items.get(identity);
                items.put(
                        identity,
                        before == null
                                ? new Item(item.kind(), items.size(), item.values())
                                : new Item(
                                        item.kind(),
                                        before.position(),
                                        kind.joined(before, item).values()));
            }
        }
        return List.copyOf(items.values());
    }
}
