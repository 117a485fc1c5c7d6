package dev.gannet.frontier;

import dev.gannet.web.Completeness;
import java.util.Optional;

/**
 * Why a run, or a page of it, is not complete.
 *
 * @param verdict what it makes of it: suspect or partial
 * @param rule the key of the job, or the fact, that it is judged by, such as {@code expect.min} or {@code aria-setsize}
 * @param kind the kind of item that it is about, if it is about one
 * @param field the field that it is about, if it is about one
 * @param message what is wrong, in one line
 * @param example the URL of a page that shows it, if one does
 * @param evidence path of what was seen there, if it was kept
 * @param pages how many pages show it; 0 where it is about the run as a whole
 */
public record Breach(
        Completeness verdict,
        String rule,
        Optional<String> kind,
        Optional<String> field,
        String message,
        Optional<String> example,
        Optional<String> evidence,
        long pages) {
    /** Something about the run as a whole. */
    public static Breach ofRun(Completeness verdict, String rule, String message) {
        return new Breach(
                verdict, rule, Optional.empty(), Optional.empty(), message, Optional.empty(), Optional.empty(), 0);
    }

    /** Something about one kind of item. */
    public static Breach ofKind(Completeness verdict, String rule, String kind, String message) {
        return ofRun(verdict, rule, message).about(kind, Optional.empty());
    }

    /** Something about one field. */
    public static Breach ofField(Completeness verdict, String rule, String kind, String field, String message) {
        return ofRun(verdict, rule, message).about(kind, Optional.of(field));
    }

    private Breach about(String named, Optional<String> column) {
        return new Breach(verdict, rule, Optional.of(named), column, message, example, evidence, pages);
    }

    /** @return the same, with a page that shows it */
    public Breach seenOn(String url, Optional<String> kept) {
        return new Breach(verdict, rule, kind, field, message, Optional.of(url), kept, pages);
    }
}
