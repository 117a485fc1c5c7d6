package dev.gannet.crawl;

/** Told what happens during a run, from several threads, one call at a time. Must return soon. */
public interface RunListener {
    /** The run's figures, about once a second. */
    void progress(RunProgress progress);

    /** Something a person should know now, one line. */
    void note(String line);
}
