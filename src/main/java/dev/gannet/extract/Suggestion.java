package dev.gannet.extract;

/**
 * A kind of item that fits a page: it gives every item that was counted, with its required fields and without a problem.
 *
 * @param spec the kind as it would stand in a job
 * @param count how many of it the page has
 */
public record Suggestion(ItemSpec spec, int count) {}
