package dev.gannet.frontier;

/** An unfinished run of the job has another start or crawl; the message names both ways out. */
public final class RunConflictException extends RuntimeException {
    RunConflictException(String job, long run) {
        super("run " + run + " of " + job
                + " is unfinished, and the job's start or crawl was changed since: put them back"
                + " to finish it, or give it up with --fresh");
    }
}
