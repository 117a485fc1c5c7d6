package dev.gannet.job;

import dev.gannet.web.PageUrl;
import dev.gannet.web.Selector;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A start that answers programs: documents of JSON (or XML) over plain HTTP, page after page.
 *
 * @param url the first page
 * @param next how the page after one is found; empty where there is one page
 * @param max most pages
 */
public record ApiSpec(PageUrl url, Optional<Next> next, int max) {
    /** How the page after one is found. */
    public sealed interface Next {}

    /**
     * The page names it.
     *
     * @param value where the URL of the next page is, or, with {@code into}, a cursor
     * @param into the parameter of the query that the cursor goes into
     */
    public record Named(Selector value, Optional<String> into) implements Next {}

    /**
     * Pages are counted, and the first without items is beyond the last.
     *
     * @param parameter of the query
     * @param by what is added for each page; where it is not said, 1 for {@code ofItems} false, else the items of the page
     * @param ofItems whether it counts items
     */
    public record Counted(String parameter, OptionalInt by, boolean ofItems) implements Next {}

    /**
     * The {@code Link} header names it (RFC 8288).
     *
     * @param relation such as {@code next}
     */
    public record Linked(String relation) implements Next {}
}
