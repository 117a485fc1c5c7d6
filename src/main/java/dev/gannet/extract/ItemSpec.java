package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of item as the job describes it.
 *
 * @param kind its name in the job
 * @param table the table its rows are kept in; the kind's name unless {@code table:} says otherwise
 * @param at the pages that have it; empty for any page
 * @param each selects each item on the page; empty for one item a page
 * @param key names of the fields that identify an item; empty when rows belong to page and position
 * @param fields its fields, in the order of the job
 * @param expect what the job expects of it
 * @param history what is noted of how its items change
 */
public record ItemSpec(
        String kind,
        String table,
        List<UrlGlob> at,
        Optional<Selector> each,
        List<String> key,
        List<FieldSpec> fields,
        Expectation expect,
        HistorySpec history) {
    /** A kind of which nothing is expected. */
    public ItemSpec(
            String kind,
            String table,
            List<UrlGlob> at,
            Optional<Selector> each,
            List<String> key,
            List<FieldSpec> fields) {
        this(kind, table, at, each, key, fields, Expectation.NONE, HistorySpec.ALL);
    }

    public ItemSpec {
        at = List.copyOf(at);
        key = List.copyOf(key);
        fields = List.copyOf(fields);
    }

    /** @return the same kind, of which this is expected */
    public ItemSpec expecting(Expectation expected) {
        return new ItemSpec(kind, table, at, each, key, fields, expected, history);
    }

    /** @return the same kind, of whose changes this is noted */
    public ItemSpec noting(HistorySpec noted) {
        return new ItemSpec(kind, table, at, each, key, fields, expect, noted);
    }

    /** @return whether it is found by paths into a document of JSON */
    public boolean ofJson() {
        return Grounds.of(each, fields).are(Grounds.Ground.JSON);
    }

    /** @return whether some of it is found by paths into JSON and some by other selectors, which no document has both of */
    public boolean mixed() {
        return Grounds.of(each, fields).are(Grounds.Ground.JSON, Grounds.Ground.MARKUP);
    }

    /** @return of which of the page's own requests it needs the answers */
    public List<UrlGlob> fetched() {
        return Grounds.of(each, fields).fetched();
    }

    /** @return whether a selector is a path into JSON, or a list of such */
    public static boolean json(Selector selector) {
        return selector instanceof Selector.Json
                || selector instanceof Selector.FirstOf list
                        && list.choices().stream().allMatch(ItemSpec::json);
    }

    /** @return whether some of it is sought by selectors of elements where there is only data */
    public boolean astray() {
        return Grounds.of(each, fields).are(Grounds.Ground.ASTRAY);
    }

    /**
     * @return the kinds of items inside this one that are rows of tables of their own, in the order of the job: each is
     *     named after the item and its field, as in {@code product.variants}
     */
    public List<ItemSpec> inner() {
        return fields.stream().flatMap(field -> inner(field).stream()).toList();
    }

    /** @return the kind that a field of this one has inside, if these are rows of a table of their own */
    public Optional<ItemSpec> inner(FieldSpec field) {
        return field.source() instanceof Source.Nested nested
                ? nested.rows()
                        .map(rows -> new ItemSpec(
                                kind + "." + field.name(),
                                rows.table(),
                                List.of(),
                                Optional.of(nested.each()),
                                rows.key(),
                                nested.fields(),
                                Expectation.NONE,
                                history.inner(field.name())))
                : Optional.empty();
    }

    /** @return these kinds and all that are inside them, each after the one that it is inside */
    public static List<ItemSpec> withInner(List<ItemSpec> kinds) {
        return kinds.stream()
                .flatMap(kind -> Stream.concat(Stream.of(kind), withInner(kind.inner()).stream()))
                .toList();
    }

    /** @return the values that identify an item of this kind; equal for numbers that differ in their zeros only */
    public List<@Nullable Object> identity(Item item) {
        List<@Nullable Object> identity = new ArrayList<>();
        for (String part : key) {
            Object value = item.values().get(part);
            identity.add(value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
        }
        return identity;
    }

    /**
     * @return the one item that was seen twice: as the second sight shows it, with the items inside of both, those that
     *     both show as the second does
     */
    public Item joined(Item before, Item now) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(now.values());
        for (FieldSpec field : fields) {
            inner(field)
                    .ifPresent(kind -> values.put(
                            field.name(),
                            new Item.Rows(kind.joined(
                                    Stream.concat(before.inner(field.name()).stream(), now.inner(field.name()).stream())
                                            .toList()))));
        }
        return new Item(now.kind(), now.position(), values);
    }

    /** @return each of the items once, by its key, where it was seen first; those without a whole key are left out */
    public List<Item> joined(List<Item> items) {
        Map<List<@Nullable Object>, Item> once = new LinkedHashMap<>();
        for (Item item : items) {
            List<@Nullable Object> identity = identity(item);
            if (identity.stream().allMatch(Objects::nonNull)) {
                once.merge(identity, item, this::joined);
            }
        }
        return List.copyOf(once.values());
    }

    /** @return whether pages at this URL may have the item */
    public boolean on(PageUrl url) {
        return at.isEmpty() || at.stream().anyMatch(glob -> glob.matches(url));
    }
}
