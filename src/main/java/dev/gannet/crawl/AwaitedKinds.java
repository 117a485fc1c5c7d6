package dev.gannet.crawl;

import dev.gannet.extract.FieldSpec;
import dev.gannet.extract.FieldType;
import dev.gannet.extract.ItemSpec;
import dev.gannet.extract.Source;
import dev.gannet.job.Plan;
import dev.gannet.page.Awaited;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What readiness waits for at a URL, derived from what the job extracts there. */
final class AwaitedKinds {
    private static final Set<FieldType> TYPED =
            EnumSet.of(FieldType.INT, FieldType.DECIMAL, FieldType.MONEY, FieldType.DATE, FieldType.DATETIME);

    private AwaitedKinds() {}

    static Awaited of(Plan plan, PageUrl url) {
        return of(plan, url, kind -> true);
    }

    /** @param kinds which of the kinds count */
    static Awaited of(Plan plan, PageUrl url, Predicate<String> kinds) {
        List<Awaited.Kind> certain = new ArrayList<>();
        List<Awaited.Kind> possible = new ArrayList<>();
        List<Awaited.Sought> sought = new ArrayList<>();
        for (ItemSpec item : plan.items()) {
            if (item.on(url) && kinds.test(item.kind())) {
                (item.at().isEmpty() ? possible : certain).add(kind(item));
                sought(item, sought);
            }
        }
        List<Selector> links = new ArrayList<>();
        plan.crawl().follow().forEach(link -> Signs.of(link, false).ifPresent(links::add));
        plan.crawl().clicks().forEach(click -> links.add(click.target()));
        return new Awaited(certain, possible, links, sought);
    }

    private static void sought(ItemSpec item, List<Awaited.Sought> all) {
        item.each().ifPresent(each -> all.add(new Awaited.Sought(item.kind(), each)));
        for (FieldSpec field : item.fields()) {
            selector(field, false).ifPresent(way -> all.add(new Awaited.Sought(item.kind() + "." + field.name(), way)));
        }
    }

    private static Awaited.Kind kind(ItemSpec item) {
        List<FieldSpec> needed = item.fields().stream()
                .filter(field -> field.required() || item.key().contains(field.name()))
                .toList();
        List<UrlGlob> answers = Stream.concat(
                        item.each().stream(), needed.stream().flatMap(AwaitedKinds::selected))
                .flatMap(Signs::answer)
                .toList();
        Optional<Selector> each = item.each().flatMap(selector -> Signs.of(selector, false));
        if (item.each().isPresent() && !item.each().equals(each)) {
            // What is in data is there with it.
            return new Awaited.Kind(item.kind(), each, List.of(), answers);
        }
        List<Selector> required = needed.stream()
                .flatMap(field -> selector(field, item.each().isPresent()).stream())
                .toList();
        if (item.each().isPresent() || !required.isEmpty() || !answers.isEmpty()) {
            return new Awaited.Kind(item.kind(), item.each(), required, answers, texts(item), key(item));
        }
        // One item a page and no field of it is a must: it is there when any of its fields is.
        List<Selector> any = item.fields().stream()
                .flatMap(field -> selector(field, false).stream())
                .toList();
        List<UrlGlob> one = any.isEmpty()
                ? item.fields().stream()
                        .flatMap(AwaitedKinds::selected)
                        .flatMap(Signs::answer)
                        .limit(1)
                        .toList()
                : List.of();
        return new Awaited.Kind(
                item.kind(),
                any.isEmpty() ? Optional.empty() : Optional.of(new Selector.FirstOf(any)),
                List.of(),
                one,
                texts(item),
                List.of());
    }

    /** @return what tells items apart in the live page; empty where a part of the key does not show there */
    private static List<Awaited.KeyPart> key(ItemSpec item) {
        List<Awaited.KeyPart> parts = new ArrayList<>();
        for (FieldSpec field : item.fields()) {
            if (!item.key().contains(field.name()) || sharedByPage(field.source())) {
                continue;
            }
            if (!(field.source() instanceof Source.Select select)) {
                return List.of();
            }
            Optional<Selector> sign = select.selector().flatMap(selector -> Signs.of(selector, true));
            if (select.selector().isPresent() && sign.isEmpty()) {
                return List.of();
            }
            parts.add(new Awaited.KeyPart(sign, select.attribute()));
        }
        return parts;
    }

    /** @return where the texts of fields are; an attribute, or what stands outside of the item, is not looked at */
    private static Awaited.Texts texts(ItemSpec item) {
        Map<String, Awaited.Text> texts = new HashMap<>();
        for (FieldSpec field : item.fields()) {
            if (field.source() instanceof Source.Select select
                    && select.attribute().isEmpty()
                    && !select.ofPage()) {
                Optional<Selector> sign = select.selector()
                        .flatMap(selector -> Signs.of(selector, item.each().isPresent()));
                boolean itself = select.selector().isEmpty() && item.each().isPresent();
                if (itself || sign.isPresent()) {
                    boolean column = select.selector()
                            .filter(Selector.Column.class::isInstance)
                            .isPresent();
                    texts.put(
                            field.name(),
                            new Awaited.Text(sign, TYPED.contains(field.type()), field.required(), column));
                }
            }
        }
        return new Awaited.Texts(texts, item.each().isPresent());
    }

    /** What all items of a page share tells none of them apart. */
    private static boolean sharedByPage(Source source) {
        return source instanceof Source.Value || source instanceof Source.Select select && select.ofPage();
    }

    private static Stream<Selector> selected(FieldSpec field) {
        if (field.source() instanceof Source.Nested nested) {
            return Stream.of(nested.each());
        }
        return field.source() instanceof Source.Select select ? select.selector().stream() : Stream.empty();
    }

    /** @return what shows that the field is there, if that can be seen inside the item (or, without items, in the page) */
    private static Optional<Selector> selector(FieldSpec field, boolean inItem) {
        if (field.source() instanceof Source.Select select && !(inItem && select.ofPage())) {
            return select.selector().flatMap(selector -> Signs.of(selector, inItem));
        }
        return field.source() instanceof Source.Nested nested ? Signs.of(nested.each(), inItem) : Optional.empty();
    }
}
