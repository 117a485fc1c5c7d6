package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A kind of item under way: fields that are tried on the pages they were found on. What gives a problem there is left out,
 * what is there in each item and different in each can identify it. Immutable.
 */
final class KindDraft {
    private static final Pattern IDENTITY =
            Pattern.compile("(?:.*_)?(?:id|sku|isbn|ean|asin|gtin|upc|code|number|no|key|guid|uuid|slug|ref)");
    private static final Pattern COUNTED_ID = Pattern.compile(
            "(?i)(:r|react|mui|ember|radix|headless|rc[_-]|ext-gen|gwt|yui|ui-id|cdk|mat-|p-|ng-|vue).*");
    private static final Set<FieldType> IDENTIFYING = Set.of(FieldType.TEXT, FieldType.INT, FieldType.URL);

    private final String kind;
    private final List<UrlGlob> at;
    private final Optional<Selector> each;
    private final List<FieldSpec> fields;
    private final List<ParsedPage> pages;

    KindDraft(
            String kind,
            List<UrlGlob> at,
            Optional<Selector> each,
            Collection<FieldSpec> fields,
            List<ParsedPage> pages) {
        this.kind = kind;
        this.at = List.copyOf(at);
        this.each = each;
        this.fields = List.copyOf(fields);
        this.pages = List.copyOf(pages);
    }

    /** @return the kind with the fields that do what they promise, identified where something identifies it */
    Optional<Suggestion> tried() {
        List<FieldSpec> sound = sound();
        if (sound.stream().allMatch(field -> field.source() instanceof Source.Value)) {
            return Optional.empty();
        }
        List<Item> items = items(spec(List.of(), sound), new Notes());
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<String> key = key(sound, items);
        Set<String> musts = new HashSet<>(key);
        title(sound, items).ifPresent(musts::add);
        List<FieldSpec> finished = sound.stream()
                .map(field -> musts.contains(field.name()) && !(field.source() instanceof Source.Value)
                        ? required(field)
                        : field)
                .toList();
        return Optional.of(new Suggestion(spec(key, finished), items.size()));
    }

    private List<FieldSpec> sound() {
        Notes notes = new Notes();
        List<Item> items = items(spec(List.of(), fields), notes);
        Set<String> troubled = new HashSet<>();
        notes.problems().stream()
                .filter(problem -> problem.cause() != Extraction.Cause.ASSUMED)
                .forEach(problem -> troubled.add(problem.field().replaceFirst("\\..*", "")));
        return fields.stream()
                .filter(field -> !troubled.contains(field.name()))
                .filter(field -> items.stream().anyMatch(item -> item.values().get(field.name()) != null))
                .toList();
    }

    private List<Item> items(ItemSpec spec, Notes notes) {
        Recipe recipe = new Recipe(spec);
        List<Item> items = new ArrayList<>();
        pages.forEach(page -> items.addAll(recipe.read(page, notes, items.size())));
        return items;
    }

    private ItemSpec spec(List<String> key, List<FieldSpec> with) {
        return new ItemSpec(kind, FieldWords.table(kind), at, each, key, with);
    }

    static FieldSpec field(String name, Source source, FieldType type) {
        return field(name, source, new TypeGuess(type, Optional.empty()), false, false);
    }

    static FieldSpec field(String name, Source source, TypeGuess guess, boolean many, boolean required) {
        return new FieldSpec(name, source, guess.type(), many, required, Optional.empty(), guess.locale());
    }

    static FieldSpec named(FieldSpec field, String name) {
        return field(name, field.source(), guess(field), field.many(), field.required());
    }

    static FieldSpec required(FieldSpec field) {
        return field(field.name(), field.source(), guess(field), field.many(), true);
    }

    static FieldSpec many(FieldSpec field) {
        return field(field.name(), field.source(), guess(field), true, field.required());
    }

    private static TypeGuess guess(FieldSpec field) {
        return new TypeGuess(field.type(), field.notation().locale());
    }

    /** An identifier of the site's own before a URL; a title is none, for two things may have one name. */
    private List<String> key(List<FieldSpec> sound, List<Item> items) {
        List<FieldSpec> unique = sound.stream()
                .filter(field -> IDENTIFYING.contains(field.type()) && !field.many())
                .filter(field -> unique(field, items))
                .toList();
        return unique.stream()
                .filter(field -> IDENTITY.matcher(field.name()).matches())
                .findFirst()
                .or(() -> unique.stream()
                        .filter(field ->
                                field.type() == FieldType.URL && field.name().matches("url|link"))
                        .findFirst())
                .map(field -> List.of(field.name()))
                .orElse(List.of());
    }

    private static boolean unique(FieldSpec field, List<Item> items) {
        // A framework counts the elements that it draws: the next time another has the number.
        boolean own = field.source() instanceof Source.Select select
                && select.attribute().filter("id"::equals).isPresent();
        Set<Object> values = new LinkedHashSet<>();
        for (Item item : items) {
            Object value = item.values().get(field.name());
            if (value == null || own && COUNTED_ID.matcher(value.toString()).matches() || !values.add(value)) {
                return false;
            }
        }
        return items.size() > 1;
    }

    private static Optional<String> title(List<FieldSpec> sound, List<Item> items) {
        List<String> full = sound.stream()
                .filter(field -> field.type() != FieldType.JSON && !field.many())
                .map(FieldSpec::name)
                .filter(name ->
                        items.stream().map(item -> item.values().get(name)).allMatch(Objects::nonNull))
                .toList();
        return full.stream()
                .filter(name -> name.matches("title|name|headline|heading|subject"))
                .findFirst()
                .or(() -> full.stream().findFirst());
    }

    /** @return the kind of a structure that repeats on a page; empty where no selector finds it */
    static Optional<KindDraft> of(Repetitions.Repetition found, ParsedPage page, ParsedDocument document) {
        ElementPart whole = new ElementPart(document, document.root());
        Optional<String> each = ShortSelector.each(whole, found.elements());
        if (each.isEmpty()) {
            return Optional.empty();
        }
        List<PageUrl> links = found.slots().single().stream()
                .filter(slot -> slot.attribute().filter("href"::equals).isPresent())
                .limit(1)
                .flatMap(slot -> slot.signature().stream())
                .flatMap(href -> UrlText.resolve(href, document.root().baseUri()).stream())
                .toList();
        String kind =
                prefix(each.get()).orElseGet(() -> KindName.of(found.elements().get(0), links));
        Set<String> around = new HashSet<>(FieldWords.of(kind));
        around.add(kind);
        around.addAll(FieldName.words(found.elements().get(0)));
        Map<String, FieldDrafts.Draft> drafts = new FieldDrafts(found.slots(), around, page.language(), false).make();
        return Optional.of(new KindDraft(
                kind,
                List.of(),
                Optional.of(Selector.css(each.get())),
                drafts.values().stream().map(FieldDrafts.Draft::spec).toList(),
                List.of(page)));
    }

    /** {@code [data-section-id^="operation/"]} are operations. */
    private static Optional<String> prefix(String each) {
        int from = each.indexOf("^=\"");
        return from < 0
                ? Optional.empty()
                : FieldWords.of(each.substring(from + 3)).stream()
                        .reduce((first, second) -> second)
                        .map(FieldWords::singular)
                        .filter(name -> name.length() > 2);
    }
}
