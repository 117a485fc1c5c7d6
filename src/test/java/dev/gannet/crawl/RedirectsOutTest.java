package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.Heard;
import dev.gannet.kit.LocalSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Links in scope that lead elsewhere: out of scope, to what the job excludes, to what robots.txt forbids (R73). */
@Tag("fast")
class RedirectsOutTest {
    private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

    @TempDir
    Path folder;

    private LocalSite site;
    private LocalSite other;

    @BeforeEach
    void open() {
        other = LocalSite.open();
        site = LocalSite.open();
        STATUSES.forEach(status -> {
            site.on("/out" + status, to(status, other.url("/seen" + status)));
            other.on("/seen" + status, page("Out"));
        });
        other.on("/back", to(302, site.url("/home")));
        site.on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /private\n"))
                .on("/home", page("Home"))
                .on("/inside", to(302, "/home"))
                .on("/toexcluded", to(301, "/logout?x=1"))
                .on("/logout", page("Excluded"))
                .on("/toforbidden", to(307, "/private/x"))
                .on("/private/x", page("Forbidden"))
                .on("/longway", to(302, "/toexcluded"))
                .on("/outandin", to(302, other.url("/back")));
    }

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    private static Answer page(String title) {
        return html("<title>x</title><h1>" + title + "</h1>");
    }

    private static Answer to(int status, String location) {
        return (request, wire) -> wire.send(status, "", "Location: " + location);
    }

    private JobOnDisk job(String ladder, String... more) throws Exception {
        StringBuilder list = new StringBuilder("<h1>List</h1>");
        Stream.concat(
                        STATUSES.stream().map(status -> "/out" + status),
                        Stream.concat(
                                Stream.of("/inside", "/toexcluded", "/toforbidden", "/longway", "/outandin"),
                                Stream.of(more)))
                .forEach(path -> list.append("<a href=").append(path).append(">x</a>"));
        site.on("/list", html(list.toString()));
        return new JobOnDisk(folder, "out", """
                start: %s
                crawl: {follow: all, exclude: ["**/logout**"]}
                items: {page: {fields: {title: {select: h1, required: true}}}}
                politeness: {delay: 0s, parallel: 4}
                limits: {attempts: 1}
                ladder: %s
                """.formatted(site.url("/list"), ladder));
    }

    private List<String> state(JobOnDisk job, String where) throws Exception {
        return job.rows("SELECT SUBSTR(url, " + (site.base().length() + 1) + "), state, reason FROM gannet_page WHERE "
                + where + " ORDER BY id");
    }

    private static List<String> paths(LocalSite asked) {
        return asked.heard().stream().map(Heard::path).sorted().toList();
    }

    /** @return the requests to both sites in order, with their milliseconds since the first */
    private String log() {
        List<Heard> all = Stream.of(site, other)
                .flatMap(one -> one.heard().stream())
                .sorted(Comparator.comparingLong(Heard::nanoTime))
                .toList();
        return all.stream()
                .map(request -> TimeUnit.NANOSECONDS.toMillis(
                                request.nanoTime() - all.get(0).nanoTime())
                        + " ms " + request.header("host") + " " + request.target())
                .collect(Collectors.joining("\n", "requests:\n", "\n"));
    }

    @Test
    void R73_overPlainHttpNoRequestLeavesTheScope() throws Exception {
        JobOnDisk job = job("static");

        RunSummary summary = job.run();

        assertThat(paths(other)).as("requests to the other site").isEmpty();
        assertThat(paths(site)).doesNotContain("/logout", "/private/x").contains("/inside", "/longway");
        assertThat(job.rows("SELECT title FROM page ORDER BY title")).containsExactly("Home", "List");
        assertThat(state(job, "state = 'skipped'"))
                .containsExactly(
                        "/out301|skipped|redirected out of scope",
                        "/out302|skipped|redirected out of scope",
                        "/out303|skipped|redirected out of scope",
                        "/out307|skipped|redirected out of scope",
                        "/out308|skipped|redirected out of scope",
                        "/toexcluded|skipped|redirected out of scope",
                        "/toforbidden|skipped|robots.txt",
                        "/longway|skipped|redirected out of scope",
                        "/outandin|skipped|redirected out of scope");
        assertThat(summary.skipped())
                .containsEntry("redirected out of scope", 8L)
                .containsEntry("robots.txt", 1L);
        assertThat(job.explain(site.url("/out301"), false))
                .anyMatch(line -> line.endsWith("skipped (out-of-scope): redirected to " + other.url("/seen301")
                        + ": scope: host takes in 127.0.0.1:" + site.port()))
                .endsWith("not fetched: redirected out of scope");
        assertThat(job.explain(site.url("/longway"), false))
                .anyMatch(line -> line.endsWith("skipped (out-of-scope): redirected to " + site.url("/logout?x=1")
                        + ": exclude matches it: **/logout**"));
        assertThat(job.explain(site.url("/toforbidden"), false))
                .anyMatch(line -> line.endsWith("skipped (robots): redirected to " + site.url("/private/x")
                        + ": robots.txt forbids it: Disallow: /private"))
                .endsWith("not fetched: robots.txt");
    }

    @Test
    void R73_inABrowserWhereALinkLedIsAskedOnceAndNothingOfItIsKept() throws Exception {
        site.on("/metaout", html("<meta http-equiv=refresh content='0;url=" + other.url("/seenmeta") + "'>"))
                .on("/metaforbidden", html("<meta http-equiv=refresh content='0;url=/private/x'>"))
                .on("/scriptexcluded", html("<script>location.replace('/logout/none')</script>"));
        other.on("/seenmeta", page("Out"));
        JobOnDisk job = job("render", "/metaout", "/metaforbidden", "/scriptexcluded");

        job.run();

        assertThat(job.rows("SELECT DISTINCT title FROM page ORDER BY title")).containsExactly("Home", "List");
        assertThat(state(job, "state = 'skipped'"))
                .containsExactly(
                        "/out301|skipped|redirected out of scope",
                        "/out302|skipped|redirected out of scope",
                        "/out303|skipped|redirected out of scope",
                        "/out307|skipped|redirected out of scope",
                        "/out308|skipped|redirected out of scope",
                        "/toexcluded|skipped|redirected out of scope",
                        "/toforbidden|skipped|robots.txt",
                        "/longway|skipped|redirected out of scope",
                        "/metaout|skipped|redirected out of scope",
                        "/metaforbidden|skipped|robots.txt",
                        "/scriptexcluded|skipped|redirected out of scope");
        assertThat(state(job, "final_url = '" + site.url("/home") + "'"))
                .as("what leads back in is the site's own document")
                .allMatch(row -> row.matches("/(inside|outandin)\\|done\\|.*"))
                .hasSize(2);
        assertThat(paths(other).stream().filter(path -> !path.equals("/favicon.ico")))
                .as(() -> "one request for each link that leads there, and none for its robots.txt; " + log())
                .containsExactly("/back", "/seen301", "/seen302", "/seen303", "/seen307", "/seen308", "/seenmeta");
        assertThat(job.explain(site.url("/metaforbidden"), false))
                .anyMatch(line -> line.endsWith("skipped (robots): redirected to " + site.url("/private/x")
                        + ": robots.txt forbids it: Disallow: /private"))
                .endsWith("not fetched: robots.txt");
        assertThat(evidence()).as("pictures of what is not kept").isEmpty();
    }

    @Test
    void R73_aStartMayMoveHouseButNotToWhatIsExcludedOrForbidden() throws Exception {
        site.on("/moved", to(301, other.url("/")));
        other.on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /\n"))
                .on("/", page("Other"));
        JobOnDisk job = job("static");

        job.run("start=['" + site.url("/moved") + "','" + site.url("/toexcluded") + "']");

        assertThat(job.rows("SELECT title FROM page")).isEmpty();
        assertThat(state(job, "1 = 1"))
                .containsExactly("/moved|skipped|robots.txt", "/toexcluded|skipped|redirected out of scope");
        assertThat(paths(other)).containsExactly("/robots.txt");
    }

    @Test
    void R73_aPageOfASitemapStaysOnTheHostWhereTheScopeIsPage() throws Exception {
        site.on("/map.txt", status(200, "text/plain", site.url("/out301") + "\n" + site.url("/inside") + "\n"));
        JobOnDisk job = job("static");

        job.run("start={sitemap: '" + site.url("/map.txt") + "'}", "crawl={scope: page}");

        assertThat(job.rows("SELECT title FROM page")).containsExactly("Home");
        assertThat(paths(other)).isEmpty();
    }

    private List<Path> evidence() throws Exception {
        Path place = folder.resolve(".gannet").resolve("evidence");
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
