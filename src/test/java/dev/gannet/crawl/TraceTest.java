package dev.gannet.crawl;

import dev.gannet.kit.Browsers;
import dev.gannet.kit.LocalSite;
import dev.gannet.web.Deadline;
import dev.gannet.web.ScrapeException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.slow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is left of the steps of a run: picture strips where they are asked for, evidence of what failed in any case. */
@Tag("fast")
class TraceTest {
    private static final String PASSWORD = "CANARY-9f3a";
    private static final Pattern PICTURE = Pattern.compile("src=\"data:image/jpeg;base64,([^\"]+)\"");
    /** Where it says what a step found is counted, and so is what pictures must not do to a page: change its size. */
    private static final String FORM = """
            <title>Shop &lt;img src=x onerror="document.title='ran'"&gt; %s</title>
            <body style="margin:0;background:#fff"><input id=user style="display:block;width:400px;height:60px;border:0;\
            font-size:50px;color:red;background:#fff"><input id=pass type=password><button id=more>More</button>
            <p id=out></p><p id=sizes>0</p><script>
            let n = 0, sizes = 0; more.onclick = () => { out.textContent = ++n; history.pushState(0, '', '/?n=' + n); };
            window.onresize = () => document.querySelector('#sizes').textContent = ++sizes;
            </script>""".formatted(PASSWORD);

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String more) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.setPosixFilePermissions(
                Files.writeString(secrets.resolve("password"), PASSWORD), PosixFilePermissions.fromString("rw-------"));
        return new JobOnDisk(folder, "traced", "start: " + site.url("/") + """

                items: {page: {fields: {sizes: "#sizes"}}}
                politeness: {delay: 0s, robots: ignore}
                limits: {page: 30s, attempts: 1}
                """ + more);
    }

    private static final String STEPS = """
            page:
              steps:
                - type: {into: "#user", text: "${secret:password}"}
                - type: {into: "#pass", text: "${secret:password}"}
                - repeat: {times: 2}
                  steps:
                    - click: [button.gone, "#more"]
                - if: {of: "#out", text: "2"}
                  then:
                    - run: end
            """;
    private static final String FLOWS = """
            flows:
              end:
                - say: "near the end"
                - click: [button.no, {text: "<Buy> & go"}]
                  timeout: 500ms
            """;

    private List<Path> files(String kind) throws IOException {
        Path place = folder.resolve(".gannet").resolve(kind);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<BufferedImage> pictures(String html) {
        return PICTURE.matcher(html).results().map(TraceTest::image).toList();
    }

    private static BufferedImage image(MatchResult found) {
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFlowLeavesAStripOfPicturesThatOpensAnywhere() throws Exception {
        site.on("/", html(FORM));
        RunSummary summary = job(STEPS + FLOWS).trace().run();

        assertThat(files("traces")).hasSize(1);
        Path file = files("traces").get(0);
        assertThat(file).hasFileName("page-1-1.html").hasParentRaw(folder.resolve(".gannet/traces/traced-1"));
        assertThat(summary.notes()).anyMatch(note -> note.equals("1 trace of steps is in " + file.getParent()));
        String html = Files.readString(file);
        assertThat(html)
                .contains("traced.yaml line 7", "9 steps of traced.yaml")
                .contains("#more stood in for button.gone: found nothing")
                .contains("near the end")
                .contains(site.url("/?n=2"))
                .doesNotContain(PASSWORD)
                .doesNotContain("<img src=x")
                .doesNotContain("<script");
        assertThat(html.split("<section ")).hasSize(10);
        assertThat(html.split("class=\"step failed\"")).hasSize(2);
        String failed = html.substring(html.indexOf("class=\"step failed\""));
        assertThat(failed)
                .contains("<b>4.1.2</b>", "button.no: found nothing", "&lt;Buy&gt; &amp; go")
                .contains("traced.yaml line 18");
        assertThat(pictures(html)).hasSize(6).allMatch(image -> image.getWidth() <= 800 && image.getWidth() > 700);
        assertThat(bright(pictures(html).get(1)))
                .as("what was typed into a plain input")
                .isFalse();
        rendered(html);
    }

    /** Red on white is the secret in the input. */
    private static boolean bright(BufferedImage image) {
        return IntStream.range(0, 250 * 35)
                .map(i -> image.getRGB(i % 250, i / 250))
                .anyMatch(rgb -> (rgb >> 16 & 0xFF) > 180 && (rgb >> 8 & 0xFF) < 120);
    }

    private void rendered(String html) {
        site.on("/trace", html(html));
        Map<?, ?> seen = Browsers.lease(session -> {
            session.call("get", Deadline.in(Duration.ofSeconds(20)), driver -> {
                driver.get(site.url("/trace"));
                return true;
            });
            return (Map<?, ?>) session.script("""
                    const all = [...document.images];
                    return {shown: all.filter(i => i.complete && i.naturalWidth > 0).length, all: all.length,
                    title: document.title, steps: document.querySelectorAll('section').length,
                    wide: document.documentElement.scrollWidth <= innerWidth};
                    """, Deadline.in(Duration.ofSeconds(20)));
        });
        assertThat(seen.get("all")).isEqualTo(seen.get("shown")).isEqualTo(6L);
        assertThat(seen.get("steps")).isEqualTo(9L);
        assertThat(seen.get("wide")).isEqualTo(true);
        assertThat(String.valueOf(seen.get("title"))).startsWith("traced: " + site.url("/"));
        assertThat(site.heard("/x")).as("what a title asks for").isEmpty();
    }

    /** Pictures are taken of what the window shows, and the page hears nothing of it. */
    @Test
    void aPageSeesNothingOfItsPictures() throws Exception {
        site.on(
                "/",
                html(FORM
                        + "<div style='height:4000px'></div><div id=end style='height:600px;background:#00f'></div>"));
        JobOnDisk job =
                job("page: {steps: [{click: '#more'}, {scroll: '#end'}]}\n").trace();
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT sizes FROM page")).isEqualTo("0");
        BufferedImage last = pictures(Files.readString(files("traces").get(0))).get(1);
        assertThat(last.getRGB(last.getWidth() / 2, last.getHeight() / 2) & 0xFF)
                .isGreaterThan(200);
        assertThat(last.getRGB(last.getWidth() / 2, last.getHeight() / 2) >> 8 & 0xFF)
                .isLessThan(60);
    }

    @Test
    void aPageThatIsBusyHasAGapAndGoesOn() throws Exception {
        site.on("/late", slow(Duration.ofSeconds(4), html("")))
                .on(
                        "/",
                        html(
                                "<p id=sizes>0</p><button>Go</button><script>document.querySelector('button').onclick = () => setTimeout(() => {"
                                        + " const ask = new XMLHttpRequest(); ask.open('GET', '/late', false); ask.send(); })</script>"));
        JobOnDisk job =
                job("page: {steps: [{click: button}, {click: '#sizes'}]}\n").trace();
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        String html = Files.readString(files("traces").get(0));
        assertThat(pictures(html)).hasSize(1);
        assertThat(html).contains("no picture");
    }

    private static final String LOGIN = """
            login:
              start: /login
              steps:
                - type: {into: "#pass", text: "${secret:password}"}
                - click: {label: Enter}
                  timeout: 500ms
              logged-in: a.account
            """;

    @Test
    void aLoginIsTraced() throws Exception {
        site.on(
                        "/login",
                        html(
                                "<form action=/in><input id=pass type=password><button aria-label=Enter>In</button></form>"))
                .on("/in*", html("<title>In</title><a class=account>me</a>"))
                .on("/", html("<p id=sizes>0</p>"));
        assertThat(job(LOGIN).trace().run().end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(files("traces")).hasSize(1);
        assertThat(files("traces").get(0)).hasFileName("login.html");
        String html = Files.readString(files("traces").get(0));
        assertThat(html)
                .contains("all went well", "Login at " + site.url("/login"))
                .doesNotContain(PASSWORD);
        assertThat(pictures(html)).hasSize(2);
    }

    @Test
    void withoutBeingAskedForThereIsNoTraceButEvidenceThatTheFailureNames() throws Exception {
        site.on("/", html(FORM));
        JobOnDisk job = job(STEPS + FLOWS);
        RunSummary summary = job.run();

        assertThat(folder.resolve(".gannet/traces")).doesNotExist();
        assertThat(summary.notes()).noneMatch(note -> note.contains("trace"));
        List<Path> evidence = files("evidence");
        assertThat(evidence).hasSize(2);
        String message = job.value("SELECT message FROM gannet_page");
        assertThat(message)
                .startsWith("step 4.1.2 (line 18, click ")
                .contains("button.no: found nothing", "text \"<Buy> & go\": found nothing")
                .endsWith("; seen then: " + evidence.get(1) + ", " + evidence.get(0));
        assertThat(summary.failures()).hasSize(1);
        assertThat(summary.failures().get(0).message()).isEqualTo(message);
        assertThat(Files.readString(evidence.get(0))).contains("id=\"user\"").doesNotContain(PASSWORD);
        BufferedImage shot = ImageIO.read(evidence.get(1).toFile());
        assertThat(bright(shot)).isFalse();
    }

    @Test
    void aLoginThatFailsNamesItsEvidenceToo() throws Exception {
        site.on("/login", html("<input id=pass type=password>")).on("/", html("<p id=sizes>0</p>"));
        JobOnDisk job = job(LOGIN);
        assertThatThrownBy(job::run)
                .isInstanceOf(ScrapeException.class)
                .hasMessageStartingWith("login, step 2 (line 9, click ")
                .hasMessageContaining("Enter")
                .hasMessageContaining("found nothing")
                .hasMessageContaining("; seen then: " + files("evidence").get(1));
    }

    /** A message that is cut would not name all that was tried. */
    @Test
    void everySelectorIsNamedHoweverManyThereAre() throws Exception {
        site.on("/", html(FORM));
        String all = String.join(
                ", ",
                IntStream.range(0, 20)
                        .mapToObj(i -> "button.a-name-that-takes-much-room-" + i)
                        .toList());
        JobOnDisk job = job("page: {steps: [{click: [" + all + "], timeout: 300ms}]}\n");
        RunSummary summary = job.run();
        assertThat(summary.failures().get(0).message())
                .contains(IntStream.range(0, 20)
                        .mapToObj(i -> "room-" + i + ": found nothing")
                        .toArray(String[]::new))
                .endsWith(".html");
    }
}
