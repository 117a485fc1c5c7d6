package dev.gannet.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is to be told about one page. For one thread. */
final class Notes {
    private final List<Extraction.Problem> problems = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private final Cleaner cleaner = new Cleaner();
    private int invalid;

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

    void itemLeftOut() {
        invalid++;
    }

    List<Extraction.Problem> problems() {
        return problems;
    }

    int invalid() {
        return invalid;
    }
}
