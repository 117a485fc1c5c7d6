package dev.gannet.extract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * How many items there are in all by what a page tells assistive technology, which must know it where only some of them are
 * in the document: {@code aria-setsize} and {@code aria-rowcount} (WAI-ARIA 1.2, sections 6.6 and 6.7).
 */
final class AriaCounts {
    private static final String SIZE = "aria-setsize";
    private static final String ROWS = "aria-rowcount";
    private static final String HEADERS = "[role=row]:has([role=columnheader]), thead tr, tr:has(th[scope=col])";
    /** An item may be what stands inside the member of the set. */
    private static final int MOST_AROUND = 2;

    private AriaCounts() {}

    /** @param items the elements of the items on one page; empty where they are not all members of such a set */
    static Optional<Announced> of(List<Element> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        return sets(items).or(() -> rows(items));
    }

    private static Optional<Announced> sets(List<Element> items) {
        Map<Element, Long> sizes = new IdentityHashMap<>();
        Map<Element, Boolean> members = new IdentityHashMap<>();
        for (Element item : items) {
            Element member = member(item);
            long size = member == null ? 0 : number(member, SIZE);
            Element set = member == null ? null : member.parent();
            // One that holds several items is no member of a set of them.
            if (member == null || size <= 0 || set == null || members.put(member, true) != null) {
                return Optional.empty();
            }
            sizes.merge(set, size, Math::max);
        }
        return total(List.copyOf(sizes.values()), SIZE);
    }

    private static @Nullable Element member(Element item) {
        Element at = item;
        for (int up = 0; at != null && up <= MOST_AROUND; up++, at = at.parent()) {
            if (at.hasAttr(SIZE)) {
                return at;
            }
        }
        return null;
    }

    private static Optional<Announced> rows(List<Element> items) {
        Map<Element, Long> grids = new IdentityHashMap<>();
        for (Element item : items) {
            boolean row = item.normalName().equals("tr") || item.attr("role").equals("row");
            Element grid = row ? item.closest("[" + ROWS + "]") : null;
            long count = grid == null ? 0 : number(grid, ROWS);
            if (grid == null || count <= 0) {
                return Optional.empty();
            }
            grids.put(grid, count);
        }
        List<Long> counts = new ArrayList<>();
        // The rows that name the columns are counted with the others.
        grids.forEach((grid, count) -> counts.add(count - grid.select(HEADERS).size()));
        return total(counts, ROWS);
    }

    private static Optional<Announced> total(List<Long> counts, String by) {
        long sum = counts.stream().mapToLong(Long::longValue).sum();
        return sum > 0 ? Optional.of(new Announced(sum, false, by)) : Optional.empty();
    }

    private static long number(Element element, String attribute) {
        String text = element.attr(attribute).strip();
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
    }
}
