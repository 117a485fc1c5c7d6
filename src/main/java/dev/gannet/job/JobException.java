package dev.gannet.job;

import java.util.List;

/** A job or a file of drivers-config that cannot be carried out, with everything that is wrong with it. Immutable. */
public final class JobException extends RuntimeException {
    private final transient List<JobProblem> problems;

    /** @param problems in the order of the file; not empty */
    public JobException(List<JobProblem> problems) {
        super(problems.get(0).message() + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
        this.problems = List.copyOf(problems);
    }

    /** @return every problem, in the order of the file; never empty */
    public List<JobProblem> problems() {
        return problems;
    }

    /** @return all problems as text for people, each with its line and a caret */
    public String report() {
        StringBuilder out = new StringBuilder();
        problems.forEach(problem -> out.append(problem.report()));
        int count = problems.size();
        return out.append(count == 1 ? "1 problem" : count + " problems")
                .append('\n')
                .toString();
    }
}
