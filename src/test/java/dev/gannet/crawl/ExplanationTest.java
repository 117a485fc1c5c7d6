package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Why a URL was or was not fetched, after a run and before one. */
@Tag("fast")
class ExplanationTest {
    @TempDir
    Path folder;

    private LocalSite site;
    private LocalSite other;
    private JobOnDisk job;

    @BeforeEach
    void open() throws Exception {
        other = LocalSite.open().on("/", html("<h1>Other</h1>"));
        site = LocalSite.open()
                .on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /private\n"))
                .on(
                        "/list",
                        html(
                                "<h1>List</h1><a href=/p/1>1</a><a href=/gone>2</a><a href=/private/x>3</a><a href=/away>4</a>"
                                        + "<a href=/a/a/a/a>5</a><a href=/p/logout>6</a>"))
                .on("/p/1", html("<h1>One</h1>"))
                .on("/away", redirect(other.url("/")));
        job = new JobOnDisk(folder, "why", """
                start: %s
                crawl: {follow: all, exclude: ["**/logout*"]}
                items: {product: {at: "**/p/*", fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s}
                limits: {attempts: 1, failed: 100%%}
                ladder: static
                """.formatted(site.url("/list")));
    }

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    private List<String> explain(String path) {
        return job.explain(site.url(path), false);
    }

    private static String verdict(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void beforeARunTheRulesOfTheJobAreSaidAndNothingIsAskedFor() {
        assertThat(explain("/list"))
                .contains("start: the job starts here", "politeness.robots: robots.txt was not asked for; --ask does")
                .endsWith("would be fetched");
        assertThat(explain("/p/9"))
                .contains("crawl: in scope, as a link from a page or a sitemap", "items: product may be here")
                .endsWith("would be fetched, once a page or a sitemap leads here");
        assertThat(verdict(explain("/p/logout"))).isEqualTo("not fetched: exclude matches it: **/logout*");
        assertThat(verdict(explain("/x/x/x"))).isEqualTo("not fetched: trap: a path that repeats itself 3 times");
        assertThat(verdict(job.explain("https://elsewhere.example/", false)))
                .isEqualTo("not fetched: scope: host takes in 127.0.0.1:" + site.port());
        assertThat(verdict(job.explain(site.url("/q"), false, "crawl.include='**/p/*'")))
                .isEqualTo("not fetched: no include matches it: **/p/*");
        assertThat(verdict(job.explain(site.url("/q"), false, "crawl.scope=page")))
                .isEqualTo("not fetched: scope: page takes in the starts alone");
        assertThat(verdict(job.explain(site.url("/q"), false, "crawl={exclude: x}")))
                .isEqualTo("not fetched: nothing leads here: crawl.follow is empty");
        assertThat(site.heard()).isEmpty();
    }

    @Test
    void boundsAndThePagesOfASitemapAreRulesToo() {
        assertThat(job.explain(site.url("/p/9"), false, "crawl={follow: all, depth: 2, pages: 5, include: '**/p/*'}"))
                .contains("crawl: in scope, as a link from a page or a sitemap; include matches it: **/p/*")
                .contains("bounds: crawl.depth 2, crawl.pages 5")
                .endsWith("would be fetched, once a page or a sitemap leads here, within crawl.depth 2, crawl.pages 5");
        assertThat(verdict(job.explain(
                        site.url("/p/9"),
                        false,
                        "start={sitemap: '" + site.url("/map.xml") + "'}",
                        "crawl={scope: page}")))
                .isEqualTo("would be fetched, once a page or a sitemap leads here");
    }

    @Test
    void whereAStartMovedToIsHome() {
        site.on("/list", redirect(other.url("/")));
        job.run();

        assertThat(verdict(job.explain(other.url("/p/9"), false)))
                .isEqualTo("would be fetched, once a page or a sitemap leads here");
    }

    @Test
    void robotsTxtIsAskedOnlyWhenTold() {
        assertThat(verdict(job.explain(site.url("/private/x"), true)))
                .isEqualTo("not fetched: robots.txt forbids it: Disallow: /private");
        assertThat(site.heard()).hasSize(1);
    }

    @Test
    void afterARunItSaysWhatBecameOfAUrlAndWhatLedThere() throws Exception {
        job.run();

        assertThat(explain("/p/1"))
                .contains("found on: " + site.url("/list"), "document: status 200, " + site.url("/p/1") + ", by static")
                .anyMatch(line -> line.matches("attempt: 20.*Z done"))
                .endsWith("fetched");
        assertThat(verdict(explain("/gone")))
                .isEqualTo("tried and given up, http-client-error: the server answered with status 404");
        assertThat(verdict(explain("/private/x"))).isEqualTo("not fetched: robots.txt");
        assertThat(verdict(explain("/away"))).startsWith("not fetched: redirected out of scope");
        assertThat(verdict(explain("/a/a/a/a"))).isEqualTo("not fetched: trap: a path that repeats itself 3 times");
        assertThat(verdict(explain("/p/logout"))).isEqualTo("not fetched: exclude matches it: **/logout*");
        assertThat(verdict(explain("/P/../p/1#x"))).isEqualTo("fetched");
    }

    @Test
    void aPageThatWaitsSaysHowLongItsHostIsLeftAlone() throws Exception {
        job.run("crawl.pages=1");
        job.execute("UPDATE gannet_page SET state = 'pending', reason = NULL WHERE url LIKE '%/p/1'");
        job.execute("UPDATE gannet_host SET next_slot = next_slot + 500000");

        assertThat(explain("/p/1"))
                .anyMatch(line -> line.matches("pace: not before 4\\d\\d s from now"))
                .endsWith("not fetched yet");
    }
}
