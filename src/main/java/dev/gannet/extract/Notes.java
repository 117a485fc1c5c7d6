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
    private final Map<String, Integer> invalid = new TreeMap<>();
    private final Map<String, Set<String>> missing = new TreeMap<>();

    Cleaner cleaner() {
        return cleaner;
    }

    void problem(Spot spot, String field, String message) {
        problems.add(new Extraction.Problem(spot.kind(), spot.position(), spot.path() + field, message));
    }

    /** Tells of something that is alike for every item once a page. */
    void once(Spot spot, String field, String message) {
        if (said.add(spot.kind() + ' ' + spot.path() + field)) {
            problem(spot, field, message);
        }
    }

    /** Tells of a required field that is not there. */
    void missing(Spot spot, String field) {
        problem(spot, field, "required, but not found; the item was left out");
        if (spot.path().isEmpty()) {
            missing.computeIfAbsent(spot.kind(), kind -> new TreeSet<>()).add(field);
        }
    }

    void itemLeftOut(String kind) {
        invalid.merge(kind, 1, Integer::sum);
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
