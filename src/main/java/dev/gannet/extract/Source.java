package dev.gannet.extract;

import dev.gannet.web.Selector;
import java.util.List;
import java.util.Optional;

/** Where the text of a field comes from. */
public sealed interface Source {
    /**
     * What a selector finds.
     *
     * @param selector empty for the item's own element
     * @param attribute empty for the element's text
     * @param ofPage whether it is sought in the whole page instead of inside the item
     * @param portion what of the text is meant
     */
    record Select(Optional<Selector> selector, Optional<String> attribute, boolean ofPage, Portion portion)
            implements Source {
        /** All of the text. */
        public Select(Optional<Selector> selector, Optional<String> attribute, boolean ofPage) {
            this(selector, attribute, ofPage, Portion.WHOLE);
        }
    }

    /**
     * A part of a text.
     *
     * @param json a path into the text, which is JSON
     * @param regex a regular expression that is sought in the text, or in what the path leads to; what is meant is its
     *     group {@code value}, else its first group, else all that it fits
     */
    record Portion(Optional<String> json, Optional<String> regex) {
        /** All of the text. */
        public static final Portion WHOLE = new Portion(Optional.empty(), Optional.empty());
    }

    /**
     * A text with {@code ${page.url}} and the like in it.
     *
     * @param template the text; {@code page.url}, {@code page.final}, {@code page.title}, {@code page.status} and
     *     {@code item.position} are known
     */
    record Value(String template) implements Source {}

    /**
     * Items inside the item.
     *
     * @param each selects them inside the item
     * @param fields their fields
     * @param rows the table that they are rows of; empty for those that are kept as JSON in a column of the item
     */
    record Nested(Selector each, List<FieldSpec> fields, Optional<Rows> rows) implements Source {
        public Nested {
            fields = List.copyOf(fields);
        }

        /** Items that are kept as JSON. */
        public Nested(Selector each, List<FieldSpec> fields) {
            this(each, fields, Optional.empty());
        }
    }

    /**
     * Items inside an item that are rows of a table of their own.
     *
     * @param table its name
     * @param key names of the fields that tell them apart inside the item; not empty
     */
    record Rows(String table, List<String> key) {
        public Rows {
            key = List.copyOf(key);
        }
    }
}
