package dev.gannet.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one page gave.
 *
 * @param items the valid items of every kind, in document order
 * @param links where the page's {@code follow} links lead: absolute URLs as text, in document order, without repetition
 * @param problems values that could not be had as the job describes them
 * @param invalid by kind, the items that were left out because a required field was missing
 * @param accounts by kind that the page may have, what it shows of it beside the items
 * @param noFollow whether the page's meta robots asks that its links are not followed
 * @param cleaned how many NUL and lone surrogate characters were taken out of the texts
 * @param canonical the URL that the page calls its own ({@code link rel=canonical}), absolute, where it names one
 * @param password whether the page asks for a password
 * @param gaps by {@code kind}, {@code kind.field} or {@code crawl.follow}, why the page gave nothing for it; by
 *     {@link #written} the text by which it tells how many there are
 */
public record Extraction(
        List<Item> items,
        List<String> links,
        List<Problem> problems,
        Map<String, LeftOut> invalid,
        Map<String, Account> accounts,
        boolean noFollow,
        int cleaned,
        Optional<String> canonical,
        PasswordForm password,
        Map<String, String> gaps) {
    public Extraction {
        items = List.copyOf(items);
        links = List.copyOf(links);
        problems = List.copyOf(problems);
        invalid = Map.copyOf(invalid);
        accounts = Map.copyOf(accounts);
        gaps = Map.copyOf(gaps);
    }

    /** @return the same with what was found out about its items since, and what more is to be told of them */
    public Extraction with(List<Item> told, List<Problem> more) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(more);
        return new Extraction(told, links, all, invalid, accounts, noFollow, cleaned, canonical, password, gaps);
    }

    /** @return the name among {@code gaps} of the text by which a page tells how many items of a kind there are */
    public static String written(String kind) {
        return kind + " in words";
    }

    /** @return how many items of all kinds were left out */
    public int leftOut() {
        return invalid.values().stream().mapToInt(LeftOut::items).sum();
    }

    /**
     * Items of one kind that were left out.
     *
     * @param items how many
     * @param missing the required fields that they lacked, in the order of the alphabet
     */
    public record LeftOut(int items, List<String> missing) {
        public LeftOut {
            missing = List.copyOf(missing);
        }
    }

    /**
     * A value that could not be had, or not without a guess.
     *
     * @param kind the item's kind
     * @param position the item's position
     * @param field the field; of one inside another field both names, with a dot between them
     * @param cause what is amiss
     * @param found the start of the text that was found; empty where none was
     * @param told one line: what would have been right, or what was taken for granted
     */
    public record Problem(String kind, int position, String field, Cause cause, String found, String told) {
        /** @return all of it in one line */
        public String message() {
            return found.isEmpty() ? told : "found '" + found + "', " + told;
        }
    }

    /** What is amiss with a value. */
    public enum Cause {
        /** A required field found nothing, or nothing readable: its item was left out. */
        MISSING,
        /** There is a text, and it is not what the job says: the value is missing in the row. */
        UNREADABLE,
        /** What the field is found by is not there for any item, such as a table's column; told once a page. */
        UNREACHABLE,
        /** The value is there; something had to be taken for granted. */
        ASSUMED
    }
}
