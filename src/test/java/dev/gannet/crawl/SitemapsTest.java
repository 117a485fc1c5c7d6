package dev.gannet.crawl;

import dev.gannet.frontier.Breach;
import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.HostileSite;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that start at what a site says of its own pages. */
@Tag("fast")
class SitemapsTest {
    private static final String JOB = """
            start: {sitemap: %s}
            items: {page: {at: "**", key: [title], fields: {title: {select: h1, required: true}}}}
            politeness: {delay: 0s, parallel: 4, robots: ignore}
            limits: {attempts: 1, failed: 100%%}
            ladder: static
            """;
    private static final String DONE =
            "SELECT url FROM gannet_page WHERE state = 'done' AND role = 'page' ORDER BY url";

    @TempDir
    Path folder;

    private LocalSite site;

    @BeforeEach
    void open() {
        site = LocalSite.open().on("/p/*", html("<h1>page</h1><a class=next href=/linked>on</a>"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String sitemap) throws IOException {
        return new JobOnDisk(folder, "map", JOB.formatted(site.url(sitemap)));
    }

    private String urls(String... entries) {
        return Stream.of(entries)
                .map(entry -> {
                    String[] parts = entry.split(" ");
                    String url = parts[0].startsWith("/") ? site.url(parts[0]) : parts[0];
                    return "<url><loc>" + url + "</loc>"
                            + (parts.length > 1 ? "<lastmod>" + parts[1] + "</lastmod>" : "") + "</url>";
                })
                .collect(Collectors.joining(
                        "",
                        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>",
                        "</urlset>"));
    }

    private String index(String... sitemaps) {
        return Stream.of(sitemaps)
                .map(path -> "<sitemap><loc>" + site.url(path) + "</loc></sitemap>")
                .collect(Collectors.joining(
                        "",
                        "<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>",
                        "</sitemapindex>"));
    }

    private static Answer xml(String text) {
        return status(200, "application/xml", text);
    }

    private static Answer bytes(String type, byte[] body) {
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                    + "\r\nConnection: close\r\n\r\n");
            wire.write(body);
        };
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    private List<String> pages(String... paths) {
        return Stream.of(paths).map(site::url).toList();
    }

    private List<String> asked() {
        return site.heard().stream().map(Heard::target).sorted().toList();
    }

    @Test
    void anIndexIsFollowedAndEachPageIsVisitedOnceThoughListedTwice() throws Exception {
        site.on("/index.xml", xml(index("/a.xml", "/b.xml")))
                .on("/a.xml", xml(urls("/p/1", "/p/2", "https://elsewhere.example/p/9")))
                .on("/b.xml", xml(urls("/p/2", "/p/3")));
        JobOnDisk job = job("/index.xml");

        RunSummary summary = job.run();

        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(asked()).containsExactly("/a.xml", "/b.xml", "/index.xml", "/p/1", "/p/2", "/p/3");
        assertThat(job.rows(DONE)).isEqualTo(pages("/p/1", "/p/2", "/p/3"));
        assertThat(job.rows("SELECT DISTINCT depth FROM gannet_page WHERE role = 'page'"))
                .containsExactly("0");
        assertThat(job.value("SELECT reason FROM gannet_page WHERE url LIKE '%/a.xml'"))
                .isEqualTo("a sitemap of 3, out of scope 1");
    }

    @Test
    void theSitemapsThatRobotsTxtNamesAreRead() throws Exception {
        site.on(
                        "/robots.txt",
                        status(
                                200,
                                "text/plain",
                                "User-agent: *\nDisallow: /private\nSitemap: " + site.url("/one.xml") + "\nsitemap: "
                                        + site.url("/two.txt") + "\n"))
                .on("/one.xml", xml(urls("/p/1", "/private/p")))
                .on("/two.txt", status(200, "text/plain", site.url("/p/2") + "\n" + site.url("/p/3") + "\n"));
        JobOnDisk job = job("/robots.txt");

        job.run("politeness.robots=obey");

        assertThat(job.rows(DONE)).isEqualTo(pages("/p/1", "/p/2", "/p/3"));
        assertThat(site.heard("/private/p")).isEmpty();
        assertThat(job.value("SELECT reason FROM gannet_page WHERE url LIKE '%/private/p'"))
                .isEqualTo("robots.txt");
    }

    @Test
    void feedsAreSitemapsToo() throws Exception {
        site.on("/index.xml", xml(index("/rss", "/atom")))
                .on(
                        "/rss",
                        status(
                                200,
                                "application/rss+xml",
                                "<rss version='2.0'><channel><link>" + site.url("/") + "</link><item><link>"
                                        + site.url("/p/1") + "</link></item></channel></rss>"))
                .on(
                        "/atom",
                        status(
                                200,
                                "application/atom+xml",
                                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='" + site.url("/p/2")
                                        + "'/></entry></feed>"));
        JobOnDisk job = job("/index.xml");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows(DONE)).isEqualTo(pages("/p/1", "/p/2"));
    }

    @Test
    void aCompressedSitemapIsUnpackedWhateverItsType() throws Exception {
        site.on(
                "/map.xml.gz",
                bytes("application/octet-stream", zipped(urls("/p/1", "/p/2").getBytes(StandardCharsets.UTF_8))));
        JobOnDisk job = job("/map.xml.gz");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows(DONE)).isEqualTo(pages("/p/1", "/p/2"));
    }

    @Test
    void S22_aBombIsCutAtFiftyMegabytesAndMakesTheRunIncomplete() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(urls("/p/1").replace("</urlset>", "").getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 80; i++) {
                zip.write(blanks);
            }
        }
        site.on("/bomb.xml.gz", bytes("application/gzip", out.toByteArray()));
        JobOnDisk job = job("/bomb.xml.gz");

        RunSummary summary = job.run();

        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(job.rows("SELECT truncated, length FROM gannet_page WHERE role = 'sitemap'"))
                .containsExactly("1|" + Sitemaps.MOST_BYTES);
        assertThat(job.rows(DONE)).isEqualTo(pages("/p/1"));
    }

    @Test
    void aSitemapThatBreaksOffIsReadSoFarAndMarked() throws Exception {
        String whole = urls("/p/1", "/p/2");
        site.on("/map.xml", xml(whole.substring(0, whole.indexOf("/p/2"))));
        JobOnDisk job = job("/map.xml");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.INCOMPLETE);

        assertThat(job.rows(DONE)).isEqualTo(pages("/p/1"));
        assertThat(job.value("SELECT truncated FROM gannet_page WHERE role = 'sitemap'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>BASE/p/&x;</loc></url></urlset>",
                "<html><body>Not here</body></html>",
                "{\"urls\": []}"
            })
    void S23_whatIsNoSitemapOrDeclaresEntitiesIsATypedFailureAndTheRunIncomplete(String text) throws Exception {
        site.on("/map.xml", xml(text.replace("BASE", site.base())));
        JobOnDisk job = job("/map.xml");

        RunSummary summary = job.run();

        assertThat(summary.failures()).extracting(RunSummary.Failure::kind).containsExactly(FailureKind.UNSUPPORTED);
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches()).anyMatch(breach -> breach.message().startsWith("1 sitemap not read"));
        assertThat(asked()).containsExactly("/map.xml");
    }

    @Test
    void S23_indexesThatNestWithoutEndOrNameThemselvesAreBounded() throws Exception {
        site.on("/deep*", (request, wire) -> {
            int level = request.number("level", 0);
            xml(index("/deep?level=" + (level + 1), "/deep?level=" + level)).give(request, wire);
        });
        JobOnDisk job = job("/deep?level=0");

        job.run();

        assertThat(asked()).containsExactly("/deep?level=0", "/deep?level=1", "/deep?level=2", "/deep?level=3");
        assertThat(job.value("SELECT reason FROM gannet_page WHERE state = 'skipped'"))
                .isEqualTo("sitemaps nested too deep");
    }

    @Test
    void S23_theHostileSitesOwnIndexEndsAtOnce() throws Exception {
        try (HostileSite hostile = HostileSite.open()) {
            JobOnDisk job = new JobOnDisk(folder, "self", JOB.formatted(hostile.url("/sitemap-self")));

            RunSummary summary = job.run();

            assertThat(summary.breaches()).extracting(Breach::rule).containsExactly("nothing found");
            assertThat(summary.failed()).isZero();
            assertThat(hostile.heard("/sitemap-self")).hasSize(1);
        }
    }

    @Test
    void includeExcludeAndPagesHoldForWhatIsListed() throws Exception {
        site.on("/map.xml", xml(urls("/p/1", "/q/1", "/p/logout", "/p/2", "/p/3")));
        JobOnDisk job = job("/map.xml");

        RunSummary summary = job.run("crawl={include: '**/p/*', exclude: '**/logout', pages: 2}");

        assertThat(summary.end()).isEqualTo(RunSummary.End.BOUNDED);
        assertThat(asked()).containsExactly("/map.xml", "/p/1", "/p/2");
    }

    @Test
    void followGoesOnFromListedPagesAndTheDepthIsCountedFromThem() throws Exception {
        site.on("/map.xml", xml(urls("/p/1"))).on("/linked", html("<h1>linked</h1>"));
        JobOnDisk job = job("/map.xml");

        job.run("crawl={follow: a.next}");

        assertThat(job.rows("SELECT depth FROM gannet_page WHERE url LIKE '%/linked'"))
                .containsExactly("1");
        assertThat(site.heard("/linked")).hasSize(1);
    }

    @Test
    void oneAddressCanBeASitemapAndAPage() throws Exception {
        site.on(
                "/feed",
                status(
                        200,
                        "application/rss+xml",
                        "<rss version='2.0'><channel><title>T</title><item><link>" + site.url("/feed")
                                + "</link></item></channel></rss>"));
        JobOnDisk job = new JobOnDisk(
                folder, "map", JOB.formatted(site.url("/feed")).replace("select: h1", "select: channel > title"));

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT role FROM gannet_page ORDER BY role")).containsExactly("page", "sitemap");
        assertThat(job.rows("SELECT title FROM page")).containsExactly("T");
    }

    @Test
    void pagesThatDidNotChangeSinceADayOrTheLastVisitAreLeftOutWithAReason() throws Exception {
        site.on("/map.xml", xml(urls("/p/old 2020-05-01", "/p/new 2099-01-01", "/p/unsaid")));
        JobOnDisk job = job("/map.xml");

        job.run("crawl={since: 2026-11-01}");
        assertThat(job.rows(DONE)).isEqualTo(pages("/p/new", "/p/unsaid"));
        assertThat(job.value("SELECT reason FROM gannet_page WHERE state = 'skipped'"))
                .isEqualTo("not changed since, says its sitemap");

        job.run("crawl={since: last-visit}");
        assertThat(site.heard("/p/old")).as("never read so far").hasSize(1);
        job.run("crawl={since: last-visit}");
        assertThat(site.heard("/p/old")).hasSize(1);
        assertThat(site.heard("/p/new")).hasSize(3);
        assertThat(site.heard("/p/unsaid")).hasSize(3);
        job.run("crawl={since: 7d}");
        assertThat(site.heard("/p/old")).hasSize(1);
    }

    @Test
    void aSitemapThatMovedIsReadWhereItIsAndItsHostIsHome() throws Exception {
        try (LocalSite other = LocalSite.open().on("/p/1", html("<h1>moved</h1>"))) {
            site.on("/map.xml", redirect(other.url("/map.xml")));
            other.on("/map.xml", xml(urls(other.url("/p/1"))));
            JobOnDisk job = job("/map.xml");

            assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

            assertThat(job.rows(DONE)).containsExactly(other.url("/p/1"));
        }
    }

    @Test
    void aSitemapOfFullSizeIsQueuedWholeAndWhatIsBeyondIsCounted() throws Exception {
        String[] paths = IntStream.range(0, 50_001).mapToObj(i -> "/p/" + i).toArray(String[]::new);
        site.on("/map.xml", xml(urls(paths)));
        JobOnDisk job = job("/map.xml");

        RunSummary summary = job.run("crawl={pages: 3}");

        assertThat(job.rows(
                        "SELECT state, COUNT(*) FROM gannet_page WHERE role = 'page' GROUP BY state ORDER BY state"))
                .containsExactly("done|3", "skipped|49997");
        assertThat(job.value("SELECT links_left_out FROM gannet_page WHERE role = 'sitemap'"))
                .isEqualTo("1");
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
    }
}
