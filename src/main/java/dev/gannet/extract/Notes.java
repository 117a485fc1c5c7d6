package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is to be told about one page. For one thread. */
final class Notes {
    private final List<Extraction.Problem> problems = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private final Cleaner cleaner = new Cleaner();
    private final List<KeyClash> clashes = new ArrayList<>();
    private final Map<String, Integer> invalid = new TreeMap<>();
    private final Map<String, Set<String>> missing = new TreeMap<>();
    private final Map<String, String> written = new TreeMap<>();

    Cleaner cleaner() {
        return cleaner;
    }

    /** Tells of a text that gave no value: each time; or that gave one by a guess, which is alike for every item: once. */
    void parsed(Spot spot, String field, Parsed parsed) {
        if (parsed.value() == null) {
            problem(spot, field, Extraction.Cause.UNREADABLE, parsed.found(), parsed.told());
        } else if (!parsed.told().isEmpty()) {
            once(spot, field, Extraction.Cause.ASSUMED, parsed.found(), parsed.told());
        }
    }

    /** Tells of what no item can have, once a page. */
    void once(Spot spot, String field, String told) {
        once(spot, field, Extraction.Cause.UNREACHABLE, "", told);
    }

    private void once(Spot spot, String field, Extraction.Cause cause, String found, String told) {
        if (said.add(spot.kind() + ' ' + spot.path() + field)) {
            problem(spot, field, cause, found, told);
        }
    }

    private void problem(Spot spot, String field, Extraction.Cause cause, String found, String told) {
        problems.add(new Extraction.Problem(spot.kind(), spot.position(), spot.path() + field, cause, found, told));
    }

    /**
     * Tells of a required field that has no value.
     *
     * @param unreadable whether a text is there
     */
    void missing(Spot spot, String field, boolean unreadable) {
        String told = "required, but " + (unreadable ? "not readable" : "not found") + "; the item was left out";
        problem(spot, field, Extraction.Cause.MISSING, "", told);
        if (spot.path().isEmpty()) {
            missing.computeIfAbsent(spot.kind(), kind -> new TreeSet<>()).add(field);
        }
    }

    void itemLeftOut(String kind) {
        invalid.merge(kind, 1, Integer::sum);
    }

    /** Tells of items that share a key and differ. */
    void clash(List<KeyClash> some) {
        clashes.addAll(some);
    }

    /** @return those of a kind */
    List<KeyClash> clashes(String kind) {
        return clashes.stream().filter(clash -> clash.kind().equals(kind)).toList();
    }

    /** Keeps the text by which the page tells how many items of a kind there are. */
    void written(String kind, String text) {
        written.put(kind, text);
    }

    /** @return by kind, such a text */
    Map<String, String> written() {
        return written;
    }

    List<Extraction.Problem> problems() {
        return problems;
    }

    Map<String, Extraction.LeftOut> invalid() {
        Map<String, Extraction.LeftOut> all = new TreeMap<>();
        invalid.forEach((kind, items) ->
                all.put(kind, new Extraction.LeftOut(items, List.copyOf(missing.getOrDefault(kind, Set.of())))));
        return all;
    }
}
