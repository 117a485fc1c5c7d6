package dev.gannet.cli;

import java.util.List;
import java.util.Locale;

/** Names and lists as people read them. */
final class Words {
    private Words() {}

    /** @return the constant as it stands in job files: {@code NOT_READY} is {@code not-ready} */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the items with commas between them, as text */
    static String list(List<?> items) {
        return String.join(", ", items.stream().map(Object::toString).toList());
    }
}
