package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Makes the fields of a kind out of what its items have in common. For one thread. */
final class FieldDrafts {
    private static final int MOST = 12;
    private static final int MOST_INNER = 6;
    private static final int MOST_NESTED = 60;
    /** Said of an item even where it is the same for all that are on the page. */
    private static final Set<String> OF_AN_ITEM = Set.of(
            "availability", "stock", "instock", "currency", "status", "condition", "brand", "category", "author");

    private final Slots slots;
    private final ShortSelector selectors;
    private final Set<String> around;
    private final Optional<Locale> language;
    private final boolean nested;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<List<String>> told = new HashSet<>();
    private final Map<String, String> texts = new HashMap<>();

    /**
     * One field.
     *
     * @param spec it
     * @param slot where it was found; empty for items inside the item
     */
    record Draft(FieldSpec spec, Optional<Slot> slot) {}

    /**
     * @param around words that the kind is called by, which say nothing new of its parts
     * @param nested whether they stand inside another item
     */
    FieldDrafts(Slots slots, Set<String> around, Optional<Locale> language, boolean nested) {
        this.slots = slots;
        this.around = around;
        this.language = language;
        this.nested = nested;
        this.selectors = new ShortSelector(slots.items());
    }

    /** @return the fields in the order of the document */
    Map<String, Draft> make() {
        List<Slot> single = slots.single();
        single.stream().filter(slot -> slot.attribute().isEmpty()).forEach(this::draft);
        single.stream().filter(slot -> slot.attribute().isPresent()).forEach(this::draft);
        if (!nested) {
            slots.several().forEach(this::draft);
        } else {
            slots.several().stream()
                    .filter(several -> several.slots().size() == 1)
                    .forEach(this::draft);
        }
        shorten();
        return drafts;
    }

    /** What all names begin with says nothing: of {@code summary_path} and {@code summary_method} the last words. */
    private void shorten() {
        List<String> compound = drafts.keySet().stream()
                .filter(name -> name.matches("[a-z]{3,}_[a-z].*"))
                .toList();
        Map<String, Long> first = new HashMap<>();
        compound.forEach(name -> first.merge(name.substring(0, name.indexOf('_')), 1L, Long::sum));
        Map<String, Draft> all = new LinkedHashMap<>(drafts);
        drafts.clear();
        all.forEach((name, draft) -> {
            int end = name.indexOf('_');
            boolean common = end > 0 && first.getOrDefault(name.substring(0, end), 0L) > 2;
            String rest = common ? name.substring(end + 1) : name;
            String shorter = rest.equals(name) || all.containsKey(rest) || taken(rest) ? name : rest;
            drafts.put(shorter, new Draft(KindDraft.named(draft.spec(), shorter), draft.slot()));
        });
    }

    private boolean worth(Slot slot) {
        int items = slots.items().size();
        boolean rare = items > 3 && slot.items() * 4 < items;
        boolean same = items > 1 && !slot.varies();
        boolean said = slot.attribute().isEmpty()
                && (hasName(slot, "itemprop")
                        || ClassWords.lasting(slot.sample().element()).stream()
                                .flatMap(word -> FieldWords.of(word).stream())
                                .anyMatch(OF_AN_ITEM::contains));
        boolean label = slot.sample().element().normalName().matches("label|th|dt|button|summary|legend");
        return !rare && (!same || said && !label) && !(items == 1 && label);
    }

    private static boolean hasName(Slot slot, String attribute) {
        return slot.sample().element().hasAttr(attribute);
    }

    private void draft(Slot slot) {
        if (drafts.size() >= (nested ? MOST_INNER : MOST)
                || !worth(slot)
                || counts(slot)
                || !told.add(slot.signature())) {
            return;
        }
        boolean text = slot.attribute().isEmpty();
        if (text && whole(slot).isPresent()) {
            draft(whole(slot).get());
            return;
        }
        Element sample = slot.sample().element();
        List<List<Element>> wanted = new ArrayList<>();
        for (int i = 0; i < slots.items().size(); i++) {
            wanted.add(slot.in(i).stream().map(ElementPart::element).toList());
        }
        boolean own =
                slot.path().isEmpty() && wanted.stream().flatMap(List::stream).allMatch(this::isItem);
        Optional<String> css = own ? Optional.empty() : selectors.of(wanted, false, text);
        if (!own && css.isEmpty()) {
            return;
        }
        String said = new FieldName(slot, around, slots.items()).of(texts);
        TypeGuess guess = guess(slot, said);
        String name = free(dated(guess) && said.matches("text|title|value") ? "date" : said);
        if (text) {
            texts.put(slot.path(), name);
        }
        boolean implied = guess.type() == FieldType.URL
                && slot.attribute().filter("href"::equals).isPresent()
                && !own
                && sample.normalName().equals("a");
        Source source = new Source.Select(css.map(Selector::css), implied ? Optional.empty() : slot.attribute(), false);
        put(name, KindDraft.field(name, source, guess, false, false), Optional.of(slot));
    }

    private boolean isItem(Element element) {
        return slots.items().stream().anyMatch(item -> item.element() == element);
    }

    private void put(String name, FieldSpec spec, Optional<Slot> slot) {
        drafts.put(name, new Draft(spec, slot));
    }

    /** A text that is cut off with an ellipsis often stands whole in the title of its element. */
    private Optional<Slot> whole(Slot slot) {
        if (slot.values(FieldType.TEXT).stream().noneMatch(value -> value.matches("(?s).*(…|\\.\\.\\.)"))) {
            return Optional.empty();
        }
        return slots.single().stream()
                .filter(other -> other.attribute().filter("title"::equals).isPresent()
                        && other.path().startsWith(slot.path())
                        && other.items() == slot.items())
                .filter(other -> begins(other.signature(), slot.signature()))
                .findFirst();
    }

    private static boolean begins(List<String> whole, List<String> cut) {
        for (int i = 0; i < cut.size(); i++) {
            if (!whole.get(i).startsWith(cut.get(i).replaceFirst("\\s*(…|\\.\\.\\.)$", ""))) {
                return false;
            }
        }
        return true;
    }

    /** Numbers that only say which item it is on this page. */
    private boolean counts(Slot slot) {
        if (slot.attribute().isEmpty() || slots.items().size() < 3) {
            return false;
        }
        List<String> values = slot.signature();
        for (int from = 0; from < 2; from++) {
            boolean all = true;
            for (int i = 0; i < values.size(); i++) {
                all &= values.get(i).equals(String.valueOf(i + from));
            }
            if (all) {
                return slot.attribute().filter("id"::equals).isEmpty();
            }
        }
        return false;
    }

    private static boolean dated(TypeGuess guess) {
        return guess.type() == FieldType.DATE || guess.type() == FieldType.DATETIME;
    }

    private TypeGuess guess(Slot slot, String name) {
        String attribute = slot.attribute().orElse("");
        if (attribute.equals("href")
                || attribute.equals("src")
                || slot.sample().element().normalName().equals("img")) {
            return new TypeGuess(FieldType.URL, Optional.empty());
        }
        if (attribute.isEmpty() && slot.sample().element().normalName().equals("time")) {
            List<String> dates = slot.values(FieldType.DATE);
            TypeGuess guess = TypeGuess.of(dates, "date", language);
            return dated(guess) ? guess : TypeGuess.TEXT;
        }
        return TypeGuess.of(slot.values(FieldType.TEXT), name, language);
    }

    private void draft(Slots.Several several) {
        if (drafts.size() >= MOST) {
            return;
        }
        List<List<Element>> wanted = new ArrayList<>();
        List<ElementPart> inner = new ArrayList<>();
        for (List<ElementPart> parts : several.parts()) {
            wanted.add(parts.stream().map(ElementPart::element).toList());
            inner.addAll(parts);
        }
        List<ElementPart> some = inner.subList(0, Math.min(MOST_NESTED, inner.size()));
        if (some.size() < 2 || Zones.aside(some.get(0).element())) {
            return;
        }
        Optional<String> each = selectors.of(wanted, true, false);
        if (each.isEmpty()) {
            return;
        }
        String name = free(KindName.several(some.get(0).element(), around));
        Set<String> words = new HashSet<>(around);
        words.add(FieldWords.singular(name));
        words.add(name);
        Map<String, Draft> fields = new FieldDrafts(new Slots(some, false), words, language, true).make();
        List<Draft> parts = List.copyOf(fields.values());
        if (parts.size() == 2 && ownLink(parts)) {
            parts = parts.subList(0, 1);
        }
        if (parts.size() == 1 && parts.get(0).spec().source() instanceof Source.Select only) {
            single(name, each.get(), parts.get(0), only, wanted);
        } else if (parts.size() > 1) {
            Source source = new Source.Nested(
                    Selector.css(each.get()), parts.stream().map(Draft::spec).toList());
            put(name, KindDraft.field(name, source, FieldType.JSON), Optional.empty());
        }
    }

    /** A link with its text, such as a tag: the text says it. */
    private static boolean ownLink(List<Draft> parts) {
        return parts.get(0).spec().source() instanceof Source.Select text
                && parts.get(1).spec().source() instanceof Source.Select link
                && text.attribute().isEmpty()
                && parts.get(1).spec().type() == FieldType.URL
                && text.selector().equals(link.selector());
    }

    /** Parts with one text each are a list of texts. */
    private void single(String name, String each, Draft part, Source.Select only, List<List<Element>> wanted) {
        FieldType type = part.spec().type() == FieldType.MONEY
                ? FieldType.TEXT
                : part.spec().type();
        Optional<String> css = Optional.of(each);
        if (only.selector().isPresent()) {
            List<List<Element>> inner = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                List<Element> found = new ArrayList<>();
                for (Element element : wanted.get(i)) {
                    ElementPart outer = new ElementPart(slots.items().get(i).document(), element);
                    outer.find(Query.of(only.selector().get())).stream()
                            .limit(1)
                            .forEach(one -> found.add(((ElementPart) one).element()));
                }
                inner.add(found);
            }
            css = selectors.of(inner, true, false);
        }
        css.ifPresent(found -> put(
                name,
                KindDraft.field(
                        name,
                        new Source.Select(Optional.of(Selector.css(found)), only.attribute(), false),
                        new TypeGuess(type, part.spec().notation().locale()),
                        true,
                        false),
                Optional.empty()));
    }

    /** Databases do not tell capitals apart, and money takes a second column. */
    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; taken(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private boolean taken(String name) {
        return drafts.containsKey(name)
                || name.endsWith("_currency") && drafts.containsKey(name.substring(0, name.length() - 9))
                || drafts.containsKey(name + "_currency");
    }
}
