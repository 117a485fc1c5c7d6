package dev.gannet.frontier;

import dev.gannet.extract.Account;
import dev.gannet.web.FailureKind;
import dev.gannet.web.Rung;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How a visit ended. Times are lengths of time: only the database says when they begin (R53). */
public sealed interface PageEnd {
    /**
     * The page was read and its records are in the same transaction.
     *
     * @param document the document that was read
     * @param ready whether it became ready
     * @param reason why it was taken to be ready, or what was missing
     * @param items what it gave, one for each kind that it gave anything of
     * @param links what it leads to
     * @param validator what the next run can ask its server by, where it names something
     * @param judgement whether all of it was read
     */
    record Done(
            Document document,
            boolean ready,
            String reason,
            List<Items> items,
            Links links,
            Optional<Validator> validator,
            Judgement judgement)
            implements PageEnd {
        /** A page of which nothing is amiss. */
        public Done(
                Document document,
                boolean ready,
                String reason,
                List<Items> items,
                Links links,
                Optional<Validator> validator) {
            this(document, ready, reason, items, links, validator, Judgement.SOUND);
        }

        public Done {
            items = List.copyOf(items);
        }

        /** @return how many records the page gave */
        int rows() {
            return items.stream().mapToInt(Items::valid).sum();
        }
    }

    /**
     * It was not ready in time and is tried again at once.
     *
     * @param reason what was still missing
     */
    record NotReadyRetry(String reason) implements PageEnd {}

    /**
     * It failed and is tried again.
     *
     * @param kind the cause
     * @param message one line
     * @param pause how long it is left alone
     */
    record Retry(FailureKind kind, String message, Duration pause) implements PageEnd {}

    /**
     * What it was visited with was lost under it, and no fault of its own is known: it is tried again and no attempt is
     * used up, but {@link Frontier#lost} counts it.
     *
     * @param kind the cause
     * @param message one line
     * @param pause how long it is left alone
     */
    record Lost(FailureKind kind, String message, Duration pause) implements PageEnd {}

    /**
     * No server answered at its address, and nothing of the run could be reached so far: it is tried again and no attempt is
     * used up.
     *
     * @param kind the cause
     * @param message one line
     * @param pause how long it is left alone
     */
    record Unreached(FailureKind kind, String message, Duration pause) implements PageEnd {}

    /**
     * It is given up.
     *
     * @param kind the cause
     * @param message one line
     * @param status what the server answered, where it did
     * @param evidence path of what was seen
     */
    record Failed(FailureKind kind, String message, OptionalInt status, Optional<String> evidence) implements PageEnd {}

    /**
     * It is left out.
     *
     * @param reason why, the same words for the same cause: they are counted
     * @param kind how the attempt ended
     * @param message what the attempt came to, in words of its own
     */
    record Skipped(String reason, FailureKind kind, String message) implements PageEnd {}

    /** It was not tried and goes back; no attempt is used up. */
    record Released() implements PageEnd {}

    /**
     * The document of a page.
     *
     * @param status HTTP status
     * @param finalUrl where redirects led
     * @param redirects how many
     * @param rung how it was come by
     * @param canonical the URL that it calls its own, where it names one (R10)
     * @param extent how much of it was read
     * @param told what it tried to do to its visitor, such as {@code 3 dialog, 30 popup}
     */
    record Document(
            int status,
            String finalUrl,
            int redirects,
            Rung rung,
            Optional<String> canonical,
            Extent extent,
            Optional<String> told) {}

    /**
     * What a server calls the document that was read (RFC 9110 section 8.8), and what is lost when it is not sent again.
     *
     * @param etag its entity tag, as it was sent
     * @param lastModified when it was last changed, as it was sent
     * @param recipe how it was read
     * @param links where it leads, each a URL without line breaks
     */
    record Validator(Optional<String> etag, Optional<String> lastModified, String recipe, List<String> links) {
        public Validator {
            links = List.copyOf(links);
        }
    }

    /**
     * How much of a document was read.
     *
     * @param truncated whether it was cut
     * @param length its full length in characters
     */
    record Extent(boolean truncated, long length) {}

    /**
     * The items of one kind on a page.
     *
     * @param kind the kind
     * @param valid how many were stored
     * @param invalid how many were left out
     * @param missing the required fields that those lacked
     * @param account what the page shows of the kind besides
     */
    record Items(String kind, int valid, int invalid, List<String> missing, Account account) {
        /** Items that all have a value in every field. */
        public Items(String kind, int valid, int invalid, List<String> missing) {
            this(kind, valid, invalid, missing, new Account(Map.of(), Optional.empty()));
        }

        public Items {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The links of a page.
     *
     * @param found how many different ones it has
     * @param leftOut how many of those that the job would take in are beyond its bound
     */
    record Links(int found, int leftOut) {
        /** A page that leads nowhere. */
        public static final Links NONE = new Links(0, 0);
    }
}
