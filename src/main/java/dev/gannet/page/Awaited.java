package dev.gannet.page;

import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the job extracts at one URL, as far as readiness cares.
 *
 * @param certain kinds whose {@code at:} names this URL: every one must be there
 * @param possible kinds without {@code at:}: one of them, or one of {@code links}, must be there, or the page has been quiet
 *     for two seconds
 * @param links the job's {@code follow} selectors
 * @param sought all that is looked for in the page: what is found only where selectors do not look is told
 * @param quiet requests that need not be waited for
 * @param patient whether the page must have been quiet for two seconds in any case
 */
public record Awaited(
        List<Kind> certain,
        List<Kind> possible,
        List<Selector> links,
        List<Sought> sought,
        Quiet quiet,
        boolean patient) {
    /** Something, and every request that matters. */
    public Awaited(List<Kind> certain, List<Kind> possible, List<Selector> links, List<Sought> sought) {
        this(certain, possible, links, sought, Quiet.NOTHING, false);
    }

    /**
     * Requests that pages like this one wait for in vain.
     *
     * @param requests by the form of their addresses, as {@link dev.gannet.web.ReadyVerdict.Requests} names them
     * @param checked whether this page waits for them all the same
     */
    public record Quiet(Set<String> requests, boolean checked) {
        /** None is known. */
        public static final Quiet NOTHING = new Quiet(Set.of(), false);

        public Quiet {
            requests = Set.copyOf(requests);
        }
    }

    /** @return the same, but for requests that need not be waited for */
    public Awaited with(Quiet known) {
        return new Awaited(certain, possible, links, sought, known, patient);
    }

    /** Nothing in particular. */
    public static final Awaited NOTHING = new Awaited(List.of(), List.of(), List.of());

    /** All that the page comes to show: nobody knows yet what that is, and many show nothing of it at first. */
    public static final Awaited WHATEVER_COMES =
            new Awaited(List.of(), List.of(), List.of(), List.of(), Quiet.NOTHING, true);

    public Awaited {
        certain = List.copyOf(certain);
        possible = List.copyOf(possible);
        links = List.copyOf(links);
        sought = List.copyOf(sought);
    }

    public Awaited(List<Kind> certain, List<Kind> possible, List<Selector> links) {
        this(certain, possible, links, List.of());
    }

    /**
     * What an item or a field is found by.
     *
     * @param name of the kind, with a dot and the field behind it
     * @param selector how
     */
    public record Sought(String name, Selector selector) {}

    /**
     * One kind of item.
     *
     * @param name the kind, for the verdict
     * @param each selects each item; empty for one a page
     * @param required selectors that must match inside every item
     * @param fetched answers to the page's own requests, one of each of which must be there
     * @param texts where the texts of its fields are: as long as one is a placeholder, the kind is not ready
     * @param key what tells its items apart, where the job says so and the live page shows it
     */
    public record Kind(
            String name,
            Optional<Selector> each,
            List<Selector> required,
            List<UrlGlob> fetched,
            Texts texts,
            List<KeyPart> key) {
        /** A kind whose texts are not looked at. */
        public Kind(String name, Optional<Selector> each, List<Selector> required, List<UrlGlob> fetched) {
            this(name, each, required, fetched, new Texts(Map.of(), true), List.of());
        }

        public Kind {
            required = List.copyOf(required);
            fetched = List.copyOf(fetched);
            key = List.copyOf(key);
        }

        /** A kind that is all in the document. */
        public Kind(String name, Optional<Selector> each, List<Selector> required) {
            this(name, each, required, List.of());
        }
    }

    /**
     * A field of the key of an item.
     *
     * @param selector selects its element; empty where it is the item's own
     * @param attribute empty for the element's text
     */
    public record KeyPart(Optional<Selector> selector, Optional<String> attribute) {}

    /**
     * Where the text of a field is.
     *
     * @param selector selects its element; empty where it is the item's own
     * @param typed whether it is read as a number, an amount or a date, so that a dash is no value
     * @param required whether an item without it is invalid
     * @param anyOf whether each match is a candidate: which column a cell is in shows only when the table is read
     */
    public record Text(Optional<Selector> selector, boolean typed, boolean required, boolean anyOf) {}

    /**
     * The texts of a kind's fields.
     *
     * @param fields by the field's name
     * @param inItem whether inside each item, or anywhere on the page
     */
    public record Texts(Map<String, Text> fields, boolean inItem) {
        public Texts {
            fields = Map.copyOf(fields);
        }
    }
}
