package dev.gannet.crawl;

/** Told what happens during a run, from several threads, one call at a time. Must return soon. */
public interface RunListener {
    /** The run has this number, and begins or goes on. */
    default void begun(long run) {}

    /** The run's figures, about once a second. */
    void progress(RunProgress progress);

    /** Whether browsers do not start now, told about once a second. */
    default void browserless(boolean failing) {}

    /** Something a person should know now, one line. */
    void note(String line);
}
