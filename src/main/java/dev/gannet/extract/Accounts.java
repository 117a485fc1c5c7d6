package dev.gannet.extract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.nodes.Element;

/** Counts what the items of a page lack, and reads how many the page says there are. */
final class Accounts {
    static final String COUNTER = "expect.counter";

    private Accounts() {}

    /** @param views the documents that the items were read out of, the last one last */
    static Account of(Recipe recipe, List<Item> items, List<ParsedPage> views, Notes notes) {
        Map<String, Integer> lacking = new TreeMap<>();
        for (FieldSpec field : recipe.spec().fields()) {
            int without = (int) items.stream()
                    .filter(item -> item.values().get(field.name()) == null)
                    .count();
            if (without > 0) {
                lacking.put(field.name(), without);
            }
        }
        return new Account(
                lacking, recipe.spec().expect().announced() ? announced(recipe, items, views, notes) : none());
    }

    private static Optional<Announced> announced(Recipe recipe, List<Item> items, List<ParsedPage> views, Notes notes) {
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
        return most;
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
