package dev.gannet.crawl;

import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import dev.gannet.kit.SqliteStores;
import dev.gannet.web.Completeness;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that keep what pages looked like: what is on the disk, by what names, and what rows tell. */
@Tag("fast")
class CaptureRunTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-\\d{3}Z";

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private JobOnDisk job(String start, String capture, String more) throws Exception {
        return job(start, capture, more, SqliteStores.freshStore(folder.resolve("watch.db")));
    }

    private JobOnDisk job(String start, String capture, String more, String store) throws Exception {
        return new JobOnDisk(folder, "watch", """
                start: ["%s"]
                capture: %s
                politeness: {delay: 0s}
                limits: {attempts: 1}
                %s
                """.formatted(site.url(start), capture, more), store);
    }

    /** The files below the job's folder, without those of the state, as paths with the time left out. */
    private List<String> names(String below) {
        try (Stream<Path> all = Files.walk(folder.resolve(below))) {
            return all.filter(path -> Files.isRegularFile(path))
                    .map(path -> folder.relativize(path).toString().replaceAll(TIME, "TIME"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path only(String below, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(below))) {
            List<Path> found =
                    all.filter(path -> path.toString().endsWith(ending)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** @return what the file says, without the pixels of so large a picture being unpacked */
    private static int height(Path picture) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(picture.toFile())) {
            reader.setInput(in);
            return reader.getHeight(0);
        } finally {
            reader.dispose();
        }
    }

    private static String unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String host() {
        return site.base().replaceFirst("http://", "").replace(':', '_');
    }

    /** On PostgreSQL; the other tests use SQLite. */
    @Test
    void aPageIsKeptInEveryForm() throws Exception {
        site.on(
                "/board/sales",
                html(
                        "<body style='margin:0'><p>board</p><div id=chart style='width:120px;height:40px;background:red'></div>"
                                + "<div style='height:5000px;background:lime'></div>"
                                + "<script>setTimeout(() => document.querySelector('p').outerHTML = '<h1>drawn \u00e9</h1>', 300)</script>"));
        JobOnDisk job = job(
                "/board/sales?year=2026",
                """
                {html: true, screenshot: "shots/{host}{path}/{time}.png", pdf: true, mhtml: true,
                  elements: {chart: "#chart", top: {select: h1, name: "latest/{path}-top.png"}}}
                """.strip(),
                "items: {board: {fields: {title: h1}}}",
                PostgresServer.freshStore());

        RunSummary summary = job.run();

        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        String place = host() + "/board/sales_year=2026/TIME";
        assertThat(names("captures"))
                .containsExactly(
                        "captures/" + place + "-chart.png",
                        "captures/" + place + ".html.gz",
                        "captures/" + place + ".mhtml.gz",
                        "captures/" + place + ".pdf");
        assertThat(names("shots")).containsExactly("shots/" + place + ".png");
        assertThat(names("latest")).containsExactly("latest/board/sales_year=2026-top.png");
        BufferedImage whole = ImageIO.read(only("shots", ".png").toFile());
        assertThat(whole.getHeight()).isBetween(5040, 5200);
        BufferedImage chart = ImageIO.read(only("captures", "-chart.png").toFile());
        assertThat(chart.getWidth()).isEqualTo(120);
        assertThat(chart.getRGB(60, 20) & 0xffffff).isEqualTo(0xff0000);
        assertThat(Files.readString(only("captures", ".pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
        assertThat(unpacked(only("captures", ".html.gz"))).contains("<h1>drawn \u00e9</h1>");
        assertThat(unpacked(only("captures", ".mhtml.gz"))).contains("multipart/related", "drawn =C3=A9");
        assertThat(job.rows("SELECT form, part, type FROM gannet_capture ORDER BY form, part"))
                .containsExactly(
                        "element|chart|image/png",
                        "element|top|image/png",
                        "html||application/gzip",
                        "mhtml||application/gzip",
                        "pdf||application/pdf",
                        "screenshot||image/png");
        for (String path : job.rows("SELECT path FROM gannet_capture")) {
            assertThat(Path.of(path)).exists();
        }
        for (String name : job.rows("SELECT name FROM gannet_capture")) {
            assertThat(folder.resolve(name)).exists();
        }
        assertThat(summary.notes()).anyMatch(note -> note.startsWith("6 captures, "));
    }

    @Test
    void whatIsTheSameIsKeptOnceAndOnlyAsLongAsTheJobSays() throws Exception {
        site.on("/", html("<h1>same</h1>"));
        JobOnDisk job = job("/", "{html: true, keep: 2}", "ladder: static");
        for (int i = 0; i < 3; i++) {
            job.run();
        }
        assertThat(names("captures")).hasSize(2);
        assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT path) FROM gannet_capture"))
                .isEqualTo("2|1");
        assertThat(names(".gannet/captures")).hasSize(1);

        site.on("/", html("<h1>other</h1>"));
        job.run();
        job.run();
        assertThat(job.value("SELECT COUNT(*), COUNT(DISTINCT path) FROM gannet_capture WHERE removed = FALSE"))
                .isEqualTo("2|1");
        // What nothing points at any more stays for a while: somebody may just have found it there.
        assertThat(names(".gannet/captures")).hasSize(2);
        try (Stream<Path> contents = Files.walk(folder.resolve(".gannet/captures"))) {
            for (Path one : contents.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(one, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
        job.run();
        assertThat(names(".gannet/captures")).hasSize(1);
        assertThat(unpacked(only(
                        "captures",
                        job.value("SELECT MAX(name) FROM gannet_capture").replaceFirst(".*/", ""))))
                .contains("other");
        assertThat(job.value("SELECT COUNT(*) FROM gannet_capture")).isEqualTo("2");

        job.run("capture={html: true, keep: 1ms}");
        assertThat(job.value("SELECT COUNT(*) FROM gannet_capture WHERE removed = FALSE"))
                .isEqualTo("0");
        assertThat(folder.resolve("captures")).doesNotExist();
    }

    @Test
    void aNameWithoutATimeLeadsToTheNewest() throws Exception {
        JobOnDisk job = job("/", "{html: \"now/page.html\"}", "ladder: static");
        for (String title : List.of("one", "two")) {
            site.on("/", html("<h1>" + title + "</h1>"));
            job.run();
            assertThat(unpacked(folder.resolve("now/page.html.gz"))).contains("<h1>" + title);
        }
        assertThat(names("now")).hasSize(1);
        assertThat(job.value("SELECT COUNT(DISTINCT path) FROM gannet_capture")).isEqualTo("2");
    }

    @Test
    void whatAKilledRunDidNotNameIsNamedByTheNext() throws Exception {
        site.on("/", html("<h1>page</h1>"));
        JobOnDisk job = job("/", "[html]", "ladder: static");
        job.run();
        Path named = only("captures", ".html.gz");
        Files.delete(named);
        job.run();
        assertThat(named).exists();
        assertThat(names("captures")).hasSize(2);
    }

    @Test
    void anElementThatIsNotThereMakesThePageIncomplete() throws Exception {
        site.on("/", html("<h1>page</h1>"));
        JobOnDisk job = job("/", "{elements: {chart: \"#chart\", title: h1}}", "");
        RunSummary summary = job.run();
        assertThat(summary.verdict()).contains(Completeness.PARTIAL);
        assertThat(summary.breaches())
                .singleElement()
                .satisfies(breach ->
                        assertThat(breach.message()).contains("still awaited: element chart: #chart: found nothing"));
        assertThat(job.rows("SELECT part FROM gannet_capture")).containsExactly("title");
    }

    @Test
    void aPageThatIsTooHighIsCutAndSaysSo() throws Exception {
        site.on("/", html("<h1>page</h1><div style='height:40000px'></div>"));
        JobOnDisk job = job("/", "[screenshot]", "");
        RunSummary summary = job.run();
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.value("SELECT cut FROM gannet_capture")).isIn("1", "true");
        assertThat(height(only("captures", ".png"))).isEqualTo(16_000);
        assertThat(summary.notes()).anyMatch(note -> note.contains("1 cut, as their pages are larger"));
    }

    @Test
    void secretsOfTheJobAreInNoCapture() throws Exception {
        Files.createDirectories(folder.resolve("secrets"));
        Path secret = Files.writeString(folder.resolve("secrets/word"), "CANARY-4711");
        assertThat(secret.toFile().setReadable(false, false)).isTrue();
        assertThat(secret.toFile().setReadable(true, true)).isTrue();
        site.on("/", html("<h1>page</h1><p>CANARY-4711</p><input name=a><input type=password name=b>"));
        JobOnDisk job = job(
                "/",
                "[html, mhtml]",
                "page: {steps: [{type: {into: \"[name=a]\", text: \"${secret:word}\"}}, {type: {into: \"[name=b]\", text: \"${secret:word}\"}}]}");
        RunSummary summary = job.run();
        assertThat(unpacked(only("captures", ".html.gz"))).contains("<h1>page").doesNotContain("CANARY");
        assertThat(job.rows("SELECT form FROM gannet_capture")).containsExactly("html");
        assertThat(summary.notes()).anyMatch(note -> note.contains("no MHTML is kept of pages that show a secret"));
    }

    @Test
    void documentsThatNeedNoBrowserAreKeptAsTheyCame() throws Exception {
        site.on("/data", json("{\"a\": 1}"));
        JobOnDisk job = job("/data", "[html, screenshot]", "");
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(unpacked(only("captures", ".html.gz"))).isEqualTo("{\"a\": 1}");
        assertThat(job.rows("SELECT form FROM gannet_capture")).containsExactly("html");
    }

    @Test
    void onlyThePagesThatAreNamedAreKept() throws Exception {
        site.on("/", html("<a class=go href=/p/1>1</a>")).on("/p/1", html("<h1>one</h1>"));
        JobOnDisk job = job("/", "{at: \"**/p/*\", html: true}", "crawl: {follow: a.go}\nladder: static");
        job.run();
        assertThat(names("captures")).containsExactly("captures/" + host() + "/p/1/TIME.html.gz");
    }
}
