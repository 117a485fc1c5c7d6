package dev.gannet.job;

import dev.gannet.capture.CaptureSpec;
import dev.gannet.extract.ItemSpec;
import dev.gannet.flow.Step;
import dev.gannet.login.LoginSpec;
import dev.gannet.notify.NotifySpec;
import dev.gannet.page.ClickSpec;
import dev.gannet.page.NextSpec;
import dev.gannet.page.PageSpec;
import dev.gannet.page.ScrollSpec;
import dev.gannet.politeness.PolitenessSpec;
import dev.gannet.schedule.ScheduleSpec;
import dev.gannet.session.BrowserSpec;
import dev.gannet.web.DocumentKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Redaction;
import dev.gannet.web.Rung;
import dev.gannet.web.Selector;
import dev.gannet.web.UrlGlob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A job that was checked whole: everything in it can be carried out. Immutable.
 *
 * @param name the job's name; rows and runs belong to it
 * @param file where it was read from
 * @param starts the pages it starts at, ranges and files expanded
 * @param sitemaps the sitemaps that it starts at
 * @param apis the APIs that it starts at; empty only where {@code starts} or {@code sitemaps} is not
 * @param emptyFiles files of {@code start} that have no URL
 * @param crawl which pages it takes in
 * @param pages how pages are brought up; the first block that matches wins, the last matches every page
 * @param items what is taken from them; empty only where they are captured
 * @param capture what they are captured as
 * @param schedule when it is run without being asked
 * @param notice who is told of what becomes of it
 * @param login how sessions are logged in
 * @param loginless whether pages that ask for a password are right as they are ({@code login: none})
 * @param politeness how hosts are treated
 * @param browser the browser that is used
 * @param limits when to give up
 * @param rung the rung that is used
 * @param store where rows go: {@code sqlite:PATH} (absolute) or {@code postgresql://user@host/db}
 * @param scripts the JavaScript of its steps, which a browser has to check
 * @param redaction takes the job's secrets out of what people read
 */
public record Plan(
        String name,
        Path file,
        List<PageUrl> starts,
        List<PageUrl> sitemaps,
        List<ApiSpec> apis,
        List<String> emptyFiles,
        CrawlSpec crawl,
        List<PageBlock> pages,
        List<ItemSpec> items,
        Optional<CaptureSpec> capture,
        Optional<ScheduleSpec> schedule,
        Optional<NotifySpec> notice,
        Optional<LoginSpec> login,
        boolean loginless,
        PolitenessSpec politeness,
        BrowserSpec browser,
        LimitsSpec limits,
        Rung rung,
        String store,
        List<ScriptSource> scripts,
        Redaction redaction) {
    public Plan {
        starts = List.copyOf(starts);
        sitemaps = List.copyOf(sitemaps);
        apis = List.copyOf(apis);
        emptyFiles = List.copyOf(emptyFiles);
        pages = List.copyOf(pages);
        items = List.copyOf(items);
        scripts = List.copyOf(scripts);
    }

    /** @return where the job starts: pages, sitemaps and APIs */
    public List<PageUrl> entries() {
        return Stream.of(starts.stream(), sitemaps.stream(), apis.stream().map(ApiSpec::url))
                .flatMap(urls -> urls)
                .toList();
    }

    /** @return whether the URL is where the job starts */
    public boolean startsAt(PageUrl url) {
        return entries().contains(url);
    }

    /** @return whether everything that the job reads comes from APIs, over plain HTTP */
    public boolean ofApis() {
        return starts.isEmpty()
                && sitemaps.isEmpty()
                && login.isEmpty()
                && crawl.follow().isEmpty()
                && crawl.clicks().isEmpty();
    }

    /** @return the block that says how this page is brought up */
    public PageBlock block(PageUrl url) {
        return pages.stream().filter(block -> block.on(url)).findFirst().orElseThrow();
    }

    /** How far a crawl goes beyond its starts. */
    public enum Scope {
        PAGE,
        PREFIX,
        HOST,
        SITE
    }

    /**
     * Which pages a job takes in.
     *
     * @param follow selectors of the links that are followed; empty when none are
     * @param clicks elements that are clicked to find out where they lead
     * @param scope how far from the starts
     * @param include if not empty, a followed URL must match one
     * @param exclude a followed URL must match none
     * @param depth most links away from a start
     * @param pages most pages visited in a run
     * @param time longest a run may take
     * @param since pages that a sitemap says were changed before that are left out
     */
    public record CrawlSpec(
            List<Selector> follow,
            List<ClickSpec> clicks,
            Scope scope,
            List<UrlGlob> include,
            List<UrlGlob> exclude,
            OptionalInt depth,
            OptionalInt pages,
            Optional<Duration> time,
            Optional<Since> since) {
        public CrawlSpec {
            follow = List.copyOf(follow);
            clicks = List.copyOf(clicks);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /**
     * How pages at some URLs are brought up.
     *
     * @param at the URLs; empty for every page
     * @param as what the documents are written in, whatever their type says; empty to go by their type
     * @param page rules of readiness
     * @param steps what is done before the snapshot is taken
     * @param scroll how its list is brought up after the steps; empty for one that is there at once
     * @param next how one goes through the pages of its list; empty for one that has no others
     */
    public record PageBlock(
            List<UrlGlob> at,
            Optional<DocumentKind> as,
            PageSpec page,
            List<Step> steps,
            Optional<ScrollSpec> scroll,
            Optional<NextSpec> next) {
        public PageBlock {
            at = List.copyOf(at);
            steps = List.copyOf(steps);
        }

        /** @return the longest such a page may take: its limit, and what scrolling and paging may take beyond it */
        public Duration time() {
            return page.limit()
                    .plus(scroll.map(ScrollSpec::max).orElse(Duration.ZERO))
                    .plus(next.map(NextSpec::time).orElse(Duration.ZERO));
        }

        /** @return whether pages at this URL are brought up by this block */
        public boolean on(PageUrl url) {
            return at.isEmpty() || at.stream().anyMatch(glob -> glob.matches(url));
        }
    }

    /**
     * When to give up.
     *
     * @param page longest one page may take
     * @param attempts most tries of a page
     * @param size most characters of one document
     * @param links most links of one page that are queued
     * @param queries most different queries of one path that are visited
     * @param failed part of the pages (0 to 1) that may fail before the run counts as incomplete
     * @param invalid part of a kind's items (0 to 1) that may lack a required field before the run counts as incomplete
     * @param file most bytes of one file that an item names
     * @param files most bytes of all of them in a run
     * @param runs how many runs are remembered, page by page
     */
    public record LimitsSpec(
            Duration page,
            int attempts,
            long size,
            int links,
            int queries,
            double failed,
            double invalid,
            long file,
            long files,
            int runs) {
        /** With the usual limits of files. */
        public LimitsSpec(
                Duration page, int attempts, long size, int links, int queries, double failed, double invalid) {
            this(page, attempts, size, links, queries, failed, invalid, 100_000_000, 10_000_000_000L, 100);
        }
    }
}
