package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.frontier.Breach;
import dev.gannet.session.PoolStats;
import dev.gannet.web.Completeness;
import dev.gannet.web.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to.
 *
 * @param job the job's name
 * @param run number of the run in the database
 * @param end how it ended
 * @param verdict whether it read all that is known to be there; empty where it is not over
 * @param breaches why it is not complete
 * @param elapsed time it took in this process
 * @param done pages committed
 * @param notReady pages committed that never became ready
 * @param failed pages given up
 * @param skipped pages left out, by reason
 * @param queued pages that still wait (a stopped run)
 * @param kinds rows by kind of item
 * @param failures pages given up, by kind, most first
 * @param invalid items left out because a required field was missing
 * @param misreadings values that were not as described, those first that are missing in most rows
 * @param bound what bound the speed, one sentence
 * @param store where the rows are, as a person would name it, without credentials
 * @param notes anything else a person should know, such as a sandbox that is off
 * @param pool what the browsers of this process did
 */
public record RunSummary(
        String job,
        long run,
        End end,
        Optional<Completeness> verdict,
        List<Breach> breaches,
        Duration elapsed,
        long done,
        long notReady,
        long failed,
        Map<String, Long> skipped,
        long queued,
        List<Kind> kinds,
        List<Failure> failures,
        long invalid,
        List<Misreading> misreadings,
        String bound,
        String store,
        List<String> notes,
        PoolStats pool) {
    public RunSummary {
        breaches = List.copyOf(breaches);
        kinds = List.copyOf(kinds);
        failures = List.copyOf(failures);
        misreadings = List.copyOf(misreadings);
        notes = List.copyOf(notes);
    }

    /** How a run ended. */
    public enum End {
        /** Every page was visited and nothing is amiss. */
        COMPLETE,
        /**
         * Every page was tried, but too many failed, some never became ready or were not read whole, too many items lacked
         * a required field, or what was found is not what the job expects, the pages say or the runs before found.
         */
        INCOMPLETE,
        /** A bound of the job was reached: pages or time. */
        BOUNDED,
        /** It was stopped; the next run goes on where it was. */
        STOPPED
    }

    /**
     * The rows of one kind.
     *
     * @param kind name of the kind
     * @param table its table
     * @param added rows that were not there before
     * @param changed rows with another value than before
     * @param unchanged rows found again as they were
     * @param removed rows that are there no more
     * @param total rows that are there
     */
    public record Kind(String kind, String table, long added, long changed, long unchanged, long removed, long total) {}

    /**
     * Values of one field that were not as the job describes them, for one reason.
     *
     * @param kind the item's kind
     * @param field the field; empty for what no longer was told apart
     * @param cause what is amiss
     * @param told what would have been right, or what was taken for granted
     * @param count how many values
     * @param examples the first different texts
     */
    public record Misreading(
            String kind, String field, Extraction.Cause cause, String told, long count, List<Example> examples) {
        public Misreading {
            examples = List.copyOf(examples);
        }

        /** @return kind and field as people name them */
        public String name() {
            return field.isEmpty() ? kind : kind + "." + field;
        }
    }

    /**
     * A value that was not as described.
     *
     * @param text the start of what was found; empty where nothing was
     * @param url the page that it is on
     */
    public record Example(String text, String url) {}

    /**
     * Pages that were given up for one cause.
     *
     * @param kind the cause
     * @param count how many pages
     * @param example one of the URLs
     * @param message what was said at that one
     */
    public record Failure(FailureKind kind, long count, String example, String message) {}
}
