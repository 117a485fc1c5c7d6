package dev.gannet.extract;

/**
 * How many items of a kind there are in all, as a page says: on it, or in the list that it is a page of.
 *
 * @param count the number
 * @param least whether there may be more ("over 1,000")
 * @param by what says so: {@code expect.counter}, {@code aria-setsize} or {@code aria-rowcount}
 */
public record Announced(long count, boolean least, String by) {}
