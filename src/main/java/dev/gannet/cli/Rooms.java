package dev.gannet.cli;

import dev.gannet.crawl.CrawlOptions;
import dev.gannet.crawl.Explanation;
import dev.gannet.crawl.RunListener;
import dev.gannet.frontier.RunStatus;
import dev.gannet.job.Plan;
import dev.gannet.session.BrowserSpec;
import dev.gannet.store.CopyReport;
import dev.gannet.store.ItemChange;
import dev.gannet.watch.ServeOptions;
import dev.gannet.watch.Serving;
import dev.gannet.web.PageUrl;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the commands ask of the other rooms; wired once. Whatever fails throws: {@link BadJobException} for a job that
 * cannot be run, {@link dev.gannet.web.ScrapeException} for a browser or database that is not there.
 */
interface Rooms {
    /**
     * @param job the job file
     * @param overrides {@code dotted.key=value}, the value as YAML
     * @throws BadJobException with every problem of the job
     */
    Plan plan(Path job, List<String> overrides);

    /** @return the browser that the job asks for, where {@code drivers-config} and the environment want it */
    BrowserSpec browser(Plan plan);

    /** @return the run, not started yet */
    Crawling crawl(Plan plan, CrawlOptions options, RunListener listener);

    /**
     * @param folder its jobs are run when they are due
     * @param say tells a person what changes
     * @return what does it, not begun yet
     */
    Serving serve(Path folder, ServeOptions options, Consumer<String> say);

    /** @return the job's last run; empty when it never ran. Starts no browser. */
    Optional<RunStatus> status(Plan plan);

    /**
     * Tells of every change of the job's items, in the order in which they were seen. Starts no browser.
     *
     * @param since those before are left out; empty for all
     */
    void changes(Plan plan, Optional<Instant> since, Consumer<ItemChange> taker);

    /**
     * @param ask whether the site's robots.txt is fetched
     * @return why the job did or did not fetch the URL, or would. Starts no browser.
     */
    Explanation explain(Plan plan, PageUrl url, boolean ask);

    /** @return how many rows were written; several kinds as CSV go to one file each, {@code FILE-kind.csv} */
    long export(Plan plan, ExportFormat format, Path file);

    /**
     * Copies everything of one database into another, compared before it is kept.
     *
     * @param from URL of the original, which must be there
     * @param to URL of the copy, without a row of Gannet's
     */
    CopyReport copy(String from, String to);

    /** @return the first rows of a table of the plan, column to value, in column order */
    List<Map<String, @Nullable Object>> sample(Plan plan, String table, int rows);

    /** Renders one page and looks at it. */
    PageLook look(PageUrl url, List<String> selectors);

    /** @return a commented job for the page, with what was seen on it where the browser may be used */
    JobDraft newJob(PageUrl url, boolean look);

    /**
     * @param recording a recorder's file
     * @param part the test or suite that is wanted of a file that has several
     * @return a job that does what the recording does
     * @throws BadJobException with everything in the recording that cannot be run
     */
    String importedJob(Path recording, Optional<String> part);

    /** @return the JSON Schema of job files */
    String schema();

    /** @return what a run needs, each with what was found; starts a browser for a moment */
    List<Finding> examine();

    /** @return why no browser can be used, in one sentence; empty when one was found. Starts none. */
    Optional<String> missingBrowser();

    /** @return whether a browser could be installed */
    boolean install(Consumer<String> say);

    /**
     * @param port 0 for any
     * @throws java.io.UncheckedIOException when the port is taken
     */
    DemoSite demoSite(int port);
}
