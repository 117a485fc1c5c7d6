package dev.gannet.crawl;

import dev.gannet.extract.Extraction;
import dev.gannet.store.SaveCounts;
import dev.gannet.web.Incident;
import dev.gannet.web.Snapshot;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What this process committed so far. Thread-safe. */
final class RunTally {
    private static final int MOST_NOTES = 20;

    private final CommonCause causes = new CommonCause();
    private final LongAdder pages = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder cleaned = new LongAdder();
    private final LongAdder unsaidNoFollow = new LongAdder();
    private final Map<String, SaveCounts.Kind> kinds = new TreeMap<>();
    private final Map<Incident, Long> incidents = new EnumMap<>(Incident.class);
    private final Misreadings misreadings = new Misreadings();
    private final Map<String, Long> steps = new LinkedHashMap<>();
    private final Map<String, Gap> gaps = new HashMap<>();
    private final PasswordPages passwords = new PasswordPages();

    /**
     * Why a page gave nothing for something.
     *
     * @param told what its selector matched, and what may have been meant
     * @param url the first such page
     */
    record Gap(String told, String url) {}

    /** @return what the pages that failed have in common */
    CommonCause causes() {
        return causes;
    }

    void committed(SaveCounts saved, Extraction extraction, Misreadings misread, Snapshot snapshot) {
        causes.read();
        pages.increment();
        rows.add(extraction.items().size());
        invalid.add(extraction.leftOut());
        cleaned.add(extraction.cleaned());
        if (extraction.noFollow()) {
            unsaidNoFollow.increment();
        }
        synchronized (this) {
            saved.kinds().forEach((kind, counts) -> kinds.merge(kind, counts, SaveCounts.Kind::plus));
            snapshot.incidents().keySet().forEach(incident -> incidents.merge(incident, 1L, Long::sum));
            misreadings.add(misread);
            snapshot.flow().notes().forEach(note -> count(steps, note));
        }
    }

    /**
     * Notes why a page gave nothing for something; the first page of a run is the example.
     *
     * @param name a kind, a field as {@code kind.field}, or a key of the job
     */
    synchronized void gap(String name, Gap gap) {
        gaps.putIfAbsent(name, gap);
    }

    /** @return which pages of this process ask for a password */
    PasswordPages passwords() {
        return passwords;
    }

    /** @return by the names of {@link #gap} what this process saw */
    synchronized Map<String, Gap> gaps() {
        return Map.copyOf(gaps);
    }

    private static void count(Map<String, Long> texts, String text) {
        if (texts.containsKey(text) || texts.size() < 10 * MOST_NOTES) {
            texts.merge(text, 1L, Long::sum);
        }
    }

    /** Counts a page that did not change. */
    void unchanged(SaveCounts seen) {
        causes.read();
        pages.increment();
        unchanged.increment();
        synchronized (this) {
            seen.kinds().forEach((kind, counts) -> {
                rows.add(counts.unchanged());
                kinds.merge(kind, counts, SaveCounts.Kind::plus);
            });
        }
    }

    long unchanged() {
        return unchanged.sum();
    }

    long pages() {
        return pages.sum();
    }

    long rows() {
        return rows.sum();
    }

    long invalid() {
        return invalid.sum();
    }

    long cleaned() {
        return cleaned.sum();
    }

    long noFollow() {
        return unsaidNoFollow.sum();
    }

    /** @return on how many pages each was met */
    synchronized Map<Incident, Long> incidents() {
        return new EnumMap<>(incidents);
    }

    synchronized SaveCounts.Kind kind(String name) {
        return kinds.getOrDefault(name, SaveCounts.Kind.NONE);
    }

    /** @return the values that were not as described, most first */
    synchronized List<RunSummary.Misreading> misreadings() {
        return misreadings.most();
    }

    /** @return what steps told most often, most first */
    synchronized Map<String, Long> steps() {
        return most(steps);
    }

    private static Map<String, Long> most(Map<String, Long> texts) {
        Map<String, Long> most = new LinkedHashMap<>();
        texts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_NOTES)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        return most;
    }
}
