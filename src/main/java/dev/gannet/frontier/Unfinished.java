package dev.gannet.frontier;

/** What becomes of a job's unfinished run when the job is begun again. */
public enum Unfinished {
    /** It is gone on with; that the job's start or crawl was changed since is an error, for a person to decide. */
    GO_ON,
    /** It is gone on with, unless the job's start or crawl was changed since: then it is given up, where nobody works on it. */
    GO_ON_IF_SAME,
    /** It is given up; processes that still work on it find it drained. */
    GIVE_UP
}
