package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Pages with one item each. What some pages of one template have in common, and is different on each, is what the template
 * shows of its item. For one thread.
 */
final class DetailPages {
    private static final String URL = "url";
    private final List<ParsedPage> pages;
    private final List<PageUrl> urls;

    DetailPages(List<ParsedPage> pages, List<PageUrl> urls) {
        this.pages = pages;
        this.urls = urls;
    }

    /** @return the field that leads to an item's page */
    static Optional<FieldSpec> link(ItemSpec list) {
        return list.fields().stream()
                .filter(field -> field.type() == FieldType.URL
                        && field.name().equals(URL)
                        && field.source() instanceof Source.Select select
                        && !select.attribute().filter("src"::equals).isPresent())
                .findFirst();
    }

    /** @return the same list with its items identified by their pages */
    static Suggestion keyed(Suggestion list, FieldSpec link) {
        ItemSpec spec = list.spec();
        List<FieldSpec> fields = spec.fields().stream()
                .map(field -> field.name().equals(link.name()) ? KindDraft.required(field) : field)
                .toList();
        return new Suggestion(
                new ItemSpec(spec.kind(), spec.table(), spec.at(), spec.each(), List.of(link.name()), fields),
                list.count());
    }

    /** @return the links to the items' pages: what the field finds, inside the items */
    static Selector follow(ItemSpec list, FieldSpec link) {
        String each = list.each().map(Selector::toString).orElse("");
        String inner = ((Source.Select) link.source())
                .selector()
                .map(Selector::toString)
                .map(css -> css.startsWith(":scope") ? css.substring(":scope".length()) : " " + css)
                .orElse("");
        return Selector.css(each + inner);
    }

    /** @return what the page itself is one of, where it is no list: it has one heading, and what repeats belongs to it */
    Optional<Suggestion> alone(List<Repetitions.Repetition> best) {
        ParsedDocument document = pages.get(0).documents().findFirst().orElseThrow();
        Optional<Element> heading = PageProposal.heading(document);
        Optional<Element> thing = Optional.ofNullable(document.root().selectFirst("[itemscope][itemtype]"))
                .filter(one -> document.root()
                                .select("[itemtype=\"" + one.attr("itemtype").replace("\"", "") + "\"]")
                                .size()
                        == 1);
        if (heading.isEmpty()
                || best.stream().anyMatch(DetailPages::list)
                || !(thing.isPresent() || priced(document, best))) {
            return Optional.empty();
        }
        String kind = thing.flatMap(KindName::schema).orElse("item");
        return new KindDraft(kind, List.of(), Optional.empty(), fields(kind, Set.of()), pages).tried();
    }

    /** A list leads to its items' pages. */
    private static boolean list(Repetitions.Repetition best) {
        return best.slots().single().stream()
                .anyMatch(slot -> slot.attribute().filter("href"::equals).isPresent()
                        && slot.varies()
                        && slot.items() * 3 > best.slots().items().size() * 2);
    }

    /** A price beside what repeats is that of the page's one thing. */
    private static boolean priced(ParsedDocument document, List<Repetitions.Repetition> best) {
        return document.root().body().getAllElements().stream()
                .filter(element -> element.childrenSize() == 0
                        && element.hasText()
                        && element.text().length() < 30)
                .filter(element ->
                        MoneyText.parse(element.text(), Notation.PLAIN).value() instanceof Money price
                                && price.currency() != null)
                .anyMatch(element -> best.stream()
                        .noneMatch(repetition -> repetition.elements().stream()
                                .anyMatch(item ->
                                        item == element || element.parents().contains(item))));
    }

    /**
     * @param list the list that leads here
     * @param link its field with the pages' URLs
     * @param glob what these have in common
     * @param known what the list says of each page's item
     * @return a kind for the same table, with what the list does not say
     */
    Optional<Suggestion> beside(ItemSpec list, FieldSpec link, String glob, List<Map<String, Object>> known) {
        Map<String, FieldSpec> fields = new LinkedHashMap<>();
        fields.put(link.name(), KindDraft.field(link.name(), new Source.Value("${page.url}"), FieldType.URL));
        Set<String> taken = new HashSet<>();
        list.fields().forEach(field -> {
            taken.add(field.name());
            if (field.type() == FieldType.MONEY) {
                taken.add(field.name() + "_currency");
            }
        });
        for (FieldSpec field :
                fields(list.kind(), Set.of(list.each().map(Selector::toString).orElse("")))) {
            if (!says(field, known)) {
                String name = field.name();
                if (taken.contains(name) && field.type() == FieldType.TEXT) {
                    name = "full_" + name;
                }
                for (int i = 2; taken.contains(name) || fields.containsKey(name); i++) {
                    name = field.name() + "_" + i;
                }
                fields.put(name, KindDraft.named(field, name));
            }
        }
        String kind = list.kind() + "_page";
        Optional<Suggestion> tried =
                new KindDraft(kind, List.of(UrlGlob.of(glob)), Optional.empty(), fields.values(), pages).tried();
        return tried.filter(made -> made.spec().fields().size() > 1)
                .map(made -> new Suggestion(
                        new ItemSpec(
                                kind,
                                list.table(),
                                made.spec().at(),
                                Optional.empty(),
                                List.of(link.name()),
                                made.spec().fields()),
                        made.count()));
    }

    /** @return whether the list says the same of every item that was looked at */
    private boolean says(FieldSpec field, List<Map<String, Object>> known) {
        ItemSpec alone = new ItemSpec("page", "page", List.of(), Optional.empty(), List.of(), List.of(field));
        boolean same = true;
        int compared = 0;
        for (int i = 0; i < pages.size(); i++) {
            List<Item> items = new Recipe(alone).read(pages.get(i), new Notes(), 0);
            Object value = items.isEmpty() ? null : items.get(0).values().get(field.name());
            if (value != null && !known.get(i).isEmpty()) {
                compared++;
                same &= known.get(i).containsValue(value) || urls.get(i).text().equals(value);
            }
        }
        return compared > 0 && same;
    }

    /** @param lists selectors of lists that are on other pages, and of their like here */
    private List<FieldSpec> fields(String kind, Set<String> lists) {
        List<ElementPart> whole = new ArrayList<>();
        for (ParsedPage page : pages) {
            ParsedDocument document = page.documents().findFirst().orElseThrow();
            whole.add(new ElementPart(document, document.root()));
        }
        Slots slots = new Slots(whole, true);
        Set<String> around = new HashSet<>(FieldWords.of(kind));
        return new FieldDrafts(slots, around, pages.get(0).language(), false)
                .make().values().stream()
                        .map(FieldDrafts.Draft::spec)
                        .filter(field -> !(field.source() instanceof Source.Nested nested
                                && lists.contains(nested.each().toString())))
                        .toList();
    }
}
