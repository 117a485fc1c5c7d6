package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Counts what the items of a page lack, and reads how many the page says there are. */
final class Accounts {
    static final String COUNTER = "expect.counter";

    private Accounts() {}

    /**
     * @param views the documents that the items were read out of, the last one last
     * @param alone whether the page is asked for no other kind with several items
     */
    static Account of(Recipe recipe, List<Item> items, List<ParsedPage> views, boolean alone, Notes notes) {
        ItemSpec spec = recipe.spec();
        Map<String, Integer> lacking = lacking(spec, items);
        return new Account(
                lacking,
                spec.expect().announced() ? announced(recipe, items, views, alone, notes) : none(),
                notes.clashes(spec.kind()));
    }

    /** @return by its name each kind of items inside others that are rows of their own, with what those lack */
    static Map<String, Account> inner(ItemSpec spec, List<Item> items) {
        Map<String, Account> accounts = new TreeMap<>();
        for (FieldSpec field : spec.fields()) {
            spec.inner(field).ifPresent(inner -> {
                List<Item> rows = items.stream()
                        .flatMap(item -> item.inner(field.name()).stream())
                        .toList();
                if (!rows.isEmpty()) {
                    accounts.put(inner.kind(), new Account(lacking(inner, rows), none()));
                    accounts.putAll(inner(inner, rows));
                }
            });
        }
        return accounts;
    }

    private static Map<String, Integer> lacking(ItemSpec spec, List<Item> items) {
        Map<String, Integer> lacking = new TreeMap<>();
        for (FieldSpec field : spec.fields()) {
            count(items, field.name(), lacking, item -> item.values().get(field.name()) == null);
            if (field.source() instanceof Source.Nested nested && nested.rows().isEmpty()) {
                Map<Item, Set<String>> filled = new IdentityHashMap<>();
                items.forEach(item -> filled.put(item, filled(item.values().get(field.name()))));
                nested.fields()
                        .forEach(inner -> count(
                                items,
                                field.name() + "." + inner.name(),
                                lacking,
                                item -> !filled.getOrDefault(item, Set.of()).contains(inner.name())));
            }
        }
        return lacking;
    }

    private static void count(List<Item> items, String name, Map<String, Integer> lacking, Predicate<Item> without) {
        int count = (int) items.stream().filter(without).count();
        if (count > 0) {
            lacking.put(name, count);
        }
    }

    /** @return the fields that any object of a list in JSON has a value in */
    private static Set<String> filled(@Nullable Object list) {
        Set<String> filled = new HashSet<>();
        if (list instanceof Item.Json json && JsonText.read(json.text()) instanceof List<?> objects) {
            for (Object object : objects) {
                if (object instanceof Map<?, ?> values) {
                    values.forEach((name, value) -> {
                        if (value != null) {
                            filled.add(String.valueOf(name));
                        }
                    });
                }
            }
        }
        return filled;
    }

    private static Optional<Announced> announced(
            Recipe recipe, List<Item> items, List<ParsedPage> views, boolean alone, Notes notes) {
        if (recipe.counter().isPresent()) {
            ParsedPage last = views.get(views.size() - 1);
            return counted(recipe, recipe.counter().get().apply(last), items, last, notes);
        }
        Optional<Announced> most = none();
        for (ParsedPage view : views) {
            Optional<Announced> here = recipe.each().flatMap(each -> AriaCounts.of(elements(view, each)));
            if (here.isPresent()
                    && (most.isEmpty() || here.get().count() > most.get().count())) {
                most = here;
            }
        }
        return most.or(() ->
                recipe.each().flatMap(each -> written(recipe, each, views.get(views.size() - 1), alone, notes)));
    }

    /** What the last view writes; a total alone may be of another kind. */
    private static Optional<Announced> written(Recipe recipe, Query each, ParsedPage last, boolean alone, Notes notes) {
        Optional<ParsedDocument> main = last.main();
        List<Element> items = main.isEmpty() ? List.of() : elements(last, each);
        if (items.isEmpty()) {
            return none();
        }
        return CountWords.find(main.get(), items)
                .filter(found -> found.range() || alone)
                .map(found -> {
                    notes.written(recipe.spec().kind(), found.text());
                    boolean more = PageUrl.parse(last.snapshot().finalUrl())
                            .filter(url -> new NextLink(main.get(), url).any())
                            .isPresent();
                    return new Announced(found.count(), false, more ? Announced.WORDS_AND_MORE : Announced.WORDS);
                });
    }

    private static Optional<Announced> counted(
            Recipe recipe, Optional<String> text, List<Item> items, ParsedPage last, Notes notes) {
        Optional<Announced> read = text.flatMap(CounterText::read);
        // A page without any need not be one of the list.
        if (read.isEmpty() && !items.isEmpty()) {
            Spot spot = new Spot(recipe.spec().kind(), 0, "", last.whole(), false);
            notes.once(
                    spot,
                    COUNTER,
                    text.map(found -> "\"" + found + "\" tells no number of items")
                            .orElse("not found"));
        }
        return read;
    }

    private static List<Element> elements(ParsedPage view, Query each) {
        return view.whole().findEach(each).stream()
                .filter(ElementPart.class::isInstance)
                .map(part -> ((ElementPart) part).element())
                .toList();
    }

    private static Optional<Announced> none() {
        return Optional.empty();
    }
}
