package dev.gannet.extract;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One kind of item as the job describes it.
 *
 * @param kind its name in the job
 * @param table the table its rows are kept in; the kind's name unless {@code table:} says otherwise
 * @param at the pages that have it; empty for any page
 * @param each selects each item on the page; empty for one item a page
 * @param key names of the fields that identify an item; empty when rows belong to page and position
 * @param fields its fields, in the order of the job
 */
public record ItemSpec(
        String kind,
        String table,
        List<UrlGlob> at,
        Optional<Selector> each,
        List<String> key,
        List<FieldSpec> fields) {
    public ItemSpec {
        at = List.copyOf(at);
        key = List.copyOf(key);
        fields = List.copyOf(fields);
    }

    /** @return whether it is found by paths into JSON */
    public boolean ofJson() {
        return Stream.concat(each.stream(), FieldSpec.selectors(fields)).anyMatch(ItemSpec::json);
    }

    /** @return whether some of it is found by paths into JSON and some by other selectors, which no document has both of */
    public boolean mixed() {
        return ofJson()
                && !Stream.concat(each.stream(), FieldSpec.selectors(fields)).allMatch(ItemSpec::json);
    }

    private static boolean json(Selector selector) {
        return selector instanceof Selector.Json
                || selector instanceof Selector.FirstOf list
                        && list.choices().stream().allMatch(ItemSpec::json);
    }

    /** @return whether pages at this URL may have the item */
    public boolean on(PageUrl url) {
        return at.isEmpty() || at.stream().anyMatch(glob -> glob.matches(url));
    }
}
