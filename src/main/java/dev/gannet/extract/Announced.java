package dev.gannet.extract;

/**
 * How many items of a kind there are in all, as a page says: on it, or in the list that it is a page of.
 *
 * @param count the number
 * @param least whether there may be more ("over 1,000")
 * @param by what says so: {@code expect.counter}, {@code aria-setsize}, {@code aria-rowcount}, {@link #WORDS} or
 *     {@link #WORDS_AND_MORE}
 */
public record Announced(long count, boolean least, String by) {
    /** A text of the page that nobody named: a hint. */
    public static final String WORDS = "the page's words";
    /** Such a text on a page with a way on to more. */
    public static final String WORDS_AND_MORE = "the page's words, with a way on";

    /** @return whether it is a hint, and not what the job or the page's markup names as the number */
    public static boolean hint(String by) {
        return by.equals(WORDS) || by.equals(WORDS_AND_MORE);
    }
}
