package dev.gannet.extract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two items of one page with the same key and different values: only the last of them is stored.
 *
 * @param kind their kind
 * @param key the key that they share, as in {@code sku 17}
 * @param fields the fields in which they differ
 */
public record KeyClash(String kind, String key, Set<String> fields) {
    public KeyClash {
        fields = Set.copyOf(fields);
    }

    /** @param items those of one document, so that what a page shows twice over time is no clash; rows inside an item are joined */
    static List<KeyClash> of(ItemSpec kind, List<Item> items) {
        List<KeyClash> clashes = new ArrayList<>();
        if (!kind.key().isEmpty()) {
            Map<List<@Nullable Object>, Item> seen = new HashMap<>();
            for (Item item : items) {
                List<@Nullable Object> identity = kind.identity(item);
                Item before = seen.putIfAbsent(identity, item);
                Set<String> different = before == null ? Set.of() : different(kind, before, item);
                if (!different.isEmpty()) {
                    clashes.add(new KeyClash(kind.kind(), named(kind.key(), identity), different));
                }
            }
        }
        return clashes;
    }

    /** A value that only one of them has is lost by neither, and a text that is filled in says where the item stands. */
    private static Set<String> different(ItemSpec kind, Item before, Item now) {
        Set<String> different = new TreeSet<>();
        for (FieldSpec field : kind.fields()) {
            Object one = before.values().get(field.name());
            Object other = now.values().get(field.name());
            boolean compared = !(field.source() instanceof Source.Value) && !(one instanceof Item.Rows);
            if (compared && one != null && other != null && !same(one, other)) {
                different.add(field.name());
            }
        }
        return different;
    }

    private static boolean same(Object one, Object other) {
        return one instanceof BigDecimal number && other instanceof BigDecimal second
                ? number.compareTo(second) == 0
                : Objects.equals(one, other);
    }

    private static String named(List<String> key, List<@Nullable Object> identity) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add(key.get(i) + " " + Parsed.shown(String.valueOf(identity.get(i))));
        }
        return String.join(", ", parts);
    }
}
