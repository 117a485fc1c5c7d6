package dev.gannet.crawl;

import dev.gannet.kit.Answer;
import dev.gannet.kit.LocalSite;
import dev.gannet.kit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gannet.kit.Answer.html;
import static dev.gannet.kit.Answer.redirect;
import static dev.gannet.kit.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Fields that name files ({@code download: true}): what the server heard, what is on the disk, and what rows tell. */
@Tag("fast")
class ItemFilesRunTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\n";

    @TempDir
    Path folder;

    private final LocalSite site = LocalSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    /** Bytes, each a character of the text. */
    private static Answer file(String bytes, String... headers) {
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n")
                    + "Content-Length: " + bytes.length() + "\r\nConnection: close\r\n\r\n");
            wire.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private JobOnDisk job(String fields, String more) throws Exception {
        return job(fields, more, "sqlite:" + folder.resolve("shop.db"));
    }

    private JobOnDisk job(String fields, String more, String store) throws Exception {
        return new JobOnDisk(folder, "shop", """
                start: ["%s"]
                items:
                  product:
                    each: .product
                    key: name
                    fields: {name: h2, %s}
                politeness: {delay: 0s, parallel: 2}
                %s
                """.formatted(site.url("/"), fields, more), store);
    }

    private static String product(String name, String inside) {
        return "<div class=product><h2>" + name + "</h2>" + inside + "</div>";
    }

    private static String sha256(String bytes) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aFileIsFetchedOnceKeptByItsContentAndToldBesideItsUrl(String database) throws Exception {
        String store = database.equals("sqlite") ? "sqlite:" + folder.resolve("shop.db") : PostgresServer.freshStore();
        String picture = PNG + "net";
        site.on(
                        "/",
                        html(product("Net", "<img src=/a.png>")
                                + product("Rod", "<img src=/copy>")
                                + product("Hook", "<img src=/a.png>")
                                + product("Reel", "<img src=/none.png>")
                                + product("Line", "<img src=/secret/x.png>")
                                + product("Bait", "")))
                .on("/a.png", file(picture))
                .on("/copy", redirect("/b"))
                .on("/b", file(picture, "Content-Disposition: attachment; filename=\"../../net.bin\""))
                .on("/robots.txt", status(200, "text/plain", "User-agent: *\nDisallow: /secret/\n"));
        JobOnDisk job = job(
                "image: {select: img, type: url, download: true}",
                "ladder: static\nbrowser: {headers: {X-Mine: 'yes'}}",
                store);

        RunSummary summary = job.run();

        String kept = ".gannet/files/shop/" + sha256(picture).substring(0, 2) + "/" + sha256(picture) + ".png";
        String told = kept + "|" + sha256(picture) + "|image/png|11";
        assertThat(job.rows("SELECT name, image, image_path, image_sha256, image_type, image_size FROM product"
                        + " ORDER BY name"))
                .containsExactly(
                        "Bait|||||",
                        "Hook|" + site.url("/a.png") + "|" + told,
                        "Line|" + site.url("/secret/x.png") + "||||",
                        "Net|" + site.url("/a.png") + "|" + told,
                        "Reel|" + site.url("/none.png") + "||||",
                        "Rod|" + site.url("/copy") + "|" + told);
        assertThat(Files.readString(folder.resolve(kept), StandardCharsets.ISO_8859_1))
                .isEqualTo(picture);
        try (var all = Files.walk(folder.resolve(".gannet/files"))) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
        assertThat(site.heard("/a.png")).singleElement().satisfies(one -> {
            assertThat(one.header("x-mine")).isEqualTo("yes");
            assertThat(one.header("referer")).isEqualTo(site.url("/"));
            assertThat(one.header("accept-encoding")).isEqualTo("identity");
        });
        assertThat(site.heard("/secret/x.png")).isEmpty();
        assertThat(job.rows("SELECT name, sha256, bytes FROM gannet_file ORDER BY name"))
                .containsExactly("a.png|" + sha256(picture) + "|11", "net.bin|" + sha256(picture) + "|11");
        assertThat(job.rows("SELECT url, kind, message FROM gannet_lost_file ORDER BY url"))
                .containsExactly(
                        site.url("/none.png") + "|http-client-error|the server answered with status 404",
                        site.url("/secret/x.png") + "|robots|robots.txt forbids it: Disallow: /secret/");
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        assertThat(summary.breaches())
                .anyMatch(breach ->
                        breach.message().startsWith("2 of 4 files could not be had (1 http-client-error, 1 robots)"));
        assertThat(summary.misreadings())
                .extracting(one -> one.name() + ": " + one.told() + " " + one.count())
                .contains("product.image: the file could not be had (http-client-error) 1");
    }

    @Test
    void whatBrokeOffIsTakenUpWhereItWas() throws Exception {
        String whole = PNG + "x".repeat(300_000) + "end";
        String changed = PNG + "y".repeat(1000);
        site.on("/", html(product("Net", "<a href=/begin>f</a>") + product("Rod", "<a href=/other.png>f</a>")))
                .on("/begin", redirect("/part.png"))
                .on("/part.png", Answer.inTurn(broken(whole, 100_000, "ETag: \"v1\""), (request, wire) -> {
                    int from = Integer.parseInt(request.header("range").replaceAll("\\D", ""));
                    wire.write("HTTP/1.1 206 Part\r\nETag: \"v1\"\r\nContent-Range: bytes " + from + "-"
                            + (whole.length() - 1) + "/" + whole.length() + "\r\nContent-Length: "
                            + (whole.length() - from) + "\r\nConnection: close\r\n\r\n");
                    wire.write(whole.substring(from).getBytes(StandardCharsets.ISO_8859_1));
                }))
                .on("/other.png", Answer.inTurn(broken(whole, 50_000, "ETag: \"v1\""), file(changed, "ETag: \"v2\"")));
        JobOnDisk job = job("file: {select: a, type: url, download: true}", "ladder: static");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT name, file_sha256, file_size FROM product ORDER BY name"))
                .containsExactly(
                        "Net|" + sha256(whole) + "|" + whole.length(),
                        "Rod|" + sha256(changed) + "|" + changed.length());
        assertThat(site.heard("/begin")).hasSize(1);
        assertThat(site.heard("/part.png")).hasSize(2);
        assertThat(site.heard("/part.png").get(1).header("range")).matches("bytes=[1-9]\\d*-");
        assertThat(site.heard("/part.png").get(1).header("if-range")).isEqualTo("\"v1\"");
        assertThat(site.heard("/other.png").get(1).header("if-range")).isEqualTo("\"v1\"");
    }

    /** Some servers give no more than so much at once. */
    @Test
    void aPartThatEndsEarlyIsNotTheWholeFile() throws Exception {
        String whole = PNG + "x".repeat(30_000) + "end";
        int piece = 7_000;
        site.on("/", html(product("Net", "<a href=/part.png>f</a>")))
                .on("/part.png", Answer.inTurn(broken(whole, piece, "ETag: \"v1\""), (request, wire) -> {
                    int from = Integer.parseInt(request.header("range").replaceAll("\\D", ""));
                    int to = Math.min(whole.length(), from + piece);
                    wire.write(
                            "HTTP/1.1 206 Part\r\nETag: \"v1\"\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/"
                                    + whole.length() + "\r\nContent-Length: " + (to - from)
                                    + "\r\nConnection: close\r\n\r\n");
                    wire.write(whole.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
                }));
        JobOnDisk job = job("file: {select: a, type: url, download: true}", "ladder: static");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT file_sha256, file_size FROM product"))
                .containsExactly(sha256(whole) + "|" + whole.length());
        assertThat(site.heard("/part.png")).hasSize(5);
    }

    /** Promises all of the file and breaks off. */
    private static Answer broken(String whole, int after, String header) {
        return (request, wire) -> {
            wire.write("HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: " + whole.length()
                    + "\r\nConnection: close\r\n\r\n");
            wire.write(whole.substring(0, after).getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: W/\"v1\"", "Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT"})
    void whatIsStillTheSameIsNotFetchedAgain(String version) throws Exception {
        String picture = PNG + "same";
        String asked = version.startsWith("ETag") ? "if-none-match" : "if-modified-since";
        String value = version.replaceFirst("[^:]*: ", "");
        Answer here = file(picture, version, "Content-Disposition: attachment; filename=net.png");
        site.on("/", html(product("Net", "<img src=/a>"))).on("/a", (request, wire) -> {
            if (request.header(asked).equals(value)) {
                wire.write("HTTP/1.1 304 Same\r\n" + version + "\r\nConnection: close\r\n\r\n");
            } else {
                here.give(request, wire);
            }
        });
        JobOnDisk job = job("image: {select: img, type: url, download: true}", "ladder: static\nlimits: {files: 1kB}");
        String told = "Net|.gannet/files/shop/" + sha256(picture).substring(0, 2) + "/" + sha256(picture) + ".png|"
                + sha256(picture) + "|image/png|12";
        String columns = "SELECT name, image_path, image_sha256, image_type, image_size FROM product";

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);
        assertThat(job.rows(columns)).containsExactly(told);
        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(site.heard("/a")).hasSize(2);
        assertThat(site.heard("/a").get(1).header(asked)).isEqualTo(value);
        assertThat(job.rows(columns)).containsExactly(told);
        assertThat(job.rows("SELECT name, sha256, bytes FROM gannet_file ORDER BY run"))
                .containsExactly("net.png|" + sha256(picture) + "|12", "net.png|" + sha256(picture) + "|12");

        site.on("/a", file(PNG + "other", version.replace("v1", "v2").replace("20 Nov", "21 Nov")));
        job.run();
        assertThat(job.rows("SELECT image_sha256 FROM product")).containsExactly(sha256(PNG + "other"));

        // What is not there any more is asked for without conditions.
        try (var all = Files.walk(folder.resolve(".gannet/files"))) {
            for (Path one : all.filter(path -> path.toString().endsWith(".png")).toList()) {
                Files.delete(one);
            }
        }
        job.run();
        assertThat(site.heard("/a").get(3).header(asked)).isEmpty();
        assertThat(job.rows("SELECT image_sha256 FROM product")).containsExactly(sha256(PNG + "other"));
    }

    @Test
    void aFileThatAKilledRunHadHalfOfIsTakenUp() throws Exception {
        String whole = PNG + "0123456789".repeat(2_000_000);
        CountDownLatch half = new CountDownLatch(1);
        site.on("/", html(product("Net", "<a href=/big.bin>f</a>"))).on("/big.bin", (request, wire) -> {
            int from = Integer.parseInt("0" + request.header("range").replaceAll("\\D", ""));
            wire.write("HTTP/1.1 " + (from > 0 ? "206 Part" : "200 OK") + "\r\nETag: \"v1\"\r\nContent-Length: "
                    + (whole.length() - from)
                    + (from > 0
                            ? "\r\nContent-Range: bytes " + from + "-" + (whole.length() - 1) + "/" + whole.length()
                            : "")
                    + "\r\nConnection: close\r\n\r\n");
            byte[] bytes = whole.substring(from).getBytes(StandardCharsets.ISO_8859_1);
            if (half.getCount() == 0) {
                wire.write(bytes);
                return;
            }
            wire.write(Arrays.copyOf(bytes, 18_000_000));
            half.countDown();
            wire.rest(Duration.ofMinutes(2));
        });
        JobOnDisk job = job("file: {select: a, type: url, download: true}", "ladder: static");
        try (Program program = Program.in(folder).start("run", "shop.yaml", "--no-progress")) {
            assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
            Path files = folder.resolve(".gannet/files/shop");
            while (program.runs() && noted(files) < 16_000_000) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            program.close();
            program.endsWith(137);
        }

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(job.rows("SELECT file_sha256, file_size FROM product"))
                .containsExactly(sha256(whole) + "|" + whole.length());
        String asked = site.heard("/big.bin").get(1).header("range");
        assertThat(Integer.parseInt(asked.replaceAll("\\D", ""))).isBetween(16_000_000, 18_000_000);
        assertThat(site.heard("/big.bin").get(1).header("if-range")).isEqualTo("\"v1\"");
        try (var left = Files.newDirectoryStream(folder.resolve(".gannet/files/shop"), ".part-*")) {
            assertThat(left).isEmpty();
        }
    }

    /** How many bytes the one file that is on its way is known to have. */
    private static long noted(Path files) throws Exception {
        try (var notes = Files.newDirectoryStream(files, ".part-*.note")) {
            for (Path note : notes) {
                return Files.readAllLines(note).stream()
                        .filter(line -> line.startsWith("length="))
                        .mapToLong(line -> Long.parseLong(line.substring("length=".length())))
                        .findFirst()
                        .orElse(0);
            }
        } catch (NoSuchFileException notYet) {
            return 0;
        }
        return 0;
    }

    @Test
    void manyAreFetchedAtOnceButNoMoreThanTheHostMayHave() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            list.append("<img src='/img/").append(i).append("'>");
        }
        site.on("/", html(product("Net", list.toString()))).on("/img/*", (request, wire) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            try {
                assertThat(two.await(30, TimeUnit.SECONDS)).as("two at once").isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // A third that is too many comes meanwhile.
            wire.rest(Duration.ofMillis(150));
            now.decrementAndGet();
            file(PNG + request.path()).give(request, wire);
        });
        JobOnDisk job = job("images: {select: img, type: url, many: true, download: true}", "ladder: static");

        assertThat(job.run().end()).isEqualTo(RunSummary.End.COMPLETE);

        assertThat(most).hasValue(2);
        assertThat(job.value("SELECT json_array_length(images) FROM product")).isEqualTo("12");
        assertThat(job.value("SELECT json_extract(images, '$[11].sha256') FROM product"))
                .isEqualTo(sha256(PNG + "/img/11"));
    }

    @Test
    void boundsOfOneFileAndOfAllAreKept() throws Exception {
        String big = PNG + "x".repeat(5_000);
        StringBuilder all =
                new StringBuilder(product("big", "<img src=/big>") + product("endless", "<img src=/endless>"));
        for (int i = 0; i < 6; i++) {
            all.append(product("p" + i, "<img src='/img/" + i + "'>"));
        }
        site.on("/", html(all.toString()))
                .on("/big", file(big))
                .on("/endless", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    for (int i = 0; i < 100_000; i++) {
                        wire.write("x".repeat(1000));
                    }
                })
                .on(
                        "/img/*",
                        (request, wire) ->
                                file(PNG + "y".repeat(800) + request.path()).give(request, wire));
        JobOnDisk job = job(
                "image: {select: img, type: url, download: true}", "ladder: static\nlimits: {file: 4kB, files: 3kB}");

        RunSummary summary = job.run();

        assertThat(job.rows("SELECT message FROM gannet_lost_file WHERE url LIKE '%/big' OR url LIKE '%/endless'"))
                .hasSize(2)
                .allMatch(message -> message.contains("limits.file"));
        assertThat(job.value("SELECT COUNT(*) FROM product WHERE image_path IS NOT NULL"))
                .isEqualTo("3");
        assertThat(job.rows("SELECT DISTINCT kind FROM gannet_lost_file")).containsExactly("too-large");
        assertThat(summary.end()).isEqualTo(RunSummary.End.INCOMPLETE);
        try (var kept = Files.walk(folder.resolve(".gannet/files"))) {
            assertThat(kept.filter(Files::isRegularFile))
                    .hasSize(3)
                    .noneMatch(path -> path.toString().contains("part"));
        }
    }

    @Test
    void filesThatTellNoLengthCountTowardsTheBoundOfAll() throws Exception {
        site.on("/", html(product("one", "<img src=/img/1>") + product("two", "<img src=/img/2>")))
                .on("/img/*", (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    wire.write(PNG + "y".repeat(2_000) + request.path());
                });
        JobOnDisk job = job("image: {select: img, type: url, download: true}", "ladder: static\nlimits: {files: 3kB}");

        job.run();

        assertThat(job.value("SELECT COUNT(*) FROM product WHERE image_path IS NOT NULL"))
                .isEqualTo("1");
        assertThat(job.rows("SELECT message FROM gannet_lost_file"))
                .singleElement()
                .asString()
                .contains("limits.files");
    }

    @Test
    void privateAddressesThatTheJobDoesNotNameAreNotAskedFor_S1() throws Exception {
        try (LocalSite inside = LocalSite.openOnAllAddresses()) {
            String other = "http://127.0.0.2:" + inside.port() + "/admin";
            site.on("/", html(product("Net", "<img src='" + other + "'>") + product("Rod", "<img src=/out>")))
                    .on("/out", redirect(other))
                    .on("/robots.txt", status(404, ""));
            JobOnDisk job = job("image: {select: img, type: url, download: true}", "ladder: static");
            job.run("politeness.robots=ignore");

            assertThat(job.rows("SELECT kind FROM gannet_lost_file")).containsExactly("refused", "refused");
            assertThat(inside.heard()).isEmpty();
        }
    }

    @Test
    void whatAnEarlierRunFetchedStaysUntilTheUrlIsAnother() throws Exception {
        site.on("/", html(product("Net", "<img src=/a.png>") + product("Rod", "<img src=/b.png>")))
                .on("/a.png", file(PNG + "a"))
                .on("/b.png", file(PNG + "b"));
        JobOnDisk job = job("image: {select: img, type: url, download: true}", "ladder: static");
        job.run();
        site.on("/", html(product("Net", "<img src=/a.png>") + product("Rod", "<img src=/c.png>")))
                .on("/a.png", status(404, "gone"));

        job.run();

        assertThat(job.rows("SELECT name, image, image_sha256 FROM product ORDER BY name"))
                .containsExactly(
                        "Net|" + site.url("/a.png") + "|" + sha256(PNG + "a"), "Rod|" + site.url("/c.png") + "|");
    }

    @Test
    void theBrowsersCookiesGoWithTheFiles() throws Exception {
        site.on("/", html(product("Net", "<img src=/pixel><a href=/report.csv>f</a>"), "Set-Cookie: seen=42; Path=/"))
                .on("/report.csv", (request, wire) -> {
                    if (request.cookie("seen").equals("42")) {
                        file("a,b\n", "Content-Type: text/csv; charset=utf-8").give(request, wire);
                    } else {
                        wire.send(403, "who are you?");
                    }
                });
        JobOnDisk job = job("file: {select: a, type: url, download: true}", "");

        RunSummary summary = job.run();

        assertThat(job.rows("SELECT file_type, file_size, file_path FROM product"))
                .singleElement()
                .asString()
                .startsWith("text/csv|4|.gannet/files/shop/")
                .endsWith(".csv");
        assertThat(summary.end()).isEqualTo(RunSummary.End.COMPLETE);
    }
}
