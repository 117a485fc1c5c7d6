package dev.gannet.extract;

import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an item's selectors are asked of. For one thread. */
final class Grounds {
    /** What is asked. */
    enum Ground {
        /** A document of HTML or XML, or data in one. */
        MARKUP,
        /** A document of JSON. */
        JSON,
        /** Markup where there is none: inside data. */
        ASTRAY
    }

    private final Set<Ground> found = EnumSet.noneOf(Ground.class);

    private final Set<UrlGlob> fetched = new LinkedHashSet<>();

    private Grounds() {}

    static Grounds of(Optional<Selector> each, List<FieldSpec> fields) {
        Grounds grounds = new Grounds();
        each.ifPresent(selector -> grounds.asked(selector, false));
        grounds.fields(fields, each.filter(Grounds::data).isPresent());
        return grounds;
    }

    /** @return whether all of these are asked */
    boolean are(Ground... wanted) {
        return found.containsAll(Set.of(wanted));
    }

    /** @return which of the page's own requests answers are wanted of */
    List<UrlGlob> fetched() {
        return List.copyOf(fetched);
    }

    private void fields(List<FieldSpec> fields, boolean inData) {
        for (FieldSpec field : fields) {
            if (field.source() instanceof Source.Nested nested) {
                asked(nested.each(), inData);
                fields(nested.fields(), inData || data(nested.each()));
            } else if (field.source() instanceof Source.Select select) {
                select.selector().ifPresent(selector -> asked(selector, inData && !select.ofPage()));
            }
        }
    }

    private void asked(Selector selector, boolean inData) {
        selector.answers().forEach(fetched::add);
        if (selector instanceof Selector.FirstOf list) {
            list.choices().forEach(choice -> asked(choice, inData));
        } else if (selector instanceof Selector.Json) {
            if (!inData) {
                found.add(Ground.JSON);
            }
        } else if (!inData) {
            found.add(Ground.MARKUP);
        } else if (!(selector instanceof Selector.Data data)
                || data.kind() == Selector.Data.Kind.META
                || data.kind() == Selector.Data.Kind.STATE) {
            found.add(Ground.ASTRAY);
        }
    }

    /** @return whether what it finds is data, and no element */
    private static boolean data(Selector selector) {
        if (selector instanceof Selector.FirstOf list) {
            return list.choices().stream().anyMatch(Grounds::data);
        }
        return selector instanceof Selector.Fetched
                || selector instanceof Selector.Data data && data.kind() != Selector.Data.Kind.META;
    }
}
