package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns snapshots into the items and links that a job wants. Compiled once per job; immutable and thread-safe. No document,
 * however broken, makes it throw.
 */
public final class Extractor {
    /** What {@code follow: all} stands for. */
    public static final Selector EVERY_LINK = Selector.css("a[href], area[href]");

    private final List<Recipe> recipes;
    private final LinkFinder links;

    /**
     * @param kinds what is extracted; a kind counts on pages whose requested or final URL it names
     * @param follow the links that are followed: each selector finds links, elements inside a link, or elements around one
     * @throws IllegalArgumentException with a sentence, when a selector or template cannot be compiled
     */
    public Extractor(List<ItemSpec> kinds, List<Selector> follow) {
        recipes = kinds.stream().map(Recipe::new).toList();
        links = new LinkFinder(follow);
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
        for (Recipe recipe : recipes) {
            if (recipe.spec().on(requested) || last.map(recipe.spec()::on).orElse(false)) {
                items.addAll(recipe.read(page, notes));
            }
        }
        boolean noFollow = MetaRobots.noFollow(snapshot.said().robotsTag())
                || page.documents()
                        .findFirst()
                        .map(main -> MetaRobots.noFollow(main.root()))
                        .orElse(false);
        return new Extraction(
                items,
                links.find(page),
                notes.problems(),
                notes.invalid(),
                noFollow,
                notes.cleaner().count(),
                page.canonical());
    }
}
