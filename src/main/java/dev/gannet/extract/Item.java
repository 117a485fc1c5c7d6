package dev.gannet.extract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One item found on a page, typed and checked.
 *
 * @param kind the kind's name in the job
 * @param position 0 for the first of its kind on the page
 * @param values column name to value, in column order; {@code null} is a field that was sought and found nothing. A value is a
 *     String, Long, BigDecimal, Boolean, java.time.LocalDate, java.time.Instant (UTC), {@link Json} or {@link Rows}
 */
public record Item(String kind, int position, Map<String, @Nullable Object> values) {
    public Item {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A JSON text: what {@code many}, items inside without a key and {@code type: json} yield. */
    public record Json(String text) {}

    /** The items inside an item that are rows of a table of their own; their kind is that of {@link ItemSpec#inner}. */
    public record Rows(List<Item> items) {
        public Rows {
            items = List.copyOf(items);
        }
    }

    /** @return this item and all that are inside it as rows of a table of their own */
    public Stream<Item> withInner() {
        return Stream.concat(
                Stream.of(this),
                values.values().stream()
                        .flatMap(value -> value instanceof Rows rows ? rows.items().stream() : Stream.empty())
                        .flatMap(Item::withInner));
    }

    /** @return the items inside this one that are rows of a table of their own, under the name of their field */
    public List<Item> inner(String field) {
        return values.get(field) instanceof Rows rows ? rows.items() : List.of();
    }
}
