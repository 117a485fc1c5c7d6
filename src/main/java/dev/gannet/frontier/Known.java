package dev.gannet.frontier;

import java.util.List;

/**
 * What is known of a page whose server can be asked whether it is still the same.
 *
 * @param document the document of a page that was not sent again: status 304, the rest as it was
 * @param validator what its server calls it, and where it leads
 * @param items what it gave
 * @param links how many links were found on it
 */
public record Known(PageEnd.Document document, PageEnd.Validator validator, List<PageEnd.Items> items, int links) {
    public Known {
        items = List.copyOf(items);
    }
}
