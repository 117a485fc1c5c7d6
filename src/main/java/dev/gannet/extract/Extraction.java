package dev.gannet.extract;

import java.util.List;

/**
 * What one page gave.
 *
 * @param items the valid items of every kind, in document order
 * @param links where the page's {@code follow} links lead: absolute URLs as text, in document order, without repetition
 * @param problems values that could not be had as the job describes them
 * @param invalid how many items were left out because a required field was missing
 * @param noFollow whether the page's meta robots asks that its links are not followed
 * @param cleaned how many NUL and lone surrogate characters were taken out of the texts
 */
public record Extraction(
        List<Item> items, List<String> links, List<Problem> problems, int invalid, boolean noFollow, int cleaned) {
    public Extraction {
        items = List.copyOf(items);
        links = List.copyOf(links);
        problems = List.copyOf(problems);
    }

    /**
     * A value that could not be had.
     *
     * @param kind the item's kind
     * @param position the item's position
     * @param field the field
     * @param message one line: what was found and what would have been right
     */
    public record Problem(String kind, int position, String field, String message) {}
}
