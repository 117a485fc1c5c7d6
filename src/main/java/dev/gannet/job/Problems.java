package dev.gannet.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that everything is told at once. */
final class Problems {
    private static final int MOST = 100;

    private final List<JobProblem> found = new ArrayList<>();

    void at(Yaml node, String message, String hint) {
        at(node.spot(), message, hint);
    }

    void at(Spot spot, String message, String hint) {
        JobProblem problem = spot.problem(message, hint);
        if (found.size() < MOST && !found.contains(problem)) {
            found.add(problem);
        }
    }

    int count() {
        return found.size();
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** @throws JobException when anything was found */
    void check() {
        if (any()) {
            found.sort(Comparator.comparing(JobProblem::file)
                    .thenComparingInt(JobProblem::line)
                    .thenComparingInt(JobProblem::column));
            throw new JobException(found);
        }
    }
}
