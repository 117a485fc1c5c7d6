package dev.gannet.crawl;

import dev.gannet.http.CookieJar;
import dev.gannet.session.PoolStats;
import dev.gannet.web.ScrapeException;
import dev.gannet.web.Snapshot;
import dev.gannet.web.Visit;
import java.util.List;
import java.util.Optional;

/** How a run comes by its pages. Thread-safe; closed with the run. */
interface Ladder extends AutoCloseable {
    /**
     * Brings a claimed page.
     *
     * @throws ScrapeException why there is none
     */
    Snapshot snapshot(Visit visit) throws InterruptedException;

    /** @return the cookies that the page that was just brought is asked with, where there are any to be known; once */
    default Optional<CookieJar> cookies(Visit visit) {
        return Optional.empty();
    }

    /**
     * Makes sure that the job's scripts are JavaScript, before the first page.
     *
     * @throws dev.gannet.job.JobException with each that is not
     */
    default void checkScripts() {}

    /** @return how many pages can be under way at a time */
    int width();

    /** @return what was used of that, for people, such as {@code 3 of 4 sessions used} */
    String used();

    /** @return what it does, for people, such as {@code rendering} */
    String work();

    /** @return what its browsers did so far */
    PoolStats pool();

    /** @return whether its browsers do not start, as far as the last try tells (R48) */
    default boolean failing() {
        return false;
    }

    /** @return what a person should know about this run */
    List<String> notes();

    @Override
    void close();
}
