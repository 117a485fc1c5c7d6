package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Values that were not as the job describes them, put together by field and reason: how many, and some of their texts with
 * the pages that they are on. What a field lacks is so told once, however many items there are. Bounded; not thread-safe.
 */
final class Misreadings {
    private static final int MOST_EXAMPLES = 3;
    private static final int MOST_REASONS = 200;

    private final Map<Reason, Values> reasons = new LinkedHashMap<>();

    private record Reason(String kind, String field, Extraction.Cause cause, String told) {}

    /** @param redaction takes secrets out of what is told */
    void add(Extraction.Problem problem, String url, UnaryOperator<String> redaction) {
        Reason reason = new Reason(problem.kind(), problem.field(), problem.cause(), redaction.apply(problem.told()));
        add(reason, 1, List.of(new RunSummary.Example(redaction.apply(problem.found()), redaction.apply(url))));
    }

    void add(Misreadings others) {
        others.reasons.forEach((reason, values) -> add(reason, values.count, values.examples));
    }

    private void add(Reason reason, long count, List<RunSummary.Example> examples) {
        boolean room = reasons.containsKey(reason) || reasons.size() < MOST_REASONS;
        Reason told = room ? reason : new Reason(reason.kind(), "", reason.cause(), "other reasons; the log has them");
        reasons.computeIfAbsent(told, first -> new Values()).add(count, examples);
    }

    /** @return all of them, those first that rows lack a value for, then the most frequent */
    List<RunSummary.Misreading> most() {
        return reasons.entrySet().stream()
                .map(entry -> entry.getValue().as(entry.getKey()))
                .sorted(Comparator.comparing((RunSummary.Misreading one) -> one.cause() == Extraction.Cause.ASSUMED)
                        .thenComparing(Comparator.comparingLong(RunSummary.Misreading::count)
                                .reversed()))
                .toList();
    }

    /** @return each in a line for the log */
    List<String> lines() {
        return most().stream()
                .map(one -> one.name() + ": " + texts(one) + one.told()
                        + (one.count() == 1 ? "" : " (" + one.count() + " values)"))
                .toList();
    }

    private static String texts(RunSummary.Misreading one) {
        List<String> texts = one.examples().stream()
                .map(RunSummary.Example::text)
                .filter(text -> !text.isEmpty())
                .map(text -> "'" + text + "'")
                .toList();
        return texts.isEmpty() ? "" : "found " + String.join(", ", texts) + ", ";
    }

    /** Values that are not as described for one reason. */
    private static final class Values {
        private final List<RunSummary.Example> examples = new ArrayList<>();
        private long count;

        void add(long more, List<RunSummary.Example> others) {
            count += more;
            for (RunSummary.Example other : others) {
                boolean known = examples.stream().anyMatch(one -> one.text().equals(other.text()));
                if (!known && examples.size() < MOST_EXAMPLES) {
                    examples.add(other);
                }
            }
        }

        RunSummary.Misreading as(Reason reason) {
            return new RunSummary.Misreading(
                    reason.kind(), reason.field(), reason.cause(), reason.told(), count, examples);
        }
    }
}
