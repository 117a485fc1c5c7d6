package dev.gannet.extract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item found on a page, typed and checked.
 *
 * @param kind the kind's name in the job
 * @param position 0 for the first of its kind on the page
 * @param values column name to value, in column order; {@code null} is a field that was sought and found nothing. A value is a
 *     String, Long, BigDecimal, Boolean, java.time.LocalDate, java.time.Instant (UTC), or {@link Json}
 */
public record Item(String kind, int position, Map<String, @Nullable Object> values) {
    public Item {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A JSON text: what {@code many}, nested items and {@code type: json} yield. */
    public record Json(String text) {}
}
